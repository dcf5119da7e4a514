"""Published links in the fake of Klipfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import fake_rules as rules
from .fake_call import acting, done, existing, page, referred
from .fake_routes import NAMED, route
from .fake_state import Link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._runtime.fake import FakeResponse
    from .fake_call import Call
    from .fake_routes import Route
    from .fake_state import Tab, World

_LINK_OPTIONS: rules.Rules = {
    "password": rules.TEXT,
    "description": rules.NULLABLE,
    "isPublic": rules.FLAG,
    "theme": rules.choice("light", "dark"),
    "logo": rules.TEXT,
    "social": rules.FLAG,
    "wantsAdvertising": rules.FLAG,
    "useIpRanges": rules.FLAG,
}


def publish(world: World, tab: Tab, given: Mapping[str, Any]) -> Link:
    """A new link to a tab."""
    link_id = world.new_id("link")
    user = world.users[world.user_id]
    members = {
        "published_link_name": given["name"],
        "dashboard_url": f"app.klipfolio.com/published/{link_id}",
        "visibility": _visibility(given),
        "date_created": world.moment(),
        "created_by": {"user_public_id": user.id, "user_name": user.full_name},
        "date_last_accessed": None,
    }
    link = Link(link_id, tab.account, members, tab_id=tab.id)
    world.links[link.id] = link
    return link


def _visibility(given: Mapping[str, Any]) -> str:
    return "public_searchable" if given.get("isPublic") else "private"


def link_members(link: Link) -> dict[str, Any]:
    """A published link as answers show it."""
    return {"id": link.id, **link.members}


def _link(call: Call) -> Link:
    return existing(call, call.world.links, "published link")


def _post_link(call: Call) -> FakeResponse:
    tab = existing(call, call.world.tabs, "dashboard")
    given = call.body(NAMED, _LINK_OPTIONS)
    return done(link_members(publish(call.world, tab, given)), status=201)


def _list_links(call: Call) -> FakeResponse:
    world = call.world
    account = acting(world, call.text("client_id"))
    tab = referred(world.tabs, call.required_text("dashboard_id"), "dashboard")
    links = [link for link in world.links.values() if link.tab_id == tab.id and account in (None, link.account)]
    return page(call, "published_links", links, link_members, counted=True)


def _get_link(call: Call) -> FakeResponse:
    return done(link_members(_link(call)))


def _put_link(call: Call) -> FakeResponse:
    link = _link(call)
    given = call.body({}, {**NAMED, **_LINK_OPTIONS})
    if "name" in given:
        link.members["published_link_name"] = given["name"]
    if "isPublic" in given:
        link.members["visibility"] = _visibility(given)
    return done()


def _delete_link(call: Call) -> FakeResponse:
    del call.world.links[_link(call).id]
    return done()


_LINKS = "/dashboard-published-links"
_LINK = f"{_LINKS}/{{published_link_id}}"

ROUTES: list[Route] = [
    route(f"GET {_LINKS}", _list_links, "tab.publish"),
    route(f"GET {_LINK}", _get_link, "tab.publish"),
    route(f"POST {_LINK}", _post_link, "tab.publish"),
    route(f"PUT {_LINK}", _put_link, "tab.publish"),
    route(f"DELETE {_LINK}", _delete_link, "tab.publish"),
]

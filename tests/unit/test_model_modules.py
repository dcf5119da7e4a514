"""Models are many small modules behind one: loaded when asked for, and otherwise as if they were one."""

from __future__ import annotations

import ast
import copy
import json
import pickle
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest
from klipfolio_client import Created
from klipfolio_client.models import CLIENT_RESOURCE_KEYS, ClientResourceKey, Klip, PublishedLink
from pydantic import BaseModel

from tests.unit.test_laziness import loaded_by, printed_by

PACKAGES = ["klarify_client", "klipfolio_client", "kloudless_management_client"]
RECORDINGS = Path(__file__).resolve().parents[1] / "recordings" / "klipfolio"

SETTING = """
import httpx2
from klipfolio_client import Klipfolio
body = {"meta": {"success": True, "status": 200, "location": "/things/1"}, "data": {}}
transport = httpx2.MockTransport(lambda request: httpx2.Response(200, json=body))
client = Klipfolio(api_key="k", transport=transport)
"""
KLIP: dict[str, Any] = {
    "id": "k1",
    "name": "Sales",
    "company": "c1",
    "created_by": "u1",
    "date_created": "2012-03-14T18:28:18Z",
    "last_updated": "2012-03-14T18:28:18Z",
    "share_rights": [{"group_id": "g1", "group_name": "All", "can_edit": False}],
    "member_of_tomorrow": {"a": [1, None]},
}
LINK: dict[str, Any] = {
    "id": "l1",
    "published_link_name": "Public",
    "dashboard_url": "app.example.com/published/l1/public",
    "visibility": "public_searchable",
    "date_created": "2019-08-21T15:35:52Z",
    "created_by": {"user_public_id": "u1", "user_name": "Ann"},
    "date_last_accessed": None,
}


def model_modules(code: str) -> set[str]:
    """Modules of models that a fresh interpreter holds after running the code."""
    names = {name.removeprefix("klipfolio_client.") for name in loaded_by(code) if name.startswith("klipfolio_client.")}
    return {name.removeprefix("models.") for name in names if name.partition(".")[0] == "models"}


def answered(**data: Any) -> str:
    return f"{SETTING}body['data'] = {data!r}\n"


CALLS: list[tuple[str, set[str]]] = [
    # An object.
    (answered(**KLIP) + "client.klips.get('k1')", {"_klip", "_share_right"}),
    (answered(**LINK) + "client.published_links.get('l1')", {"_published_link"}),
    # A list. The features of a client account and its resources share a module, as both are small.
    (answered(klips=[]) + "list(client.klips.list())", {"_klip_summary"}),
    (answered(annotations=[]) + "list(client.klips.annotations.list('k1'))", {"_klip_annotation"}),
    (answered(resources=[]) + "client.clients.resources.list('c1')", {"_client_feature"}),
    # Nothing, or something without a model.
    (SETTING + "client.klips.delete('k1')", set()),
    (SETTING + "client.klips.create(name='Sales')", set()),
    (SETTING + "client.clients.settings.update('c1', settings={})", set()),
    (SETTING + "client.clients.update('c1', status='active')", set()),
    (SETTING + "client.klips.share_rights.update('k1', groups=[{'group_id': 'g1', 'can_edit': True}])", set()),
    # Not yet a call.
    (SETTING + "client.klips.share_rights", set()),
    (SETTING + "client.klips.list()", set()),
]


@pytest.mark.parametrize(("code", "modules"), CALLS)
def test_a_call_loads_the_models_that_it_needs(code: str, modules: set[str]) -> None:
    assert model_modules(code) - {"models"} == modules


def test_a_name_loads_its_module_and_what_that_needs() -> None:
    assert model_modules("import klipfolio_client.models") == {"models"}
    assert model_modules("from klipfolio_client.models import ClientStatus") == {"models", "_values"}
    assert model_modules("from klipfolio_client.models import CLIENT_RESOURCE_KEYS") == {"models", "_names"}
    assert model_modules("from klipfolio_client.models import ShareRights") == {
        "models",
        "_share_right",
        "_share_rights",
        "_user_share_right",
    }


@pytest.mark.parametrize("package", PACKAGES)
def test_importing_everything_gives_all_names(package: str) -> None:
    models = import_module(f"{package}.models")
    code = f"before = {{*globals()}}\nfrom {package}.models import *\n{{*globals()}} - before - {{'before'}}"
    assert printed_by(code) == sorted(models.__all__)
    assert len({*models.__all__}) == len(models.__all__) > 0


@pytest.mark.parametrize("package", PACKAGES)
def test_every_name_is_there_and_stays_the_same(package: str) -> None:
    models = import_module(f"{package}.models")
    assert {*models.__all__} <= {*dir(models)}
    assert dir(models) == sorted(dir(models))
    for name in models.__all__:
        value = getattr(models, name)
        assert value is getattr(models, name)
        if isinstance(value, type):
            assert value.__name__ == name
            assert value.__doc__
            assert getattr(import_module(value.__module__), name) is value


@pytest.mark.parametrize("package", PACKAGES)
def test_whatever_a_module_defines_is_offered_and_known_to_type_checkers(package: str) -> None:
    models = import_module(f"{package}.models")
    defined: list[str] = []
    for path in Path(str(models.__file__)).parent.glob("_[a-z]*.py"):
        defined += [name for node in ast.parse(path.read_text(encoding="utf-8")).body for name in names_of(node)]
    index = ast.parse(Path(str(models.__file__)).read_text(encoding="utf-8"))
    typed = [node.names for node in ast.walk(index) if isinstance(node, ast.ImportFrom) and node.level]
    assert sorted(defined) == sorted(models.__all__)
    assert sorted(alias.name for names in typed for alias in names) == sorted(models.__all__)


def names_of(node: ast.stmt) -> list[str]:
    match node:
        case ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("name", ["Klips", "_nothing", "__path_to_nowhere__", "Model", "_MODULE"])
def test_an_unknown_name_is_an_attribute_error(package: str, name: str) -> None:
    models = import_module(f"{package}.models")
    with pytest.raises(AttributeError, match=f"^module '{package}.models' has no attribute '{name}'$"):
        getattr(models, name)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_model_works_when_it_is_the_first_to_be_loaded(package: str) -> None:
    code = f"""
import sys
from importlib import import_module
def alone(name):
    for module in [module for module in sys.modules if module.startswith("{package}.models")]:
        del sys.modules[module]
    model = getattr(import_module("{package}.models"), name)
    if hasattr(model, "model_rebuild"):
        model.model_rebuild(force=True, raise_errors=True)
        return [name]
    return []
[name for every in import_module("{package}.models").__all__ for name in alone(every)]"""
    models = import_module(f"{package}.models")
    values = [getattr(models, name) for name in models.__all__]
    objects = [value.__name__ for value in values if isinstance(value, type) and issubclass(value, BaseModel)]
    assert printed_by(code) == sorted(objects) != []


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_model_can_be_pickled(protocol: int) -> None:
    klip = Klip.model_validate(KLIP)
    again = pickle.loads(pickle.dumps(klip, protocol))  # noqa: S301 - our own
    assert again == klip
    assert type(again) is Klip
    assert again.to_dict() == KLIP
    assert getattr(again, "member_of_tomorrow", None) == {"a": [1, None]}


def test_a_model_can_be_unpickled_by_a_program_that_imported_nothing() -> None:
    pickled = pickle.dumps((Klip.model_validate(KLIP), Created("/klips/k1")))
    path = f"import sys; sys.path[:] = {sys.path!r}"
    code = (
        f"{path}\nimport json, pickle\nklip, made = pickle.loads({pickled!r})\nprint(json.dumps(klip.to_dict()), made)"
    )
    run = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
    shown, _, made = run.stdout.strip().partition(" Created")
    assert json.loads(shown) == KLIP
    assert made == "(id='k1', location='/klips/k1', instance_location=None)"


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_a_model_can_be_copied(copied: Any) -> None:
    klip = Klip.model_validate(KLIP)
    again = copied(klip)
    assert again == klip
    assert again is not klip
    again.name = "Costs"
    assert klip.to_dict() == KLIP
    assert (again.share_rights is klip.share_rights) == (copied is copy.copy)
    made = Created("/klips/k1")
    assert copied(made) == made


def test_the_resources_of_a_client_account_have_a_key_and_a_name() -> None:
    table = CLIENT_RESOURCE_KEYS
    assert table.key_of("Users") == "company.seats"
    assert table.name_of("company.seats") == "Users"
    # Two keys are shown as dashboards: the newer one is the one to send.
    assert table.key_of("Dashboards") == "dashboard.combined.total"
    assert table.name_of("dashboard.combined.total") == table.name_of("dashboard.tabs.total") == "Dashboards"
    assert [table.key_of(table.name_of(key)) for key in table.names] == [
        "dashboard.combined.total" if key == "dashboard.tabs.total" else key for key in table.names
    ]
    with pytest.raises(LookupError, match=r"^'company\.seats' is not known; known: .*Users"):
        table.key_of("company.seats")
    with pytest.raises(LookupError, match=r"^'Users' is not known; known: .*company\.seats"):
        table.name_of("Users")
    assert repr(table).startswith("NameTable({'api.requests.perDay': 'API Calls per Day', ")


def test_every_key_of_a_resource_is_known_by_name_and_the_other_way_around() -> None:
    known, _ = get_args(get_args(ClientResourceKey)[0])
    assert {*CLIENT_RESOURCE_KEYS.names} == {*get_args(known)}
    recording = json.loads((RECORDINGS / "clients_resources_list.all_names.json").read_text(encoding="utf-8"))
    shown = {row["name"] for row in recording["response"]["body"]["data"]["resources"]}
    assert shown == {*CLIENT_RESOURCE_KEYS.names.values()}
    assert {CLIENT_RESOURCE_KEYS.key_of(name) for name in shown} < {*get_args(known)}


def test_a_published_link_knows_its_path() -> None:
    link = PublishedLink.model_validate(LINK)
    assert link.location == "/dashboard-published-links/l1"
    assert link.to_dict() == LINK


def test_a_location_that_the_service_tells_is_kept() -> None:
    link = PublishedLink.model_validate({**LINK, "location": "elsewhere"})
    assert link.location == "/dashboard-published-links/l1"
    assert link.to_dict()["location"] == "elsewhere"

"""What was read can be changed and sent back: models go out as the service wrote them, with its own names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from klipfolio_client import AsyncKlipfolio, Klipfolio
from klipfolio_client.models import ColumnLayoutItem, GridLayoutState, KlipSchema
from pydantic import BaseModel

from tests.unit.scripted import Face, Script

if TYPE_CHECKING:
    from collections.abc import Callable

META = {"meta": {"success": True, "status": 200}}
COLUMNS = {"0a": {"region": "region-1", "idx": 1}, "0b": {"region": "region-2", "idx": 0, "extra": [1]}}
GRID = {
    "desktop": {
        "itemConfigs": [{"id": "gridklip-0a", "index": [0, 1], "colSpan": 2, "minHeight": 40}],
        "colWidths": ["auto", "auto"],
        "cols": 2,
    }
}
SCHEMA: dict[str, Any] = {
    "title": "Default",
    "layoutConfig": ".region-1",
    "workspace": {"datasources": ["d1"], "dimensions": {"w": 400}},
    "components": [{"type": "label", "displayName": "Primary", "data": [[]], "components": [{"fmt": "txt"}]}],
}


def sent_back(face: Face, answer: dict[str, Any], read: Callable[[Any], Any], write: Callable[[Any, Any], Any]) -> Any:
    """The body that goes out when what was read is written again."""
    service = Script(httpx2.Response(200, json={**META, "data": answer}), httpx2.Response(200, json=META))
    client = (AsyncKlipfolio if face.asynchronous else Klipfolio)(api_key="any", transport=service)
    face.wait(write(client, face.wait(read(client))))
    return json.loads(service.requests[1].content)


@pytest.mark.parametrize(("kind", "state"), [("100", COLUMNS), ("grid", GRID)])
def test_a_layout_goes_back_as_it_came(face: Face, kind: str, state: dict[str, Any]) -> None:
    body = sent_back(
        face,
        {"type": kind, "state": state},
        lambda client: client.tabs.layout.get("t"),
        lambda client, layout: client.tabs.layout.update("t", type=layout.type, state=layout.state),
    )
    assert body == {"type": kind, "state": state}


@pytest.mark.parametrize("migrations", [[], {}, None, ["m"]])
def test_a_klip_definition_goes_back_without_what_only_answers_have(face: Face, migrations: Any) -> None:
    body = sent_back(
        face,
        {"schema": {**SCHEMA, "appliedMigrations": migrations}},
        lambda client: client.klips.schema.get("k"),
        lambda client, schema: client.klips.schema.update("k", schema=schema),
    )
    assert body == SCHEMA


def test_a_model_may_stand_among_plain_values(face: Face) -> None:
    item = ColumnLayoutItem.model_validate(COLUMNS["0a"])
    item.idx = 5
    body = sent_back(
        face,
        {"type": "100", "state": COLUMNS},
        lambda client: client.tabs.layout.get("t"),
        lambda client, layout: client.tabs.layout.update("t", type="100", state={**layout.state, "0a": item}),
    )
    assert body["state"] == {**COLUMNS, "0a": {"region": "region-1", "idx": 5}}


def test_a_changed_model_goes_out_changed(face: Face) -> None:
    def write(client: Any, layout: Any) -> Any:
        assert isinstance(layout.state, GridLayoutState)
        layout.state.desktop.item_configs[0].col_span = 1
        return client.tabs.layout.update("t", type="grid", state=layout.state)

    body = sent_back(face, {"type": "grid", "state": GRID}, lambda client: client.tabs.layout.get("t"), write)
    assert body["state"]["desktop"]["itemConfigs"][0]["colSpan"] == 1


def test_a_created_klip_takes_the_definition_of_another(face: Face) -> None:
    body = sent_back(
        face,
        {"schema": SCHEMA},
        lambda client: client.klips.schema.get("k"),
        lambda client, schema: client.klips.create(name="Copy", schema=schema),
    )
    assert body == {"name": "Copy", "schema": SCHEMA}


class Foreign(BaseModel):
    """A model of the caller's own, whose names the service does not know."""

    title: str = "x"

    def to_dict(self) -> dict[str, Any]:
        return {"title": self.title}


@pytest.mark.parametrize("value", [Foreign(), {"inner": Foreign()}, {"inner": object()}])
def test_objects_of_other_libraries_are_refused(face: Face, value: Any) -> None:
    service = Script()
    client: Any = (AsyncKlipfolio if face.asynchronous else Klipfolio)(api_key="any", transport=service)
    with pytest.raises(TypeError, match=r"^schema: "):
        face.wait(client.klips.schema.update("k", schema=value))
    assert not service.sent


def test_a_definition_is_a_model_of_its_own() -> None:
    assert KlipSchema.model_validate(SCHEMA).to_dict() == SCHEMA

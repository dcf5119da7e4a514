"""Every recording agrees with itself, but for slips of the published pages; a contradiction is found."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from tests.contract.consistency import consistency_faults
from tests.contract.documents import load_spec
from tests.contract.recordings import BY_ID, RECORDINGS, Recording

if TYPE_CHECKING:
    from collections.abc import Callable

# Samples whose identifiers and names were made unrecognizable, or that were put together of two calls.
SLIPS = {
    "klipfolio/clients_list.published": ["data.clients: an identifier is there twice"],
    "klipfolio/datasources_list.published": ["meta.count: 4, and 1 rows"],
    "klipfolio/klips_annotations_get.published": [
        "id: 12345eba2f065109fb88be86b2f9279e, asked for 39874eba2f065109fb88be86b2f9279e"
    ],
    "klipfolio/users_groups_list.published": ["data.groups: an identifier is there twice"],
    "kloudless/applications_create.published": ["name: 'Test App 2', though 'Test App 1' was sent"],
}
OWN = [pytest.param(each, id=each.id) for each in RECORDINGS if not each.inbound and not each.foreign]


@pytest.mark.parametrize("recording", OWN)
def test_a_recording_agrees_with_itself(recording: Recording) -> None:
    assert consistency_faults(load_spec(recording.api), recording) == SLIPS.get(recording.id, [])


def test_slips_are_those_of_published_pages() -> None:
    assert {BY_ID[name].kind for name in SLIPS} == {"published-example"}


def answered(change: Callable[[Any], object]) -> Callable[[Recording], Recording]:
    def changed(recording: Recording) -> Recording:
        body = deepcopy(recording.response.body)
        change(body)
        return recording.changed("response", body=body)

    return changed


def asked(**members: object) -> Callable[[Recording], Recording]:
    return lambda recording: recording.changed("request", **members)


CONTRADICTIONS: list[tuple[str, Callable[[Recording], Recording], str]] = [
    (
        "klipfolio/klips_get.full",
        answered(lambda each: each["meta"].update(status=201)),
        "body: status 201 inside of 200",
    ),
    (
        "klipfolio/klips_get.full",
        answered(lambda each: each["meta"].update(success=False)),
        "body: success False with the status 200",
    ),
    (
        "klipfolio/klips_get.full",
        answered(lambda each: each["data"].update(id="0f")),
        "id: 0f, asked for ec6947ab9d07fdd6b9bb41551c79fd31",
    ),
    (
        "klipfolio/klips_get.full",
        answered(lambda each: each["data"].update(date_created="2030-01-01T00:00:00Z")),
        "body.data: date_created is after last_updated",
    ),
    (
        "klipfolio/datasources_enable.published",
        answered(lambda each: each["data"].update(op_requested="disable")),
        "op_requested: disable, though enable was asked for",
    ),
    (
        "klipfolio/groups_create.published",
        answered(lambda each: each["meta"].update(location="/users/0f")),
        "meta.location: /users/0f is not under /groups",
    ),
    (
        "klipfolio/groups_create.published",
        answered(lambda each: each["meta"].pop("location")),
        "meta.location: nothing tells where the new object is",
    ),
    (
        "kloudless/applications_list.filtered",
        answered(lambda each: each.update(count=9)),
        "count: 9, and 1 rows",
    ),
    (
        "kloudless/applications_list.filtered",
        answered(lambda each: each.update(total=1)),
        "total: 1, and 2 rows up to here",
    ),
    (
        "kloudless/applications_list.filtered",
        answered(lambda each: each.update(page=1)),
        "page: 1 is not what was asked for",
    ),
    (
        "kloudless/applications_list.filtered",
        answered(lambda each: each["objects"].append(each["objects"][0])),
        "objects: an identifier is there twice",
    ),
    (
        "kloudless/applications_list.filtered",
        answered(lambda each: each["objects"].append({**each["objects"][0], "id": "b"})),
        "2 rows on a page of 1",
    ),
    (
        "kloudless/applications_update.published",
        asked(body={"description": "Another"}),
        "description: 'A better test application.', though 'Another' was sent",
    ),
    (
        "kloudless/applications_get.not_found",
        lambda recording: recording.changed("response", status=403),
        "not_found: comes with 404, not with 403",
    ),
    (
        "klarify/procedures_list.last_page",
        answered(lambda each: each.update(hasNext=True, totalCount=1)),
        "hasNext: True, with 1 rows in all",
    ),
]


@pytest.mark.parametrize(("name", "change", "fault"), CONTRADICTIONS)
def test_a_contradiction_is_found(name: str, change: Callable[[Recording], Recording], fault: str) -> None:
    recording = BY_ID[name]
    spec = load_spec(recording.api)
    assert consistency_faults(spec, recording) == []
    assert fault in consistency_faults(spec, change(recording))

"""What no recording shows is listed, and nothing else: a recording that shows something new takes it off the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contract.documents import ROOT, apis, load_spec
from tests.contract.recordings import BY_ID, RECORDINGS
from tests.contract.showing import documented, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.contract.recordings import Recording


def unseen(api: str) -> set[str]:
    """Return the places of which `tests/contract/tables/<api>.unseen` says that no recording shows them."""
    text = (ROOT / "tests" / "contract" / "tables" / f"{api}.unseen").read_text(encoding="utf-8")
    return {line for line in text.splitlines() if line and not line.startswith("#")}


def showing(api: str) -> Iterator[Recording]:
    for recording in RECORDINGS:
        if recording.api == api and not (recording.inbound or recording.foreign or recording.superseded):
            yield recording


@pytest.mark.parametrize("api", apis())
def test_what_no_recording_shows_is_listed(api: str) -> None:
    spec = load_spec(api)
    found = {place for recording in showing(api) for place in shown(spec, recording)}
    assert documented(spec) - found == unseen(api)


@pytest.mark.parametrize(
    ("recording", "places"),
    [
        (
            "kloudless/applications_delete.published",
            {"applications_delete path application_id"},
        ),
        (
            "klipfolio/klips_get.success_false",
            {
                "klips_get path klip_id",
                "refusal.meta",
                "refusal.meta.status",
                "refusal.meta.success",
                "refusal.meta.error_desc",
            },
        ),
        (
            "klipfolio/clients_resources_update.published",
            {
                "clients_resources_update path client_id",
                "clients_resources_update body.resources",
                "clients_resources_update body.resources[].name",
                "clients_resources_update body.resources[].value",
                "ClientResourceKey dashboard.combined.total",
                "clients_resources_update 200.meta",
                "clients_resources_update 200.data",
                "meta.success",
                "meta.status",
            },
        ),
    ],
)
def test_a_recording_shows_what_is_in_it(recording: str, places: set[str]) -> None:
    found = BY_ID[recording]
    assert shown(load_spec(found.api), found) == places

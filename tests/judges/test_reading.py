"""What judges say is read rightly, and what they are given to read says what is meant."""

from __future__ import annotations

import json
from dataclasses import replace

import httpx2
import pytest
from judges.faces import Exchange
from judges.mocked import violations
from judges.plain_document import document_of_fake, plain_document
from judges.session import findings_of, table
from judges.spoiling import spoilt_requests, spoilt_responses
from judges.verdict import Verdict
from npm_tools import ROOT

from tests.contract.documents import load_spec
from tests.contract.recordings import BY_ID

REQUEST = httpx2.Request("GET", "http://prism.test/")


def exchange(status: int, content: bytes = b"{}", **headers: str) -> Exchange:
    return Exchange(REQUEST, status, {name.replace("_", "-"): value for name, value in headers.items()}, content)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (exchange(200), []),
        (exchange(404, content_type="application/problem+json"), []),
        (exchange(422, b'{"a": 1}', content_type="application/problem+json"), ['{"a": 1}']),
        (
            exchange(400, sl_violations='[{"location": ["request", "query", "page"], "message": "must be integer"}]'),
            ["request.query.page: must be integer"],
        ),
        (exchange(200, sl_violations='[{"location": ["response"], "message": "wrong"}]'), ["response: wrong"]),
        (exchange(200, sl_violations="Too many violations! [{"), ["Too many violations! [{"]),
    ],
)
def test_violations_are_found_wherever_prism_tells_them(answer: Exchange, expected: list[str]) -> None:
    assert violations(answer) == expected


def test_a_boolean_in_capitals_is_two_words_to_others() -> None:
    spec = load_spec("kloudless")
    (active,) = [
        each
        for each in plain_document(spec)["paths"]["/applications"]["get"]["parameters"]
        if each.get("name") == "active"
    ]
    assert active["schema"] == {"type": "string", "enum": ["True", "False"]}
    assert spec.operations["applications_list"].named("query")["active"]["schema"]["type"] == "boolean"


def test_a_fake_is_described_with_what_it_has() -> None:
    spec = load_spec("kloudless")
    document = document_of_fake(spec, lambda _: {"application_id": "a1", "page": None}, ["418"])
    node = document["paths"]["/applications/{application_id}/webhooks"]["get"]
    named = {each["name"]: each for each in node["parameters"]}
    assert named["application_id"]["example"] == "a1"
    assert named.keys() == {"application_id", "page_size"}
    assert node["responses"]["418"]["content"] == spec.operations["applications_list"].responses[400]["content"]


def test_a_recording_is_spoilt_in_one_place_at_a_time() -> None:
    recording = BY_ID["klipfolio/clients_features_update.published"]
    before = json.dumps(recording.document)
    copies = dict([*spoilt_requests(recording), *spoilt_responses(recording)])
    assert json.dumps(recording.document) == before
    assert copies["body.features[0].enabled dropped"].request.body["features"][0].keys() == {"name"}
    assert copies["body.features of another type"].request.body == {"features": {"word": 1}}
    assert copies["status"].response.status == 418
    assert all(copy.document != recording.document for copy in copies.values())


VERDICTS = [
    Verdict("Schemathesis", "klipfolio", "126 of 126", 6030, [], 61.25, ["a remark that is long " * 9]),
    Verdict("Prism", "kloudless", "12 of 12", 244, ["something"] * 60, 3.5),
]


def test_the_table_fits_into_100_columns() -> None:
    lines = table(VERDICTS).splitlines()
    assert max(map(len, lines)) <= 100
    assert lines[2].split() == ["Prism", "kloudless", "12", "of", "12", "244", "60", "3.5"]
    assert lines[3].split() == ["Schemathesis", "klipfolio", "126", "of", "126", "6,030", "0", "61.2"]


def test_many_findings_are_cut_and_the_rest_is_counted() -> None:
    told = findings_of(VERDICTS[1]).splitlines()
    assert (len(told), told[0], told[-1]) == (42, "--- Prism, kloudless: 60 violations", "... and 20 more")
    assert findings_of(replace(VERDICTS[1], findings=["one"])).splitlines()[1:] == ["one"]


def test_locked_npm_packages_name_no_host() -> None:
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "http:" not in lock
    assert "https:" not in lock
    assert all("integrity" in each for name, each in json.loads(lock)["packages"].items() if name)

"""The fake of Klarify's API: what its documentation says, and the choices where it says nothing."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import httpx2
import pytest
from klarify_client.testing import FakeKlarify

URL = "https://integration.klarify.biz/api/procedures"
INVALID = {
    "error": "invalid access_key",
    "message": "The provided access key does not exist or has been disabled",
}
MISSING = {
    "error": "missing required access_key",
    "message": "The access_key parameter is required for API authentication",
}


class Clock:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.now = datetime(2024, 1, 15, 14, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def get(fake: FakeKlarify, url: str = URL, /, **parameters: str | int) -> httpx2.Response:
    with httpx2.Client(transport=fake.transport) as client:
        return client.get(url, params={"access_key": "k", **parameters})


def names(fake: FakeKlarify, **parameters: str | int) -> list[str]:
    response = get(fake, **parameters)
    assert response.status_code == 200, response.text
    return [procedure["name"] for procedure in response.json()["data"]]


def numbered(count: int) -> FakeKlarify:
    return FakeKlarify({"name": f"{number}"} for number in range(count))


@pytest.mark.acceptance("KY-16", "KY-39")
def test_an_answer_is_json_with_data_has_next_and_total() -> None:
    response = get(numbered(1))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert response.json().keys() == {"data", "hasNext", "totalCount"}
    assert isinstance(response.json()["data"], list)
    assert response.json()["totalCount"] == 1


@pytest.mark.acceptance("KY-16")
@pytest.mark.parametrize(
    ("method", "url", "status"),
    [
        ("GET", URL, 500),
        ("GET", f"{URL}?access_key=", 404),
        ("GET", f"{URL}?access_key=k&page=x", 400),
        ("GET", "https://integration.klarify.biz/", 404),
        ("POST", URL, 405),
    ],
)
def test_every_error_is_json_with_error_and_message(method: str, url: str, status: int) -> None:
    with httpx2.Client(transport=numbered(1).transport) as client:
        response = client.request(method, url)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/json"
    assert response.json().keys() == {"error", "message"}


@pytest.mark.acceptance("KY-22", "KY-23", "KY-24", "KY-26")
def test_page_0_of_100_is_the_default() -> None:
    fake = numbered(250)
    assert names(fake) == names(fake, page=0) == names(fake, page=0, pageSize=100)
    assert names(fake) == [str(number) for number in range(100)]


@pytest.mark.acceptance("KY-23", "KY-24", "KY-26")
@pytest.mark.parametrize(("page", "size"), [(0, 25), (1, 25), (5, 25), (2, 50), (1, 100), (0, 300)])
def test_page_n_starts_at_n_times_the_size(page: int, size: int) -> None:
    expected = [str(number) for number in range(250)][page * size : (page + 1) * size]
    assert names(numbered(250), page=page, pageSize=size) == expected


@pytest.mark.acceptance("KY-39", "KY-41")
def test_has_next_is_true_up_to_the_last_page() -> None:
    fake = numbered(6)
    answers = [get(fake, page=page, pageSize=2).json() for page in range(4)]
    assert [answer["hasNext"] for answer in answers] == [True, True, False, False]
    assert [answer["totalCount"] for answer in answers] == [6, 6, 6, 6]
    assert answers[3]["data"] == []


@pytest.mark.acceptance("KY-41")
def test_an_organization_without_procedures_has_one_empty_page() -> None:
    assert get(FakeKlarify()).json() == {"data": [], "hasNext": False, "totalCount": 0}


@pytest.mark.acceptance("KY-18", "KY-21", "KY-69")
@pytest.mark.parametrize("query", ["", "?page=0", "?Access_Key=k", "?accessKey=k"])
def test_a_call_without_a_key_is_refused_with_500(query: str) -> None:
    with httpx2.Client(transport=numbered(1).transport) as client:
        response = client.get(URL + query)
    assert (response.status_code, response.json()) == (500, MISSING)


@pytest.mark.acceptance("KY-18")
def test_a_key_in_a_header_or_body_counts_for_nothing() -> None:
    with httpx2.Client(transport=numbered(1).transport) as client:
        response = client.request("GET", URL, headers={"access_key": "k"}, content=b"access_key=k")
    assert (response.status_code, response.json()) == (500, MISSING)


@pytest.mark.acceptance("KY-20", "KY-67")
@pytest.mark.parametrize("key", ["other", "", " ", "Right", "right ", " right"])
def test_an_unknown_key_is_refused_with_404(key: str) -> None:
    fake = FakeKlarify([{"name": "x"}], access_key="right")
    response = get(fake, access_key=key)
    assert (response.status_code, response.json()) == (404, INVALID)


@pytest.mark.acceptance("KY-18")
def test_the_right_key_is_accepted_percent_encoded() -> None:
    fake = FakeKlarify([{"name": "x"}], access_key="a&b=c +é/#")
    assert names(fake, access_key="a&b=c +é/#") == ["x"]


@pytest.mark.parametrize(("key", "status"), [("anything", 200), ("", 404), ("  ", 404), ("k ", 404)])
def test_without_a_key_of_its_own_the_fake_accepts_any_that_is_not_blank(key: str, status: int) -> None:
    assert get(numbered(1), access_key=key).status_code == status


@pytest.mark.acceptance("KY-13", "KY-20")
@pytest.mark.parametrize("first", ["old", None])
def test_a_replaced_key_fails_at_once(first: str | None) -> None:
    fake = FakeKlarify([{"name": "x"}], access_key=first)
    assert names(fake, access_key="old") == ["x"]
    second = fake.regenerate_key()
    assert names(fake, access_key=second) == ["x"]
    response = get(fake, access_key="old")
    assert (response.status_code, response.json()) == (404, INVALID)
    assert fake.regenerate_key() != second
    assert get(fake, access_key=second).json() == INVALID


@pytest.mark.acceptance("KY-30", "KY-32")
def test_newest_change_first() -> None:
    seeds = [
        {"name": "b", "updated_at": "2024-01-02T00:00:00Z"},
        {"name": "a", "updated_at": "2024-01-01T23:00:00-02:00"},
        {"name": "c", "updated_at": "2024-01-03T00:00:00"},
    ]
    fake = FakeKlarify(seeds)
    assert names(fake, sort="updated_at,desc") == ["c", "a", "b"]
    assert names(fake, sort="updated_at,asc") == ["b", "a", "c"]


@pytest.mark.acceptance("KY-30", "KY-33")
def test_a_to_z() -> None:
    fake = FakeKlarify({"name": name} for name in ("Invoice", "alarm", "Zoning", "Backup"))
    assert names(fake, sort="name,asc") == ["alarm", "Backup", "Invoice", "Zoning"]
    assert names(fake, sort="name,desc") == ["Zoning", "Invoice", "Backup", "alarm"]


@pytest.mark.acceptance("KY-30", "KY-34")
def test_oldest_first() -> None:
    seeds = [
        {"name": "young", "created_at": "2024-01-03T00:00:00Z"},
        {"name": "old", "created_at": "2024-01-01T00:00:00Z"},
        {"name": "middle", "created_at": "2024-01-02T00:00:00Z"},
    ]
    fake = FakeKlarify(seeds)
    assert names(fake, sort="created_at,asc") == ["old", "middle", "young"]
    assert names(fake, sort="created_at,desc") == ["young", "middle", "old"]
    assert "created_at" not in fake.procedures[0]


@pytest.mark.acceptance("KY-30", "KY-35")
def test_published_first() -> None:
    fake = FakeKlarify({"name": status, "status": status} for status in ("archived", "published", "draft"))
    assert names(fake, sort="status,desc") == ["published", "draft", "archived"]
    assert names(fake, sort="status,asc") == ["archived", "draft", "published"]


@pytest.mark.parametrize("direction", ["asc", "desc"])
def test_equal_procedures_keep_their_order(direction: str) -> None:
    fake = FakeKlarify({"name": name} for name in "cab")
    assert names(fake, sort=f"status,{direction}") == ["c", "a", "b"]


@pytest.mark.acceptance("KY-30")
@pytest.mark.parametrize(
    "sort", ["", "name", "name,", "name,up", "owner,asc", "NAME,asc", "name, asc", "name,asc,", ","]
)
def test_a_bad_sort_is_refused(sort: str) -> None:
    response = get(numbered(1), sort=sort)
    assert response.status_code == 400
    assert response.json()["message"].startswith("sort ")


@pytest.mark.acceptance("KY-37")
def test_only_what_changed_after_the_mark_comes_back() -> None:
    seeds = [
        {"name": "before", "updated_at": "2024-01-14T08:59:59Z"},
        {"name": "at", "updated_at": "2024-01-14T09:00:00Z"},
        {"name": "after", "updated_at": "2024-01-14T09:00:01Z"},
        {"name": "later", "updated_at": "2024-02-01T00:00:00Z"},
    ]
    fake = FakeKlarify(seeds)
    assert names(fake, last_updated_at="2024-01-14T09:00:00Z") == ["after", "later"]
    assert names(fake, last_updated_at="2024-01-14T10:00:00+01:00") == ["after", "later"]
    assert names(fake, last_updated_at="2024-01-14T09:00:00.5") == ["after", "later"]
    answer = get(fake, last_updated_at="2024-01-14T09:00:00Z", pageSize=1).json()
    assert (answer["hasNext"], answer["totalCount"]) == (True, 2)


@pytest.mark.parametrize("mark", ["", "yesterday", "2024-01-14", "2024-13-01T00:00:00Z", "2024-01-14 09:00:00Z"])
def test_a_mark_that_is_no_timestamp_is_refused(mark: str) -> None:
    response = get(numbered(1), last_updated_at=mark)
    assert response.status_code == 400
    assert response.json()["message"].startswith("last_updated_at ")


@pytest.mark.acceptance("KY-22", "KY-26")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page", "-1"),
        ("page", "x"),
        ("page", ""),
        ("page", "1.0"),
        ("page", "٣"),
        ("page", "9" * 5000),
        ("pageSize", "0"),
        ("pageSize", "-5"),
        ("pageSize", "all"),
        ("pageSize", "1e2"),
    ],
)
def test_a_bad_page_or_size_is_refused(name: str, value: str) -> None:
    response = get(numbered(1), **{name: value})
    assert response.status_code == 400
    assert response.json()["message"].startswith(f"{name} ")


@pytest.mark.parametrize("query", ["page=0&page=1", "sort=name,asc&sort=name,desc", "access_key=k"])
def test_a_repeated_parameter_is_refused(query: str) -> None:
    with httpx2.Client(transport=numbered(1).transport) as client:
        assert client.get(f"{URL}?access_key=k&{query}").status_code == 400


def test_unknown_parameters_are_ignored() -> None:
    assert names(numbered(1), per_page=5) == ["0"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "PURGE"])
def test_other_methods_are_not_allowed(method: str) -> None:
    with httpx2.Client(transport=numbered(1).transport) as client:
        response = client.request(method, URL, params={"access_key": "k"})
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET"
    assert (response.content == b"") is (method == "HEAD")


@pytest.mark.parametrize("path", ["/", "/api", "/api/procedures/", "/api/procedures/10001", "/v1/api/procedures"])
def test_an_unknown_path_is_not_taken_for_a_bad_key(path: str) -> None:
    response = get(numbered(1), f"https://integration.klarify.biz{path}")
    assert response.status_code == 404
    assert response.json()["error"] == "not found"


def test_a_name_alone_is_filled_up() -> None:
    fake = FakeKlarify([{"name": "x"}], clock=Clock())
    assert get(fake).json()["data"] == [
        {
            "id": "10001",
            "name": "x",
            "status": "published",
            "owner": "Process Owner",
            "performer": "Process Team",
            "updated_at": "2024-01-15T14:30:00Z",
            "url": "https://yourorg.klarify.me/process/10001",
            "lanes": [],
            "called_within": [],
            "called_from": [],
        }
    ]


PUBLISHED = {
    "id": "12345",
    "name": "Customer Onboarding Process",
    "status": "published",
    "owner": "John Smith",
    "performer": "Customer Service Team",
    "updated_at": "2024-01-15T14:30:00Z",
    "url": "https://yourorg.klarify.me/process/12345",
    "lanes": ["Customer Service", "Account Management"],
    "called_within": [],
    "called_from": ["Sales Pipeline Process"],
}


def test_what_is_seeded_comes_back_as_it_is() -> None:
    seed = PUBLISHED | {"risk": {"level": 3}}
    assert get(FakeKlarify([seed])).json()["data"] == [seed]


def test_the_second_generation_links_to_another_host() -> None:
    seed = {name: value for name, value in PUBLISHED.items() if name != "url"}
    answer = get(FakeKlarify([seed], generation=2)).json()
    assert answer["data"] == [PUBLISHED | {"url": "https://yourorg.klarify.biz/process/12345"}]
    assert answer["totalCount"] == 1


def test_the_third_generation_has_other_types() -> None:
    caller = {"id": "7", "name": "Sales Pipeline Process", "type": "SUBPROCESS", "status": "draft"}
    fake = FakeKlarify([{"id": "proc_a", "name": "A"}, caller, PUBLISHED], generation=3, clock=Clock())
    answer = get(fake).json()
    assert answer.keys() == {"data", "hasNext"}
    first, _, third = answer["data"]
    assert first["id"] == 10001
    assert third["called_from"] == [
        {
            "id": 7,
            "name": "Sales Pipeline Process",
            "type": "SUBPROCESS",
            "status": "DRAFT",
            "url": "https://yourorg.klarify.biz/document/7",
            "updated_at": "2024-01-15T14:30:00Z",
            "first_published_at": "2024-01-15T14:30:00Z",
        }
    ]
    assert third["id"] == 12345
    assert third["type"] == "PROCESS_MODEL"
    assert third["status"] == "PUBLISHED"
    assert third["owner"].keys() == {"id", "job_title"}
    assert third["owner"]["job_title"] == "John Smith"
    assert isinstance(third["owner"]["id"], int)
    assert [lane["name"] for lane in third["lanes"]] == PUBLISHED["lanes"]
    assert all(lane.keys() == {"id", "name", "nestedLanes"} for lane in third["lanes"])
    assert third.keys() & {"performer", "created_at"} == set()
    assert fake.update(10001, name="B")["name"] == "B"


def test_seeds_in_the_form_of_the_third_generation_are_answered_in_every_form() -> None:
    third = FakeKlarify([PUBLISHED], generation=3).procedures[0]
    again = FakeKlarify([third], generation=3).procedures[0]
    assert again == third
    first = FakeKlarify([third], generation=1).procedures[0]
    assert first == PUBLISHED | {"performer": "Process Team"}


@pytest.mark.parametrize("generation", [1, 2, 3])
def test_a_name_that_no_procedure_has_is_referred_to_all_the_same(generation: Literal[1, 2, 3]) -> None:
    (procedure,) = FakeKlarify([PUBLISHED], generation=generation).procedures
    (reference,) = procedure["called_from"]
    assert (reference["name"] if generation == 3 else reference) == "Sales Pipeline Process"


def test_changes_are_seen_by_the_next_request() -> None:
    clock = Clock()
    fake = FakeKlarify([{"name": "x"}], clock=clock)
    mark = "2024-01-15T14:30:00Z"
    assert names(fake, last_updated_at=mark) == []
    clock.now += timedelta(hours=1)
    assert fake.update("10001", name="y", lanes=["Finance"])["updated_at"] == "2024-01-15T15:30:00Z"
    assert names(fake, last_updated_at=mark) == ["y"]
    assert get(fake).json()["data"][0]["lanes"] == ["Finance"]
    fake.add({"name": "z"})
    assert names(fake) == ["y", "z"]
    fake.remove("10001")
    assert names(fake) == ["z"]
    assert [procedure["id"] for procedure in fake.procedures] == ["10002"]


def test_a_change_within_the_same_second_is_later_all_the_same() -> None:
    fake = FakeKlarify([{"name": "x"}], clock=Clock())
    assert fake.update("10001", status="draft")["updated_at"] == "2024-01-15T14:30:01Z"
    assert fake.update("10001", updated_at="2020-01-01T00:00:00Z")["updated_at"] == "2020-01-01T00:00:00Z"
    fake.update("10001", created_at="2019-01-01T00:00:00Z", updated_at="2020-01-01T00:00:00Z")
    fake.add({"name": "y", "created_at": "2018-01-01T00:00:00Z"})
    assert names(fake, sort="created_at,asc") == ["y", "x"]


def test_a_snapshot_is_a_copy() -> None:
    fake = FakeKlarify([{"name": "x", "lanes": ["Finance"]}])
    fake.procedures[0]["lanes"].append("IT")
    assert fake.procedures[0]["lanes"] == ["Finance"]


@pytest.mark.parametrize(
    "seed", [{}, {"name": " "}, {"name": None}, {"name": "y", "id": "1"}, {"name": "y", "updated_at": "now"}]
)
def test_a_seed_that_cannot_be_a_procedure_is_refused(seed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"name|id|timestamp"):
        FakeKlarify([{"name": "x", "id": 1}, seed])


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(TypeError):
        FakeKlarify([{"name": "x", "owner": object()}])
    with pytest.raises(ValueError, match="access_key"):
        FakeKlarify(access_key=" ")
    fake = numbered(1)
    with pytest.raises(KeyError):
        fake.update("7", name="y")
    with pytest.raises(KeyError):
        fake.remove("7")
    with pytest.raises(ValueError, match="id"):
        fake.update("10001", id="7")
    with pytest.raises(ValueError, match="name"):
        fake.update("10001", name="")
    assert names(fake) == ["0"]


def test_the_sample_is_varied_and_always_the_same() -> None:
    sample = FakeKlarify.sample(250)
    assert sample == FakeKlarify.sample(250)
    assert FakeKlarify.sample(10) == sample[:10]
    assert {seed["status"] for seed in sample} == {"published", "draft", "archived"}
    assert len({seed["id"] for seed in sample}) == len({seed["name"] for seed in sample}) == 250
    assert any(not seed["name"].isascii() for seed in sample)
    assert any(seed["called_from"] for seed in sample)
    fake = FakeKlarify(sample)
    orders = [tuple(names(fake, sort=f"{field},asc")) for field in ("updated_at", "name", "created_at", "status")]
    assert len({*orders, tuple(names(fake))}) == 5
    known = {seed["name"] for seed in sample}
    assert all(name in known for seed in sample for name in seed["called_from"] + seed["called_within"])


@pytest.mark.acceptance("KY-13", "KY-24", "KY-41")
def test_the_async_client_reads_the_same_pages() -> None:
    fake = FakeKlarify(({"name": f"{number}"} for number in range(5)), access_key="k")

    async def read() -> list[str]:
        found: list[str] = []
        async with httpx2.AsyncClient(transport=fake.transport) as client:
            page, more = 0, True
            while more:
                response = await client.get(URL, params={"access_key": "k", "page": page, "pageSize": 2})
                found += [procedure["name"] for procedure in response.json()["data"]]
                page, more = page + 1, response.json()["hasNext"]
            fake.regenerate_key()
            assert (await client.get(URL, params={"access_key": "k"})).status_code == 404
        return found

    assert asyncio.run(read()) == ["0", "1", "2", "3", "4"]
    assert len(fake.calls) == 4


@pytest.mark.acceptance("KY-20", "KY-21", "KY-24", "KY-67", "KY-69")
def test_a_program_reads_it_over_loopback() -> None:
    fake = FakeKlarify(FakeKlarify.sample(250), access_key="k")
    with fake.serve() as server, httpx2.Client(base_url=server.url) as client:
        pages = [client.get("/api/procedures", params={"access_key": "k", "page": page}).json() for page in range(3)]
        assert client.get("/api/procedures", params={"access_key": "x"}).json() == INVALID
        assert client.get("/api/procedures").json() == MISSING
    assert [len(page["data"]) for page in pages] == [100, 100, 50]
    assert [procedure for page in pages for procedure in page["data"]] == fake.procedures


def test_no_key_is_to_be_seen_in_the_calls() -> None:
    fake = FakeKlarify(access_key="s3cret")
    get(fake, access_key="s3cret", page=1)
    with httpx2.Client(transport=fake.transport) as client:
        client.post(URL, data={"access_key": "s3cret"}, headers={"Referer": f"{URL}?access_key=s3cret"})
        client.post(URL, json={"access_key": "s3cret"}, params={"accessKey": "s3cret"})
        client.get(f"{URL}?access%5Fkey=s3cret", headers={"X-Api-Key": "s3cret", "Cookie": "id=s3cret"})
    assert fake.calls[0].query == "access_key=***&page=1"
    assert "s3cret" not in repr(fake.calls) + repr(vars(fake.transport)) + repr(fake)


def test_the_command_line_starts_with_three_pages() -> None:
    fake = FakeKlarify.for_command_line(key="k", empty=False)
    assert [get(fake, page=page).json()["hasNext"] for page in range(3)] == [True, True, False]
    assert FakeKlarify.for_command_line(key=None, empty=True).procedures == []

"""A stateful fake of the Klarify Integration API."""

from __future__ import annotations

import json
import re
import secrets
import zlib
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Literal, Self, cast
from urllib.parse import unquote

from .._runtime.clock import as_utc
from .._runtime.fake import (
    Fake,
    FakeClock,
    FakeRequest,
    FakeResponse,
    ParameterError,
    integer_parameter,
    single_parameter,
    utc_now,
)

__all__ = ["FakeKlarify"]

_PATH = "/api/procedures"
_SORT_FIELDS = ("updated_at", "name", "created_at", "status")
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_FIRST_NUMBER = 10001

_MISSING_KEY = FakeResponse.json(
    500,
    {"error": "missing required access_key", "message": "The access_key parameter is required for API authentication"},
)
_INVALID_KEY = FakeResponse.json(
    404, {"error": "invalid access_key", "message": "The provided access key does not exist or has been disabled"}
)
_UNKNOWN_PATH = FakeResponse.json(
    404, {"error": "not found", "message": f"There is nothing at this path; the one endpoint is GET {_PATH}"}
)
_OTHER_METHOD = FakeResponse.json(
    405,
    {"error": "method not allowed", "message": f"{_PATH} answers GET only, with all parameters in the query"},
    {"Allow": "GET"},
)


@dataclass(slots=True)
class _Procedure:
    """A procedure as it is kept: members as seeded or filled in, and what no answer shows."""

    number: int
    members: dict[str, Any]
    created: datetime
    updated: datetime


class FakeKlarify(Fake):
    """Klarify's one endpoint, `GET /api/procedures`, answered from memory.

    ```python
    fake = FakeKlarify([{"name": "Onboarding"}], access_key="k")
    with Klarify(access_key="k", transport=fake.transport) as client:
        assert [procedure.name for procedure in client.procedures.list()] == ["Onboarding"]
    fake.update("10001", name="Welcome")
    ```

    Documented, and so answered: the five query parameters with their defaults, zero-based pages, the four sortable
    fields, 404 for an unknown or replaced key, 500 for a request without a key.

    Not documented, and so the fake's choice:

    - Order of checks: path, method, key, then the other parameters.
    - An unknown path, a slash at the end included, is 404 with `error` `not found`, key or no key.
    - Any method but GET, HEAD included, is 405 with `Allow: GET`; a key in a request's body counts for nothing.
    - A blank key is an invalid one (404): the parameter is there, and no organization has that key. So is a key with
      blanks around it, even where any key is accepted.
    - 400 with `error` `invalid parameter`: `page` below 0, `pageSize` below 1, either not a whole number, a `sort`
      that is not one of the four fields, a comma and `asc` or `desc`, a `last_updated_at` that is no timestamp, a
      parameter given twice. Unknown parameters are ignored. `pageSize` has no maximum, since 100 is only advised.
    - `last_updated_at` keeps what changed strictly after it. Besides the documented form, fractions of a second and
      offsets are accepted, and a timestamp without a zone is read as UTC: whatever `updated_at` may hold can be sent.
    - A page past the end has empty `data` and `hasNext` false.
    - `totalCount` counts what passes the filter, on all pages.
    - Without `sort`, procedures come in the order in which they were added; with it, equal ones stay in that order.
      `name` sorts without regard to case, `status` by its lower-case text.
    - Drafts and archived procedures are listed as well.
    - An answer holds all members of its generation and every further member the caller seeded. `created_at` is used
      for sorting and never answered.

    The vendor's page has been published in three forms, and the fake answers in the one asked for:

    - `generation=1`: text ids, `owner` and `lanes` as text, lower-case statuses, `totalCount`.
    - `generation=2`: the same members; links lead to another host.
    - `generation=3`: integer ids, `type`, `owner` as an object, `lanes`, `called_within` and `called_from` as lists of
      objects, upper-case statuses, `first_published_at`, no `performer`, no `totalCount`. Ids of owners and lanes and
      objects for procedures the fake does not hold are made up from the text. An id that is no number is answered as
      a number the fake has assigned, and a status the vendor does not list there (`ARCHIVED`) is answered all the same.
    """

    title: ClassVar[str] = "Klarify Integration API"
    credential: ClassVar[str] = "access key"

    def __init__(
        self,
        procedures: Iterable[Mapping[str, Any]] = (),
        *,
        access_key: str | None = None,
        clock: FakeClock = utc_now,
        generation: Literal[1, 2, 3] = 1,
    ) -> None:
        """Make a fake, with data to start with.

        Args:
            procedures: Procedures to start with, as the API's JSON. Only `name` is needed: a procedure without an id
                gets the next number, all else is filled with plausible values. `created_at` may be given for sorting.
            access_key: The only key accepted; `None` accepts every key that is not blank, until `regenerate_key`.
            clock: Tells the time of `add` and `update`; kept with a resolution of one second.
            generation: Form of the answers, 1, 2 or 3.

        Raises:
            ValueError: A procedure has no name, an id that another one has, or a timestamp that is none; the key is
                blank or has blanks around it; there is no such generation.
            TypeError: A procedure holds something that is not JSON.
        """
        super().__init__()
        if generation not in (1, 2, 3):
            raise ValueError("generation must be 1, 2 or 3")
        if access_key is not None and (not access_key or access_key != access_key.strip()):
            raise ValueError("access_key must not be blank, nor have blanks around it")
        self._access_key = access_key
        self._clock = clock
        self._generation = generation
        self._procedures: dict[str, _Procedure] = {}
        self._numbered: dict[int, _Procedure] = {}
        self._next_number = _FIRST_NUMBER
        for procedure in procedures:
            self.add(procedure)

    @classmethod
    def for_command_line(cls, *, key: str | None, empty: bool) -> Self:
        """The fake that `python -m klarify_client.testing` serves: 250 procedures, three pages of the default size."""
        return cls(() if empty else cls.sample(250), access_key=key)

    def example_command(self, url: str) -> str:
        """A curl command for the first three procedures."""
        return f'curl "{url}{_PATH}?access_key=YOUR_KEY&pageSize=3"'

    @staticmethod
    def sample(count: int = 25) -> list[dict[str, Any]]:
        """Seeds for `count` varied procedures, the same ones every time.

        Three in four are published; ids are numbers and texts; owners are names and mail addresses; some names are not
        ASCII; some changed within the same second; the changes lie between December 2023 and spring 2025.
        """
        return [_sample_procedure(index) for index in range(count)]

    @property
    def procedures(self) -> list[dict[str, Any]]:
        """Every procedure as the API answers it, in the order in which they were added. Changing it changes nothing."""
        with self._lock:
            return [self._render(procedure) for procedure in self._procedures.values()]

    def add(self, procedure: Mapping[str, Any]) -> dict[str, Any]:
        """Add a procedure, given as for the constructor, and return it as the API answers it.

        Raises:
            ValueError: It has no name, an id that another one has, or a timestamp that is none.
        """
        members = _json_copy(procedure)
        _require_name(members)
        with self._lock:
            number = self._number_for(members.get("id"))
            procedure_id = str(members.get("id", number))
            if procedure_id in self._procedures:
                raise ValueError(f"there is a procedure with the id {procedure_id} already")
            members["id"] = procedure_id
            members.setdefault("updated_at", _text(self._now()))
            created = members.pop("created_at", members["updated_at"])
            members.setdefault("first_published_at", created)
            added = _Procedure(number, members, _seeded_moment(created), _seeded_moment(members["updated_at"]))
            self._procedures[procedure_id] = self._numbered[number] = added
            self._next_number = max(self._next_number, number + 1)
            return self._render(added)

    def update(self, procedure_id: str | int, /, **changes: object) -> dict[str, Any]:
        """Change members of a procedure and return it as the API answers it.

        `updated_at` becomes the clock's time, or one second more than it was where the clock has not moved on, so that
        a change is always a later one. Give `updated_at` to set it.

        Raises:
            KeyError: There is no such procedure.
            ValueError: The id or the name would go, or a timestamp is none.
        """
        if "id" in changes:
            raise ValueError("the id of a procedure never changes")
        with self._lock:
            procedure = self._existing(procedure_id)
            later = max(self._now(), procedure.updated + timedelta(seconds=1))
            members = procedure.members | {"updated_at": _text(later)} | _json_copy(changes)
            _require_name(members)
            created = members.pop("created_at", None)
            updated = _seeded_moment(members["updated_at"])
            procedure.created = procedure.created if created is None else _seeded_moment(created)
            procedure.members, procedure.updated = members, updated
            return self._render(procedure)

    def remove(self, procedure_id: str | int, /) -> None:
        """Remove a procedure; raises `KeyError` when there is none with that id."""
        with self._lock:
            procedure = self._existing(procedure_id)
            del self._procedures[procedure.members["id"]], self._numbered[procedure.number]

    def regenerate_key(self) -> str:
        """Make a new key and return it. Every other key fails from this moment, as for an unknown one."""
        with self._lock:
            self._access_key = secrets.token_hex(16)
            return self._access_key

    def handle(self, request: FakeRequest) -> FakeResponse:
        """Answer as the API would."""
        if unquote(request.path) != _PATH:
            return _UNKNOWN_PATH
        if request.method != "GET":
            return _OTHER_METHOD
        parameters = request.parameters()
        keys = parameters.get("access_key")
        if keys is None:
            return _MISSING_KEY
        with self._lock:
            if not self._accepts(keys[0]):
                return _INVALID_KEY
            try:
                return FakeResponse.json(200, self._page(parameters))
            except ParameterError as error:
                return FakeResponse.json(400, {"error": "invalid parameter", "message": str(error)})

    def _accepts(self, key: str) -> bool:
        if not key or key != key.strip():
            return False
        return self._access_key is None or key == self._access_key

    def _page(self, parameters: Mapping[str, list[str]]) -> dict[str, Any]:
        single_parameter(parameters, "access_key")
        page = integer_parameter(parameters, "page", default=0, minimum=0)
        size = integer_parameter(parameters, "pageSize", default=100, minimum=1)
        matching = _sorted(self._procedures.values(), single_parameter(parameters, "sort"))
        mark = single_parameter(parameters, "last_updated_at")
        if mark is not None:
            moment = _moment(mark)
            if moment is None:
                raise ParameterError("last_updated_at must have the form YYYY-MM-DDTHH:mm:ssZ.")
            matching = [procedure for procedure in matching if procedure.updated > moment]
        shown = matching[page * size : (page + 1) * size]
        answer: dict[str, Any] = {
            "data": [self._render(procedure) for procedure in shown],
            "hasNext": (page + 1) * size < len(matching),
        }
        if self._generation != 3:
            answer["totalCount"] = len(matching)
        return answer

    def _now(self) -> datetime:
        return as_utc(self._clock()).replace(microsecond=0)

    def _number_for(self, given: object) -> int:
        text = str(given)
        number = int(text) if text.isascii() and text.isdecimal() else self._next_number
        return self._next_number if number in self._numbered else number

    def _existing(self, procedure_id: str | int) -> _Procedure:
        procedure = self._procedures.get(str(procedure_id))
        if procedure is None and self._generation == 3 and str(procedure_id).isdecimal():
            procedure = self._numbered.get(int(procedure_id))
        if procedure is None:
            raise KeyError(f"there is no procedure with the id {procedure_id}")
        return procedure

    def _render(self, procedure: _Procedure) -> dict[str, Any]:
        render = self._third_form if self._generation == 3 else self._first_form
        answer = render(procedure)
        further = {name: value for name, value in procedure.members.items() if name not in _KNOWN_MEMBERS}
        return deepcopy(answer | further)

    def _first_form(self, procedure: _Procedure) -> dict[str, Any]:
        members = procedure.members
        host = "yourorg.klarify.me" if self._generation == 1 else "yourorg.klarify.biz"
        return {
            "id": members["id"],
            "name": members["name"],
            "status": str(members.get("status", "published")).lower(),
            "owner": _plain(members.get("owner", "Process Owner"), "job_title"),
            "performer": members.get("performer", "Process Team"),
            "updated_at": members["updated_at"],
            "url": members.get("url", f"https://{host}/process/{members['id']}"),
            "lanes": [_plain(lane, "name") for lane in _items(members.get("lanes"))],
            "called_within": [_plain(caller, "name") for caller in _items(members.get("called_within"))],
            "called_from": [_plain(caller, "name") for caller in _items(members.get("called_from"))],
        }

    def _third_form(self, procedure: _Procedure) -> dict[str, Any]:
        members = procedure.members
        owner = members.get("owner", "Process Owner")
        return self._reference(procedure) | {
            "owner": {"id": _made_up_id(owner), "job_title": owner} if isinstance(owner, str) else owner,
            "lanes": [
                {"id": str(_made_up_id(lane)), "name": lane, "nestedLanes": []} if isinstance(lane, str) else lane
                for lane in _items(members.get("lanes"))
            ],
            "called_within": [self._refer(it, procedure) for it in _items(members.get("called_within"))],
            "called_from": [self._refer(it, procedure) for it in _items(members.get("called_from"))],
        }

    def _refer(self, name: object, referrer: _Procedure) -> object:
        if not isinstance(name, str):
            return name
        named = next((it for it in self._procedures.values() if it.members["name"] == name), None)
        if named is None:
            timestamps = {key: referrer.members[key] for key in ("updated_at", "first_published_at")}
            named = _Procedure(_made_up_id(name), {"name": name} | timestamps, referrer.created, referrer.updated)
        return self._reference(named)

    def _reference(self, procedure: _Procedure) -> dict[str, Any]:
        members = procedure.members
        return {
            "id": procedure.number,
            "name": members["name"],
            "type": members.get("type", "PROCESS_MODEL"),
            "status": str(members.get("status", "published")).upper(),
            "updated_at": members["updated_at"],
            "first_published_at": members["first_published_at"],
            "url": members.get("url", f"https://yourorg.klarify.biz/document/{procedure.number}"),
        }


_KNOWN_MEMBERS = frozenset(
    {
        "id",
        "name",
        "type",
        "status",
        "owner",
        "performer",
        "lanes",
        "updated_at",
        "first_published_at",
        "url",
        "called_within",
        "called_from",
    }
)


def _plain(value: object, member: str) -> object:
    return cast("Mapping[str, object]", value).get(member) if isinstance(value, Mapping) else value


def _items(value: object) -> list[object]:
    return [] if value is None else list(cast("Iterable[object]", value))


def _made_up_id(text: str) -> int:
    return zlib.crc32(text.encode()) % 100_000


def _json_copy(members: Mapping[str, Any]) -> dict[str, Any]:
    """A deep copy that holds what JSON can hold, so that every answer can be written."""
    copied: dict[str, Any] = json.loads(json.dumps(dict(members)))
    return copied


def _require_name(members: Mapping[str, Any]) -> None:
    if not str(members.get("name") or "").strip():
        raise ValueError("a procedure needs a name")


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(text: str) -> datetime | None:
    if not _TIMESTAMP.fullmatch(text):
        return None
    try:
        return as_utc(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None


def _seeded_moment(value: object) -> datetime:
    moment = _moment(str(value))
    if moment is None:
        raise ValueError(f"{value!r} is no timestamp of the form YYYY-MM-DDTHH:mm:ssZ")
    return moment


def _sorted(procedures: Iterable[_Procedure], sort: str | None) -> list[_Procedure]:
    if sort is None:
        return list(procedures)
    field, _, direction = sort.partition(",")
    if field not in _SORT_FIELDS or direction not in ("asc", "desc"):
        raise ParameterError(f"sort must be one of {', '.join(_SORT_FIELDS)}, a comma, and asc or desc.")

    def key(procedure: _Procedure) -> str | datetime:
        match field:
            case "updated_at":
                return procedure.updated
            case "created_at":
                return procedure.created
            case "status":
                return str(procedure.members.get("status", "published")).lower()
            case _:
                return str(procedure.members["name"]).casefold()

    # Equal ones keep their order in both directions.
    return sorted(procedures, key=key, reverse=direction == "desc")


_SUBJECTS = (
    ("Customer Onboarding", "John Smith", "Customer Service Team", ("Customer Service", "Account Management")),
    ("Invoice Approval", "jane.doe@company.example", "Accounts Payable", ("Finance",)),
    ("Prüfung der Lieferanten", "Jürgen Groß", "Einkauf", ("Einkauf", "Qualität", "Finance")),
    ("Incident Response", "it-lead@company.example", "IT Support", ("IT Support", "Customer Service")),
    ("Quarterly Report", "Maria García", "Controlling", ()),
    ("Product Recall", "Aiko 佐藤", "Quality Assurance", ("Quality Assurance", "Logistics", "Legal")),
    ("Contract Review", "legal@company.example", "Legal", ("Legal",)),
)
_TYPES = ("PROCESS_MODEL", "TASK_INSTRUCTIONS", "SUBPROCESS", "TASK")
_STATUSES = ("published", "published", "draft", "published", "published", "published", "archived", "published")
_SAMPLE_START = datetime(2023, 12, 1, 8, 0, tzinfo=UTC)


def _sample_procedure(index: int) -> dict[str, Any]:
    subject, owner, performer, lanes = _SUBJECTS[index % len(_SUBJECTS)]
    number = _FIRST_NUMBER + index
    created = _SAMPLE_START + timedelta(hours=7 * index)
    # The steps of 37 and 480 spread the changes so that neither name nor age nor order of creation sorts them; every
    # fifth shares its second with the one before.
    change = index - 1 if index % 5 == 4 else index
    updated = _SAMPLE_START + timedelta(days=37 * change % 480, hours=change % 9)
    return {
        "id": f"proc_{number}" if index % 10 == 9 else str(number),
        "name": f"{subject} {index + 1:03}",
        "type": _TYPES[index % len(_TYPES)],
        "status": _STATUSES[index % len(_STATUSES)],
        "owner": owner,
        "performer": performer,
        "lanes": list(lanes),
        "created_at": _text(min(created, updated)),
        "updated_at": _text(updated),
        "called_within": [f"{_SUBJECTS[(index - 3) % 7][0]} {index - 2:03}"] if index % 6 == 5 else [],
        "called_from": [f"{_SUBJECTS[(index - 1) % 7][0]} {index:03}"] if index % 4 == 3 else [],
    }

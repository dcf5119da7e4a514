"""A second opinion on the specs: tables of what the sources say, written by hand, compared in both directions.

`tables/<api>.facts` tells each operation once more, in the words of `fact_types`:

    ## documented: Clients                 what follows is known from there; `client`: from programs that use the API
    type Client = {id: string, ...}
    GET /clients/{client_id}               then, indented:
        query {full?: boolean}
        body {...}   body as name T        of a body that is one argument, its name
        body as name file or text/csv      content of any type, and types that are named besides
        paged clients                      a list: the member that holds the rows
        needs client.access                permissions
        repeat false                       where the method misleads about sending it twice
        path key secret                    a mark of a path parameter, or `as name`, its name in Python
        also 409                           a refusal that no rule tells of
        200 T                              the answer

and, for all operations: `path` (the type of path parameters), `paging` (what lists take, and how they go on), `header`
(of a status, or `*`), `refused` (the form of refusals), `refuses` (where each can happen), `names` (what requests and
answers call differently), `given` (what stands at a place of the document).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from tests.contract.documents import ANY_TYPE, ROOT
from tests.contract.fact_types import FactsError, Members, Named, Reader, Type

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
FILE, NOTHING = Named("File"), Named("Nothing")


@dataclass
class Claim:
    """What the sources say of one operation."""

    method: str
    template: str
    kind: str
    line: int
    query: dict[str, tuple[Type, bool]] = field(default_factory=dict[str, tuple[Type, bool]])
    path_marks: dict[str, str] = field(default_factory=dict[str, str])
    path_names: dict[str, str] = field(default_factory=dict[str, str])
    body: Type | None = None
    also_sent: tuple[str, ...] = ()
    argument: str | None = None
    paged: str | None = None
    single: bool = False
    needs: list[str] = field(default_factory=list[str])
    repeat: bool | None = None
    also: set[int] = field(default_factory=set[int])
    status: int = 0
    answer: Type = NOTHING

    @property
    def path_parameters(self) -> list[str]:
        return re.findall(r"\{(\w+)\}", self.template)


@dataclass
class Facts:
    """One table."""

    types: dict[str, tuple[str | None, Type]] = field(default_factory=dict[str, tuple[str | None, Type]])
    claims: dict[tuple[str, str], Claim] = field(default_factory=dict[tuple[str, str], Claim])
    given: dict[str, Any] = field(default_factory=dict[str, Any])
    headers: dict[str, dict[str, Type]] = field(default_factory=dict[str, dict[str, Type]])
    names: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    refuses: dict[int, list[str]] = field(default_factory=dict[int, list[str]])
    path: Type = NOTHING
    paging: dict[str, tuple[Type, bool]] = field(default_factory=dict[str, tuple[Type, bool]])
    paging_style: dict[str, Any] = field(default_factory=dict[str, Any])
    refused: Type = NOTHING

    def refusals(self, claim: Claim) -> set[int]:
        """Return the statuses of the refusals that an operation can meet."""
        body = claim.body
        while isinstance(body, Named) and body.name in self.types:
            body = self.types[body.name][1]
        members = {*claim.query, *(body.known if isinstance(body, Members) else ())}
        holds: dict[str, bool] = {
            "always": True,
            "path": bool(claim.path_parameters),
            "query": bool(claim.query or claim.paged),
            "body": body is not None,
            "write": claim.method != "GET",
            "client": claim.kind == "client",
        }
        found = {
            status for status, where in self.refuses.items() if any(holds.get(word, word in members) for word in where)
        }
        return found | claim.also


class _Table:
    """Reads a table, statement by statement."""

    def __init__(self, text: str) -> None:
        self._reader = Reader(re.sub(r"(?m)(?:^|(?<=\s))#(?!#).*$", "", text))
        self._facts = Facts()
        self._kind = ""
        self._claim: Claim | None = None

    def read(self) -> Facts:
        clauses: dict[str, Callable[[Claim], None]] = {
            "query": self._query,
            "body": self._body,
            "paged": self._paged,
            "needs": self._needs,
            "repeat": self._repeat,
            "also": self._also,
        }
        statements = {
            "type": self._type,
            "paging": self._paging,
            "header": self._header,
            "refused": self._refused,
            "refuses": self._refuses,
            "names": self._names,
            "given": self._given,
        }
        while (word := self._word()) != "":
            if word == "##":
                self._kind = self._rest().partition(":")[0].strip()
            elif word in METHODS:
                self._operation(word)
            elif word in statements:
                self._claim = None
                statements[word]()
            elif word == "path":
                self._path()
            elif self._claim and word in clauses:
                clauses[word](self._claim)
            elif self._claim and re.fullmatch(r"[1-5]\d\d", word):
                self._claim.status, self._claim.answer = int(word), self._content()
            else:
                raise FactsError(f"{self._reader.line()}: {word!r} is no statement")
        return self._facts

    def _word(self) -> str:
        found = re.compile(r"\s*(\S*)").match(self._reader.text, self._reader.position)
        if found is None:
            return ""
        self._reader.position = found.end()
        return found[1]

    def _rest(self) -> str:
        end = self._reader.text.find("\n", self._reader.position)
        start, self._reader.position = self._reader.position, end if end >= 0 else len(self._reader.text)
        return self._reader.text[start : self._reader.position].strip()

    def _content(self) -> Type:
        if self._reader.peek() in {"file", "nothing"}:
            return FILE if self._reader.take() == "file" else NOTHING
        return self._reader.type()

    def _members(self) -> dict[str, tuple[Type, bool]]:
        found = self._reader.type()
        if not isinstance(found, Members):
            raise FactsError(f"{self._reader.line()}: no object")
        return found.known

    def _operation(self, method: str) -> None:
        line, template = self._reader.line(), self._rest()
        if self._kind not in {"documented", "client"}:
            raise FactsError(f"{line}: {self._kind!r} says nothing of how it is known: `documented` or `client`")
        if (method, template) in self._facts.claims:
            raise FactsError(f"{line}: {method} {template} is told twice")
        number = int(line.partition(" ")[2])
        self._claim = self._facts.claims[method, template] = Claim(method, template, self._kind, number)

    def _query(self, claim: Claim) -> None:
        claim.query = self._members()

    def _body(self, claim: Claim) -> None:
        if self._reader.skip("as"):
            claim.argument = self._reader.take()
        claim.body = self._content()
        if self._reader.skip("or"):
            claim.also_sent = tuple(name.strip() for name in self._rest().split(","))

    def _paged(self, claim: Claim) -> None:
        claim.paged = self._reader.take()
        claim.single = self._reader.skip(",") and bool(self._reader.take("single"))

    def _needs(self, claim: Claim) -> None:
        claim.needs = [self._reader.take()]
        while self._reader.skip(","):
            claim.needs.append(self._reader.take())

    def _repeat(self, claim: Claim) -> None:
        claim.repeat = self._reader.take("true", "false") == "true"

    def _also(self, claim: Claim) -> None:
        claim.also.add(int(self._reader.take()))
        while self._reader.skip(","):
            claim.also.add(int(self._reader.take()))

    def _path(self) -> None:
        if self._claim is None:
            self._facts.path = self._reader.type()
            return
        name = self._reader.take()
        if self._reader.take("as", "secret") == "secret":
            self._claim.path_marks[name] = "x-secret"
        else:
            self._claim.path_names[name] = self._reader.take()

    def _type(self) -> None:
        name, gap = self._reader.take(), None
        if self._reader.skip("("):
            gap = self._reader.take()
            self._reader.take(")")
        self._reader.take("=")
        if name in self._facts.types:
            raise FactsError(f"{self._reader.line()}: {name} is told twice")
        self._facts.types[name] = (gap, self._reader.type())

    def _paging(self) -> None:
        self._facts.paging = self._members()
        self._reader.take("as")
        self._facts.paging_style = self._reader.value()

    def _header(self) -> None:
        status, name = self._reader.take(), self._reader.take()
        self._facts.headers.setdefault(status, {})[name] = self._reader.type()

    def _refused(self) -> None:
        self._facts.refused = self._reader.type()

    def _refuses(self) -> None:
        status = int(self._reader.take())
        self._facts.refuses[status] = [self._reader.take()]
        while self._reader.skip(","):
            self._facts.refuses[status].append(self._reader.take())

    def _names(self) -> None:
        name = self._reader.take()
        self._facts.names[name] = self._reader.value()

    def _given(self) -> None:
        place = self._reader.take()
        self._facts.given[place] = self._reader.value()


def read_facts(text: str) -> Facts:
    """Read a table.

    Raises:
        FactsError: It cannot be read.
    """
    return _Table(text).read()


@cache
def load_facts(api: str, root: Path = ROOT) -> Facts:
    """Read `tests/contract/tables/<api>.facts`.

    Raises:
        FactsError: The table cannot be read.
    """
    path = root / "tests" / "contract" / "tables" / f"{api}.facts"
    try:
        return read_facts(path.read_text(encoding="utf-8"))
    except FactsError as error:
        raise FactsError(f"{path.name}, {error}") from None


def content_type(answer: Type) -> str | None:
    """Return the content type that an answer or a body has."""
    if answer == NOTHING:
        return None
    return ANY_TYPE if answer == FILE else "application/json"


def as_text(value: object) -> str:
    """Return a value as the tables spell it."""
    return json.dumps(value, ensure_ascii=False)

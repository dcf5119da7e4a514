"""The pages as Markdown: one of all APIs, and one of each with the details."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .kinds import SEEN, Kind, apportion
from .proving import STATES
from .views import credential_views, exchange, model_views, operation_view, seen_label
from .wording import RULES, SUBJECT, in_the_real_service, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tests.reporting.acceptance import Row

    from .facts import Word
    from .knowledge import Knowledge
    from .proving import Acceptance, Proof
    from .views import Exchange, FieldView, Line, ModelView, OperationView, Said

BAR = 60
FEW = 2
"""How many recordings, cases or sources a cell names before it counts the rest."""

_STATE_LETTERS = {"proven": "T", "later": "l", "no test": "-"}
_INTRODUCTION = """\
Written by `nox -s evidence`; do not edit. `nox -s evidence -- --check` fails where it is stale.
[evidence.html](evidence.html) is the same as one page with a filter, to be opened in a browser.

"""


def overview(known: Sequence[Knowledge], acceptance: Acceptance) -> str:
    """Write the page of all APIs."""
    lines = [
        "# Evidence",
        "",
        _INTRODUCTION + rich(SUBJECT),
        "",
        "## In short",
        "",
        *in_short(known, acceptance, "evidence/"),
        "",
    ]
    lines += ["## What is shown, and what it rests on", "", *_bars(known, acceptance), ""]
    lines += [f"- `{kind.letter}` {kind.label}: {kind.meaning}" for kind in Kind]
    lines.append("- `T` rows of the acceptance list that a test names, `l` that come later, `-` without a test")
    lines += ["", *(f"- {rich(rule)}" for rule in RULES), ""]
    for each in known:
        lines += [f"## {_escaped(each.title)}", "", *_totals(each), "", *_operations(each, "evidence/"), ""]
    return "\n".join([*lines, *_acceptance(acceptance)]) + "\n"


def in_short(known: Sequence[Knowledge], acceptance: Acceptance, directory: str) -> list[str]:
    """Write the table of the main figures; `directory` is where the pages of the APIs are."""
    lines = [
        "| shown by an exchange that counts | operations | answers | fields | acceptance rows with a test |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for each in known:
        cells = [f"{total.shown} of {total.all}" for total in each.totals if total.main]
        counts = [acceptance.counts(rows) for rows, api in acceptance.lists.items() if api == each.api]
        proven, all_rows = sum(count["proven"] for count in counts), sum(sum(count.values()) for count in counts)
        cells.append(f"{proven} of {all_rows}")
        lines.append(f"| [{_escaped(each.title)}]({directory}{each.api}.md) | {' | '.join(cells)} |")
    return [*lines, "", in_the_real_service(known)]


def _bars(known: Sequence[Knowledge], acceptance: Acceptance) -> list[str]:
    lines = ["```text"]
    for each in known:
        for total in each.totals:
            if total.main:
                for what, counts in (("shown by", total.seen), ("rests on", total.rests_on)):
                    places = apportion(counts, BAR)
                    bar = "".join(kind.letter * places[kind] for kind in Kind if kind in places)
                    lines.append(f"{each.api:<10}{total.name:<11}{total.all:>5}  {what}  {bar}")
    for rows, api in acceptance.lists.items():
        counted = acceptance.counts(rows)
        places_of = apportion(counted, BAR)
        bar = "".join(_STATE_LETTERS[state] * places_of[state] for state in STATES if state in places_of)
        lines.append(f"{api:<10}{'rows':<11}{sum(counted.values()):>5}  a test    {bar}")
    return [*lines, "```"]


def _totals(known: Knowledge) -> list[str]:
    heads = [seen_label(kind) for kind in SEEN]
    words = [kind for kind in Kind if kind not in SEEN]
    heads += [f"not shown: {kind.label}" for kind in words]
    lines = ["By the best exchange; of what none shows, by the words of the spec:", ""]
    lines += [f"| | all | {' | '.join(heads)} |", f"| --- | ---: |{' ---: |' * len(heads)}"]
    for total in known.totals:
        if total.all:
            figures = [total.all, *(total.seen[kind] for kind in SEEN), *(total.rests_on[kind] for kind in words)]
            name = f"**{total.name}**" if total.main else total.name
            lines.append(f"| {name} | {' | '.join(map(str, figures))} |")
    return lines


def _operations(known: Knowledge, directory: str) -> list[str]:
    lines = [
        "| operation | call shown by | rests on | fields shown here | anywhere | answers shown | recordings |",
        "| --- | --- | --- | ---: | ---: | --- | ---: |",
    ]
    for operation in known.spec.operations.values():
        view = operation_view(known, operation)
        cells = [
            f"[{operation.id}]({directory}{known.api}.md#{operation.id})",
            seen_label(view.seen),
            view.rests_on.label,
            f"{view.shown} of {view.fields}",
            str(view.shown_anywhere),
            " ".join(f"{path} {kind.letter}" for path, kind in view.answers if kind.shows) or "none",
            str(len(view.exchanges)),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _acceptance(acceptance: Acceptance) -> list[str]:
    lines = ["## Acceptance rows", "", "Statements of the vendors' documents, and the tests that name them.", ""]
    for api in acceptance.apis:
        counts = acceptance.counts(api)
        rows, background = acceptance.rows_of(api), acceptance.background(api)
        lines += [f"### {api}: {_escaped(acceptance.lists[api])}", ""]
        lines.append(", ".join(f"{state} {number}" for state, number in counts.items()) + f" of {len(rows)}.")
        lines += [
            "",
            "<details><summary>Rows and tests</summary>",
            "",
            "| row | statement | tests |",
            "| --- | --- | --- |",
        ]
        lines += [f"| {row.id} | {rich(row.statement)} | {_proof_cell(acceptance, row)} |" for row in rows]
        lines += [
            "",
            "</details>",
            "",
            f"<details><summary>Background: {len(background)} rows that no test has to prove</summary>",
        ]
        lines += ["", "| row | statement |", "| --- | --- |"]
        lines += [f"| {row.id} | {rich(row.statement)} |" for row in background]
        lines += ["", "</details>", ""]
    for later in acceptance.plan.later:
        lines.append(f"Later: {rich(later.title)}. {rich(later.reason)}")
    return lines


def _proof_cell(acceptance: Acceptance, row: Row) -> str:
    proofs = acceptance.proofs.get(row.id, ())
    return "<br>".join(map(_proof, proofs)) or f"**{acceptance.state(row)}**"


def _proof(proof: Proof) -> str:
    name = proof.file.rpartition("/")[2]
    cases = _some(list(map(_code, proof.cases)))
    return f"[{_escaped(name)}](../{proof.file}) {_code(proof.test)}" + (f" ({cases})" if cases else "")


def details(known: Knowledge) -> str:
    """Write the page of one API, with everything about each operation and each model."""
    lines = [f"# Evidence: {_escaped(known.title)}", "", "Written by `nox -s evidence`; do not edit."]
    lines += ["[How to read this](../evidence.md#what-is-shown-and-what-it-rests-on).", "", *_totals(known), ""]
    lines += ["## Credentials", "", *_fields(credential_views(known), "credential"), ""]
    lines += ["## Operations", ""]
    for operation in known.spec.operations.values():
        lines += _operation(operation_view(known, operation))
    lines += ["## Models", ""]
    for model in model_views(known):
        lines += _model(model)
    exchanges = [exchange(known, each) for own in known.recordings.values() for each in own]
    lines += [f"[{_name(each)}]: ../../{each.path}" for each in exchanges]
    return "\n".join(lines) + "\n"


def _operation(view: OperationView) -> list[str]:
    lines = [
        f"### {view.operation.id}",
        "",
        f"{_code(view.call)}, {_code(view.method)}: call shown by **{seen_label(view.seen)}**",
        "",
    ]
    lines += [f"- {_said(each)}" for each in view.said]
    lines += [f"- {_exchange(each)}" for each in view.exchanges]
    lines += ["", "| what | shown by | which | in |", "| --- | --- | --- | --- |"]
    lines += [_line(line) for line in view.lines]
    return [*lines, ""]


def _said(said: Said) -> str:
    about = ", ".join(map(_code, said.about))
    return (f"{about}: " if about else "") + "; ".join(map(_word, said.words))


def _word(word: Word) -> str:
    return f"{word.kind.label}: {rich(word.source)}" + (f" ({rich(word.note.rstrip('.'))})" if word.note else "")


def _exchange(view: Exchange) -> str:
    document, status = view.recording.document, view.recording.response.status
    remark = f" **{view.remark}.**" if view.remark else ""
    kind = Kind(view.recording.kind)
    source = f"{rich(str(document['source']))}. {rich(str(document['note']))}"
    label = "fabricated" if kind is Kind.FABRICATED else kind.label
    return f"recording [{_name(view)}]: {label}, {status}.{remark} {source}"


def _line(line: Line) -> str:
    names = "; ".join(
        ("" if len(line.names) == 1 and line.own else f"{_escaped(owner)}: ") + ", ".join(map(_code, paths))
        for owner, paths in line.names.items()
    )
    return f"| {line.sort.value} | {line.standing} | {names} | {_links(line.exchanges)} |"


def _model(model: ModelView) -> list[str]:
    lines = [f"### {_escaped(model.title)}", "", f"Used by {_some([_code(each) for each in model.operations])}.", ""]
    lines += [f"- {_word(word)}" for word in model.words]
    return [*lines, *([""] if model.words else []), *_fields(model.fields, "member"), ""]


def _fields(fields: Iterable[FieldView], head: str) -> list[str]:
    lines = [f"| {head} | rests on | exchanges | words |", "| --- | --- | --- | --- |"]
    for view in fields:
        ours = "fabricated: " if view.seen is Kind.FABRICATED else ""
        shown = f"{ours}{_links(view.exchanges)}" if view.exchanges else "none"
        lines.append(f"| {_code(view.name)} | {view.rests_on.label} | {shown} | {_claim(view)} |")
    return lines


def _claim(view: FieldView) -> str:
    if view.own:
        return "; ".join(map(_word, view.own))
    return f"{view.claim.label}, as {_some([_code(each) for each in view.taken_from])}"


def _links(exchanges: Sequence[Exchange]) -> str:
    return _some([f"[{_name(each)}]" for each in exchanges])


def _name(view: Exchange) -> str:
    """Write the name of a file so that it can be the label of a link."""
    return view.name if re.fullmatch(r"[\w.-]+", view.name) else _escaped(view.name)


def _some(named: Sequence[str]) -> str:
    """Name the first of several things, and count the others."""
    more = len(named) - FEW
    return ", ".join(named[:FEW]) + (f" and {more} more" if more > 0 else "")


def rich(text: str) -> str:
    """Write a text of a spec: code stays code, addresses become links, all else is taken literally."""
    written = {"code": _code, "link": "<{}>".format, "text": _escaped}
    return "".join(written[piece.kind](piece.text) for piece in pieces(text))


def _code(text: str) -> str:
    flat = " ".join(text.split()).replace("|", "\\|")
    fence = "`" * (max(map(len, re.findall("`+", flat)), default=0) + 1)
    space = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{space}{flat}{space}{fence}"


def _escaped(text: str) -> str:
    entities: Mapping[str, str] = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
    return re.sub(r"[\\`*_\[\]|~#]", r"\\\g<0>", re.sub("[&<>]", lambda found: entities[found[0]], text))

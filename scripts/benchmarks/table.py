"""From figures to cells and verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .rows import COLUMNS, OURS, PEERS, ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .figures import Figures
    from .rows import Row

HEADS = ("", *COLUMNS, "ratio", "bar", "peers")


def cells(row: Row, figures: Figures) -> tuple[str, ...]:
    """Return one line of the table, as texts below ``HEADS``."""
    shown = (_cell(row, column, figures) for column in COLUMNS)
    ratio = _ratio(row, figures)
    digits = 3 if ratio is not None and ratio < 0.1 else 2
    return (row.name, *shown, "" if ratio is None else f"{ratio:.{digits}f}", _bar(row, figures), _peers(row, figures))


def missed(figures: Figures, rows: Sequence[Row] = ROWS) -> list[str]:
    """Tell which bars were missed; rows that were not measured have none."""
    texts: list[str] = []
    for row in rows:
        value = _against_limit(row, figures)
        if value is not None and not _keeps(row, value):
            what = "below" if row.more_is_better else "above"
            texts.append(f"{row.name}: {value:.3g} is {what} {row.limit:g}")
        if row.beats:
            beating = [peer for peer, factor in _factors(row, figures) if factor <= 1]
            texts += [f"{row.name}: {peer} is better" for peer in beating if not _unreachable(row, peer, figures)]
    return texts


def out_of_reach(figures: Figures, rows: Sequence[Row] = ROWS) -> list[str]:
    """Tell which peers are better than ours and than our dependencies by themselves."""
    return [
        f"{row.name}: {peer} is below {row.bound[0]!r}, which ours cannot be"
        for row in rows
        for peer, factor in _factors(row, figures)
        if row.bound is not None and factor <= 1 and _unreachable(row, peer, figures)
    ]


def shown(value: float, unit: str) -> str:
    """Return a figure with its unit: three digits, a unit in which they are easy to compare."""
    match unit:
        case "s" if value < 1e-3:
            return f"{value * 1e6:.0f} µs"
        case "s" if value < 1:
            return f"{value * 1e3:.3g} ms"
        case "s":
            return f"{value:.3g} s"
        case "lines":
            return f"{value:.0f}"
        case "/s":
            return f"{value:,.0f}"
        case _:
            return f"{value:.1f} {unit}"


def _cell(row: Row, column: str, figures: Figures) -> str:
    error, value = figures.error(row.name, column), figures.median(row.name, column)
    if error is not None:
        return error
    return "" if value is None else shown(value, row.unit)


def _ratio(row: Row, figures: Figures) -> float | None:
    ours = figures.median(row.name, OURS)
    base = None if row.base is None else figures.median(*row.base)
    return None if ours is None or base is None else ours / base


def _against_limit(row: Row, figures: Figures) -> float | None:
    if row.limit is None:
        return None
    return figures.median(row.name, OURS) if row.base is None else _ratio(row, figures)


def _keeps(row: Row, value: float) -> bool:
    if row.limit is None:
        return True
    return value >= row.limit if row.more_is_better else value <= row.limit


def _bar(row: Row, figures: Figures) -> str:
    if row.limit is None:
        return ""
    value = _against_limit(row, figures)
    verdict = "" if value is None else " kept" if _keeps(row, value) else " MISSED"
    unit = f" {row.unit}" if row.base is None else ""
    return f"{'≥' if row.more_is_better else '≤'} {row.limit:g}{unit}{verdict}"


def _factors(row: Row, figures: Figures) -> list[tuple[str, float]]:
    """Tell by which factor ours is better than each peer that has a figure."""
    ours = figures.median(row.name, OURS)
    if ours is None:
        return []
    values = [(peer, figures.median(row.rivals or row.name, peer)) for peer in PEERS]
    return [(peer, ours / value if row.more_is_better else value / ours) for peer, value in values if value]


def _unreachable(row: Row, peer: str, figures: Figures) -> bool:
    bound = None if row.bound is None else figures.median(*row.bound)
    figure = figures.median(row.name, peer)
    return bound is not None and figure is not None and figure < bound


def _peers(row: Row, figures: Figures) -> str:
    factors = _factors(row, figures)
    if not factors:
        return ""
    low, high = (_times(limit(factor for _, factor in factors)) for limit in (min, max))
    span = low if low == high else f"{low} to {high}"
    better = [peer for peer, factor in factors if factor <= 1]
    if not row.beats:
        verdict = ""
    elif not better:
        verdict = " beaten"
    elif all(_unreachable(row, peer, figures) for peer in better):
        verdict = " beaten but for what is out of reach"
    else:
        verdict = " NOT ALL BEATEN"
    return f"{span} times{verdict}"


def _times(factor: float) -> str:
    return f"{factor:.0f}" if factor >= 10 else f"{factor:.2g}"

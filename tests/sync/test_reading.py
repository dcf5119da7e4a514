"""The reading of a list that moves, page by page and without a network: when is it certain that nothing slipped?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from klarify_client._overrides.page_size import PageSize
from klarify_client._overrides.reading import BEGINNING, Answer, Reading

THEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
NOW = datetime(2025, 3, 2, tzinfo=UTC)


def page(number: int, *, fresh: int = 0, again: int = 0, more: bool = True, total: int | None = None) -> Answer:
    """Ten procedures that all changed within one second, so that page numbers have to do."""
    names = [number * 10 + index for index in range(10)]
    return Answer(names, [THEN] * 10, fresh=fresh, again=again, more=more, total=total, now=NOW)


def spread(number: int, *, more: bool = True) -> Answer:
    """Ten procedures that changed a minute apart."""
    places = range(number * 10, number * 10 + 10)
    moments = [THEN + timedelta(minutes=place) for place in places]
    return Answer([-place for place in places], moments, fresh=0, again=0, more=more, total=None, now=NOW)


def read(reading: Reading, *answers: Answer) -> None:
    for answer in answers:
        assert reading.place is not None
        reading.take(answer)


def at_rest(reading: Reading) -> bool:
    """Whether all is read, and nothing in doubt."""
    return reading.place is None and reading.again_from is None


def test_a_stretch_read_by_page_numbers_is_read_again_until_nothing_new_comes() -> None:
    reading = Reading(None, PageSize(10))
    read(reading, page(0, fresh=10), page(1, fresh=10), page(2, fresh=10, more=False))
    assert reading.again_from == BEGINNING
    assert reading.place is not None
    assert (reading.place.since, reading.place.offset) == (BEGINNING, 0)
    read(reading, page(0), page(1, fresh=1), page(2, more=False))
    assert reading.again_from == BEGINNING
    read(reading, page(0), page(1), page(2, more=False))
    assert at_rest(reading)


def test_a_stretch_that_never_comes_to_rest_is_left_to_the_next_reading() -> None:
    reading = Reading(None, PageSize(10))
    for _ in range(4):
        read(reading, page(0, fresh=1), page(1, more=False))
    assert (reading.place, reading.again_from) == (None, BEGINNING)


def test_a_total_that_falls_between_two_pages_is_reason_to_look_again() -> None:
    reading = Reading(None, PageSize(10))
    read(reading, page(0, fresh=10, total=20), page(1, fresh=10, more=False, total=20))
    read(reading, page(0, total=20), page(1, more=False, total=19))
    assert reading.place is not None
    read(reading, page(0, total=19), page(1, more=False, total=19))
    assert at_rest(reading)


def test_a_total_that_grows_is_none() -> None:
    reading = Reading(None, PageSize(10))
    read(reading, page(0, fresh=10, total=20), page(1, fresh=10, more=False, total=20))
    read(reading, page(0, total=20), page(1, more=False, total=21))
    assert at_rest(reading)


def test_a_reading_that_is_cut_short_is_certain_of_nothing() -> None:
    reading = Reading(None, PageSize(10))
    # From the first procedure on that came a second time: 2 pages, as many more, and ten.
    read(reading, page(0, fresh=10), page(1, fresh=10, again=1), page(2, fresh=10, more=False))
    for number in range(11):
        assert reading.place is not None
        # No stretch any more: but for the cut, this pass would be certain.
        assert reading.place.offset == 0
        reading.take(spread(number))
    assert reading.place is None
    assert reading.again_from == BEGINNING


def test_what_an_earlier_reading_left_stays_until_a_pass_is_through() -> None:
    left = THEN - timedelta(hours=1)
    reading = Reading(left, PageSize(10), left)
    assert reading.again_from == left
    read(reading, page(0, more=False))
    assert reading.again_from is None


def test_what_is_settled_is_passed_over() -> None:
    reading = Reading(None, PageSize(10))
    read(reading, page(0, fresh=10), page(1, fresh=10), spread(1), spread(2), spread(3, more=False))
    # The stretch again, up to the first page that leads out of it; from there to the end at once.
    read(reading, page(0), page(1), spread(1), spread(2))
    assert reading.place is not None
    assert reading.place.since == THEN + timedelta(minutes=39, seconds=-1)
    newest = Answer([-39], [THEN + timedelta(minutes=39)], fresh=0, again=0, more=False, total=None, now=NOW)
    read(reading, newest)
    assert at_rest(reading)

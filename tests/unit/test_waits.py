"""How long a client waits before it sends again."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import httpx2
import pytest
from klarify_client import RateLimitError
from klarify_client._runtime.attempts import RetryPolicy

from tests.unit.scripted import Face, Script, procedures_page

if TYPE_CHECKING:
    from tests.unit.conftest import Waits


def waits_after(face: Face, waits: Waits, *answers: httpx2.Response, max_retries: int = 3) -> list[float]:
    service = Script(*answers, procedures_page(range(1), has_next=False))
    assert len(face.items(face.klarify(service, max_retries=max_retries).procedures.list())) == 1
    return list(waits)


def told(value: str, status: int = 429) -> httpx2.Response:
    return httpx2.Response(status, headers={"Retry-After": value})


@pytest.mark.acceptance("KY-80")
def test_waits_double_from_one_second_with_up_to_a_second_of_random_extra(face: Face, waits: Waits) -> None:
    answers = [httpx2.Response(503) for _ in range(3)]
    first, second, third = waits_after(face, waits, *answers)
    assert 1 <= first < 2
    assert 2 <= second < 3
    assert 4 <= third < 5


@pytest.mark.acceptance("KY-80")
def test_the_random_extra_differs_from_wait_to_wait(face: Face, waits: Waits) -> None:
    taken = waits_after(face, waits, *[httpx2.Response(503) for _ in range(5)], max_retries=5)
    assert len({wait - 2.0**retry for retry, wait in enumerate(taken)}) == 5


@pytest.mark.acceptance("KY-80")
@pytest.mark.parametrize("jitter", [0.0, 0.5, 0.999])
def test_the_random_extra_is_added_once(jitter: float) -> None:
    policy = RetryPolicy(3, lambda: jitter)
    assert [policy.delay(retry, None) for retry in range(3)] == [1 + jitter, 2 + jitter, 4 + jitter]


def test_waits_stop_growing_at_a_minute(face: Face, waits: Waits) -> None:
    taken = waits_after(face, waits, *[httpx2.Response(503) for _ in range(9)], max_retries=9)
    assert taken[-3:] == [60.0, 60.0, 60.0]
    assert max(taken) == 60


def test_a_very_large_number_of_retries_keeps_waiting_a_minute() -> None:
    assert RetryPolicy(5000).delay(4999, None) == 60.0


@pytest.mark.parametrize(("value", "seconds"), [("7", 7.0), ("2.5", 2.5), (" 3 ", 3.0), ("60", 60.0)])
@pytest.mark.parametrize("status", [429, 503])
def test_the_service_may_say_how_long_in_seconds(
    face: Face, waits: Waits, value: str, seconds: float, status: int
) -> None:
    assert waits_after(face, waits, told(value, status)) == [seconds]


@pytest.mark.parametrize("value", ["0", "0.0", "0.25", "Wed, 21 Oct 2015 07:28:00 GMT"])
def test_what_the_service_says_is_the_least_to_wait(face: Face, waits: Waits, value: str) -> None:
    first, second = waits_after(face, waits, told(value), told(value))
    assert 1 <= first < 2
    assert 2 <= second < 3


@pytest.mark.parametrize("seconds", [5, 59])
def test_the_service_may_say_how_long_by_a_date(face: Face, waits: Waits, seconds: int) -> None:
    date = format_datetime(waits.now + timedelta(seconds=seconds), usegmt=True)
    assert waits_after(face, waits, told(date)) == [seconds]


def test_a_date_is_counted_from_the_moment_of_the_answer(face: Face, waits: Waits) -> None:
    date = format_datetime(waits.now + timedelta(seconds=30), usegmt=True)
    assert waits_after(face, waits, told("10"), told(date)) == [10, 20]


def test_a_date_without_a_zone_is_read_as_utc(face: Face, waits: Waits) -> None:
    assert waits_after(face, waits, told("Mon, 15 Jan 2024 14:30:09")) == [9]


@pytest.mark.parametrize(
    "value",
    ["3600", "61", "1e9", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 15 Jan 2024 16:30:00 GMT"],
)
def test_a_service_that_asks_for_more_than_a_minute_is_not_asked_again(face: Face, waits: Waits, value: str) -> None:
    service = Script(told(value))
    with pytest.raises(RateLimitError, match=r"Not repeated, because the service asks to wait \d+ s\.") as caught:
        face.items(face.klarify(service).procedures.list())
    assert caught.value.retry_after is not None
    assert caught.value.retry_after > 60
    assert waits == []


@pytest.mark.parametrize(
    "value",
    ["", "soon", "-1", "-0.5", "nan", "inf", "-inf", "1e999", "5 seconds", "5, 6", "32 Foo 2024 00:00:00 GMT", "{}"],
)
def test_an_unreadable_wait_counts_as_none_given(face: Face, waits: Waits, value: str) -> None:
    (taken,) = waits_after(face, waits, told(value))
    assert 1 <= taken < 2


def test_a_given_wait_takes_the_place_of_one_doubling(face: Face, waits: Waits) -> None:
    first, second, third = waits_after(face, waits, httpx2.Response(503), told("30"), httpx2.Response(503))
    assert 1 <= first < 2
    assert second == 30
    assert 4 <= third < 5


def test_a_rate_limit_without_a_given_wait_backs_off(face: Face, waits: Waits) -> None:
    (taken,) = waits_after(face, waits, httpx2.Response(429))
    assert 1 <= taken < 2

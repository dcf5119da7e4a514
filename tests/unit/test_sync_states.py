"""What every store of a sync's state does, whatever it is."""

from __future__ import annotations

import os
import signal
import threading
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from klarify_client._overrides.state import Progress, SyncInUseError, SyncStateError

from tests.unit import sync_states
from tests.unit.sync_states import MARK, Place, content, ended, program, progress

if TYPE_CHECKING:
    from collections.abc import Callable

place, places, server = sync_states.place, sync_states.places, sync_states.server

OPENED = """
import sys
from datetime import timedelta
from tests.unit.sync_states import Place, progress
from klarify_client._overrides.state import SyncInUseError
place = Place(*sys.argv[1:4], timedelta(seconds=float(sys.argv[4])))
"""


def worker(code: str, place: Place) -> list[str]:
    """The arguments of a program that has the place as `place`."""
    return [OPENED + code, place.kind, place.url, place.name, str(place.lease.total_seconds())]


def test_the_first_run_finds_nothing(place: Place) -> None:
    assert content(place) == (Progress(), {})
    with place.open() as session:
        assert session.versions(["10001"]) == {}


def test_what_was_saved_is_there_for_the_next_worker(place: Place) -> None:
    zone = timezone(timedelta(hours=-5, minutes=-30))
    first = Progress(datetime(2024, 1, 15, 14, 30, 0, 123456, zone), datetime(2024, 1, 1, tzinfo=zone))
    with place.open() as session:
        session.save(first, {"1": "a", "2": "b", "3": "c"})
        assert (session.progress, dict(session.versions(["1", "9"]))) == (first, {"1": "a"})
    assert content(place) == (first, {"1": "a", "2": "b", "3": "c"})
    with place.open() as session:
        session.save(progress(), {"2": "B", "4": "d"}, ["1", "9"])
        assert session.versions(["1", "2", "3", "4", "4"]) == {"2": "B", "3": "c", "4": "d"}
    assert content(place) == (progress(), {"2": "B", "3": "c", "4": "d"})


def test_progress_is_saved_without_procedures_too(place: Place) -> None:
    with place.open() as session:
        session.save(progress(), {"1": "a"})
        session.save(Progress(), {})
    assert content(place) == (Progress(), {"1": "a"})


def test_one_that_is_taken_and_removed_stays(place: Place) -> None:
    with place.open() as session:
        session.save(progress(), {"1": "a"}, ["1"])
        session.save(progress(), {"1": "b"}, ["1", "1"])
    assert content(place) == (progress(), {"1": "b"})


ODD = {
    "": "empty",
    " ": "blank",
    "proc_1": "small",
    "PROC_1": "large",
    "proc_1 ": "blank at the end",
    "zero\0": "\0",
    "\ud800": "half a surrogate \udfff",
    "two\nlines": 'a quote " and\r\n",\n"',
    '"quoted"': '"quoted"',
    '",\n"x": "': "{}",
    "ß": "ss",
    "佐藤 🙂": "é",
    "e\u0301": "\u2028",
    ":name": "%s ? :token",
    "'; DROP TABLE klarify_syncs; --": "\\u0041 \\",
    "x" * 9000: "y" * 9000,
}


def test_any_text_may_be_an_id_or_a_version(place: Place) -> None:
    with place.open() as session:
        session.save(progress(), ODD)
        assert session.versions(ODD) == ODD
    assert content(place)[1] == ODD
    with place.open() as session:
        session.save(progress(), {}, list(ODD)[::2])
    assert content(place)[1] == dict(list(ODD.items())[1::2])


TEXTS = st.text(st.characters(), max_size=8)


@pytest.mark.parametrize("kind", ["file", "sqlite"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(runs=st.lists(st.tuples(st.dictionaries(TEXTS, TEXTS, max_size=4), st.lists(TEXTS, max_size=3)), max_size=4))
def test_it_is_like_a_dictionary(
    places: Callable[[str], Place], kind: str, runs: list[tuple[dict[str, str], list[str]]]
) -> None:
    place = places(kind)
    expected: dict[str, str] = {}
    for taken, removed in runs:
        with place.open() as session:
            session.save(progress(), taken, removed)
        for name in removed:
            expected.pop(name, None)
        expected |= taken
    assert content(place)[1] == expected


def test_many_are_saved_and_found_at_once(place: Place) -> None:
    many = {str(number): f"{number}z" for number in range(2345)}
    with place.open() as session:
        session.save(progress(), many)
        assert session.versions(many) == many
        seen: dict[str, str] = {}
        for name, version in session.everything():
            session.keep()
            assert name not in seen
            seen[name] = version
        assert seen == many
        session.save(progress(), {}, [name for name in many if name != "7"])
    assert content(place)[1] == {"7": "7z"}


def test_a_mark_without_a_zone_is_refused_and_nothing_is_stored(place: Place) -> None:
    with place.open() as session:
        session.save(progress(), {"1": "a"})
        for naive in (Progress(MARK.replace(tzinfo=None)), Progress(MARK, MARK.replace(tzinfo=None))):
            with pytest.raises(ValueError, match="with a zone"):
                session.save(naive, {"2": "b"}, ["1"])
        assert (session.progress, dict(session.everything())) == (progress(), {"1": "a"})
    assert content(place) == (progress(), {"1": "a"})


def test_one_worker_at_a_time_and_the_other_is_told_which(place: Place) -> None:
    state = place.state()
    with state.open():
        for other in (state, place.state()):
            with pytest.raises(SyncInUseError, match=f"process {os.getpid()} on .*since 20..-..-..T") as caught:
                other.open()
            assert (caught.value.until is None) == (place.kind == "file")
        code = "try:\n    place.open()\nexcept SyncInUseError as error:\n    print(error)"
        assert f"process {os.getpid()} on" in ended(program(*worker(code, place)))
    state.open().close()


def test_a_closed_session_is_of_no_more_use(place: Place) -> None:
    session = place.open()
    session.save(progress(), {"1": "a"})
    session.close()
    session.close()
    with place.open() as other:
        session.close()
        with pytest.raises(SyncStateError, match="closed"):
            session.save(progress(), {})
        with pytest.raises(SyncStateError, match="closed"):
            session.keep()
        other.save(progress(1), {})
    assert content(place) == (progress(1), {"1": "a"})


def test_an_exception_of_the_worker_gives_the_state_back(place: Place) -> None:
    with pytest.raises(ZeroDivisionError), place.open():
        raise ZeroDivisionError
    place.open().close()


def test_calls_may_come_from_any_thread(place: Place) -> None:
    found: list[dict[str, str]] = []

    def run(work: Callable[[], object]) -> None:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    session = place.open()
    run(lambda: session.save(progress(), {"1": "a"}))
    run(session.keep)
    run(lambda: found.append(dict(session.versions(["1"]))))
    run(lambda: found.append(dict(session.everything())))
    run(session.close)
    assert found == [{"1": "a"}] * 2
    assert content(place) == (progress(), {"1": "a"})


HOLDING = """
session = place.open()
session.save(progress(), {"1": "a"})
print("open", flush=True)
sys.stdin.read()
"""


def test_a_killed_worker_keeps_others_out_no_longer_than_its_lease(place: Place) -> None:
    place = place.leased(1000)
    with program(*worker(HOLDING, place)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        with pytest.raises(SyncInUseError, match=f"process {process.pid} on"):
            place.open()
        process.kill()
        process.wait()
    if place.kind != "file":
        with pytest.raises(SyncInUseError):
            place.open()
        place.pass_time(1001)
    assert content(place) == (progress(), {"1": "a"})


FORKING = """
import os, signal, warnings
warnings.simplefilter("ignore", DeprecationWarning)
from klarify_client._overrides.state import SyncStateError
session = place.open()
session.save(progress(), {"1": "a"})
child = os.fork()
if not child:
    for use in (session.keep, lambda: session.save(progress(), {"1": "child"}), lambda: dict(session.versions(["1"]))):
        try:
            use()
        except SyncStateError as error:
            assert "another process" in str(error), error
        else:
            # What is in memory may be read.
            assert place.kind == "file" and use is not session.keep
    session.close()
    del session
    os._exit(0)
_, status = os.waitpid(child, 0)
assert status == 0, status
try:
    place.open()
except SyncInUseError:
    pass
else:
    raise AssertionError("the child gave it back")
session.save(progress(1), {"2": "b"})
if not os.fork():
    # The parent is killed, this one is not: it does not hold the state.
    signal.alarm(30)
    print(os.getpid(), flush=True)
    os.close(1), os.close(2)
    signal.pause()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_child_has_no_part_in_it(place: Place) -> None:
    process = program(*worker(FORKING, place))
    child = int(ended(process, -signal.SIGKILL))
    try:
        if place.kind != "file":
            place.pass_time(301)
        assert content(place) == (progress(1), {"1": "a", "2": "b"})
    finally:
        os.kill(child, signal.SIGKILL)


def test_nothing_that_a_file_does_not_need_is_loaded(places: Callable[[str], Place]) -> None:
    place = places("file")
    code = """
import sys
from klarify_client._overrides.state import Progress
from klarify_client._overrides.state_choice import state_for
with state_for(sys.argv[1]).open() as session:
    session.save(Progress(), {})
print(*sorted({"sqlalchemy", "sqlite3", "psycopg"} & {*sys.modules}))
"""
    assert ended(program(code, place.url)) == "\n"
    assert content(place) == (Progress(), {})

"""What the fakes answer stays as it is, member by member and word by word, unless somebody means to change it.

After a change that is meant: ``python -m tests.unit.transcribing``, and read the difference.
"""

from __future__ import annotations

import pytest

from tests.unit.transcribing import TRANSCRIPTS, kept, transcript


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_every_answer_is_the_one_that_was_kept(name: str) -> None:
    lines = kept(name).read_text(encoding="utf-8").splitlines()
    told = transcript(name)
    assert [line for line in told if line not in {*lines}] == []
    assert told == lines

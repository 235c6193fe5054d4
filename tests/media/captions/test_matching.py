"""A cue is found again in another file by its times and words, though others are shown at the same time."""

import pytest

from studio.media.captions.cues import Cue
from studio.media.captions.matching import matched


def cue(start: int, end: int, text: str) -> Cue:
    return Cue(start, end, (text,))


LONG, SHORT = cue(0, 5000, "A long one"), cue(1000, 2000, "A short one")
TWIN = cue(1000, 2000, "Its twin")


@pytest.mark.parametrize(
    ("cues", "known", "found"),
    [
        ([LONG, SHORT], [LONG, SHORT], [0, 1]),
        ([SHORT, TWIN], [TWIN, SHORT], [1, 0]),
        ([cue(1000, 2000, "Reworded"), TWIN], [SHORT, TWIN], [0, 1]),
        ([cue(1000, 2000, "One"), cue(1000, 2000, "Two")], [SHORT, TWIN], [0, 1]),
        ([cue(200, 4000, "A long one"), SHORT], [LONG, SHORT], [0, 1]),
        ([cue(1100, 2100, "A short one"), cue(900, 1900, "Its twin")], [SHORT, TWIN], [0, 1]),
        ([LONG, cue(1100, 1900, "Reworded and moved")], [LONG, SHORT], [0, 1]),
        ([cue(0, 900, "A long"), cue(900, 5000, "one")], [LONG], [0, 0]),
        ([SHORT, SHORT], [SHORT], [0, 0]),
        ([cue(6000, 7000, "A long one")], [LONG], [None]),
        ([LONG], [], [None]),
    ],
)
def test_a_cue_is_found_again(cues: list[Cue], known: list[Cue], found: list[int | None]) -> None:
    assert matched(cues, known) == [None if at is None else known[at] for at in found]

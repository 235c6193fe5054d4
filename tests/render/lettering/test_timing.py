"""Type stands as long as it takes to read, comes one thing after another, and leaves quickly."""

import pytest

from studio.media.scripts import words
from studio.render.lettering import moves
from studio.render.lettering.setting import Text
from studio.render.lettering.timing import too_short, turns


def test_what_is_too_short_is_told_by_how_much() -> None:
    text = Text("Bread, baked by lighthouse light.", label="Since 1911")
    assert too_short(text, 3.3) == 0
    assert too_short(text, 2.5) == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("text", "count"),
    [("one two", 2), ("— !", 0), ("灯台の明かり", 3), ("ขนมปังสด", 2), ("خبز طازج", 2), ("24 h", 2)],
)
def test_words_are_counted_in_every_script(text: str, count: int) -> None:
    assert words(text) == count


@pytest.mark.parametrize("name", moves.names())
def test_all_have_come_before_half_of_the_time_and_left_at_the_end(name: str) -> None:
    move = moves.move(name)
    steps = [("label", 0), *(("headline", number) for number in range(20)), ("text", 0)]
    for seconds in (1.5, 3.0, 8.0):
        found = turns(steps, move, seconds)  # type: ignore[arg-type]
        assert found[0].comes == 0
        last = max(turn.comes for turn in found) + move.enter.over
        assert last <= max(0.46 * seconds, move.enter.over + 1e-9)
        assert all(turn.goes + move.leave.over <= seconds + 1e-9 for turn in found)
        assert min(turn.goes for turn in found) >= seconds - 0.5
        starts = [turn.comes for turn in found]
        assert starts == sorted(starts)

"""Every move ends where the type was set, and every moment of it is the same each time it is asked for."""

from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import BadInput
from studio.render.lettering import moves
from studio.render.lettering.moving import Colours, Placed, at
from studio.render.lettering.pairings import faces
from studio.render.lettering.pressing import pressed
from studio.render.lettering.setting import Block, Text, block
from studio.render.rooms import Room

WHITE, GOLD, BLACK = (255, 255, 255), (240, 180, 60), (10, 10, 10)
COLOURS = Colours(WHITE, WHITE, WHITE, GOLD, BLACK)
TEXT = Text("Bread, baked by lighthouse light.", "Open to the last.", "Since 1911", "lighthouse")
LASTS = 4.0
ALL = moves.names()


@pytest.fixture(scope="module")
def standing() -> Block:
    return block(TEXT, faces("rounded"), (640, 360), Room(0.1, 0.1, 0.8, 0.8))


def picture(standing: Block, name: str, seconds: float) -> np.ndarray:
    ground = np.zeros((360, 640, 3), np.uint8)
    return pressed(ground, at(standing, moves.move(name), seconds, lasts=LASTS, colours=COLOURS))


@pytest.mark.parametrize("name", ALL)
def test_in_the_middle_type_stands_where_it_was_set(standing: Block, name: str) -> None:
    placed = at(standing, moves.move(name), 2.4, lasts=LASTS, colours=COLOURS)
    grows = moves.move(name).grows
    for one in placed:
        assert one.turn == 0
        assert one.opacity == 1
        assert one.scale == pytest.approx(1 + grows * 0.6)
    letters = sum(int((one.pixels[..., 3] > 128).sum()) for one in placed)
    assert letters > 5000
    if not grows and not moves.move(name).bar:
        plain = pressed(
            np.zeros((360, 640, 3), np.uint8),
            [rest(piece) for piece in standing.pieces("word")],
        )
        # A caret may blink.
        assert float((abs(plain.astype(int) - picture(standing, name, 2.4)).max(axis=2) > 60).mean()) < 0.004


def rest(piece: object) -> Placed:
    from studio.render.lettering.setting import Piece

    assert isinstance(piece, Piece)
    height, width = piece.drawn.pixels.shape[:2]
    return Placed(piece.drawn.tinted(WHITE), piece.x + width / 2, piece.y + height / 2)


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_there_before_and_after(standing: Block, name: str) -> None:
    move = moves.move(name)
    assert at(standing, move, -0.01, lasts=LASTS, colours=COLOURS) == []
    assert at(standing, move, LASTS, lasts=LASTS, colours=COLOURS) == []
    assert picture(standing, name, LASTS - 0.001).mean() < 0.15 * picture(standing, name, 2.4).mean()


@pytest.mark.parametrize("name", ALL)
def test_it_comes_little_by_little(standing: Block, name: str) -> None:
    ink = [float(picture(standing, name, seconds).mean()) for seconds in (0.0, 2.4)]
    assert ink[0] < 0.3 * ink[1]
    first, again = (picture(standing, name, 0.31) for _ in range(2))
    assert np.array_equal(first, again)


def test_windows_hide_what_is_outside_their_line(standing: Block) -> None:
    line = standing.lines[1]
    rows = picture(standing, "mask-reveal", 0.3).max(axis=(1, 2))
    gap = range(int(line.box.bottom + 0.12 * line.size), int(standing.lines[2].box.top - 0.12 * line.size))
    assert rows[list(gap)].max(initial=0) == 0


def test_numbers_run_up_to_their_value() -> None:
    from studio.render.lettering.counting import digits

    found = block(Text("12,480 loaves"), faces("modern"), (640, 360), Room(0.1, 0.1, 0.8, 0.8))
    line = found.lines[0]
    shown = {
        share: "".join(
            one.text for piece in found.pieces("count")[:6] for one in (digits(line, piece, share) or [])
        )
        for share in (0.0, 0.1, 0.5, 0.999)
    }
    assert shown == {0.0: "0", 0.1: "1,248", 0.5: "6,240", 0.999: "12,467"}
    assert digits(line, found.pieces("count")[0], 1.0) is None
    assert digits(line, found.pieces("count")[6], 0.5) is None


def test_the_bar_lies_behind_the_stressed_word(standing: Block) -> None:
    shown = picture(standing, "highlight", 2.4)
    gold = (abs(shown.astype(int) - GOLD).max(axis=2) < 12).sum(axis=0)
    columns = np.flatnonzero(gold)
    word = next(piece for piece in standing.pieces("word") if piece.text == "lighthouse")
    assert columns[0] <= word.box.left
    assert columns[-1] >= word.box.right
    assert columns[-1] - columns[0] < (word.box.right - word.box.left) * 1.2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("enter: {over: 0.5, ease: bouncy}", "bouncy"),
        ("enter: {over: 9}", "at most 4"),
        ("enter: {over: 0.1}\n    leave: {over: 3}", "more quickly"),
    ],
)
def test_broken_moves_are_refused_with_line_and_reason(tmp_path: Path, wrong: str, told: str) -> None:
    leave = "" if "leave" in wrong else "    leave: {over: 0.2}\n"
    (file := tmp_path / "type.yaml").write_text(f"moves:\n  mine:\n    title: Mine\n    {wrong}\n{leave}")
    with pytest.raises(BadInput, match=told) as refused:
        moves.move("mine", files=(file,))
    assert f"{file}:" in str(refused.value)

"""Type stays in its room, is never too small, and keeps to its scale, in every script there are fonts for."""

from itertools import product

import pytest
from tests import scripts

from studio.core.errors import BadInput
from studio.render.lettering import pairings
from studio.render.lettering.pairings import faces
from studio.render.lettering.setting import SMALLEST, Block, Text, block
from studio.render.rooms import Room

FRAMES = {"wide": (1280, 720), "tall": (720, 1280), "square": (1080, 1080), "portrait": (864, 1080)}
ROOMS = {
    "wide": Room(0.52, 0.1, 0.4, 0.42), "tall": Room(0.08, 0.14, 0.84, 0.3),
    "square": Room(0.1, 0.08, 0.8, 0.4), "portrait": Room(0.08, 0.08, 0.84, 0.36),
}  # fmt: skip
TEXTS = {
    "latin": Text(
        "Bread, baked by lighthouse light.", "Open from the first ferry to the last.", "Since 1911"
    ),
    "german": Text("Donaudampfschifffahrtsgesellschaft feiert Geburtstag", "Hundert Jahre", "Jubiläum"),
    "quoted": Text("“Every loaf is a small promise,” says Anna Berger."),
    "short": Text("Go."),
}


@pytest.mark.parametrize(("aspect", "text"), list(product(FRAMES, TEXTS)))
def test_type_stays_in_its_room(aspect: str, text: str) -> None:
    width, height = FRAMES[aspect]
    room = ROOMS[aspect]
    for name in pairings.names():
        for align in ("start", "centre"):
            found = block(TEXTS[text], faces(name), (width, height), room, align=align)
            box = found.box
            assert box.left >= room.left * width - 2
            assert box.right <= (room.left + room.width) * width + 2
            assert box.top >= room.top * height - 2
            assert box.bottom <= (room.top + room.height) * height + 2
            sizes = {round(line.size, 2) for line in found.lines}
            steps = {round(line.size / larger(name, line.role), 2) for line in found.lines}
            assert min(sizes) >= SMALLEST * height - 0.01
            assert len(steps) <= 2


def larger(name: str, role: str) -> float:
    value: float = getattr(faces(name), role).larger
    return value


def test_sizes_are_steps_of_one_scale() -> None:
    for name in pairings.names():
        found = block(TEXTS["latin"], faces(name), (1280, 720), ROOMS["wide"])
        scale = faces(name).scale
        for line in found.lines:
            step = line.size / larger(name, line.role) / (SMALLEST * 720)
            nearest = min((scale**power for power in range(16)), key=lambda one: abs(one - step))
            assert step == pytest.approx(nearest)


def test_headlines_are_larger_than_what_is_added() -> None:
    found = block(TEXTS["latin"], faces("rounded"), (1280, 720), ROOMS["wide"])
    sizes = {line.role: line.size for line in found.lines}
    assert sizes["headline"] > 1.8 * sizes["text"]
    assert found.lines[0].role == "label"
    assert found.lines[0].written.text.strip("\u200e") == "SINCE 1911"


def test_too_much_text_is_refused_with_a_way_out() -> None:
    with pytest.raises(BadInput, match="does not fit") as refused:
        block(Text("word " * 44), faces("modern"), (1280, 720), Room(0.1, 0.1, 0.3, 0.1))
    assert "fewer words" in refused.value.hint


@pytest.mark.parametrize("text", ["bread " * 20_000, "x" * 100_000, "灯" * 5_000])
def test_endless_text_is_refused_at_once(text: str) -> None:
    with pytest.raises(BadInput, match="too many for a frame"):
        block(Text(text), faces("modern"), (1280, 720), ROOMS["wide"])
    with pytest.raises(BadInput, match="too many for a frame"):
        block(Text("Go.", text), faces("modern"), (1280, 720), ROOMS["wide"])


def test_a_word_nobody_can_break_is_refused() -> None:
    with pytest.raises(BadInput, match="does not fit"):
        block(Text("x" * 200), faces("modern"), (1280, 720), ROOMS["wide"])


def test_quotation_marks_hang_beside_the_letters() -> None:
    found = block(TEXTS["quoted"], faces("bookish"), (1280, 720), ROOMS["wide"])
    first, second = found.lines[:2]
    letters = first.box.left + first.written.ink.before * first.size
    assert first.written.ink.before > 0.1
    assert letters == pytest.approx(second.box.left, abs=1.5)


def test_pieces_make_the_whole_again() -> None:
    found = block(TEXTS["latin"], faces("rounded"), (1280, 720), ROOMS["wide"])
    whole, words, letters = (drawn(found, unit) for unit in ("line", "word", "letter"))
    assert int(abs(whole - words).max()) <= 8
    # Letters may overlap by the softness of an edge, no more.
    assert float((abs(whole - letters) > 40).mean()) < 0.0002


def drawn(found: Block, unit: str):  # type: ignore[no-untyped-def]
    import numpy as np

    canvas = np.zeros((found.height, found.width), np.int32)
    for piece in found.pieces(unit):  # type: ignore[arg-type]
        alpha = piece.drawn.pixels[..., 3]
        part = canvas[piece.y : piece.y + alpha.shape[0], piece.x : piece.x + alpha.shape[1]]
        np.maximum(part, alpha, out=part)
    return canvas


def test_words_of_latin_run_to_the_right() -> None:
    found = block(Text("One two three"), faces("modern"), (1280, 720), Room(0.1, 0.1, 0.8, 0.5))
    line = [piece for piece in found.pieces("word") if piece.line == 0]
    assert [piece.text for piece in line] == ["One", "two", "three"]
    assert [piece.x for piece in line] == sorted(piece.x for piece in line)


@pytest.mark.skipif(not scripts.has("אש"), reason="no font here has Hebrew")
def test_hebrew_runs_to_the_left_from_the_right_edge() -> None:
    room = Room(0.1, 0.1, 0.8, 0.5)
    found = block(Text("לחם טרי 24 שעות"), faces("modern"), (1280, 720), room)
    assert found.backwards
    assert found.box.right == pytest.approx(0.9 * 1280, abs=2)
    line = [piece for piece in found.pieces("word") if piece.line == 0]
    assert [piece.x for piece in line] == sorted((piece.x for piece in line), reverse=True)


@pytest.mark.skipif(not scripts.has("خبز"), reason="no font here has Arabic")
def test_arabic_is_never_cut_within_a_word() -> None:
    found = block(Text("خبز طازج"), faces("modern"), (1280, 720), Room(0.1, 0.1, 0.8, 0.5))
    assert [piece.text for piece in found.pieces("letter")] == ["خبز", "طازج"]


@pytest.mark.skipif(not scripts.has("灯の"), reason="no font here has Japanese")
def test_japanese_moves_phrase_by_phrase() -> None:
    found = block(Text("灯台の明かりで"), faces("modern"), (1280, 720), Room(0.1, 0.1, 0.8, 0.5))
    assert [piece.text for piece in found.pieces("word")] == ["灯台の", "明かりで"]
    assert len(found.pieces("letter")) == 7

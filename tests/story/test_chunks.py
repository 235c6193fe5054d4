"""Shots are made in chunks as long as a provider allows, and what waits for what is known."""

import pytest

from studio.core.errors import NotFound
from studio.models.video.builtin import CARD
from studio.models.video.card import DEEPEST, CapabilityCard, FrameRule
from studio.render.shots.grammar import Shot
from studio.story.chunks import chunked
from studio.story.grammar import Beat, Brief, Cut, Picture, Storyboard

WAN = CapabilityCard(
    "wan", "2.2", frozenset({"t2v", "i2v"}), FrameRule(81, 5, 4, 1), fps=(16,), overlap=9, longest_chain=3
)
LTX = CapabilityCard(
    "ltx", "2", frozenset({"t2v", "i2v"}), FrameRule(121, 9, 8, 1), fps=(24, 30), overlap=1, takes_end=True
)
CARDS = {"wan": WAN, "ltx": LTX, "builtin": CARD}


def board(*lengths: int, provider: str = "wan", cut: int = 0, fps: float = 24) -> Storyboard:
    pictures = [
        Picture(
            id=f"{number:02d}",
            beat="one",
            frames=frames,
            shot=Shot(place="coast", frames=frames, fps=fps),
            provider=provider,
            cut=Cut(kind="dissolve", frames=cut) if cut and number < len(lengths) else Cut(),
        )
        for number, frames in enumerate(lengths, 1)
    ]
    brief = Brief(text="", frames=sum(lengths), fps=fps)
    return Storyboard(brief=brief, beats=[Beat(id="one", role="hook")], pictures=pictures)


@pytest.mark.parametrize(("frames", "count"), [(24, 1), (121, 1), (122, 2), (229, 2), (230, 3), (338, 4)])
def test_a_shot_takes_as_many_chunks_as_its_overlap_makes(frames: int, count: int) -> None:
    native = -(-frames * 16 // 24)
    assert count == 1 + max(0, -(-(native - 81) // (81 - 9)))
    found = chunked(board(frames), CARDS)
    assert len(found.pieces) == count
    assert found.pieces[0].first == 0
    assert found.pieces[-1].end == native
    assert all(piece.made % 4 == 1 and piece.end - piece.first <= piece.made <= 81 for piece in found.pieces)
    for one, other in zip(found.pieces, found.pieces[1:], strict=False):
        assert one.end - other.first == other.overlap == 9


def test_chunks_are_made_at_the_rate_of_their_provider() -> None:
    assert chunked(board(48), CARDS).pieces[0].fps == 16
    assert LTX.rate(25) == 30
    assert LTX.rate(60) == 30
    assert LTX.rate(24) == CARD.rate(24) == 24


def test_takes_have_their_handles() -> None:
    first, second = chunked(board(48, 48, provider="builtin", cut=13), CARDS).pieces
    assert (first.end, second.end) == (48 + 6, 48 + 7)


def test_chains_are_three_deep_at_most_and_say_where_they_begin_anew() -> None:
    found = chunked(board(24 * 30), CARDS)
    assert len(found.pieces) > DEEPEST
    assert found.deepest == DEEPEST
    waits = [piece.depends_on for piece in found.pieces]
    assert waits[:4] == ["", "01/1", "01/2", ""]
    assert [piece.begins for piece in found.pieces][:4] == ["keyframe", "chunk", "chunk", "keyframe"]
    assert "begin with a keyframe anew" in found.notes[0]


@pytest.mark.parametrize("provider", ["ltx", "builtin"])
def test_nothing_waits_where_both_ends_are_known(provider: str) -> None:
    found = chunked(board(24 * 30, provider=provider), CARDS)
    assert len(found.pieces) > 1
    assert found.deepest == 1
    assert not found.notes


def test_the_bare_division_is_told_beside_it() -> None:
    found = chunked(board(*[144] * 5), CARDS)
    assert found.lower_bound == 6
    assert len(found.pieces) == 10


def test_a_provider_without_a_card_is_told() -> None:
    with pytest.raises(NotFound, match="vdeo"):
        chunked(board(24, provider="vdeo"), CARDS)

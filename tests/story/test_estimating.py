"""What a film will cost is told beforehand, from low to high, and on what that rests."""

import random
from typing import Any

import pytest
from tests.story.films import NAMES, film, reading

from studio.models.video.builtin import CARD
from studio.models.video.card import CapabilityCard, FrameRule
from studio.render.shelf import Shelf
from studio.story.estimating import Amount, Bench, Timing, estimated, kind_of, pixels_of
from studio.story.grammar import Storyboard
from studio.story.retaking import AGAIN
from studio.story.staging import staged

CARDS = {"builtin": CARD}
PAID = CapabilityCard(
    "cloud", "1", frozenset({"t2v"}), FrameRule(120), takes_end=True, price=0.5, memory=24 * 2**30
)


def board(name: str = "bakery", /, **more: Any) -> Storyboard:
    brief, told = film(name, **more)
    return staged(brief, told, reading(brief), Shelf())


def history(made: Storyboard, rate: float, varies: float = 0.0, seed: int = 5) -> list[Timing]:
    """What its shots took on a machine that takes so long for a pixel, and a second to begin."""
    draw = random.Random(seed)
    pixels = [pixels_of(made, number) for number in range(len(made.pictures))]
    return [
        Timing(kind_of(picture), many, (1 + rate * many) * draw.uniform(1 - varies, 1 + varies))
        for picture, many in zip(made.pictures, pixels, strict=True)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_high_ends_are_at_most_twice_the_low_ones(name: str) -> None:
    found = estimated(board(name), CARDS)
    for amount in (found.seconds, found.memory, found.disk, *(part.seconds for part in found.parts)):
        assert 0 < amount.low <= amount.likely <= amount.high <= 2 * amount.low + 1e-9


def test_a_film_twice_as_large_or_long_takes_longer() -> None:
    small = estimated(board(width=640, height=360), CARDS)
    large = estimated(board(), CARDS)
    long = estimated(board(seconds=60), CARDS)
    assert small.seconds.likely < large.seconds.likely < long.seconds.likely
    assert small.memory.likely < large.memory.likely == long.memory.likely
    assert small.disk.likely < large.disk.likely < long.disk.likely


def test_what_was_measured_counts_more_than_what_is_usual() -> None:
    made = board("museum")
    before = history(made, 4e-7)
    usual, known = estimated(made, CARDS), estimated(made, CARDS, history=before * 8)
    takes = known.parts[0].seconds
    truth = sum(one.seconds for one in before)
    assert takes.low < truth < takes.high
    assert takes.likely == pytest.approx(truth, rel=0.1)
    assert takes.high / takes.low < usual.parts[0].seconds.high / usual.parts[0].seconds.low
    assert "made on this machine" in known.basis
    assert "nothing was measured" in usual.basis


def test_other_kinds_tell_how_fast_this_machine_is() -> None:
    made = board("museum")
    only = [one for one in history(made, 1e-6) if one.kind == "people"] * 4
    slow = estimated(made, CARDS, history=only)
    assert slow.parts[0].seconds.likely > 2 * estimated(made, CARDS).parts[0].seconds.likely


def test_the_truth_lies_within_what_was_told_for_nine_of_ten() -> None:
    """A machine whose shots vary by a quarter, known from two other films that were made on it."""
    assert sum(map(_is_within, range(10))) >= 9


def _is_within(seed: int) -> bool:
    made = board(NAMES[seed])
    others = [board(NAMES[(seed + step) % 10]) for step in (1, 2)]
    before = [one for other in others for one in history(other, 3e-7, 0.25)]
    truth = sum(one.seconds for one in history(made, 3e-7, 0.25, seed=99 + seed))
    takes = estimated(made, CARDS, history=before).parts[0].seconds
    return takes.low <= truth <= takes.high


def test_a_fast_machine_and_several_at_a_time_are_sooner_done() -> None:
    made = board("museum")
    one = estimated(made, CARDS)
    assert estimated(made, CARDS, bench=Bench(speed=2)).seconds.likely < 0.6 * one.seconds.likely
    two = estimated(made, CARDS, bench=Bench(cores=2))
    assert 0.5 * one.parts[0].seconds.likely < two.parts[0].seconds.likely < 0.7 * one.parts[0].seconds.likely
    assert "2 shots at a time" in two.basis
    assert two.memory.likely > one.memory.likely


def test_no_more_are_made_at_a_time_than_there_is_memory_for() -> None:
    found = estimated(board("museum"), CARDS, bench=Bench(cores=16, memory=2**30))
    assert found.memory.likely <= 2**30
    assert "16 shots" not in found.basis


def test_films_whose_shots_are_taken_again_are_told_to_take_longer() -> None:
    made = board("museum")
    often = [Timing(AGAIN, 60, 30)] * 12
    usual, longer = estimated(made, CARDS), estimated(made, CARDS, history=often)
    assert 1.2 * usual.seconds.likely < longer.seconds.likely < 1.6 * usual.seconds.likely
    assert longer.seconds.high <= 2 * longer.seconds.low
    assert [part.seconds for part in longer.parts] == [part.seconds for part in usual.parts]
    assert "as 12 of 12 films here had" in longer.basis


def test_money_is_counted_by_the_frames_that_are_made() -> None:
    made = board("museum")
    pictures = [picture.model_copy(update={"provider": "cloud"}) for picture in made.pictures]
    found = estimated(made.model_copy(update={"pictures": pictures}), {"cloud": PAID})
    assert found.money.low == pytest.approx(45 * 0.5)
    assert found.money.low <= found.money.likely <= found.money.high
    assert found.currency == "EUR"
    assert found.memory.likely >= PAID.memory
    assert estimated(made, CARDS).money == Amount(0, 0, 0)
    assert estimated(made, CARDS).currency == ""


def test_chunks_are_counted_and_the_bare_division_beside_them() -> None:
    found = estimated(board("museum"), CARDS)
    assert found.chunks == 10
    assert found.lower_bound == -(-45 * 24 // 240)


def test_a_film_without_words_takes_no_time_to_be_spoken() -> None:
    made = board()
    silent = made.model_copy(update={"beats": [beat.model_copy(update={"lines": []}) for beat in made.beats]})
    assert [part.name for part in estimated(made, CARDS).parts] == [
        "takes",
        "edit",
        "check",
        "narrate",
        "score",
        "mix",
        "caption",
    ]
    assert "narrate" not in [part.name for part in estimated(silent, CARDS).parts]


@pytest.mark.parametrize("size", [(640, 360), (1280, 720)])
def test_setting_up_and_pixels_are_learned_apart(size: tuple[int, int]) -> None:
    """A machine that takes long to set a shot up and is quick with pixels, known from films in two sizes."""

    def took(made: Storyboard) -> list[Timing]:
        pixels = [(kind_of(one), pixels_of(made, number)) for number, one in enumerate(made.pictures)]
        return [Timing(kind, amount, (4.0 + 2e-8 * amount) * more(kind)) for kind, amount in pixels]

    def more(kind: str) -> float:
        """People take longer than places do, and so on, on every machine."""
        extra = {"people": 0.35, "product": 0.35, "words": 0.1, "water": 0.15, "graphic": 0.1, "paper": 0.3}
        return 1 + sum(extra.get(part, 0.0) for part in kind.split("+"))

    before = [
        one
        for name in ("game", "run")
        for width, height in ((640, 360), (1280, 720))
        for one in took(board(name, width=width, height=height))
    ]
    made = board("museum", width=size[0], height=size[1])
    takes = estimated(made, CARDS, history=before).parts[0].seconds
    truth = sum(one.seconds for one in took(made))
    assert takes.likely == pytest.approx(truth, rel=0.1)
    assert takes.low <= truth <= takes.high <= 2 * takes.low

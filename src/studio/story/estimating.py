"""What a film will cost before it is made: seconds, money, memory, room on the disk; from low to high."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from studio.story import modelling
from studio.story.chunks import chunked
from studio.story.pricing import paid
from studio.story.retaking import Share, basis, share

if TYPE_CHECKING:
    from studio.models.video.card import CapabilityCard
    from studio.story.chunks import Piece
    from studio.story.grammar import Picture, Storyboard
    from studio.story.pricing import Paid

WIDEST = 2.0
"""How many times the low end of an estimate its high end is at most."""


class Amount(NamedTuple):
    """How much of something it takes: at least, most likely, at most."""

    low: float
    likely: float
    high: float

    def __add__(self, other: object) -> Amount:
        if not isinstance(other, Amount):
            return NotImplemented
        return Amount(self.low + other.low, self.likely + other.likely, self.high + other.high)


class Timing(NamedTuple):
    """How long something took.

    Attributes:
        kind: A kind of shot as `kind_of` tells it, or a part of the work: edit, check, narrate, score, mix,
            caption.
        amount: Of a shot, the edit and the check, pixels times frames; of what is heard or read, seconds of
            film.
        seconds: How long that took, from start to end.
    """

    kind: str
    amount: float
    seconds: float


class Bench(NamedTuple):
    """The machine.

    Attributes:
        speed: How fast it is, 1 being the one the priors were measured on.
        cores: How many things it does at a time.
        memory: Bytes it may use.
    """

    speed: float = 1.0
    cores: int = 1
    memory: int = 0


@dataclass(frozen=True)
class Part:
    """A part of the work.

    Attributes:
        name: What it is.
        seconds: How long it takes.
        measured: On how many earlier times that rests.
    """

    name: str
    seconds: Amount
    measured: int


@dataclass(frozen=True)
class Estimate:
    """What a film will cost.

    Attributes:
        seconds: From start to end.
        money: What providers are paid.
        currency: In what; empty where nothing is paid.
        memory: Bytes that are used at the same time.
        disk: Bytes that the film's folder will have.
        parts: The parts of the work, in their order.
        chunks: How many chunks of film are made.
        lower_bound: How many there would be if chunks knew no shots, no handles and no overlap.
        basis: What all that rests on, in words.
        paid: What each provider is asked for, and what it takes for that.
    """

    seconds: Amount
    money: Amount
    currency: str
    memory: Amount
    disk: Amount
    parts: tuple[Part, ...]
    chunks: int
    lower_bound: int
    basis: str
    paid: tuple[Paid, ...] = ()


# Seconds of one core for a shot: to set it up, and for a million pixels of its frames, on the machine whose
# speed is 1; and how much more that is with what is in the shot.
_SETS_UP, _A_MEGAPIXEL = 1.7, 0.06
_MORE: Mapping[str, float] = {
    "people": 0.35, "product": 0.35, "words": 0.1, "water": 0.15, "graphic": 0.1, "weather": 0.25,
    "paper": 0.3,
}  # fmt: skip
_WATERY = {"coast", "harbour"}
# Seconds to begin the edit and the check, and for a million pixels of the film; to begin with what is heard
# or read, and for a second of it.
_WHOLE: Mapping[str, tuple[float, float]] = {"edit": (2.2, 0.022), "check": (0.8, 0.008)}
_HEARD: Mapping[str, tuple[float, float]] = {
    "narrate": (0.4, 0.012), "score": (2.2, 0.06), "mix": (1.0, 0.04), "caption": (0.6, 0.05),
}  # fmt: skip
_PARTS = (*_WHOLE, *_HEARD)
_STARTS = 1.5
"""Seconds that go by before the first frame: a process starts, drawings are read."""
_MEMORY, _A_PIXEL, _OURSELVES = 250e6, 330.0, 130e6
# Bits for a pixel of a take and of the film; bytes for a second of sound, and for the pictures of a shot.
_TAKE_BITS, _FILM_BITS, _SOUND, _BESIDE = 0.25, 0.12, 640e3, 450e3
_SURE, _UNSURE = 0.2, 0.333
_ENOUGH = 8
# How many measurements say something of a kind; how many of the latest shots are looked at.
_FEW, _LATEST = 3, 150
# How many times larger one of two shots is that tell what pixels cost, how many such pairs are needed, how
# far apart all shots lie that tell it alone, and the least that pixels cost.
_APART, _TELLING, _WIDE, _LEAST = 1.3, 20, 6.0, 0.1
# Two at a time share the memory of one machine.
_TOGETHER = 0.92


def kind_of(picture: Picture) -> str:
    """What kind of shot it is, as far as that tells how long it takes: by what is in it, or who makes it."""
    if picture.provider != "builtin":
        return picture.provider
    shot = picture.shot
    kinds = {thing.kind for thing in shot.cast}
    found = {
        "people": "person" in kinds,
        "product": "product" in kinds,
        "graphic": bool(kinds & {"chart", "map", "screen", "picture"}),
        "water": shot.place in _WATERY,
        "weather": shot.weather != "clear",
        "words": shot.words is not None,
        "paper": shot.style == "paper",
    }
    return "+".join(name for name, there in found.items() if there) or "plain"


def pixels_of(board: Storyboard, number: int) -> int:
    """How many pixels a take has, its handles among them."""
    picture = board.pictures[number]
    before, after = board.handles(number)
    return board.brief.width * board.brief.height * (before + picture.frames + after)


def estimated(
    board: Storyboard,
    cards: Mapping[str, CapabilityCard],
    *,
    history: Sequence[Timing] = (),
    bench: Bench | None = None,
) -> Estimate:
    """Estimate a film.

    Args:
        board: The film.
        cards: The cards of the providers of its shots, by their names.
        history: How long such things took on this machine so far.
        bench: The machine; one like that of the priors, with one core, if left out.

    Raises:
        NotFound: A shot wants a provider that has no card.
    """
    bench = bench or Bench()
    known = _Known(history, bench)
    pieces = chunked(board, cards)
    modelled = modelling.shots(board, cards)
    takes = [known.take(board, number) for number in range(len(board.pictures)) if number not in modelled]
    workers = _workers(board, bench)
    shots = _beside(
        _in_parallel(takes, workers), [_around(one.seconds, one.measured) for one in modelled.values()]
    )
    parts = [Part("takes", shots, known.shots), *known.others(board)]
    more = share(history)
    seconds = _lengthened(sum((part.seconds for part in parts), Amount(_STARTS, _STARTS, _STARTS)), more)
    return Estimate(
        seconds=_narrowed(seconds),
        money=_money(board, cards, pieces.pieces),
        currency=next((card.currency for card in cards.values() if card.is_paid), ""),
        paid=paid(cards, pieces.pieces),
        memory=_memory(board, cards, workers),
        disk=_disk(board),
        parts=tuple(parts),
        chunks=len(pieces.pieces),
        lower_bound=pieces.lower_bound,
        basis="; ".join((known.basis(board, workers) + basis(more), *modelling.told(modelled.values()))),
    )


class _Known:
    """What is known of how long things take: how this machine compares with what they take elsewhere."""

    def __init__(self, history: Sequence[Timing], bench: Bench) -> None:
        self._speed = bench.speed
        taken = [one for one in history if one.amount > 0 and one.seconds > 0 and _is_ours(one.kind)]
        # What it costs to set a shot up and what its pixels cost differ each in its own way.
        self._shot = _line([one for one in taken if one.kind not in _PARTS][-_LATEST:])
        self._ratios: dict[str, list[float]] = defaultdict(list)
        for kind, amount, seconds in taken:
            self._ratios[kind].append(seconds / self._usual(kind, amount))
        self._shots = [ratio for kind, found in self._ratios.items() if kind not in _PARTS for ratio in found]

    def take(self, board: Storyboard, number: int) -> Amount:
        """How long a shot takes: as those of its kind did here, else as any shots did, else as elsewhere."""
        return self.guess(kind_of(board.pictures[number]), pixels_of(board, number))

    def guess(self, kind: str, amount: float) -> Amount:
        """How long a shot of a kind, or a part of the work, takes."""
        usual, same = self._usual(kind, amount), self._ratios.get(kind, [])
        # One or two of a kind say less than all shots together.
        every = same if kind in _PARTS or len(same) >= _FEW else self._shots
        if every:
            return _around(usual * statistics.median(every), every if every is same else every[:2])
        return _around(usual / self._speed, [])

    def _usual(self, kind: str, amount: float) -> float:
        return _prior(kind, amount, self._shot)

    def others(self, board: Storyboard) -> Iterator[Part]:
        """How long the rest takes."""
        brief = board.brief
        for name in _WHOLE:
            yield self._part(name, brief.width * brief.height * brief.frames)
        for name in _HEARD:
            if name != "narrate" or any(line.text for line in board.lines):
                yield self._part(name, brief.seconds)

    @property
    def shots(self) -> int:
        """How many shots were measured."""
        return len(self._shots)

    def basis(self, board: Storyboard, workers: int) -> str:
        """What an estimate rests on, in words."""
        kinds = [kind_of(picture) for picture in board.pictures]
        at_a_time = "one shot at a time" if workers == 1 else f"{workers} shots at a time"
        if not self._shots:
            looked = f"this machine does {self._speed:.2f} times as much in the same time"
            how = "nothing was measured here yet" if self._speed == 1.0 else looked
            return f"what such shots take elsewhere, and {how}; {at_a_time}"
        same = sum(kind in self._ratios for kind in kinds)
        known = f"the kinds of {same} of these {len(kinds)} among them"
        return f"{len(self._shots)} shots made on this machine, {known}; {at_a_time}"

    def _part(self, name: str, amount: float) -> Part:
        return Part(name, self.guess(name, amount), len(self._ratios.get(name, [])))


def _prior(kind: str, amount: float, shot: tuple[float, float] = (_SETS_UP, _A_MEGAPIXEL)) -> float:
    """How long something takes on the machine whose speed is 1, or on one whose shots are known."""
    if kind in _HEARD:
        begins, a_second = _HEARD[kind]
        return begins + a_second * amount
    if kind in _WHOLE:
        begins, a_megapixel = _WHOLE[kind]
        return begins + a_megapixel * amount / 1e6
    return (shot[0] + shot[1] * amount / 1e6) * _more(kind)


def _more(kind: str) -> float:
    return 1 + sum(_MORE.get(part, 0.0) for part in kind.split("+"))


def _line(shots: Sequence[Timing]) -> tuple[float, float]:
    """What it cost here to set a shot up, and what a million of its pixels; as elsewhere, if too few tell.

    The slope is the median of those between any two shots, on which a few odd ones have no hold.
    """
    points = [(one.amount / 1e6, one.seconds / _more(one.kind)) for one in shots]
    slopes = [
        (late - early) / (more - less)
        for (less, early), (more, late) in combinations(sorted(points), 2)
        if more >= _APART * less
    ]
    if len(slopes) < _TELLING:
        return _SETS_UP, _A_MEGAPIXEL
    usual = statistics.median(seconds / (_SETS_UP + _A_MEGAPIXEL * amount) for amount, seconds in points)
    amounts = sorted(amount for amount, _ in points)
    # Shots of one size tell less of what pixels cost than shots of several.
    tells = min(1.0, math.log(amounts[-1] / amounts[0]) / math.log(_WIDE))
    slope = max(_LEAST * _A_MEGAPIXEL, statistics.median(slopes))
    rate = tells * slope + (1 - tells) * usual * _A_MEGAPIXEL
    sets_up = statistics.median(seconds - rate * amount for amount, seconds in points)
    return max(0.0, sets_up), rate


def _is_ours(kind: str) -> bool:
    """Whether something is a part of our own work, and not the work of a model."""
    return kind in _PARTS or kind == "plain" or set(kind.split("+")) <= set(_MORE)


def _beside(drawn: Amount, modelled: Sequence[Amount]) -> Amount:
    """How long all shots take: those of models, one after the other on one card, beside the others."""
    return max(drawn, sum(modelled, Amount(0, 0, 0)), key=lambda amount: amount.likely)


def _around(likely: float, ratios: Sequence[float]) -> Amount:
    """An amount with how unsure it is: less, the more often it was measured, more where that varied."""
    share = _UNSURE + (_SURE - _UNSURE) * min(1.0, len(ratios) / _ENOUGH)
    if len(ratios) > 2:
        share = max(share, min(_UNSURE, statistics.pstdev(ratios) / statistics.fmean(ratios)))
    return Amount(likely * (1 - share), likely, likely * (1 + share))


def _lengthened(amount: Amount, more: Share) -> Amount:
    """How long a film takes with what is made again of it, if anything is."""
    return Amount(amount.low, amount.likely * (1 + more.likely), amount.high * (1 + more.high))


def _narrowed(amount: Amount) -> Amount:
    """An amount whose high end is at most twice its low one."""
    if amount.high <= WIDEST * amount.low:
        return amount
    low = max(amount.low, amount.likely / math.sqrt(WIDEST))
    return Amount(low, amount.likely, min(amount.high, WIDEST * low))


def _in_parallel(takes: Sequence[Amount], workers: int) -> Amount:
    """How long shots take that are made by several at a time, the longest first."""
    if workers == 1 or not takes:
        return sum(takes, Amount(0, 0, 0))
    ends = [Amount(0, 0, 0)] * workers
    for one in sorted(takes, key=lambda take: -take.likely):
        free = min(range(workers), key=lambda at: ends[at].likely)
        ends[free] += one
    longest = max(ends, key=lambda end: end.likely)
    return Amount(*(value / _TOGETHER for value in longest))


def _workers(board: Storyboard, bench: Bench) -> int:
    """How many shots are made at a time: as many as there are cores, and memory for."""
    most = max(1, min(bench.cores, len(board.pictures)))
    if not bench.memory:
        return most
    each = _MEMORY + _A_PIXEL * board.brief.width * board.brief.height
    return max(1, min(most, int((bench.memory - _OURSELVES) // each)))


def _money(board: Storyboard, cards: Mapping[str, CapabilityCard], pieces: Sequence[Piece]) -> Amount:
    """What is paid: for every frame that is made; and at most for each tenth of them once more."""
    likely = sum(cards[piece.provider].charged(piece.made, piece.fps) for piece in pieces)
    least = sum(
        picture.frames / board.brief.fps * cards[picture.provider].price for picture in board.pictures
    )
    return Amount(min(least, likely), likely, likely * 1.1)


def _memory(board: Storyboard, cards: Mapping[str, CapabilityCard], workers: int) -> Amount:
    pixels = board.brief.width * board.brief.height
    makers = [cards[name] for name in {picture.provider for picture in board.pictures}]
    ours = any("plan" in card.kinds for card in makers)
    likely = _OURSELVES + (workers * (_MEMORY + _A_PIXEL * pixels) if ours else 0)
    likely = max(likely, *(card.memory for card in makers if "plan" not in card.kinds), 0)
    return Amount(0.75 * likely, likely, 1.35 * likely)


def _disk(board: Storyboard) -> Amount:
    """Takes, the film, its sound, a picture of every shot."""
    brief = board.brief
    taken = sum(pixels_of(board, number) for number in range(len(board.pictures)))
    film = brief.width * brief.height * brief.frames
    sizes = (
        taken * _TAKE_BITS / 8,
        film * _FILM_BITS / 8,
        brief.seconds * _SOUND,
        len(board.pictures) * _BESIDE,
    )
    likely = sum(sizes)
    return Amount(0.7 * likely, likely, 1.4 * likely)

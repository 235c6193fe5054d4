"""The form of a piece: sections become phrases, and phrases get their chords."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from studio.render.music.choosing import Choices
from studio.render.music.harmony import Bars, Timed, bars_of, closing, from_place, timed
from studio.render.music.notes import BAR, Span
from studio.render.music.score import Role, Score, Section
from studio.render.music.voicing import Hands, Placed, foundations, led

_PHRASE = 4
_RING = 1.7
"""Seconds a last chord needs at least, where there is room for them."""

_GROWS = (0.75, 1.15)
_BASS = (33, 47)
_REACH = 11


@dataclass(frozen=True, slots=True)
class Phrase:
    """A few bars that belong together.

    Attributes:
        start: The tick at which it begins.
        end: The tick at which it ends.
        role: What its section is for.
        energy: From still to wild.
        section: The number of its section.
        number: Its number in the section.
        count: How many phrases the section has.
        before_lift: Whether the section after it lifts.
        spans: Its chords.
    """

    start: int
    end: int
    role: Role
    energy: float
    section: int
    number: int
    count: int
    before_lift: bool = False
    spans: tuple[Span, ...] = ()

    @property
    def bars(self) -> int:
        """How many bars it has; a last one may be short."""
        return max(1, math.ceil((self.end - self.start) / BAR - 1e-6))

    @property
    def last(self) -> bool:
        """Whether its section ends with it."""
        return self.number == self.count - 1

    @property
    def resting(self) -> bool:
        """Whether the melody rests in it: the third of many phrases, never the last."""
        return self.number % 4 == 2 and not self.last


@dataclass(frozen=True, slots=True)
class Form:
    """A piece in outline.

    Attributes:
        phrases: Its phrases up to the last chord.
        final: The last chord, which rings out.
        ticks: How long it is.
        pulse: How many of its measures go into a bar of the score.
    """

    phrases: tuple[Phrase, ...]
    final: Span
    ticks: int
    pulse: float


def formed(score: Score, choices: Choices) -> Form:
    """Lay a piece out.

    Args:
        score: What is asked for.
        choices: What was chosen for it.
    """
    pulse = pulse_of(score, choices)
    sections = _with_ending(score.sections, 60 * 4 / (score.tempo * pulse), pulse)
    edges = [0]
    passed = 0.0
    for section in sections:
        passed += section.bars
        edges.append(round(passed * pulse * BAR))
    ticks = edges[-1]
    hit = _hit(edges[-2], ticks, score.seconds, alone=len(sections) == 1)
    phrases = [phrase for number in range(len(sections) - 1) for phrase in _phrases(sections, number, edges)]
    if hit > edges[-2]:
        phrases.append(Phrase(edges[-2], hit, "button", sections[-1].energy, len(sections) - 1, 0, 1))
    return _harmonised(phrases, hit, ticks, pulse, choices)


def pulse_of(score: Score, choices: Choices) -> float:
    """How many measures go into a bar, so that the measures have a tempo that suits the mood."""
    slowest, usual, fastest = choices.mood.tempo
    if slowest / 1.2 <= score.tempo <= fastest * 1.2:
        return 1.0
    powers = [2.0**power for power in range(-3, 13)]
    return min(powers, key=lambda pulse: abs(math.log(score.tempo * pulse / usual)))


def _with_ending(sections: tuple[Section, ...], measure: float, pulse: float) -> tuple[Section, ...]:
    """Sections that end with a button; where the score has none, the last bars become one."""
    *others, last = sections
    others = [replace(one, role="calm") if one.role == "button" else one for one in others]
    if last.role == "button":
        return (*others, last)
    ring = min(last.bars, max(1.0, math.ceil(_RING / measure)) / pulse)
    if last.bars - ring < 0.25:
        return (*others, replace(last, role="button"))
    return (*others, replace(last, bars=last.bars - ring), Section(ring, last.energy, "button"))


def _hit(start: int, end: int, seconds: float, *, alone: bool) -> int:
    """Where the last chord falls: on a bar, with time to ring out."""
    second = end / seconds
    measures = (end - start) / BAR
    ring = BAR if _RING * second <= BAR else 2 * BAR
    if measures <= ring / BAR:
        # A piece that is nothing but its end still leads to it.
        return start + (round((end - start) / 2) if alone and end / second > 1.2 else 0)
    return start + BAR * math.floor((end - start - ring) / BAR + 1e-6)


def _phrases(sections: tuple[Section, ...], number: int, edges: list[int]) -> list[Phrase]:
    section, start, end = sections[number], edges[number], edges[number + 1]
    lengths = _lengths(math.ceil((end - start) / BAR - 1e-6))
    phrases, begin = [], start
    for place, length in enumerate(lengths):
        until = end if place == len(lengths) - 1 else begin + length * BAR
        phrases.append(
            Phrase(
                begin,
                until,
                section.role,
                _energy(section, (place + 0.5) / len(lengths)),
                number,
                place,
                len(lengths),
                before_lift=sections[number + 1].role == "lift",
            )
        )
        begin = until
    return phrases


def _lengths(bars: int) -> list[int]:
    """Phrases of four bars; what is left makes the last one longer or stands by itself."""
    count = max(1, bars // _PHRASE)
    left = bars - count * _PHRASE
    if bars <= _PHRASE:
        return [bars]
    lengths = [_PHRASE] * count
    if left == 1:
        lengths[-1] += 1
    elif left:
        lengths.append(left)
    return lengths


def _energy(section: Section, place: float) -> float:
    if section.role != "build":
        return section.energy
    low, high = _GROWS
    return min(1.0, section.energy * (low + (high - low) * place))


def _harmonised(phrases: list[Phrase], hit: int, ticks: int, pulse: float, choices: Choices) -> Form:
    """Give every phrase its chords, led from one to the next, and the whole its last chord."""
    mood, key = choices.mood, choices.key
    hands = Hands(mood.centre - 10, mood.centre + _REACH, choices.voices, mood.centre)
    made: list[Phrase] = []
    before: Placed | None = None
    place, loop = 0, ""
    for number, phrase in enumerate(phrases):
        following = choices.loop(phrase.role, phrase.number)
        place, loop = (place if following == loop and phrase.role != "lift" else 0), following
        chords = _chords(phrase, choices, place, final=number == len(phrases) - 1)
        place = (place + phrase.bars) % _PHRASE if phrase.bars < _PHRASE else 0
        spans = _led(chords, choices, hands, before)
        made.append(replace(phrase, spans=spans))
        before = Placed(spans[-1].bass, spans[-1].voices)
    last = bars_of(choices.cadence)[-1][0]
    (final,) = _led([(hit, ticks, last)], choices, hands, before)
    root = (key.tonic + last.lowest.semitones) % 12
    low = final.bass if final.bass % 12 == root else root + 36
    return Form(tuple(made), final._replace(bass=low), ticks, pulse)


def _chords(phrase: Phrase, choices: Choices, place: int, *, final: bool) -> list[Timed]:
    """The chords of a phrase, from a place in its progression: short sections share one between them."""
    *approach, _ = bars_of(choices.cadence)
    if phrase.role == "button":
        return timed(closing(tuple(approach), phrase.bars), phrase.start, phrase.end)
    bars: Bars = from_place(bars_of(choices.loop(phrase.role, phrase.number)), place, phrase.bars)
    if final:
        bars = (*bars[:-1], *closing(tuple(approach), 1))
    elif phrase.last and phrase.before_lift:
        bars = (*bars[:-1], *bars_of(choices.turn))
    return timed(bars, phrase.start, phrase.end)


def _led(chords: list[Timed], choices: Choices, hands: Hands, before: Placed | None) -> tuple[Span, ...]:
    kinds = tuple(one for _, _, one in chords)
    basses = tuple(foundations(choices.key, kinds, *_BASS, before.bass if before else None))
    voices = led(choices.key, kinds, basses, hands, before)
    return tuple(
        Span(start, end, one, bass, above)
        for (start, end, one), bass, above in zip(chords, basses, voices, strict=True)
    )

"""Chords: held by pads, played in a rhythm, broken into motion."""

from __future__ import annotations

from collections.abc import Iterator

from studio.render.music.choosing import Choices
from studio.render.music.form import Phrase
from studio.render.music.notes import BAR, BEAT, STEP, Note, Part, Span
from studio.render.music.theme import onsets_of

_RHYTHMS: dict[str, tuple[str, float]] = {
    "held": ("x---------------", 1.0),
    "pulse": ("x---x---x---x---", 0.85),
    "eighths": ("x-x-x-x-x-x-x-x-", 0.8),
    "offbeats": ("--x---x---x---x-", 0.45),
    "charleston": ("x-----x---------", 0.6),
    "syncopated": ("x--x--x---x--x--", 0.6),
}
"""Where chords are struck in a bar, and how much of the time to the next they are held."""

_FIGURES: dict[str, tuple[tuple[int, ...], int]] = {
    "up_down": ((0, 1, 2, 3, 4, 3, 2, 1), 2),
    "alberti": ((0, 2, 1, 2), 2),
    "travis": ((0, 3, 2, 4, 1, 3, 2, 4), 2),
    "wave": ((0, 1, 2, 4, 3, 2, 1, 2), 2),
    "slow_up": ((0, 1, 2, 3), 4),
    "sixteens": ((0, 2, 1, 2, 3, 2, 1, 2, 0, 2, 1, 3, 4, 3, 2, 1), 1),
    "ostinato": ((0, 2, 0, 3, 0, 2, 0, 4), 2),
    "three_three_two": ((0, 1, 2, 3, 1, 2, 4, 2), 2),
    "spiccato": ((0, 0, 1, 0, 2, 1, 0, 0), 2),
}
"""Which tones of the chord, from below, and how many sixteenths each lasts."""

_ACCENTS = {"three_three_two": (0, 3, 6), "sixteens": (0, 6, 12), "spiccato": (0, 2, 4)}
_QUIET = 0.72
_BELOW = 3
"""Semitones that chords in motion stay below the middle of the melody, so that they do not cover it."""

_TOP = 84
_WIDE = 0.6
"""The energy from which a lift opens upwards."""

_HIGH = ("kalimba", "harp", "bright pluck", "pizzicato", "marimba")
"""What breaks chords above the melody rather than below it."""


def padded(phrase: Phrase, choices: Choices, spans: tuple[Span, ...]) -> Iterator[Note]:
    """A pad: every voice held for as long as the chords have it in common."""
    begun: dict[int, int] = {}
    strength = 0.24 + 0.5 * phrase.energy
    for place, span in enumerate(spans):
        follows = spans[place + 1].voices if place + 1 < len(spans) else ()
        for pitch in span.voices:
            begun.setdefault(pitch, span.start)
            if pitch not in follows:
                start = begun.pop(pitch)
                yield Note(start, span.end - start, pitch, strength, "pad", choices.band["pad"])
        if phrase.role == "lift" and phrase.energy > _WIDE:
            top = span.voices[-1] + 12
            yield Note(span.start, span.end - span.start, top, 0.8 * strength, "pad", choices.band["pad"])


def comped(phrase: Phrase, choices: Choices, spans: tuple[Span, ...]) -> Iterator[Note]:
    """Chords in the rhythm that was chosen; calmer where the phrase is."""
    style = choices.comping
    if phrase.role in ("intro", "calm") and style not in ("rolled", "ballad"):
        style = "rolled" if choices.mood.legato >= 0.9 else "held"
    strength = 0.32 + 0.5 * phrase.energy
    for span in spans:
        if style == "rolled":
            yield from _rolled(span, strength, choices)
        elif style == "ballad":
            yield from _ballad(span, strength, choices)
        elif style == "stride":
            yield from _struck(span, "----x-------x---", 0.35, strength, choices)
        else:
            rhythm, hold = _RHYTHMS[style]
            yield from _struck(span, rhythm, hold, strength, choices)


def _struck(span: Span, rhythm: str, hold: float, strength: float, choices: Choices) -> Iterator[Note]:
    """A chord struck wherever its rhythm says, and at least once."""
    base = span.start - span.start % (BAR // 2)
    onsets = [
        base + half * BAR // 2 + onset * STEP
        for half in range(0, 2 * (1 + (span.end - base) // BAR), 2)
        for onset in onsets_of(rhythm)
    ]
    inside = [onset for onset in onsets if span.start <= onset < span.end] or [span.start]
    for onset, after in zip(inside, [*inside[1:], span.end], strict=True):
        beat = 1.0 if onset == span.start else 0.88 if onset % BEAT == 0 else 0.8
        for pitch in span.voices:
            length = max(STEP, round((after - onset) * hold))
            yield Note(onset, length, pitch, strength * beat, "chords", choices.band["chords"])


def _rolled(span: Span, strength: float, choices: Choices) -> Iterator[Note]:
    """A chord from below upwards, let ring."""
    for place, pitch in enumerate(span.voices):
        late = place * STEP // 3
        yield Note(
            span.start + late, span.end - span.start - late, pitch, strength * (1 - 0.06 * place), "chords",
            choices.band["chords"],
        )  # fmt: skip


def _ballad(span: Span, strength: float, choices: Choices) -> Iterator[Note]:
    """The low voice on the beat, the others after it."""
    low, *others = span.voices
    instrument = choices.band["chords"]
    for beat, start in enumerate(range(span.start, span.end, BEAT)):
        length = min(2 * BEAT, span.end - start)
        if beat % 2 == 0:
            yield Note(start, length, low, strength, "chords", instrument)
        else:
            for pitch in others:
                yield Note(start, length, pitch, strength * 0.8, "chords", instrument)


def moved(phrase: Phrase, choices: Choices, spans: tuple[Span, ...]) -> Iterator[Note]:
    """A chord in motion: its tones one after the other, in a figure that begins anew with every bar."""
    figure, unit = _FIGURES[choices.motion]
    accents = _ACCENTS.get(choices.motion, (0, 4))
    strength = 0.32 + 0.48 * phrase.energy
    if phrase.role in ("intro", "calm") and unit == 1:
        unit = 2
    for span in spans:
        tones = _ladder(span, choices.mood.centre, choices.mood.singing - _BELOW)
        if choices.band["motion"] in _HIGH:
            tones = [pitch + 12 for pitch in tones]
        for number, start in enumerate(range(span.start, span.end, unit * STEP)):
            place = number % len(figure)
            pitch = tones[min(figure[place], len(tones) - 1)]
            loud = 1.0 if place in accents else _QUIET
            length = min(2 * unit * STEP, span.end - start)
            yield Note(start, length, pitch, strength * loud, "motion", choices.band["motion"])


def _ladder(span: Span, centre: int, top: int) -> list[int]:
    """The tones of a chord from the middle upwards, five of them at least."""
    classes = {pitch % 12 for pitch in span.voices}
    low = centre - 6
    tones = [pitch for pitch in range(low, top + 12) if pitch % 12 in classes]
    return tones[: max(5, sum(pitch <= top for pitch in tones))]


def shone(phrase: Phrase, choices: Choices, spans: tuple[Span, ...], sung: list[Note]) -> Iterator[Note]:
    """Small bright answers where the melody rests, and a glint where a phrase begins."""
    instrument = choices.band["shine"]
    strength = 0.3 + 0.3 * phrase.energy
    if phrase.role == "lift":
        yield _glint(spans[0], strength, instrument)
    for span in spans:
        begin, end = span.start, span.end
        if end - begin < BAR // 2:
            continue
        busy = [note for note in sung if note.start < end and note.end > begin]
        free = max([begin, *(note.end for note in busy)])
        free += -free % (BEAT // 2)
        if end - free < BAR // 2:
            continue
        tones = [pitch + 12 for pitch in _ladder(span, choices.mood.singing - 8, _TOP)]
        first = free if busy else begin + BEAT
        for place in range(min(4, (end - first) // (BEAT // 2))):
            start = first + place * BEAT // 2
            yield Note(
                start,
                BEAT,
                tones[min(place, len(tones) - 1)],
                strength * (1 - 0.1 * place),
                "shine",
                instrument,
            )


def _glint(span: Span, strength: float, instrument: str) -> Note:
    return Note(span.start, BAR, span.voices[-1] + 24, strength, "shine", instrument)


def doubled(sung: list[Note], phrase: Phrase, choices: Choices) -> Iterator[Note]:
    """The melody again by another instrument: an octave higher by bells, else in thirds and sixths below."""
    instrument = choices.band["double"]
    for note in sung:
        if not phrase.start <= note.start < phrase.end:
            continue
        if instrument in ("glockenspiel", "kalimba", "soft bell", "music box"):
            yield note._replace(
                pitch=note.pitch + 12, velocity=note.velocity * 0.8, part="double", instrument=instrument
            )
            continue
        span = next(span for span in phrase.spans if span.start <= note.start < span.end)
        classes = span.chord.classes(choices.key)
        below = [pitch for pitch in range(note.pitch - 9, note.pitch - 2) if pitch % 12 in classes]
        if below and note.pitch % 12 in classes:
            yield note._replace(
                pitch=below[-1], velocity=note.velocity * 0.8, part="double", instrument=instrument
            )


def finished(final: Span, choices: Choices, parts: frozenset[Part]) -> Iterator[Note]:
    """The last chord: all who play strike it together and let it ring."""
    length = final.end - final.start
    for place, pitch in enumerate(final.voices):
        yield Note(final.start + place * STEP // 6, length, pitch, 0.72, "chords", choices.band["chords"])
        if "pad" in parts:
            yield Note(final.start, length, pitch, 0.55, "pad", choices.band["pad"])
    yield Note(final.start, length, final.bass, 0.8, "bass", choices.band["bass"])
    if "shine" in parts:
        yield Note(final.start, length, final.voices[-1] + 12, 0.5, "shine", choices.band["shine"])

"""Bass lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from studio.render.music.choosing import Choices
from studio.render.music.form import Phrase
from studio.render.music.notes import BAR, BEAT, STEP, Note, Span
from studio.render.music.theory import Key, pitch_of, step_near

Line = Iterator[tuple[int, int, int, float]]
"""Start, length, pitch and weight of notes."""

_LOWEST, _HIGHEST = 28, 52


def bass(phrase: Phrase, choices: Choices, spans: tuple[Span, ...], after: Span | None) -> Iterator[Note]:
    """The bass of a phrase.

    Args:
        phrase: The phrase.
        choices: What was chosen.
        spans: Its chords.
        after: The chord behind it, if there is one.
    """
    style = choices.bass
    alone = phrase.role == "intro" and choices.opening == "bass"
    if phrase.role in ("intro", "calm", "button") and not alone:
        style = "roots"
    strength = 0.45 + 0.45 * phrase.energy
    for place, span in enumerate(spans):
        follows = spans[place + 1] if place + 1 < len(spans) else after
        for start, length, pitch, weight in _STYLES[style](span, follows, choices.key):
            yield Note(
                start,
                min(length, span.end - start),
                _within(pitch),
                min(1.0, strength * weight),
                "bass",
                choices.band["bass"],
            )


def _within(pitch: int) -> int:
    while pitch > _HIGHEST:
        pitch -= 12
    while pitch < _LOWEST:
        pitch += 12
    return pitch


def _fifth(span: Span, key: Key) -> int:
    """The fifth of the chord above its bass, or its root where the bass has another tone."""
    classes = span.chord.classes(key)
    wanted = classes[0] if span.bass % 12 != classes[0] else classes[min(2, len(classes) - 1)]
    return span.bass + (wanted - span.bass) % 12


def _approach(span: Span, follows: Span | None, key: Key) -> int:
    """The tone by which the next bass note is reached: a step of the scale from below or above."""
    if follows is None or follows.bass == span.bass:
        return _fifth(span, key)
    target = step_near(key, span.chord, follows.bass)
    side = -1 if follows.bass >= span.bass else 1
    reached = pitch_of(key, span.chord, target + side)
    return reached if 0 < abs(reached - follows.bass) <= 2 else follows.bass + side


def _roots_fifths(span: Span, follows: Span | None, key: Key) -> Line:
    half = BAR // 2
    for place, start in enumerate(range(span.start, span.end, half)):
        if place % 2:
            yield start, half - STEP, _fifth(span, key), 0.85
        else:
            yield start, half + (0 if place else -STEP), span.bass, 1.0
    if span.end - span.start >= BAR:
        yield span.end - BEAT // 2, BEAT // 2, _approach(span, follows, key), 0.7


def _pattern(rhythm: str, hold: float) -> Callable[[Span, Span | None, Key], Line]:
    """A line from signs: r root, f fifth, o octave, a the tone that leads on."""

    def line(span: Span, follows: Span | None, key: Key) -> Line:
        tones = {
            "r": span.bass,
            "f": _fifth(span, key),
            "o": span.bass + 12,
            "a": _approach(span, follows, key),
        }
        count = max(1, (span.end - span.start) // STEP)
        written = (rhythm * (1 + count // len(rhythm)))[:count]
        # Half a bar leads on as a whole one does.
        if rhythm[-2:].strip("-") and count < len(rhythm):
            written = written[:-2] + rhythm[-2:]
        places = [place for place, sign in enumerate(written) if sign != "-"]
        for place, after in zip(places, [*places[1:], count], strict=True):
            weight = 1.0 if place == 0 else 0.9 if place % 4 == 0 else 0.8
            length = max(STEP // 2, round((after - place) * STEP * hold))
            yield span.start + place * STEP, length, tones[written[place]], weight

    return line


def _walking(span: Span, follows: Span | None, key: Key) -> Line:
    """Four quarters: the root, tones of the chord and the scale, and one that leads on."""
    root, fifth = span.bass, _fifth(span, key)
    third_step = step_near(key, span.chord, root) + 2
    inner = [pitch_of(key, span.chord, third_step), fifth]
    if follows is not None and follows.bass < root:
        inner = [fifth - 12 if fifth - 12 >= _LOWEST else fifth, pitch_of(key, span.chord, third_step)]
    beats = max(1, (span.end - span.start) // BEAT)
    line = [root, *inner * beats][: max(1, beats - 1)] + (
        [_approach(span, follows, key)] if beats > 1 else []
    )
    for beat, pitch in enumerate(line):
        yield span.start + beat * BEAT, BEAT - STEP // 2, pitch, 1.0 if beat == 0 else 0.85


_STYLES: dict[str, Callable[[Span, Span | None, Key], Line]] = {
    "roots": _pattern("r---------------", 1.0),
    "roots_fifths": _roots_fifths,
    "walking": _walking,
    "pedal": _pattern("r-------r-------", 1.0),
    "dotted": _pattern("r-----r-f-----a-", 0.95),
    "pulse": _pattern("r-r-r-r-r-r-r-r-", 0.75),
    "gallop": _pattern("r-rrr-rrr-rrr-rr", 0.7),
    "octaves": _pattern("r-o-r-o-r-o-r-o-", 0.6),
    "syncopated": _pattern("r--r--r---f-a-r-", 0.8),
    "two_beat": _pattern("r-------f-------", 0.6),
    "bouncing": _pattern("r---f---r---f-a-", 0.55),
    "bossa": _pattern("r-----f-f-----r-", 0.9),
}
STYLES = tuple(_STYLES)

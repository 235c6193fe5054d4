"""Whether captions come with the words, fit, and stand where they are sure to be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from studio.media.breaking import LONGEST_SMALL, reach
from studio.media.captions.cueing import LATE
from studio.media.checking.dues import without
from studio.media.checking.findings import Check, Fault, judged, skipped

if TYPE_CHECKING:
    from studio.media.captions.cues import Cue, Word
    from studio.media.checking.dues import Due
    from studio.media.checking.lettering import Box, Lettering, Rgb

LINES = 2
"""How many lines a caption may have."""

LONGEST = LONGEST_SMALL
"""How many characters a line of captions may have."""

_SLACK = 1.0
_FRAMES = 1


def timing(
    planned: Sequence[Due], words: Sequence[Word], letterings: Sequence[Lettering], fps: Fraction
) -> Check:
    """Whether every caption comes with its words, in the film as in its file, and all words have one.

    Args:
        planned: The captions with their words.
        words: What is said.
        letterings: The captions as they are seen in the picture; none where they are not in it.
        fps: Frames a second.
    """
    if not planned:
        if words:
            return judged("captions", [Fault("there are no captions, though something is said")], "")
        return skipped("captions", "nothing is said")
    faults, worst = [], 0.0
    for number, one in enumerate(planned):
        frame = one.cue.frames(float(fps))[0]
        if one.said is None:
            faults.append(Fault(f"“{_short(one.cue)}” is not what is said", frame, frame + 1))
            continue
        off = _off(one, letterings[number] if number < len(letterings) else None, fps)
        if off is None:
            faults.append(Fault(f"“{_short(one.cue)}” is not seen when it is said", frame, frame + 1))
            continue
        worst = max(worst, abs(off))
        if abs(off) > LATE + _SLACK:
            how = "after" if off > 0 else "before"
            faults.append(
                Fault(f"“{_short(one.cue)}” comes {abs(off):.0f} ms {how} its words", frame, frame + 1, off)
            )
    faults += [*_gone(letterings), *_missing(planned, words, fps)]
    held = f"{len(planned)} come with their words"
    return judged("captions", faults, held, measured=worst, bound=LATE, unit="ms")


def _off(one: Due, lettering: Lettering | None, fps: Fraction) -> float | None:
    """How long after its first word a caption comes; None if it is not seen."""
    assert one.said is not None
    start = float(one.cue.start)
    if lettering:
        shown = lettering.seen()
        if not shown:
            return None
        # That a frame does not begin when a word does is nobody's fault: only whole frames count.
        start += (
            1000 * float((shown[0] - lettering.first) / fps) if abs(shown[0] - lettering.first) > 0 else 0.0
        )
    return start - one.said


def _gone(letterings: Sequence[Lettering]) -> Iterator[Fault]:
    """Captions that are gone before they should be, or stay."""
    for one in letterings:
        if (shown := one.seen()) and abs(shown[1] - one.end) > _FRAMES:
            how = "is gone" if shown[1] < one.end else "stays"
            off = f"{abs(shown[1] - one.end)} frames {'too early' if shown[1] < one.end else 'too long'}"
            yield Fault(f"“{_short(one.cue)}” {how} {off}", min(shown[1], one.end), max(shown[1], one.end))


def _missing(planned: Sequence[Due], words: Sequence[Word], fps: Fraction) -> Iterator[Fault]:
    """What is said without a caption, but for where one with other words stands, which is told by itself."""
    others = [one.cue for one in planned if one.said is None]
    for left in without(planned, words):
        start, end = left[0].start, left[-1].end
        if any(cue.start < 1000 * end and 1000 * start < cue.end for cue in others):
            continue
        told = _cut(" ".join(word.text for word in left))
        yield Fault(f"“{told}” is said without a caption", round(start * fps), round(end * fps))


def _short(cue: Cue) -> str:
    return _cut(cue.text)


def _cut(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:23]}…"


def lines(cues: Sequence[Cue], fps: Fraction) -> Check:
    """Whether no caption is longer than can be read at a glance."""
    faults = list(_long(cues, fps))
    most = max((reach(line) for cue in cues for line in cue.lines), default=0)
    held = f"{most} characters in a line at most"
    return judged("caption lines", faults, held, measured=float(most), bound=LONGEST, unit="characters")


def _long(cues: Sequence[Cue], fps: Fraction) -> Iterator[Fault]:
    for cue in cues:
        frame = cue.frames(float(fps))[0]
        if len(cue.lines) > LINES:
            yield Fault(
                f"“{_short(cue)}” has {len(cue.lines)} lines", frame, frame + 1, float(len(cue.lines))
            )
        if (most := max(reach(line) for line in cue.lines)) > LONGEST:
            yield Fault(f"“{_short(cue)}” has a line of {most} characters", frame, frame + 1, float(most))


def place(boxes: Sequence[tuple[int, Box]], kept_clear: Callable[[Box], bool]) -> Check:
    """Whether captions stand where they are sure to be seen.

    Args:
        boxes: Where they stand, each with its first frame.
        kept_clear: Tells whether a box does.
    """
    faults = [
        Fault("a caption stands where players and screens may cut it off", frame, frame + 1)
        for frame, box in boxes
        if not kept_clear(box)
    ]
    return judged("caption place", faults, "all stand in the safe part of the frame")


def contrast(
    reads: Sequence[tuple[int, Rgb, Rgb, Rgb]], ratio: Callable[[Rgb, Rgb], float], least: float
) -> Check:
    """Whether letters can be read against what is behind them.

    Args:
        reads: The frame, the colour of letters, the darkest and the lightest patch behind them.
        ratio: The contrast of two colours.
        least: What it must be.
    """
    if not reads:
        return skipped("caption contrast", "no letters could be looked at")
    faults, worst = [], 21.0
    for frame, ink, dark, light in reads:
        found = min(ratio(ink, dark), ratio(ink, light))
        if sum(dark) < sum(ink) < sum(light):
            found = 1.0
        worst = min(worst, found)
        if found < least:
            faults.append(
                Fault(
                    f"a caption has a contrast of {found:.1f} with what is behind it", frame, frame + 1, found
                )
            )
    return judged(
        "caption contrast", faults, f"{worst:.1f} at least", measured=worst, bound=least, unit="to 1"
    )

"""Speech is fitted into its time: shorter pauses, then faster, then other words, then more time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.story.grammar import Beat, Brief, Line
    from studio.story.measuring import Measure

FASTEST = 1.12
FIRST = 0.35
"""Seconds of picture before the first word."""
LAST = 0.5
"""Seconds of picture after the last word, at least."""
_LONGEST_WAIT = 0.6
_NOTHING = 1e-9
_SPEEDS = (1.0, 1.04, 1.08, FASTEST)


@dataclass(frozen=True)
class Pauses:
    """Seconds without words: before a beat's first, between its lines; and how far its last may run over."""

    lead: float
    between: float
    over: float


NATURAL = Pauses(lead=0.35, between=0.5, over=0.0)
TIGHT = Pauses(lead=0.12, between=0.22, over=0.25)


@dataclass(frozen=True)
class Fitted:
    """A narration that has its time.

    Attributes:
        beats: The beats, with the frames in which every line is spoken.
        frames: How many frames the film has; more than before only where it was allowed to grow.
        spans: The frames of each beat: the first, and the one behind the last.
        speed: How fast is spoken, 1 being natural.
        pauses: How long the pauses of the voice are, 1 being natural.
        notes: What was done to make it fit, in sentences.
    """

    beats: list[Beat]
    frames: int
    spans: list[tuple[int, int]]
    speed: float = 1.0
    pauses: float = 1.0
    notes: list[str] = field(default_factory=list)


def fitted(beats: Sequence[Beat], brief: Brief, spans: Sequence[tuple[int, int]], measure: Measure) -> Fitted:
    """Give every line its frames.

    What does not fit is mended by the gentlest means that helps: tighter pauses, up to 1.12 times the speed,
    shorter wordings and fewer lines, and, if the brief lets the film grow, more time.

    Args:
        beats: The beats with their lines.
        brief: The brief, for its rate and whether its length is a promise.
        spans: The frames of each beat: the first, and the one behind its last.
        measure: How many seconds a text is spoken at a speed, and by whom.
    """
    return _Fitter(list(beats), brief, list(spans), measure).fitted()


@dataclass(frozen=True)
class _Setting:
    """How it is spoken."""

    pauses: Pauses = NATURAL
    speed: float = 1.0


class _Fitter:
    """Fits one narration."""

    def __init__(
        self, beats: list[Beat], brief: Brief, spans: list[tuple[int, int]], measure: Measure
    ) -> None:
        self._beats = beats
        self._brief = brief
        self._spans = spans
        self._fps = brief.fps
        self._known: dict[tuple[str, float, str], float] = {}
        self._measure = measure
        self._lines = [list(beat.lines) for beat in beats]
        self._notes: list[str] = []

    def fitted(self) -> Fitted:
        setting = self._gentlest()
        if setting is None:
            self._rewrite(_Setting(TIGHT, FASTEST))
            setting = self._gentlest() or self._more_time()
        if setting.pauses is TIGHT:
            self._notes.insert(0, "pauses were tightened")
        if setting.speed > 1:
            place = 1 if setting.pauses is TIGHT else 0
            self._notes.insert(place, f"the narration is spoken {setting.speed - 1:.0%} faster")
        return Fitted(
            self._placed(setting),
            self._spans[-1][1] if self._spans else self._brief.frames,
            self._spans,
            setting.speed,
            0.6 if setting.pauses is TIGHT else 1.0,
            self._notes,
        )

    def _gentlest(self) -> _Setting | None:
        """The first setting, from natural to tight and fast, in which every beat's words fit."""
        for setting in (_Setting(), *(_Setting(TIGHT, speed) for speed in _SPEEDS)):
            if not self._too_long(setting):
                return setting
        return None

    def _too_long(self, setting: _Setting) -> list[int]:
        """The beats whose words do not fit."""
        at = 0.0
        found = []
        for place in range(len(self._beats)):
            begin, end = self._seconds(place)
            takes = self._takes(place, setting)
            if not takes:
                continue
            ends = max(begin + self._lead(place, setting), at) + takes
            if ends > self._latest(place, setting) + _NOTHING:
                found.append(place)
                ends = min(ends, end)
            at = ends + setting.pauses.between
        return found

    def _takes(self, place: int, setting: _Setting) -> float:
        """How many seconds the lines of a beat take with the pauses between them."""
        lines = self._lines[place]
        said = sum(self._said(line, setting.speed) for line in lines)
        return said + setting.pauses.between * max(0, len(lines) - 1)

    def _said(self, line: Line, speed: float) -> float:
        key = (line.text, speed, line.speaker)
        if key not in self._known:
            self._known[key] = self._measure(*key)
        return self._known[key]

    def _seconds(self, place: int) -> tuple[float, float]:
        begin, end = self._spans[place]
        return begin / self._fps, end / self._fps

    def _lead(self, place: int, setting: _Setting) -> float:
        return FIRST if not place else setting.pauses.lead

    def _latest(self, place: int, setting: _Setting) -> float:
        """When the words of a beat have to have ended."""
        end = self._seconds(place)[1]
        return end - LAST if place == len(self._beats) - 1 else end + setting.pauses.over

    def _rewrite(self, setting: _Setting) -> None:
        """Shorter wordings and fewer lines, in the beats that need it and no further than they need it."""
        changed = dropped = 0
        while too_long := self._too_long(setting):
            if any(self._shorten(place, setting) for place in too_long):
                changed += 1
            elif any(self._drop_optional(place) for place in too_long):
                dropped += 1
            else:
                break
        if changed:
            self._notes.append(f"{_lines(changed)} took a shorter wording")
        if dropped:
            self._notes.append(f"{_lines(dropped)} {'was' if dropped == 1 else 'were'} left out")

    def _shorten(self, place: int, setting: _Setting) -> bool:
        """Take the next wording of the line of a beat that takes longest; a bare name comes last of all."""
        lines = self._lines[place]
        bare = [f"{self._brief.name}."] if any(line.optional for line in lines) else []
        longest = sorted(
            (at for at, line in enumerate(lines) if line.shorter and line.shorter != bare),
            key=lambda at: -self._said(lines[at], setting.speed),
        )
        if not longest:
            return False
        line = lines[longest[0]]
        lines[longest[0]] = line.model_copy(update={"text": line.shorter[0], "shorter": line.shorter[1:]})
        return True

    def _drop_optional(self, place: int) -> bool:
        lines = self._lines[place]
        at = next((at for at, line in enumerate(lines) if line.optional), None)
        if at is not None:
            del lines[at]
        return at is not None

    def _more_time(self) -> _Setting:
        """What is left: a longer film where that is allowed, else lines that are not said."""
        setting = _Setting(TIGHT, FASTEST)
        if self._brief.mode == "soft":
            self._extend(setting)
        else:
            self._leave_out(setting)
        return self._gentlest() or setting

    def _extend(self, setting: _Setting) -> None:
        before = self._spans[-1][1]
        for place in self._too_long(setting):
            begin, end = self._spans[place]
            edge = LAST if place == len(self._beats) - 1 else 0.0
            # The beat before may run over into this one.
            late = setting.pauses.between + (setting.pauses.over if place else 0.0)
            wanted = self._lead(place, setting) + self._takes(place, setting) + edge + late
            more = max(0, round(wanted * self._fps) + 1 - (end - begin))
            self._spans = [
                (first + (more if at > place else 0), last + (more if at >= place else 0))
                for at, (first, last) in enumerate(self._spans)
            ]
        grown = (self._spans[-1][1] - before) / self._fps
        self._notes.append(f"the film was made {grown:.1f} s longer, as its length was not meant exactly")

    def _leave_out(self, setting: _Setting) -> None:
        while too_long := self._too_long(setting):
            line = self._lines[too_long[0]].pop(0)
            self._notes.append(f"there was no time to say “{line.text}”")

    def _placed(self, setting: _Setting) -> list[Beat]:
        placed = []
        at = 0.0
        for place, beat in enumerate(self._beats):
            begin, end = self._seconds(place)
            first = max(begin + self._lead(place, setting), at)
            edge = LAST if place == len(self._beats) - 1 else setting.pauses.between
            # What is left over is heard as silence, two thirds of it behind the words.
            slack = max(0.0, end - edge - self._takes(place, setting) - first)
            start = first + min(slack / 3, _LONGEST_WAIT)
            lines: list[Line] = []
            for line in self._lines[place]:
                end = start + self._said(line, setting.speed)
                frames = {"start": round(start * self._fps), "end": round(end * self._fps)}
                lines.append(line.model_copy(update=frames))
                at = start = end + setting.pauses.between
            placed.append(beat.model_copy(update={"lines": lines}))
        return placed


def _lines(count: int) -> str:
    return "one line" if count == 1 else f"{count} lines"

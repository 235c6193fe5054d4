"""Bringing a recording to a level: measured, turned up or down, limited where it must be, measured again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studio.media.sound import layouts, limiting, loudness, scratch, writing
from studio.media.sound.formats import Encoding
from studio.media.sound.loudness import Levels
from studio.media.sound.recordings import Recording
from studio.media.sound.tags import Tags
from studio.media.sound.writing import Graph

TOLERANCE = 0.1
PEAK_TOLERANCE = 0.2
_NEAR = 0.02
# From two trials the third need not be made, if it would be this near.
_CLOSE = 0.35
# What a limiter takes that sees between samples, and one does not that sees the samples alone.
_BETWEEN = 0.03
_REGROWN = 0.4
_NEAR_ENOUGH = 0.08
_ROUNDS = 6
_TRIALS = 4
_MOST_GAIN = 90.0
_LONGEST_STEP = 8.0
_FIRST_SLOPE = 0.7
_HOPELESS = 0.04
_NOTHING = -200.0


@dataclass(frozen=True, slots=True)
class Aim:
    """A level to reach.

    Attributes:
        kind: Which level: of the loudness, of the true peak, or of the average power.
        level: The level, in LUFS or dB.
        limit: The true peak that may not be exceeded, in dB.
    """

    kind: str
    level: float
    limit: float

    def of(self, levels: Levels) -> float | None:
        """The level that counts, out of all that were measured."""
        return {"loudness": levels.integrated, "peak": levels.true_peak, "rms": levels.rms}[self.kind]


@dataclass(frozen=True, slots=True)
class Levelled:
    """What became of a recording.

    Attributes:
        path: The file.
        before: Its levels as it was.
        after: Its levels as it is, measured in the file.
        gain: By how many decibels it was turned up.
        limited: Whether a limiter held its peaks down.
        rounds: How often it was written until the level was right.
        remark: Why the level was not reached; "" where it was.
    """

    path: Path
    before: Levels
    after: Levels
    gain: float
    limited: bool
    rounds: int
    remark: str = ""


def levelled(
    recording: Recording, aim: Aim, target: Path, encoding: Encoding, tags: Tags, *, keeps_format: bool
) -> Levelled:
    """Bring a recording to a level and say how near it came.

    Args:
        recording: What is to be levelled.
        aim: The level.
        target: The file to write.
        encoding: How it is written.
        tags: What is to be said about it.
        keeps_format: Whether a file that needs nothing done to it may be copied as it is.
    """
    before = loudness.measure(
        recording.path,
        stream=recording.stream.index,
        power=aim.kind == "rms",
        seconds=recording.seconds,
    )
    if (had := aim.of(before)) is None:
        remark = _too_little(recording, aim, before)
        made = _unchanged(recording, target, encoding, tags, keeps_format=keeps_format)
        return Levelled(made, before, before, 0.0, limited=False, rounds=1, remark=remark)
    return _Search(recording, aim, target, encoding, tags, before).found(aim.level - had)


def _too_little(recording: Recording, aim: Aim, before: Levels) -> str:
    if before.sample_peak is None:
        return "it is silent"
    if aim.kind == "loudness" and recording.seconds < loudness.SHORTEST:
        return f"it is shorter than {loudness.SHORTEST} s, too short to have a loudness"
    return "it is quieter than -70 LUFS, which counts as silence"


def _unchanged(
    recording: Recording, target: Path, encoding: Encoding, tags: Tags, *, keeps_format: bool
) -> Path:
    if keeps_format and not recording.facts.video:
        return scratch.copy(recording.path, target)
    return writing.write(writing.single(recording, []), target, encoding, tags=tags).path


class _Search:
    """Looks for the gain, and for the limiter's ceiling, that give the level in the finished file."""

    def __init__(
        self, recording: Recording, aim: Aim, target: Path, encoding: Encoding, tags: Tags, before: Levels
    ) -> None:
        self._recording = recording
        self._aim = aim
        self._target = target
        self._encoding = encoding
        self._tags = tags
        self._before = before
        self._rounds = 0
        stream = recording.stream
        self._channels = layouts.mixed(stream.layout, stream.channels, encoding.layout)

    def found(self, gain: float) -> Levelled:
        """Render and correct until the level is right or nothing more can be gained.

        Args:
            gain: What would do if nothing were limited.
        """
        limited = (self._before.true_peak or _NOTHING) + gain > self._aim.limit
        ceiling = self._aim.limit - self._regrowth()
        climb = _Climb(self._aim.level + _BETWEEN)
        if limited:
            gain = self._tried(climb, gain, ceiling)
        best: Levelled | None = None
        while self._rounds < _ROUNDS:
            made = self._rendered(gain, ceiling if limited else None)
            best = made if best is None else min(best, made, key=self._miss)
            short, over = self._short(made.after), self._over(made.after)
            if over > PEAK_TOLERANCE / 2:
                # Encoders that lose something let peaks grow again, so the limiter must leave room.
                ceiling -= over if limited else min(over, 1.0)
                limited, climb = True, _Climb(self._aim.level + _BETWEEN)
                gain = self._tried(climb, gain, ceiling)
            elif climb.stuck or abs(short) <= _NEAR_ENOUGH or gain >= _MOST_GAIN:
                break
            else:
                gain = min(gain + short / climb.slope, _MOST_GAIN)
        assert best
        return self._settled(best)

    def _regrowth(self) -> float:
        """How far limited peaks may grow again on the way back to the recording's rate.

        Where peaks lie between samples there is much just below half the rate, and the limiter spreads
        some of it above, where it is lost.
        """
        between = (self._before.true_peak or 0.0) - (self._before.sample_peak or 0.0)
        return max(0.0, min(1.0, _REGROWN * between))

    def _tried(self, climb: _Climb, gain: float, ceiling: float) -> float:
        """How much more gain makes up for what the limiter takes, found without writing anything.

        The limiter works at the recording's own rate here, which tells as much for a fraction of the work.
        """
        for _ in range(_TRIALS):
            chain = [*self._channels, *limiting.gain(gain), limiting.samples(ceiling)]
            gain = climb.next(gain, self._heard(chain))
            if climb.near or climb.stuck or gain >= _MOST_GAIN:
                break
        return gain

    def _heard(self, chain: Sequence[str]) -> float | None:
        path, stream = self._recording.path, self._recording.stream
        if self._aim.kind == "rms":
            found = loudness.measure(
                path, stream=stream.index, after=chain, power=True, seconds=stream.duration, label="Trying"
            )
            return found.rms
        return loudness.integrated(
            path, stream=stream.index, after=chain, seconds=stream.duration, label="Trying"
        )

    def _rendered(self, gain: float, ceiling: float | None) -> Levelled:
        self._rounds += 1
        rate = self._recording.stream.rate
        chain = [*self._channels, *limiting.gain(gain)]
        if ceiling is not None:
            chain += limiting.true_peaks(ceiling, rate)
        attempt = self._target.with_stem(f"attempt-{self._rounds}")
        made = writing.write(
            self._graph(chain), attempt, self._encoding, tags=self._tags, chapters=True, label="Levelling"
        )
        after = loudness.measure(
            made.path, power=self._aim.kind == "rms", seconds=self._recording.seconds, label="Checking"
        )
        return Levelled(made.path, self._before, after, gain, ceiling is not None, self._rounds)

    def _graph(self, chain: Sequence[str]) -> Graph:
        graph = writing.single(self._recording, chain)
        if not self._channels:
            return graph
        # What comes after the limiter must not be mixed any more.
        return replace(graph, layout=self._encoding.layout)

    def _short(self, after: Levels) -> float:
        """By how much the level is missed; positive where it is too low."""
        reached = self._aim.of(after)
        return self._aim.level - (_NOTHING if reached is None else reached)

    def _over(self, after: Levels) -> float:
        return (after.true_peak or _NOTHING) - self._aim.limit

    def _miss(self, made: Levelled) -> float:
        return abs(self._short(made.after)) + 10 * max(0.0, self._over(made.after) - PEAK_TOLERANCE)

    def _settled(self, best: Levelled) -> Levelled:
        remark = ""
        short, over = self._short(best.after), self._over(best.after)
        if abs(short) > TOLERANCE:
            remark = (
                f"{abs(short):.1f} dB {'below' if short > 0 else 'above'} the target, as near as it comes"
            )
            remark += f" with peaks held to {self._aim.limit:g} dB" if best.limited else ""
        elif over > PEAK_TOLERANCE:
            remark = f"its true peak is {over:.1f} dB above the limit"
        path = best.path.replace(self._target)
        return replace(best, path=path, rounds=self._rounds, remark=remark)


class _Climb:
    """Finds the gain that gives a level, where each further decibel gains less than the one before."""

    def __init__(self, wanted: float) -> None:
        self.slope = 1.0
        self.near = False
        self.stuck = False
        self._wanted = wanted
        self._points: list[tuple[float, float]] = []

    def next(self, gain: float, got: float | None) -> float:
        """Take in what a gain gave, and say which to use now."""
        if got is None:
            self.stuck = True
            return gain
        self._points = sorted([*self._points, (gain, got)])
        missed = abs(self._wanted - got)
        self.near = missed <= _NEAR or (len(self._points) > 1 and missed <= _CLOSE)
        below = [point for point in self._points if point[1] <= self._wanted]
        above = [point for point in self._points if point[1] > self._wanted]
        if below and above:
            self.slope = _slope(below[-1], above[0])
            return below[-1][0] + (self._wanted - below[-1][1]) / self.slope
        pair = self._points[-2:] if below else self._points[:2]
        self.slope = _slope(*pair) if len(pair) == 2 else _FIRST_SLOPE
        if self.slope < _HOPELESS:
            # Where nothing comes of more gain, more gain only destroys.
            self.stuck = True
            return pair[0][0]
        step = (self._wanted - got) / self.slope
        return min(gain + max(-_LONGEST_STEP, min(step, _LONGEST_STEP)), _MOST_GAIN)


def _slope(first: tuple[float, float], second: tuple[float, float]) -> float:
    wide, high = second[0] - first[0], second[1] - first[1]
    return min(1.0, max(high / wide, 0.02)) if wide > 0 else 1.0

"""Faults planted in a finished film, each at a place that chance draws: what a check of it must name."""

from __future__ import annotations

import random
import subprocess
import wave
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.media import encode
from studio.media.captions import files
from studio.media.films.reel import Reel, unreeled
from studio.models.video import faults
from studio.render.lettering import captioning
from studio.store.films import FilmFolder
from studio.story.grammar import Storyboard
from studio.tools.film import _proofs

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from numpy import ndarray

    from studio.media.captions.cues import Cue

_RATE = 48_000
_STIRS = 1.0
_NEAR = 3
_AAC = ("-c:a", "aac", "-b:a", "256k")


@dataclass
class Film:
    """A film that was made well, taken apart so that faults can be planted in it.

    Attributes:
        folder: Its folder.
        board: Its storyboard.
        frames: Its frames without captions.
        cues: Its captions.
        sound: Its samples, a row for each instant, full scale being 1.
    """

    folder: FilmFolder
    board: Storyboard
    frames: list[ndarray]
    cues: list[Cue]
    sound: ndarray

    @classmethod
    def opened(cls, folder: Path, bare: Path) -> Film:
        """Take a film apart.

        Args:
            folder: Its folder.
            bare: The same film without captions.
        """
        film = FilmFolder(folder)
        board = film.storyboard(Storyboard)
        said = film.captions("srt")
        cues = files.read(said) if said.is_file() else []
        return cls(film, board, list(unreeled(bare)), cues, _samples(film.mix))

    @property
    def path(self) -> Path:
        """The finished film."""
        return self.folder.out / f"{self.folder.path.resolve().name}.mp4"

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The frames on which each shot is seen alone."""
        found = []
        for number, (start, picture) in enumerate(zip(self.board.starts, self.board.pictures, strict=True)):
            before = self.board.pictures[number - 1].cut.after if number else 0
            found.append((start + before, start + picture.frames - picture.cut.before))
        return found

    def captioned(
        self, frames: Sequence[ndarray], shift: Mapping[int, int] | None = None, look: Any = None
    ) -> Iterator[ndarray]:
        """Frames with the captions of the film in them.

        Args:
            frames: The frames.
            shift: By how many frames captions are late, by their numbers.
            look: How they look; as those of the film if left out.
        """
        usual = look or _proofs.look(self.folder, self.board)[0]
        brief = self.board.brief
        size = (brief.width, brief.height)
        late = shift or {}
        shown = [
            (
                first + late.get(number, 0),
                end + late.get(number, 0),
                captioning.overlay(cue.lines, size, usual, cue.place),
            )
            for number, cue in enumerate(self.cues)
            for first, end in [cue.frames(brief.fps)]
        ]
        for number, planes in enumerate(frames):
            written = planes.copy()
            for first, end, overlay in shown:
                if first <= number < end:
                    overlay.lay(written)
            yield written

    def write(
        self, target: Path, frames: Iterator[ndarray] | None = None, sound: ndarray | None = None
    ) -> Path:
        """Write it with other pictures or another sound.

        Args:
            target: The film.
            frames: The pictures; those it has if left out.
            sound: The samples, likewise.
        """
        brief = self.board.brief
        silent, heard = target.with_suffix(".v.mp4"), target.with_suffix(".wav")
        if frames is None:
            silent = self.path
        else:
            with Reel(silent, (brief.width, brief.height), brief.fps) as reel:
                for planes in frames:
                    reel.add(planes)
        if sound is not None:
            _taped(sound, heard)
        source = heard if sound is not None else self.path
        codec = _AAC if sound is not None else ("-c:a", "copy")
        read = ("-i", str(silent), "-i", str(source), "-map", "0:v:0", "-map", "1:a:0", "-c:v", "copy")
        quiet = (encode.executable(), "-v", "error", "-nostdin", "-y")
        subprocess.run([*quiet, *read, *codec, "-movflags", "+faststart", str(target)], check=True)
        for left in (heard, *(() if silent == self.path else (silent,))):
            left.unlink(missing_ok=True)
        return target


@dataclass(frozen=True)
class Planted:
    """A fault that was planted.

    Attributes:
        film: The film with it.
        checks: The checks of which one must name it.
        first: The first frame it is seen or heard on; None where it is the whole film.
        end: The frame after its last.
    """

    film: Path
    checks: AbstractSet[str]
    first: int | None = None
    end: int | None = None

    def named(self, found: Sequence[Any]) -> bool:
        """Whether a check named it, at its place."""
        return any(self._is(one) for one in found)

    def _is(self, one: Any) -> bool:
        if one.check not in self.checks:
            return False
        if self.first is None or self.end is None:
            return True
        if one.frame is None:
            return False
        return bool(one.frame <= self.end + _NEAR and (one.end or one.frame + 1) >= self.first - _NEAR)


def _samples(path: Path) -> ndarray:
    from studio.media.sound.taping import played

    return np.concatenate(list(played(path)))


def _taped(samples: ndarray, target: Path) -> None:
    whole = np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2")
    with closing(wave.open(str(target), "wb")) as tape:
        tape.setparams((2, 2, _RATE, 0, "NONE", "not compressed"))
        tape.writeframes(whole.tobytes())


Plant = Callable[[Film, random.Random, Path], "Planted | None"]


def black(film: Film, chance: random.Random, target: Path) -> Planted:
    """Some frames are black, as a provider leaves them."""
    first, end = _run(film, chance, 1, 12)
    count = end - first
    dark = [faults._PLANTED["black"](iter([one.copy()]), 1, chance) for one in film.frames[first:end]]
    frames = [*film.frames[:first], *(next(iter(one)) for one in dark), *film.frames[end:]]
    assert len(frames) == len(film.frames)
    assert count
    return Planted(film.write(target, film.captioned(frames)), {"black"}, first, end)


def frozen(film: Film, chance: random.Random, target: Path) -> Planted | None:
    """The picture stands still while something was to move."""
    for _ in range(40):
        first, end = _run(film, chance, 8, 24)
        if end - first < 8:
            continue
        # What stands still anyway is no fault to anybody.
        stirs = np.abs(film.frames[end - 1].astype(int) - film.frames[first]).mean()
        if stirs >= _STIRS:
            held = [film.frames[first]] * (end - first)
            frames = [*film.frames[:first], *held, *film.frames[end:]]
            return Planted(film.write(target, film.captioned(frames)), {"frozen", "cuts"}, first, end)
    return None


def drift(film: Film, chance: random.Random, target: Path) -> Planted:
    """The colours of a shot wander off, as in a chain that is too long."""
    first, end = chance.choice([span for span in film.spans if span[1] - span[0] >= 16])
    moved = list(faults._PLANTED["drift"](iter(film.frames[first:end]), end - first, chance))
    frames = [*film.frames[:first], *moved, *film.frames[end:]]
    return Planted(film.write(target, film.captioned(frames)), {"drift"}, first, end)


def length(film: Film, chance: random.Random, target: Path) -> Planted:
    """There is a frame too many or too few somewhere."""
    place = chance.randrange(1, len(film.frames) - 1)
    again = [film.frames[place]] if chance.random() < 0.5 else []
    frames = [*film.frames[:place], *again, *film.frames[place + (0 if again else 1) :]]
    return Planted(film.write(target, film.captioned(frames)), {"frames"})


def cut(film: Film, chance: random.Random, target: Path) -> Planted | None:
    """Another shot is seen for a while in the midst of one."""
    spans = film.spans
    mine = chance.choice([span for span in spans if span[1] - span[0] >= 16])
    others = [span for span in spans if span != mine and span[1] - span[0] >= 8]
    if not others:
        return None
    other = chance.choice(others)
    count = min(chance.randint(6, 14), other[1] - other[0], mine[1] - mine[0] - 8)
    first = chance.randint(mine[0] + 4, mine[1] - count - 4)
    begin = chance.randint(other[0], other[1] - count)
    strange = film.frames[begin : begin + count]
    frames = [*film.frames[:first], *strange, *film.frames[first + count :]]
    return Planted(film.write(target, film.captioned(frames)), {"cuts"}, first, first + count)


def silent(film: Film, chance: random.Random, target: Path) -> Planted:
    """The sound drops out."""
    lasts = chance.uniform(0.35, 1.0)
    seconds = len(film.sound) / _RATE
    # At both ends the mix itself fades.
    start = chance.uniform(0.4, seconds - lasts - 0.9)
    sound = film.sound.copy()
    sound[round(start * _RATE) : round((start + lasts) * _RATE)] = 0
    fps = film.board.brief.fps
    return Planted(film.write(target, None, sound), {"silence"}, int(start * fps), int((start + lasts) * fps))


def clipped(film: Film, chance: random.Random, target: Path) -> Planted:
    """A stretch of the sound is driven beyond full scale."""
    lasts = chance.uniform(0.3, 1.2)
    seconds = len(film.sound) / _RATE
    start = chance.uniform(0.3, seconds - lasts - 0.5)
    part = slice(round(start * _RATE), round((start + lasts) * _RATE))
    sound = film.sound.copy()
    gain = chance.uniform(2.0, 6.0) / max(1e-3, float(np.abs(sound[part]).max()))
    sound[part] = np.clip(sound[part] * gain, -1, 1)
    fps = film.board.brief.fps
    return Planted(
        film.write(target, None, sound), {"clipping"}, int(start * fps), int((start + lasts) * fps)
    )


def late(film: Film, chance: random.Random, target: Path) -> Planted | None:
    """A caption comes late, or too early."""
    if not film.cues:
        return None
    number = chance.randrange(len(film.cues))
    fps = film.board.brief.fps
    off = chance.choice((1, 1, -1)) * chance.randint(round(0.13 * fps) + 1, round(0.4 * fps))
    first, end = film.cues[number].frames(fps)
    off = off if first + off >= 0 else abs(off)
    made = film.write(target, film.captioned(film.frames, {number: off}))
    return Planted(made, {"captions"}, min(first, first + off), max(end, end + off))


def unreadable(film: Film, chance: random.Random, target: Path) -> Planted | None:
    """The letters of captions have nearly the colour of their ground."""
    if not film.cues:
        return None
    look = _proofs.look(film.folder, film.board)[0]
    grey = chance.randint(40, 200)
    near = grey + chance.choice((-1, 1)) * chance.randint(8, 36)
    worse = captioning.Look(look.face, (near,) * 3, (grey,) * 3, chance.uniform(0.8, 1.0), look.corner)
    made = film.write(target, film.captioned(film.frames, look=worse))
    first = min(cue.frames(film.board.brief.fps)[0] for cue in film.cues)
    end = max(cue.frames(film.board.brief.fps)[1] for cue in film.cues)
    # Letters that are hardly there may be told as not seen at all.
    return Planted(made, {"caption contrast", "captions"}, first, end)


def _run(film: Film, chance: random.Random, least: int, most: int) -> tuple[int, int]:
    """Some frames in a row of one shot."""
    begin, end = chance.choice(film.spans)
    count = min(chance.randint(least, most), end - begin)
    first = chance.randint(begin, end - count)
    return first, first + count


PLANTS: Mapping[str, Plant] = {
    "black": black, "frozen": frozen, "colour drift": drift, "off-by-one length": length,
    "unplanned cut": cut, "silent": silent, "clipped": clipped, "late caption": late,
    "unreadable caption": unreadable,
}  # fmt: skip

"""A film taken apart, so that it can be put together again with a fault in it."""

from __future__ import annotations

import subprocess
import wave
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from bench import _films

from studio.media import encode
from studio.media.captions import ass, files
from studio.media.films.reel import Reel, unreeled
from studio.media.sound import limiting
from studio.media.sound.listening import listen
from studio.render.lettering import captioning
from studio.store.films import FilmFolder
from studio.story import written
from studio.tools.film import _proofs

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from numpy import ndarray

    from studio.media.captions.cues import Cue
    from studio.render.lettering.captioning import Look
    from studio.story.grammar import Storyboard

RATE = 48_000
SOUNDS = ("silent", "clipped")
CAPTIONS = ("late caption", "unreadable caption")
_TURNS = 4
_AAC = ("-c:a", "aac", "-b:a", "256k")


@dataclass
class Film:
    """A film that was made well, taken apart so that faults can be planted in it.

    Attributes:
        folder: Its folder.
        board: Its storyboard.
        frames: Its frames without captions.
        cues: Its captions.
        sound: Its samples as they were encoded, a row for each instant, full scale being 1.
        seams: The frames at which another chunk of a take begins.
    """

    folder: FilmFolder
    board: Storyboard
    frames: list[ndarray]
    cues: list[Cue]
    sound: ndarray
    seams: list[int]

    @classmethod
    def opened(cls, folder: Path) -> Film:
        """Take a film apart.

        Args:
            folder: Its folder.
        """
        film = FilmFolder(folder)
        board = written.opened(film)
        said = film.captions("srt")
        shown = board.finish.captions != "none" and said.is_file()
        proofs = _proofs.gathered(folder)
        meant = _proofs.expected(proofs)
        return cls(
            film, board, list(unreeled(_films.bare(folder))), files.read(said) if shown else [],
            _mixed(film) if film.mix.is_file() else np.zeros((0, 2), np.float32),
            [place for stretch in meant.stretches for place in stretch.seams],
        )  # fmt: skip

    def carries(self, kind: str) -> bool:
        """Whether a fault of a kind can be planted in it."""
        needs = {
            "seam": self.seams,
            **dict.fromkeys(SOUNDS, len(self.sound)),
            **dict.fromkeys(CAPTIONS, self.cues),
        }
        return bool(needs.get(kind, True))

    @property
    def path(self) -> Path:
        """The finished film."""
        return self.folder.out / f"{self.folder.path.resolve().name}.mp4"

    @property
    def fps(self) -> float:
        """Frames a second."""
        return self.board.brief.fps

    @property
    def burned(self) -> bool:
        """Whether its captions are in its picture; otherwise they are a track beside it, or nowhere."""
        return self.board.finish.captions == "burned"

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The frames on which each shot is seen alone."""
        found = []
        for number, (start, picture) in enumerate(zip(self.board.starts, self.board.pictures, strict=True)):
            before = self.board.pictures[number - 1].cut.after if number else 0
            found.append((start + before, start + picture.frames - picture.cut.before))
        return found

    @cached_property
    def look(self) -> Look:
        """How its captions look."""
        return _proofs.look(self.folder, self.board)[0]

    @cached_property
    def overlays(self) -> list[Any]:
        """Its captions as they lie on the picture."""
        return self.lettered(self.look)

    def lettered(self, look: Look) -> list[Any]:
        """Its captions with another look."""
        brief = self.board.brief
        size = (brief.width + brief.width % 2, brief.height + brief.height % 2)
        return [captioning.overlay(cue.lines, size, look, cue.place) for cue in self.cues]

    def captioned(
        self, frames: Sequence[ndarray], late: Mapping[int, int] | None = None, overlays: Any = None
    ) -> Iterator[ndarray]:
        """Frames with the captions of the film in them, if it has them there.

        Args:
            frames: The frames.
            late: By how many frames captions are late, by their numbers.
            overlays: How they lie on the picture; as those of the film if left out.
        """
        if not self.burned:
            yield from frames
            return
        moved = late or {}
        shown = [
            (first + moved.get(number, 0), end + moved.get(number, 0), overlay)
            for number, (cue, overlay) in enumerate(zip(self.cues, overlays or self.overlays, strict=True))
            for first, end in [cue.frames(self.fps)]
        ]
        for number, planes in enumerate(frames):
            here = [overlay for first, end, overlay in shown if first <= number < end]
            made = planes.copy() if here else planes
            for overlay in here:
                overlay.lay(made)
            yield made

    def write(
        self,
        target: Path,
        frames: Iterator[ndarray] | None = None,
        sound: ndarray | None = None,
        cues: Sequence[Cue] | None = None,
    ) -> Path:
        """Write it with other pictures, another sound or other captions beside it.

        Args:
            target: The film.
            frames: The pictures; those it has if left out.
            sound: The samples, likewise.
            cues: The captions of its track, likewise.
        """
        brief = self.board.brief
        scratch = [target.with_suffix(ending) for ending in (".v.mp4", ".wav", ".srt")]
        inputs, maps, codecs = [str(self.path)], ["0:v:0", "0:a:0?", "0:s:0?"], ["-c", "copy"]
        if frames is not None:
            size = (brief.width + brief.width % 2, brief.height + brief.height % 2)
            with Reel(scratch[0], size, brief.fps, threads=1) as reel:
                for planes in frames:
                    reel.add(planes)
            maps[0] = f"{len(inputs)}:v:0"
            inputs.append(str(scratch[0]))
        if sound is not None:
            _taped(sound, scratch[1])
            maps[1] = f"{len(inputs)}:a:0"
            inputs.append(str(scratch[1]))
            codecs += _AAC
        if cues is not None:
            files.write(cues, scratch[2], size=(brief.width, brief.height), style=ass.Style())
            maps[2] = f"{len(inputs)}:s:0"
            inputs.append(str(scratch[2]))
            codecs += ["-c:s", "mov_text"]
        words = [word for name in inputs for word in ("-i", name)]
        words += [word for stream in maps for word in ("-map", stream)]
        quiet = (encode.executable(), "-v", "error", "-nostdin", "-y")
        subprocess.run([*quiet, *words, *codecs, "-movflags", "+faststart", str(target)], check=True)
        for left in scratch:
            left.unlink(missing_ok=True)
        return target


@dataclass(frozen=True)
class Planted:
    """A fault that was planted.

    Attributes:
        film: The film with it.
        checks: The checks of which one must name it.
        at: The frames of which it must name one as the fault's first: each place, and how far beside it.
        first: The first frame on which anything is to be seen or heard of it.
        end: The frame after the last.
        restore: Files of the film's folder that have to be put back as they were.
    """

    film: Path
    checks: AbstractSet[str]
    at: tuple[tuple[int, int], ...]
    first: int
    end: int
    restore: Mapping[Path, bytes] = field(default_factory=dict)

    def named(self, found: Sequence[Any]) -> bool:
        """Whether a check named it, with its frame."""
        return any(one.check in self.checks and self._there(one.frame) for one in found)

    def seen(self, found: Sequence[Any]) -> bool:
        """Whether a check named it, wherever."""
        return any(one.check in self.checks for one in found)

    def _there(self, frame: int | None) -> bool:
        return frame is not None and any(abs(frame - place) <= near for place, near in self.at)


def _mixed(film: FilmFolder) -> ndarray:
    """The mix of a film as it went into the encoder: held where that would have driven it too high."""
    told = film.note("out/film").get("encoded")
    noted = told if isinstance(told, dict) else {}
    if "held_to" not in noted:
        return _samples(film.mix)
    gain, made = 0.0, film.mix.with_name("held.wav")
    for _ in range(_TURNS):
        chain = [*limiting.gain(gain), *limiting.true_peaks(float(noted["held_to"]), RATE)]
        quiet = (encode.executable(), "-v", "error", "-nostdin", "-y")
        coded = ("-af", ",".join(chain), "-c:a", "pcm_s24le", str(made))
        subprocess.run([*quiet, "-i", str(film.mix), *coded], check=True)
        gain += float(noted["loudness"]) - (listen(made).loudness or 0.0)
    samples = _samples(made)
    made.unlink()
    return samples


def _samples(path: Path) -> ndarray:
    from studio.media.sound.taping import played

    return np.concatenate(list(played(path)))


def _taped(samples: ndarray, target: Path) -> None:
    whole = np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2")
    with closing(wave.open(str(target), "wb")) as tape:
        tape.setparams((2, 2, RATE, 0, "NONE", "not compressed"))
        tape.writeframes(whole.tobytes())

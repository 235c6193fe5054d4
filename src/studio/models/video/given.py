"""What people have made themselves, as a provider: a clip for each shot, by the shot's name."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from studio.core.errors import BadInput, NotFound
from studio.models.video.card import CapabilityCard, FrameRule
from studio.models.video.request import Request, Result, accepted

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.media.films.transcoding.carrying import Feed
    from studio.models.video import Workplace

FOLDER = "given"
"""The folder in the film's folder that holds the clips."""

CARD = CapabilityCard(
    name="given",
    version="1",
    kinds=frozenset({"name"}),
    # A clip is one piece, however long it is.
    frames=FrameRule(most=1_000_000),
    takes_end=True,
    memory=400 * 2**20,
)
_SLOWEST = 1.1
_LARGEST = 2.0
_QUALITY = 95


def provider(workplace: Workplace) -> Given:
    """The clips of a film."""
    return Given(workplace.folder / FOLDER)


@dataclass(frozen=True)
class Given:
    """The clips.

    A clip is brought to the size, the rate and the length of its shot: what is outside its shape is cut off,
    what is too long is left out at the end, and what is a little too short is slowed. What would have to be
    slowed or enlarged until it shows is refused.

    Attributes:
        folder: Where they lie: 01.mov, or a folder 01 with numbered pictures.
        card: What it can do.
    """

    folder: Path
    card: CapabilityCard = CARD

    def reads(self, request: Request) -> list[Path]:
        """The clip of the shot, or its pictures; nothing where there is none."""
        found = self._found(request.name)
        if len(found) == 1 and found[0].is_dir():
            return sorted(path for path in found[0].iterdir() if path.is_file())
        return found

    def make(self, request: Request) -> Result:
        """Fit a clip to its shot.

        Raises:
            NotFound: There is none for this shot.
            BadInput: It cannot be fitted, or there are several.
        """
        from studio.media.films.reel import Reel, unreeled

        kind = accepted(self.card, request)
        begun = time.monotonic()
        clip = self._clip(request.name)
        fitted = _brought(clip, request)
        with Reel(request.out, (request.width, request.height), request.fps) as reel:
            for planes in _timed(_count(fitted), unreeled(fitted), request, clip):
                reel.add(planes)
        fitted.unlink()
        return Result(
            request.out, request.frames, self.card.name, self.card.version, kind, request.seed,
            time.monotonic() - begun,
        )  # fmt: skip

    def _found(self, name: str) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(
            path for path in self.folder.iterdir() if (path.name if path.is_dir() else path.stem) == name
        )

    def _clip(self, name: str) -> Path:
        found = self._found(name)
        if not found:
            raise NotFound(
                f"there is no clip for shot {name} in {self.folder}",
                hint=f"put {name}.mov or the like there, or a folder {name} of numbered pictures",
            )
        if len(found) > 1:
            raise BadInput(
                f"shot {name} has several clips: {', '.join(path.name for path in found)}",
                hint=f"leave one of them in {self.folder}",
            )
        return found[0]


def _count(film: Path) -> int:
    from studio.media import probe

    return probe.media(film).main_video.frames or 0


def _brought(clip: Path, request: Request) -> Path:
    """The clip at the size and rate of its shot, upright, in the colours of a film."""
    from studio.media import kinds, probe, sequences
    from studio.media.films.transcoding import carrying, stills
    from studio.media.films.transcoding.plan import plan
    from studio.media.films.transcoding.wishes import Wishes

    wishes = Wishes(
        format="mp4", codec="h264", width=request.width, height=request.height, fit="fill", enlarge=True,
        rate=f"{request.fps:g}", quality=_QUALITY, depth=8, sdr=True, bare=True,
    )  # fmt: skip
    if clip.is_file() and clip.suffix.lower() in kinds.suffixes("image") - kinds.suffixes("video"):
        raise BadInput(
            f"{clip.name} is a single picture, not a clip",
            hint="give a film, or a folder of numbered pictures; still pictures go into the shot's cast",
        )
    if clip.is_dir():
        roll = stills.roll(sequences.find(clip), rate=f"{request.fps:g}")
        facts, feed = roll.facts, cast("Feed", roll)
        wishes = replace(wishes, rate=None)
    else:
        facts = probe.media(clip)
        feed = carrying.FromFile(facts)
    film = facts.main_video
    grown = max(request.width / film.width, request.height / film.height)
    if grown > _LARGEST and not film.rotation % 180:
        raise BadInput(
            f"{clip.name} is {film.width} × {film.height}, {grown:.1f} times too small for the film",
            hint="render it larger, or make the film smaller",
        )
    wishes = replace(wishes, deinterlace=film.interlaced)
    target = request.out.with_name(f"{request.out.stem}-brought.mp4")
    return carrying.carry_out(plan(facts, wishes, ()), feed, target).path


def _timed(count: int, frames: Iterator[ndarray], request: Request, clip: Path) -> Iterator[ndarray]:
    """As many frames as the shot has."""
    wanted = request.frames
    if count * _SLOWEST < wanted:
        raise BadInput(
            f"{clip.name} has {count} frames at {request.fps:g} a second, and its shot {wanted}",
            hint=f"a transition shows frames beyond the shot: make it {wanted / request.fps:.2f} s long",
        )
    step = min(1.0, count / wanted)
    given = 0
    for number, planes in enumerate(frames):
        # A frame is shown until the next one is due.
        while given < wanted and int(given * step) == number:
            yield planes
            given += 1

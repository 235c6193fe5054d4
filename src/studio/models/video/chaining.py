"""Chunks of a shot made one after the other, joined where they overlap, and brought to the film's kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from studio.core.run import run
from studio.models.video import fitting

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.models.video import VideoProvider, Workplace
    from studio.models.video.fitting import Fit, Link
    from studio.models.video.request import Request

_MOST_GAIN, _MOST_SHIFT = 1.25, 12.0
"""How far colours are pulled back at a hand-off; what differs more is another picture, not a drift."""


class Made(NamedTuple):
    """A shot that was put together.

    Attributes:
        clip: The clip.
        price: What it cost.
        mouth: How far the mouth of who is seen is open on each frame; empty where nobody is seen or knows.
    """

    clip: Path
    price: float
    mouth: tuple[float, ...] = ()


def made(maker: VideoProvider, request: Request, workplace: Workplace) -> Made:
    """Have a shot made by somebody, as its card says, and bring it to the length, rate and size of its film.

    What the maker holds is given back, however that ends.

    Args:
        maker: Who makes it.
        request: The whole shot; its file is where the clip goes.
        workplace: Where the film lies, and the user's own drawings.
    """
    from studio.models.image import prompting
    from studio.models.video.keyframes import drawn

    if "plan" not in maker.card.kinds:
        request = replace(request, prompt=prompting.moving(request.shot, request.prompt))
    try:
        fit = fitting.fitted(maker.card, request.frames, request.fps, request.width, request.height)
        work = _Work(maker, request, fit, drawn(fit, request, workplace))
        return work.spliced() if work.as_asked else work.conformed()
    finally:
        if close := getattr(maker, "close", None):
            close()


class _Work:
    """A shot in the making."""

    def __init__(
        self, maker: VideoProvider, request: Request, fit: Fit, keyframes: Mapping[int, Path]
    ) -> None:
        self._maker, self._request, self._fit, self._keyframes = maker, request, fit, keyframes
        self._price = 0.0
        self._mouth: list[float] = []

    @property
    def as_asked(self) -> bool:
        """Whether chunks need not be looked at: they are of the film's kind, and none overlaps another."""
        asked, fit = self._request, self._fit
        same = (fit.fps, fit.width, fit.height) == (asked.fps, asked.width, asked.height)
        whole = all(link.chunk.made == link.chunk.end - link.chunk.first for link in fit.links)
        return same and whole and not any(link.chunk.overlap for link in fit.links)

    def spliced(self) -> Made:
        """The chunks put together as they are."""
        from studio.media.films import splicing

        clips = [self._made(number, link, None) for number, link in self._links()]
        return self._told(splicing.spliced(clips, self._request.out))

    def conformed(self) -> Made:
        """The frames of all chunks, at the film's rate and size, and as many as it asks for."""
        from studio.media.films.inbetweens import retimed
        from studio.media.films.planes import reframed
        from studio.media.films.reel import Reel

        asked = self._request
        size = (asked.width, asked.height)
        with Reel(asked.out, size, asked.fps) as reel:
            for frame in retimed(self._frames(), self._fit.fps, asked.fps, asked.frames):
                reel.add(reframed(frame, size))
        return self._told(asked.out)

    def _told(self, clip: Path) -> Made:
        whole = len(self._mouth) == self._request.frames and self._fit.fps == self._request.fps
        return Made(clip, self._price, tuple(self._mouth) if whole else ())

    def _links(self) -> Iterator[tuple[int, Link]]:
        yield from enumerate(run().track(self._fit.links, "Rendering"))

    def _frames(self) -> Iterator[ndarray]:
        """The frames of the shot at the maker's rate: each chunk fades into the next where they overlap."""
        from studio.media.films.reel import unreeled

        links = self._fit.links
        held: list[ndarray] = []
        for number, link in self._links():
            clip = self._made(number, link, held[0] if held and link.follows else None)
            seam = _Seam(held, matched=link.follows)
            shown = link.chunk.end - link.chunk.first
            kept = links[number + 1].chunk.overlap if number + 1 < len(links) else 0
            held = []
            for at, frame in enumerate(unreeled(clip)):
                if at == shown:
                    break
                joined = seam.joined(at, frame)
                if at >= shown - kept:
                    held.append(joined)
                else:
                    yield joined
            clip.unlink()

    def _made(self, number: int, link: Link, before: ndarray | None) -> Path:
        """A chunk, made; it begins with the picture of the one before, or with a keyframe."""
        asked, fit, chunk = self._request, self._fit, link.chunk
        out = asked.out.with_name(f"{asked.out.stem}-{number:02}.mp4")
        begins = self._keyframes.get(_of(link.first_keyframe)) or (asked.begins_with if number == 0 else None)
        if before is not None:
            begins = _picture(before, out.with_suffix(".first.png"))
        is_last = chunk.end == fit.frames
        ends = self._keyframes.get(_of(link.last_keyframe)) or (asked.ends_with if is_last else None)
        made = self._maker.make(
            replace(
                asked, out=out, first=chunk.first, end=chunk.first + chunk.made, fps=fit.fps,
                width=fit.width, height=fit.height, begins_with=begins, ends_with=ends,
            )
        )  # fmt: skip
        self._price += made.price
        self._mouth += made.mouth[chunk.overlap : chunk.end - chunk.first]
        return made.clip


def _of(keyframe: int | None) -> int:
    return -1 if keyframe is None else keyframe


class _Seam:
    """Where one chunk gives way to the next: both show the same moments, once each."""

    def __init__(self, held: list[ndarray], *, matched: bool) -> None:
        self._held = held
        self._matched = matched and bool(held)
        self._tables: list[ndarray] = []

    def joined(self, at: int, frame: ndarray) -> ndarray:
        """A frame of the new chunk, in the colours of the one before, and mixed with it while it lasts."""
        import cv2

        if self._matched and at == 0:
            self._tables = _matching(self._held[0], frame)
        if self._tables:
            from studio.media.films import planes

            frame = planes.whole(
                [cv2.LUT(plane, table) for plane, table in zip(planes.of(frame), self._tables, strict=True)]
            )
        if at >= len(self._held):
            return frame
        share = (at + 1) / (len(self._held) + 1)
        mixed: ndarray = cv2.addWeighted(self._held[at], 1 - share, frame, share, 0)
        return mixed


def _matching(one: ndarray, other: ndarray) -> list[ndarray]:
    """Tables that give a frame the mean and the contrast that the same moment had before."""
    import numpy as np

    from studio.media.films import planes

    tables = []
    for was, now in zip(planes.of(one), planes.of(other), strict=True):
        gain = float(np.clip((was.std() + 0.5) / (now.std() + 0.5), 1 / _MOST_GAIN, _MOST_GAIN))
        shift = float(np.clip(was.mean() - now.mean(), -_MOST_SHIFT, _MOST_SHIFT))
        values = (np.arange(256) - now.mean()) * gain + now.mean() + shift
        tables.append(np.clip(np.rint(values), 0, 255).astype(np.uint8))
    return tables


def _picture(frame: ndarray, target: Path) -> Path:
    """A frame as a picture that can be given to somebody."""
    from studio.media.films import planes
    from studio.media.images import writing
    from studio.media.images.libvips import engine
    from studio.render.video import to_rgb

    picture = engine().Image.new_from_array(to_rgb(*planes.of(frame))).copy(interpretation="srgb")
    return writing.write(picture, target)

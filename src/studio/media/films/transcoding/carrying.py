"""Carries a plan out: one run of ffmpeg or two, watched, and its result looked at before it is believed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from studio.core.errors import BadInput, StudioError, ToolFailed
from studio.core.run import run
from studio.media import encode, probe
from studio.media.facts import DOLBY_VISION, MediaFacts, VideoFacts
from studio.media.films.transcoding import encoders, hardware
from studio.media.films.transcoding.picture import Picture
from studio.media.films.transcoding.plan import Plan


class Feed(Protocol):
    """A film as it is read."""

    def opened(self) -> AbstractContextManager[tuple[str, ...]]:
        """Open it for one reading; gives the arguments that make it ffmpeg's first input."""

    def fault(self) -> StudioError | None:
        """What is wrong with it, where frames got lost on the way; None if nothing can be found."""


_TRIES = 4
# Their native decoders overlook the transparency that lies beside the picture.
_DECODERS = {"vp9": "libvpx-vp9", "vp8": "libvpx"}
_TROUBLE = re.compile(
    r"error while decoding|concealing|corrupt|invalid data|non-existing|error submitting|decode error",
    re.IGNORECASE,
)
_MISSING = 0.01
_PALETTE = "palettegen=stats_mode=diff"
_DITHER = "paletteuse=dither=sierra2_4a:diff_mode=rectangle"


@dataclass(frozen=True, slots=True)
class Made:
    """What came out.

    Attributes:
        path: The file.
        facts: What it is; None where no reader of ours knows the format.
        changes: What is different that only showed on the way.
    """

    path: Path
    facts: MediaFacts | None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FromFile:
    """A film that is read from its file.

    Attributes:
        facts: What it is.
    """

    facts: MediaFacts

    def opened(self) -> AbstractContextManager[tuple[str, ...]]:
        # Program streams leave out times that can be worked out; other containers want them all.
        worked_out = ("-fflags", "+genpts") if self.facts.container in ("mpeg", "mpegvideo") else ()
        return nullcontext(
            (*worked_out, *decoder(self.facts.main_video), "-i", encode.source(self.facts.path))
        )

    def fault(self) -> StudioError | None:
        return None


def decoder(film: VideoFacts) -> tuple[str, ...]:
    """The decoder ffmpeg is told to use, where its own choice would lose transparency."""
    return ("-c:v", _DECODERS[film.codec]) if film.alpha and film.codec in _DECODERS else ()


def apple_tag(film: VideoFacts) -> str:
    """The name by which Apple's players know a picture that is copied; "" to leave it."""
    return "hvc1" if film.codec == "hevc" and film.profile != DOLBY_VISION else ""


def carry_out(plan: Plan, feed: Feed, target: Path) -> Made:
    """Make the film a plan describes.

    Args:
        plan: What to do.
        feed: The film to read.
        target: The file to write.
    """
    said: list[str] = []
    if plan.bit_rate:
        _within_budget(plan, feed, target, said)
    elif plan.holder.name == "gif" and plan.picture.coding:
        _with_palette(plan, feed, target, said)
    else:
        _at_once(plan, feed, target, said)
    if plan.facts.path.is_file() and plan.facts.path.stat().st_size != plan.facts.size:
        raise BadInput(
            f"{plan.facts.path.name} was written to while it was read", hint="wait until it is whole"
        )
    return _looked_at(plan, feed, target, said)


def _at_once(plan: Plan, feed: Feed, target: Path, said: list[str]) -> None:
    before, coding, upload = _coding(plan)
    label = "Copying" if plan.copies else "Encoding"
    with feed.opened() as given:
        arguments = [*before, *given, *_picture(plan, (*coding, *plan.picture.arguments), upload)]
        _run([*arguments, *_rest(plan)], plan, target, said, label)


def _with_palette(plan: Plan, feed: Feed, target: Path, said: list[str]) -> None:
    """One look at the film for its colours, one to write it: no frame has to wait in memory."""
    palette = run().folder / "palette.png"
    _, coding, _ = _coding(plan)
    chain, film = ",".join(plan.picture.filters), plan.picture.place
    transparent = f":reserve_transparent={int('a' in plan.picture.pixels)}"
    with feed.opened() as given:
        looked = [*given, "-map", film, "-vf", f"{chain},{_PALETTE}{transparent}", "-frames:v", "1"]
        encode.ffmpeg(
            [*looked, "-update", "1"], target=palette, seconds=plan.facts.duration, label="Choosing colours"
        )
    with feed.opened() as given:
        graph = f"[{film}]{chain}[film];[film][{given.count('-i')}:v]{_DITHER}[out]"
        arguments = [*given, "-i", encode.source(palette), "-filter_complex", graph, "-map", "[out]"]
        arguments += [*coding, *plan.picture.arguments, "-loop", "0"]
        _run([*arguments, *_rest(plan)], plan, target, said, "Encoding")
    palette.unlink()


def _within_budget(plan: Plan, feed: Feed, target: Path, said: list[str]) -> None:
    """Two passes; the second is done again, with less, as long as the result is too large."""
    assert plan.picture.coding
    coding, log = plan.picture.coding, str(run().folder / "passes")
    basics = (*encoders.basics(coding, plan.wishes.effort), *plan.picture.arguments)
    with feed.opened() as given:
        looked = [*given, *_picture(plan, (*basics, *encoders.first_pass(coding, plan.bit_rate, log)))]
        encode.messages([*looked, "-an", "-sn"], seconds=plan.facts.duration, label="First pass")
    bit_rate, most = plan.bit_rate, plan.wishes.target_size or 0
    for _ in range(_TRIES):
        with feed.opened() as given:
            second = (*basics, *encoders.second_pass(coding, bit_rate, log))
            _run([*given, *_picture(plan, second), *_rest(plan)], plan, target, said, "Second pass")
        size = target.stat().st_size
        if size <= most:
            return
        bit_rate = int(bit_rate * min(0.98, most / size * 0.98))
        run().note("too large", bytes=size, bit_rate=bit_rate)
    raise ToolFailed(
        f"{plan.facts.path.name} does not become smaller than {size:,} bytes",
        hint="allow more, or make the picture smaller with --longest or --rate",
    )


def _coding(plan: Plan) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """What is said before the input, about the encoder, and the filter that ends the chain."""
    picture, wishes = plan.picture, plan.wishes
    if picture.coding is None:
        return (), ("-c:v:0", "copy"), ""
    if wishes.hardware:
        return hardware.arguments(picture.coding, wishes.quality)
    return (), encoders.arguments(picture.coding, wishes.quality, wishes.effort, picture.pixels), ""


def _picture(plan: Plan, coding: Sequence[str], upload: str = "") -> list[str]:
    chain = ",".join([*plan.picture.filters, *([upload] if upload else [])])
    return [
        *("-map", plan.picture.place),
        *(("-filter:v:0", chain) if chain else ()),
        *coding,
    ]


def _rest(plan: Plan) -> list[str]:
    """Sound, what comes with it, and the container."""
    coding, holder = plan.picture.coding, plan.holder
    flags = [flag for flag in (plan.besides.flags,) if flag]
    more = list(holder.more)
    if flags and more:
        more[1] += "".join(flags)
    tagged = coding.tag if coding else apple_tag(plan.picture.film)
    return [
        *(part for track in plan.tracks for part in ("-map", track.place)),
        *(part for number, track in enumerate(plan.tracks) for part in track.told(number)),
        *plan.besides.maps,
        *plan.besides.arguments,
        *(("-tag:v:0", tagged) if tagged and holder.muxer in ("mp4", "mov") else ()),
        *more,
        *("-f", holder.muxer),
    ]


def _run(arguments: Sequence[str], plan: Plan, target: Path, said: list[str], label: str) -> None:
    encode.ffmpeg(arguments, target=target, seconds=plan.facts.duration, label=label, heard=said.append)


# The result, looked at


def damage(said: Sequence[str]) -> list[str]:
    """What ffmpeg's complaints mean for a film that was made all the same."""
    if trouble := next((line for line in "\n".join(said).splitlines() if _TROUBLE.search(line)), ""):
        run().note("damaged", said=trouble)
        return ["parts of the film are damaged and were patched up"]
    return []


def _looked_at(plan: Plan, feed: Feed, target: Path, said: list[str]) -> Made:
    changes = damage(said)
    if plan.holder.name == "webp":
        return Made(target, None, tuple(changes))
    try:
        facts = probe.media(target)
        film = facts.main_video
    except StudioError as broken:
        raise ToolFailed(f"what was written cannot be read: {broken.message}") from None
    _check_size(plan, film.width, film.height)
    if missing := lost(plan.facts, plan.picture, film.frames, feed):
        changes.append(missing)
    if len(facts.audio) != len(plan.tracks):
        raise ToolFailed(f"{len(facts.audio)} of {len(plan.tracks)} sound tracks were written")
    return Made(target, facts, tuple(changes))


def _check_size(plan: Plan, width: int, height: int) -> None:
    if (width, height) != plan.picture.size:
        wanted = " × ".join(map(str, plan.picture.size))
        raise ToolFailed(f"the result is {width} × {height} instead of {wanted}")


def lost(facts: MediaFacts, picture: Picture, made: int, feed: Feed) -> str:
    """What is to be said where frames are missing; a film that lost many is no result.

    Args:
        facts: The film that was read.
        picture: What was to become of its picture.
        made: How many frames came out.
        feed: The film, to be asked what is wrong with it.
    """
    wanted = picture.frames
    if wanted is None or made == wanted:
        return ""
    patience = 0 if facts.container == "sequence" else max(2, wanted * _MISSING)
    if wanted - made > patience:
        raise feed.fault() or ToolFailed(
            f"only {made} of the {wanted} frames of {facts.path.name} could be read",
            hint="copy or download it again",
        )
    return f"{made} frames instead of {wanted}"

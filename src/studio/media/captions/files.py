"""Files of captions, by what their names end in."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal, cast, get_args

from studio.core.errors import BadInput, NotFound, ToolFailed
from studio.media.captions import ass, srt, vtt
from studio.media.captions.cues import Cue
from studio.media.captions.matching import matched

Kind = Literal["srt", "vtt", "ass"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_LARGEST = 32_000_000
_READERS = {"srt": srt.read, "vtt": vtt.read, "ass": ass.read, "ssa": ass.read}


def write(
    cues: Iterable[Cue],
    path: Path,
    *,
    size: tuple[int, int] = (1920, 1080),
    style: ass.Style | None = None,
) -> Path:
    """Write cues to a file.

    Args:
        cues: The cues.
        path: The file; its name ends in srt, vtt or ass.
        size: Width and height of the film, for ASS.
        style: How they look, for ASS.
    """
    kind = cast("Kind", path.suffix.lstrip(".").lower())
    if kind not in KINDS:
        raise BadInput(f"{path.name}: captions are not written so", hint=f"choose {', '.join(KINDS)}")
    if kind == "ass":
        text = ass.written(cues, size, style or ass.Style())
    else:
        text = (srt if kind == "srt" else vtt).written(cues)
    try:
        path.write_text(text, "utf-8", newline="\n")
    except OSError as refused:
        raise ToolFailed(
            f"{path.name} could not be written: {(refused.strerror or '').lower()}",
            hint="free some space, or write elsewhere",
        ) from None
    return path


def read(path: Path) -> list[Cue]:
    """Read a file of captions, in the order of their times.

    Args:
        path: An SRT, WebVTT or ASS file, in UTF-8, UTF-16 or the Windows code of western Europe.
    """
    kind = path.suffix.lstrip(".").lower()
    if kind not in _READERS:
        raise BadInput(f"{path.name} is no file of captions", hint=f"give one of {', '.join(KINDS)}")
    cues = sorted(_READERS[kind](_text(path)), key=lambda cue: cue.start)
    if not cues:
        raise BadInput(f"{path.name} holds no captions", hint="look into it: are there times in it?")
    return cues


def placed(path: Path, beside: Path) -> list[Cue]:
    """Read a file of captions, and where they stand from another of the same, as SRT does not say that.

    Args:
        path: What is said.
        beside: A file that knows the places; without it, or where no cue of it is meant, they stay.
    """
    said, known = read(path), list[Cue]()
    with suppress(BadInput, NotFound):
        known = read(beside)
    return [
        replace(cue, place=like.place) if like and cue.place == "bottom" else cue
        for cue, like in zip(said, matched(said, known), strict=True)
    ]


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise NotFound(f"{path} is not there", hint="look for a slip in its name") from None
    except OSError as refused:
        raise BadInput(
            f"{path} cannot be read: {(refused.strerror or '').lower()}", hint="give a file that can be read"
        ) from None
    if len(data) > _LARGEST:
        raise BadInput(
            f"{path.name} is larger than {_LARGEST // 1_000_000} MB", hint="captions are smaller than that"
        )
    return _decoded(data).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")

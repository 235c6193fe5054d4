"""Which of nine classes a file belongs to: by what is in it, and by its name where that leaves it open."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from studio.media.filing.extensions import KINDS, Kind, kind_of_name, kinds_of_name
from studio.media.filing.signatures import BEGINNING, Signed, signed

__all__ = ["KINDS", "Classed", "Kind", "classify", "kind_of_name"]

_OF_TEXT = (
    ".ass .bas .bat .cmd .csv .eps .fb2 .fodp .fods .fodt .hdr .htm .html .ipynb .log .md .ps .rtf .slk .srt "
    ".ssa .sub .svg .tsv .txt .usda .vtt .xbm .xpm .y4m"
)


@dataclass(frozen=True, slots=True)
class Classed:
    """The class of a file, and how it is known.

    Attributes:
        kind: The class.
        format: The format its content shows; empty where the content shows none.
        claimed: The class its name stands for.
        lies: Whether the name stands for another class than the content.
        unread: Why its content could not be looked at; then the name decides.
    """

    kind: Kind
    format: str
    claimed: Kind
    lies: bool = False
    unread: str = ""


def classify(path: str | Path) -> Classed:
    """Find out which class a file belongs to. At most a few kilobytes of it are read."""
    name = os.path.basename(path)  # noqa: PTH119 -- a path of text is enough
    claimed = kind_of_name(name)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            start = os.pread(descriptor, BEGINNING, 0)
            found = signed(start, descriptor) if start else None
        finally:
            os.close(descriptor)
    except OSError as error:
        return Classed(claimed, "", claimed, unread=(error.strerror or str(error)).lower())
    return _judged(name, claimed, found) if found else _unsigned(name, claimed, start)


def _judged(name: str, claimed: Kind, found: Signed) -> Classed:
    possible = kinds_of_name(name)
    if found.kind in possible:
        return Classed(found.kind, found.format, claimed)
    if chosen := next((kind for kind in possible if kind in found.others), None):
        return Classed(chosen, found.format, claimed)
    return Classed(found.kind, found.format, claimed, lies=claimed != "other" and found.kind != "other")


def _unsigned(name: str, claimed: Kind, start: bytes) -> Classed:
    """Files without a signature: text is what its name says, if that can be text; else the name decides."""
    if not start or not _is_text(start):
        return Classed(claimed, "", claimed)
    is_a = _text(start)
    possible = kinds_of_name(name)
    if is_a.kind in possible or (claimed == "other" and is_a.format == "text"):
        return Classed(is_a.kind, is_a.format, claimed)
    if claimed in ("code", "documents", "spreadsheets") or Path(name).suffix.lower() in _OF_TEXT.split():
        return Classed(claimed, is_a.format, claimed)
    if "code" in possible and is_a.format == "text":
        return Classed("code", is_a.format, claimed)
    return Classed(is_a.kind, is_a.format, claimed, lies=claimed != "other")


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in start:
        return False
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        # The last character may have been cut in two.
        return error.start >= len(start) - 3 and len(start) >= BEGINNING
    return True


def _text(start: bytes) -> Signed:
    """What a text is, as far as its first lines tell."""
    if start.startswith(b"#!"):
        return Signed("script", "code")
    head = start[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head:
        return Signed("svg", "images")
    if re.match(rb"<!doctype html|<html", head):
        return Signed("html", "documents")
    if head.startswith(b"<?php"):
        return Signed("php", "code")
    if head.startswith(b"<?xml"):
        return Signed("xml", "code")
    return Signed("text", "documents")

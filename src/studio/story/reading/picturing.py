"""The shape, size and rate of the picture a brief asks for."""

from __future__ import annotations

import re
from typing import NamedTuple

from studio.core.errors import BadInput
from studio.story.reading.grammar import Words, any_of

SHAPES = {"16:9": (1280, 720), "9:16": (720, 1280), "1:1": (720, 720), "4:5": (720, 900)}
USUAL_LINES = 720
_RATIO = re.compile(r"(?<![\d:.])(\d{1,2}):(\d{1,2})(?![\d:])")
_KNOWN = frozenset(("16:9", "9:16", "1:1", "4:5", "4:3", "3:4", "5:4", "3:2", "2:3", "21:9", "2:1"))
_SIZE = re.compile(r"(?<!\w)(\d{2,4})\s?[x×]\s?(\d{2,4})(?!\w)", re.IGNORECASE)
_LINES = re.compile(r"(?<!\w)(480|540|720|1080|1440|2160)p(?:(\d{2})(?!\d))?(?!\w)", re.IGNORECASE)
_FOUR_K = re.compile(r"(?<!\w)(?:4k|uhd|ultra hd)(?!\w)", re.IGNORECASE)
_FULL_HD = re.compile(r"(?<!\w)full[ -]?hd(?!\w)", re.IGNORECASE)
_RATE = re.compile(r"(?<![\w.])(\d{1,3}(?:[.,]\d{1,3})?)\s?fps(?!\w)", re.IGNORECASE)
_FORMAT = r"(?:[-\s]?(?:format|formato))"


class Asked(NamedTuple):
    """What a brief says of the picture: its shape, its size, its rate; nothing where it says nothing."""

    shape: str
    size: tuple[int, int] | None
    lines: int
    fps: float
    spans: tuple[tuple[int, int], ...]


def figures(text: str) -> list[tuple[int, int]]:
    """Where a brief speaks of a picture in figures: 9:16, 1080p, 640x360, 25 fps."""
    plain = (_SIZE, _LINES, _FOUR_K, _FULL_HD, _RATE)
    found = [match.span() for pattern in plain for match in pattern.finditer(text)]
    return found + [match.span() for match in _RATIO.finditer(text) if match[0] in _KNOWN]


def picture_of(text: str, said: Words) -> Asked:
    """Find the shape, size and rate a brief asks for.

    Raises:
        BadInput: It asks for two shapes at once.
    """
    spans: list[tuple[int, int]] = []
    shapes: dict[str, str] = {}
    for match in _RATIO.finditer(text):
        if match[0] in _KNOWN:
            shapes.setdefault(match[0], match[0])
            spans.append(match.span())
    for shape, start, end in _in_words(text, said):
        shapes.setdefault(shape, text[start:end])
        spans.append((start, end))
    if len(shapes) > 1 and shapes.keys() != {"9:16", "4:5"}:
        one, other = list(shapes.values())[:2]
        raise BadInput(
            f"the brief asks for two shapes at once: “{one}” and “{other}”",
            hint="make a film of each, or name one shape",
        )
    size = None
    if (found := _SIZE.search(text)) is not None:
        size = (int(found[1]), int(found[2]))
        spans.append(found.span())
    lines, fps = 0, 0.0
    for pattern, count in ((_LINES, 0), (_FOUR_K, 2160), (_FULL_HD, 1080)):
        if (found := pattern.search(text)) is not None:
            lines = count or int(found[1])
            fps = float(found[2]) if not count and found[2] else fps
            spans.append(found.span())
    if (found := _RATE.search(text)) is not None:
        fps = float(found[1].replace(",", "."))
        spans.append(found.span())
    return Asked(next(iter(shapes), ""), size, lines, fps, tuple(spans))


def _in_words(text: str, said: Words) -> list[tuple[str, int, int]]:
    """Words for a shape, where they belong to the film: vertical spot, or alone between commas."""
    found: list[tuple[str, int, int]] = []
    film = any_of(said.film)
    loose = rf"[^\W\d_]*(?:{'|'.join(re.escape(word.strip()) for word in said.film.split(','))})(?![^\W_])"
    for shape, words in said.aspects.items():
        for match in re.finditer(any_of(words), text, re.IGNORECASE):
            before, after = text[: match.start()], text[match.end() :]
            is_format = re.match(_FORMAT, after, re.IGNORECASE) or "format" in match[0].casefold()
            leads = re.match(rf"[-\s]+(?:[\w'’:-]+\s+){{0,3}}?(?:{film}|{loose})", after, re.IGNORECASE)
            follows = said.language in ("it", "es", "fr") and re.search(
                rf"(?:{film}|{loose})\s+(?:\w+\s+){{0,2}}$", before, re.IGNORECASE
            )
            if is_format or leads or follows or _stands_alone(before, after, said):
                found.append((shape, match.start(), match.end()))
    return found


def _stands_alone(before: str, after: str, said: Words) -> bool:
    piece = re.split(r"[,.;:()\n–—|!]", before)[-1] + " " + re.split(r"[,.;:()\n–—|!]", after)[0]
    for filler in (said.film, said.soften, said.lengths.and_, said.lengths.links, said.lengths.tail):
        piece = re.sub(any_of(filler), " ", piece, flags=re.IGNORECASE)
    units = ", ".join((said.lengths.second, said.lengths.minute))
    piece = re.sub(rf"[\d:.]+[\s-]*(?:{any_of(units)})?", " ", piece, flags=re.IGNORECASE)
    return not re.search(r"[^\W\d_]", piece)


def sized(
    asked: Asked, shape: str, size: tuple[int, int] | None, lines: int = USUAL_LINES
) -> tuple[int, int]:
    """Width and height of the film.

    Args:
        asked: What the brief says.
        shape: The shape somebody wished for beside it; empty if nobody did.
        size: The size somebody wished for; nothing if nobody did.
        lines: Pixels of the shorter side where nobody says anything.
    """
    if size or (asked.size and not shape):
        return _even(size or asked.size or (0, 0))
    width, height = _of_shape(shape or asked.shape or "16:9")
    scale = (asked.lines or lines) / min(width, height)
    width, height = round(width * scale), round(height * scale)
    return _even((width, height))


def _of_shape(shape: str) -> tuple[int, int]:
    if shape in SHAPES:
        return SHAPES[shape]
    ratio = _RATIO.fullmatch(shape)
    if ratio is None or not int(ratio[1]) or not int(ratio[2]):
        raise BadInput(f"{shape} is no shape of a picture", hint="write it like 16:9, 9:16, 1:1 or 4:5")
    across, down = int(ratio[1]), int(ratio[2])
    return (round(720 * across / down), 720) if across >= down else (720, round(720 * down / across))


def _even(size: tuple[int, int]) -> tuple[int, int]:
    width, height = (max(64, side // 2 * 2) for side in size)
    if max(width, height) > 7680:
        raise BadInput(
            f"{width} x {height} is larger than films are made", hint="at most 7680 pixels across and down"
        )
    return width, height

"""Advanced SubStation, captions that bring their look with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from studio.media.captions.clock import milliseconds, stamp_of_ass
from studio.media.captions.cues import GRID, Cue, tidy

_FIELDS = ("Layer", "Start", "End", "Style", "Name", "MarginL", "MarginR", "MarginV", "Effect", "Text")
_STYLE = (
    "Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic,"
    " Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL,"
    " MarginR, MarginV, Encoding"
)
_ON_TOP = r"{\an8}"
_COLOUR = re.compile("&H" + 4 * "([0-9A-Fa-f]{2})" + "&?")
_PARTS = re.compile(r"\\\u2060|\\[{}]|\\[Nnh]|\{[^}]*\}|.", re.DOTALL)
_STEERED = re.compile(r"\\an?(\d+)")
# A backslash that is meant as one: with a word joiner behind it, it begins nothing.
_BACKSLASH = "\\\u2060"
_PLAIN = {_BACKSLASH: "\\", r"\{": "{", r"\}": "}", r"\N": "\n", r"\n": "\n", r"\h": "\u00a0"}

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """How captions look.

    Attributes:
        font: The family of the typeface.
        size: How large it is, in parts of the shorter side of the frame.
        ink: The colour of the letters.
        ground: The colour behind them.
        firm: How much the ground hides, 0 to 1.
    """

    font: str = "Source Sans 3"
    size: float = 0.052
    ink: Rgb = (255, 255, 255)
    ground: Rgb = (16, 18, 24)
    firm: float = 0.72


_PLAIN_STYLE = Style()


def written(cues: Iterable[Cue], size: tuple[int, int] = (1920, 1080), style: Style = _PLAIN_STYLE) -> str:
    """Cues as a file.

    Args:
        cues: The cues.
        size: Width and height of the film.
        style: How they look.
    """
    width, height = size
    head = (
        "[Script Info]", "ScriptType: v4.00+", f"PlayResX: {width}", f"PlayResY: {height}",
        "WrapStyle: 2", "ScaledBorderAndShadow: yes", "YCbCr Matrix: TV.709", "",
        "[V4+ Styles]", f"Format: {_STYLE}", _style(style, width, height), "",
        "[Events]", f"Format: {', '.join(_FIELDS)}",
    )  # fmt: skip
    return "\n".join([*head, *map(_line, cues), ""])


def _style(style: Style, width: int, height: int) -> str:
    points = round(style.size * min(width, height))
    ink, ground = _colour(style.ink, 1.0), _colour(style.ground, style.firm)
    # Players lay their controls over upright films.
    low = 0.2 if height > 1.5 * width else 0.06
    font = re.sub(r"[,\r\n]", " ", style.font)
    return (
        f"Style: Default,{font},{points},{ink},{ink},{ground},{ground},0,0,0,0,100,100,0,0,3,"
        f"{max(2, points // 4)},0,2,{round(width * 0.05)},{round(width * 0.05)},{round(height * low)},1"
    )


def _colour(colour: Rgb, firm: float) -> str:
    red, green, blue = colour
    return f"&H{round(255 * (1 - firm)):02X}{blue:02X}{green:02X}{red:02X}"


def style_of(text: str) -> Style | None:
    """How captions of a file look, by its first style; None where it has none."""
    for line in text.split("\n"):
        kind, _, rest = line.partition(":")
        if kind.strip() == "Style":
            told = dict(zip(_STYLE.replace(" ", "").split(","), rest.strip().split(","), strict=False))
            ink, ground = _parsed(told.get("PrimaryColour", "")), _parsed(told.get("BackColour", ""))
            if ink and ground:
                return Style(told.get("Fontname", ""), ink=ink[0], ground=ground[0], firm=ground[1])
    return None


def _parsed(colour: str) -> tuple[Rgb, float] | None:
    """A colour and how much it hides."""
    if not (found := _COLOUR.fullmatch(colour.strip())):
        return None
    clear, blue, green, red = (int(part, 16) for part in found.groups())
    return (red, green, blue), 1 - clear / 255


def _line(cue: Cue) -> str:
    # Hundredths are all it has: what it cannot hold is given to the cue.
    start, end = cue.start // GRID * GRID, -(-cue.end // GRID) * GRID
    text = r"\N".join(map(_escaped, cue.lines))
    place = _ON_TOP if cue.place == "top" else ""
    return f"Dialogue: 0,{stamp_of_ass(start)},{stamp_of_ass(end)},Default,,0,0,0,,{place}{text}"


def _escaped(line: str) -> str:
    return line.replace("\\", _BACKSLASH).replace("{", r"\{").replace("}", r"\}")


def read(text: str) -> Iterator[Cue]:
    """The cues of a file; drawings, comments and effects are passed over."""
    fields = [field.lower() for field in _FIELDS]
    for line in text.split("\n"):
        kind, _, rest = line.partition(":")
        if kind.strip() == "Format" and "text" in rest.lower():
            fields = [field.strip().lower() for field in rest.split(",")]
        if kind.strip() == "Dialogue" and (cue := _cue(rest, fields)):
            yield cue


def _cue(rest: str, fields: list[str]) -> Cue | None:
    event = dict(zip(fields, rest.strip().split(",", len(fields) - 1), strict=False))
    start, end = milliseconds(event.get("start", "")), milliseconds(event.get("end", ""))
    if start is None or end is None:
        return None
    said, place = [], ""
    for part in _PARTS.findall(event.get("text", "")):
        if part.startswith("{") and part.endswith("}") and len(part) > 1:
            place = found[1] if not place and (found := _STEERED.search(part)) else place
        else:
            said.append(_PLAIN.get(part, part))
    lines = tuple(filter(None, map(tidy, "".join(said).split("\n"))))
    return Cue(start, end, lines, "top" if place in ("7", "8", "9") else "bottom") if lines else None

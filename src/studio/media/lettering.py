"""Text set in type: shaped for every script, drawn in fonts that are known to have each character."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from itertools import groupby, pairwise
from math import ceil
from typing import TYPE_CHECKING, Literal, NamedTuple

from studio.core.errors import BadInput, ToolFailed
from studio.media import fonts
from studio.media.fontfile import Font, renamed
from studio.media.images.libvips import Raster, engine
from studio.media.images.scale import resized

if TYPE_CHECKING:
    from studio.media.images.colour import Colour

Alignment = Literal["left", "centre", "right"]

_ALIGNED = {"left": "low", "centre": "centre", "right": "high"}
# One typeface serves these together: they are written in one breath.
_TOGETHER = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "HALFWIDTH": "CJK", "FULLWIDTH": "CJK", "HANGUL": "CJK"}
_SELECTORS = {*map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0)), "\u034f"}
_EMOJI = 0x1F000
_AS_PICTURE = "\ufe0f"
_NAMED = 12
_SMALL = 40


class Traced(NamedTuple):
    """Text drawn in white: a picture with alpha, and where it lies from where its first line begins."""

    picture: Raster
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Lettering:
    """A text whose every character has found its font, ready to be drawn at any size.

    Attributes:
        runs: The text in pieces of one font each.
        align: How lines of different length stand to one another.
    """

    runs: tuple[tuple[str, Font], ...]
    align: Alignment = "centre"

    @property
    def fonts(self) -> tuple[Font, ...]:
        """the fonts that draw something visible, in the order they are first needed."""
        return tuple(dict.fromkeys(font for text, font in self.runs if text.strip()))

    def drawn(self, size: float, colour: Colour = (255, 255, 255, 255)) -> Raster:
        """Draw the text: sRGB with alpha, cut to the ink.

        Args:
            size: Size of the type in pixels.
            colour: The colour of all that brings no colours of its own.
        """
        # The engine places letters on whole pixels; drawn larger and shrunk they are evenly spaced.
        finer = 4 if size < _SMALL else 2 if size < 3 * _SMALL else 1
        coloured = any(font.coloured for font in self.fonts)
        first = _loaded(self.runs[0][1])
        written = engine().Image.text(
            self._markup(colour),
            font=f"{first} {size * finer:.3f}",
            dpi=72,
            align=_ALIGNED[self.align],
            rgba=coloured,
        )
        if finer > 1:
            written = resized(written, ceil(written.width / finer), ceil(written.height / finer))
        if coloured:
            return written.copy(interpretation="srgb")
        return written.new_from_image(colour[:3]).copy(interpretation="srgb").bandjoin(written)

    @property
    def text(self) -> str:
        """all of it, as it is drawn."""
        return "".join(text for text, _ in self.runs)

    @property
    def ascent(self) -> float:
        """How far its first line reaches above the baseline, in parts of the size."""
        return max(font.ascent for font in self.fonts)

    def traced(self, size: float, seen: slice | None = None, *, tracking: float = 0.0) -> Traced:
        """Draw the text, or some of its characters, where they lie in the whole.

        Letters keep the shape, the place and the order they have among all others, so that pieces
        drawn one by one make the whole again.

        Args:
            size: Size of the type in pixels.
            seen: The characters that are seen; all of them when left out.
            tracking: Space added between letters, in parts of the size.
        """
        written = engine().Image.text(
            self._parted(seen or slice(None), round(tracking * size * 1024)),
            font=f"{_loaded(self.runs[0][1])} {size:.3f}",
            dpi=72,
            align=_ALIGNED[self.align],
            rgba=True,
        )
        return Traced(written.copy(interpretation="srgb"), written.get("xoffset"), written.get("yoffset"))

    def _parted(self, seen: slice, spacing: int) -> str:
        first, last, _ = seen.indices(len(self.text))
        marked, at = [], 0
        for text, font in self.runs:
            spaced = f' letter_spacing="{spacing}"' if spacing else ""
            marked.append(f'<span face="{_loaded(font)}" fallback="false"{spaced}>')
            low, high = (min(len(text), max(0, end - at)) for end in (first, last))
            for part, shown in ((text[:low], False), (text[low:high], True), (text[high:], False)):
                if part:
                    veil = "" if shown else ' fgalpha="1"'
                    marked.append(f'<span foreground="#ffffff"{veil}>{escape(part)}</span>')
            marked.append("</span>")
            at += len(text)
        return "".join(marked)

    def _markup(self, colour: Colour) -> str:
        tint = "".join(f"{part:02x}" for part in colour[:3])
        return "".join(
            f'<span face="{_loaded(font)}" fallback="false" foreground="#{tint}">{escape(text)}</span>'
            for text, font in self.runs
        )


def compose(text: str, font: Font, *, align: Alignment = "centre") -> Lettering:
    """Find a font for every character of a text.

    What the font asked for cannot draw is set in our own sans, or else in a font installed on this
    machine, a whole script at a time. A character no font has is an error: it is never drawn as a box.
    """
    written = _cleaned(text)
    chosen = _chosen(written, font)
    pieces = groupby(_cast(written, chosen, font), key=lambda pair: pair[1])
    return Lettering(tuple(("".join(letter for letter, _ in piece), face) for face, piece in pieces), align)


def _cleaned(text: str) -> str:
    """Make composed characters of what can be composed, and lines of what ends lines."""
    lines = unicodedata.normalize("NFC", text).replace("\t", "    ").splitlines()
    written = "\n".join(line.rstrip() for line in lines).strip("\n")
    if all(_silent(letter) for letter in written):
        raise BadInput("the text is empty", hint="say what is to be written")
    unreadable = [
        letter for letter in written if unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n"
    ]
    if unreadable:
        raise BadInput(
            f"the text holds {_spelled(unreadable)}, which cannot be written", hint="type the text again"
        )
    return written


def _silent(letter: str) -> bool:
    """Whether a character only steers its neighbours, or is a space, and needs no glyph of its own."""
    return letter in _SELECTORS or unicodedata.category(letter) in ("Cf", "Zs", "Cc")


def _script(letter: str) -> str:
    """Tell letters of one script from those of another; everything else is a case of its own."""
    first = unicodedata.name(letter, "").split(" ")[0]
    if unicodedata.category(letter)[0] not in "LM" or first == "COMBINING":
        return letter
    return _TOGETHER.get(first, first)


def _chosen(text: str, font: Font) -> dict[str, Font]:
    """Choose a font for each character: one for each script where there is such a font."""
    pictures = {letter for letter, after in pairwise(f"{text} ") if _is_picture(letter, after)}
    scripts: dict[str, list[str]] = defaultdict(list)
    for letter in dict.fromkeys(text):
        if not _silent(letter):
            scripts[_script(letter)].append(letter)
    chosen: dict[str, Font] = {}
    missing: list[str] = []
    for letters in scripts.values():
        candidates = _candidates(font, letters, list(chosen.values()), picture=letters[0] in pictures)
        whole = next((face for face in candidates if not _lacking(face, letters)), None)
        for letter in letters:
            if face := whole or next((face for face in candidates if not _lacking(face, [letter])), None):
                chosen[letter] = face
            else:
                missing.append(letter)
    if missing:
        raise BadInput(
            f"no font here has {_spelled(missing)}",
            hint=f"give a font file that has it, or install one (on Debian {_package(missing[0])})",
        )
    return chosen


def _is_picture(letter: str, after: str) -> bool:
    return ord(letter) >= _EMOJI or (after == _AS_PICTURE and not letter.isascii())


def _lacking(face: Font, letters: list[str]) -> list[str]:
    """What a font cannot draw, neither whole nor put together from a letter and its marks."""
    return [
        letter for letter in face.lacks(letters) if (parts := _parts(letter)) == letter or face.lacks(parts)
    ]


def _parts(letter: str) -> str:
    # A hyphen that forbids a break looks like any other.
    return "\u2010" if letter == "\u2011" else unicodedata.normalize("NFD", letter)


def _candidates(font: Font, letters: list[str], already: list[Font], *, picture: bool) -> list[Font]:
    """the fonts to try, in order; the machine is searched only when those at hand lack something."""
    at_hand = list(dict.fromkeys([font, *already, fonts.ours("sans", _weight(font))]))
    if any(not _lacking(face, letters) for face in at_hand) and not picture:
        return at_hand
    found = [face for face in fonts.installed() if len(face.lacks(letters)) < len(letters)]
    found.sort(key=lambda face: _distance(face, font, letters, picture=picture))
    # Only a font that was asked for by name comes before one that has the emoji in colour.
    return [font, *found, *at_hand] if picture else [*at_hand, *found]


def _distance(face: Font, wanted: Font, letters: list[str], *, picture: bool) -> tuple[object, ...]:
    return (
        face.coloured != picture,
        "mono" in face.name.lower(),
        face.upright != wanted.upright,
        _flavour(letters) not in face.family.split(),
        abs(face.weight - wanted.weight),
        len(face.name),
        face.name,
    )


def _flavour(letters: list[str]) -> str:
    """Chinese, Japanese and Korean share characters but draw them differently."""
    names = {unicodedata.name(letter, "").split(" ")[0] for letter in letters}
    if "HANGUL" in names:
        return "KR"
    return "JP" if names & {"HIRAGANA", "KATAKANA"} else "SC"


def _weight(font: Font) -> fonts.Weight:
    return "bold" if font.weight > 650 else "semibold" if font.weight > 500 else "regular"


def _cast(text: str, chosen: dict[str, Font], font: Font) -> Iterator[tuple[str, Font]]:
    """Give each character its font; marks and joiners go with what they follow."""
    current = chosen[next(letter for letter in text if letter in chosen)]
    for letter in text:
        if letter == " " and not font.lacks(" "):
            yield letter, font
            continue
        follows = _silent(letter) or (unicodedata.combining(letter) and not current.lacks([letter]))
        current = current if follows else chosen[letter]
        yield letter, current


def _spelled(letters: list[str]) -> str:
    first, *others = dict.fromkeys(letters)
    shown = first if first.isprintable() else "a character"
    text = f"{shown} (U+{ord(first):04X} {unicodedata.name(first, 'unnamed').lower()})"
    return f"{text}, nor {' '.join(others[:_NAMED])}" if others else text


def _package(letter: str) -> str:
    if ord(letter) >= _EMOJI:
        return "fonts-noto-color-emoji"
    return "fonts-noto-cjk" if _script(letter) == "CJK" else "fonts-noto-core"


@cache
def _loaded(font: Font) -> str:
    """Make a font known to the engine and return the name it has there.

    The engine looks fonts up by name, and another version may be installed under the same one. So
    it gets a nameless copy that answers to a name of our own, and draws exactly this file.
    """
    name = f"studio {sha256(f'{font.path} {font.name}'.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"
    try:
        with tempfile.TemporaryFile() as copy:
            copy.write(renamed(font, name))
            copy.flush()
            # Open for as long as the engine may draw, which is until the process ends.
            kept = os.dup(copy.fileno())
    except OSError as error:
        raise ToolFailed(
            f"the font {font.name} could not be prepared: {(error.strerror or str(error)).lower()}",
            hint=f"free some space in {tempfile.gettempdir()}",
        ) from error
    vips = engine()
    try:
        vips.Image.text(".", font=f"{name} 10", fontfile=f"/dev/fd/{kept}")
    except vips.Error as error:
        raise BadInput(f"the font {font.path.name} cannot be used", hint="name another font") from error
    return name

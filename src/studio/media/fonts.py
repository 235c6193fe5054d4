"""Which fonts there are: those that come with the product, and those installed on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from studio.core.errors import BadInput, NotFound, Unavailable
from studio.media.fontfile import Font, faces

Weight = Literal["regular", "semibold", "bold"]

OURS = {
    "sans": ("font_source_sans_pro", "SourceSansPro-{}.ttf"),
    "serif": ("font_source_serif_pro", "SourceSerifPro-{}.ttf"),
    "manrope": ("font_manrope", "Manrope-{}.ttf"),
    "fredoka": ("font_fredoka_one", "FredokaOne-{}.ttf"),
    "hanken": ("font_hanken_grotesk", "HankenGrotesk-{}.otf"),
    "amatic": ("font_amatic_sc", "AmaticSC-{}.ttf"),
}
# What a weight is called where a family calls it otherwise, or has not got it.
_STYLES = {
    "manrope": {"semibold": "SemiBold"},
    "fredoka": {"semibold": "Regular", "bold": "Regular"},
    "hanken": {"semibold": "SemiBold"},
    "amatic": {"semibold": "Bold"},
}
WEIGHTS = {"regular": 400, "semibold": 600, "bold": 700}
_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
)
_SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}


def ours(name: str, weight: Weight = "regular") -> Font:
    """Return a font that comes with the product: sans, serif, manrope, fredoka, hanken or amatic."""
    package, file = OURS[name]
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        wanted = package.replace("_", "-")
        raise Unavailable(f"the font package {wanted} is not installed", hint=f"pip install {wanted}")
    style = _STYLES.get(name, {}).get(weight, weight.capitalize())
    return faces(Path(found.submodule_search_locations[0], "files", file.format(style)))[0]


def named(name: str, weight: Weight = "regular") -> Font:
    """Return the font of a name: one of ours, or an installed family or face."""
    wanted = _plain(name)
    if wanted in OURS:
        return ours(wanted, weight)
    known = [*_all_ours(weight), *installed()]
    found = [font for font in known if _plain(font.name) == wanted]
    found = found or [font for font in known if _plain(font.family) == wanted]
    if not found:
        raise NotFound(
            f"there is no font called {name} here",
            hint=f"choose {', '.join(OURS)}, an installed font, or give a font file",
        )
    return min(found, key=lambda font: (not font.upright, abs(font.weight - WEIGHTS[weight])))


def _all_ours(weight: Weight) -> Iterator[Font]:
    for name, (package, _) in OURS.items():
        if find_spec(package):
            yield ours(name, weight)


def is_ours(font: Font) -> bool:
    """Say whether a font came with the product."""
    return font.path.parent.parent.name in {package for package, _ in OURS.values()}


def in_file(path: Path) -> Font:
    """Return the font in a file; the first one of a collection."""
    return faces(path.absolute())[0]


@cache
def installed() -> tuple[Font, ...]:
    """Return the fonts found on this machine, in a steady order."""
    return tuple(font for path in _files() for font in _usable(path))


def _files() -> Iterator[Path]:
    for folder in _FOLDERS:
        found = Path(folder).expanduser().rglob("*")
        yield from sorted(path for path in found if path.suffix.lower() in _SUFFIXES)


def _usable(path: Path) -> tuple[Font, ...]:
    try:
        return faces(path)
    except (BadInput, NotFound):
        return ()


def _plain(name: str) -> str:
    words = name.lower().replace("-", " ").split()
    return " ".join(words[:-1] if len(words) > 1 and words[-1] == "regular" else words)

"""Reads a drawing: what could reach outside, run, or grow without end is refused with its line."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from studio.core.errors import BadInput, NotFound

LARGEST = 4_000_000
MOST_ELEMENTS = 20_000
_DEEPEST = 60
_LONGEST = 400_000

OURS = "studio"
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_ELEMENTS = {
    "svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "linearGradient", "radialGradient", "stop", "clipPath", "mask", "use",
}  # fmt: skip
_WITHOUT_NAMESPACE = {"", _SVG}


@dataclass(frozen=True)
class Element:
    """An element of a drawing.

    Attributes:
        name: Its name.
        given: Its ordinary attributes.
        own: The attributes of our dialect.
        inside: The elements in it.
        line: Where it stands in its file.
        text: The text in it; only titles have one.
    """

    name: str
    given: dict[str, str]
    own: dict[str, str]
    line: int
    inside: list[Element] = field(default_factory=list)
    text: str = ""


@dataclass(frozen=True)
class Drawing:
    """A drawing as it was read.

    Attributes:
        file: Where it came from.
        root: The element svg.
        box: Left, top, width and height in world units.
        title: What it shows.
    """

    file: str
    root: Element
    box: tuple[float, float, float, float]
    title: str


class Misdrawn(BadInput):
    """A drawing that is refused."""

    @classmethod
    def at(cls, file: str, line: int, message: str, hint: str) -> Misdrawn:
        """Refuse a drawing, and say where."""
        return cls(f"{file}:{line}: {message}", hint=hint)


def load(path: Path) -> Drawing:
    """Read a drawing from its file."""
    try:
        stat = path.stat()
    except OSError:
        raise NotFound(f"there is no drawing {path}", hint="look at the name") from None
    return _loaded(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=512)
def _loaded(path: Path, _changed: int, size: int) -> Drawing:
    if size > LARGEST:
        raise Misdrawn.at(str(path), 1, "it is larger than 4 MB", "draw it with fewer points")
    try:
        content = path.read_bytes()
    except OSError as refused:
        reason = (refused.strerror or str(refused)).lower()
        raise BadInput(f"{path} cannot be read: {reason}", hint="look at its permissions") from None
    return read(content, str(path))


def read(content: bytes, file: str) -> Drawing:
    """Read a drawing.

    Args:
        content: The SVG.
        file: How messages call it.
    """
    root = _Reader(file).read(content)
    if root.name != "svg":
        raise Misdrawn.at(file, root.line, f"it begins with <{root.name}>", "begin with <svg>")
    titles = [one.text.strip() for one in root.inside if one.name == "title"]
    return Drawing(file, root, _box(root, file), titles[0] if titles else Path(file).stem.replace("_", " "))


def _box(root: Element, file: str) -> tuple[float, float, float, float]:
    try:
        x, y, width, height = (float(part) for part in root.given["viewBox"].replace(",", " ").split())
    except (KeyError, ValueError):
        raise Misdrawn.at(
            file, root.line, "it has no viewBox of four numbers", 'write viewBox="left top width height"'
        ) from None
    if not all(abs(part) < 1e6 for part in (x, y, width, height)) or width <= 0 or height <= 0:
        raise Misdrawn.at(
            file, root.line, "its viewBox is no area", "give it a width and a height above zero"
        )
    return x, y, width, height


class _Reader:
    """Listens to the parser; keeps what the dialect knows."""

    def __init__(self, file: str) -> None:
        from xml.parsers import expat

        self._file = file
        self._open: list[Element] = []
        self._root: Element | None = None
        self._count = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.ProcessingInstructionHandler = self._refuse_instruction
        self._wrong = expat.ExpatError

    def read(self, content: bytes) -> Element:
        if len(content) > LARGEST:
            raise Misdrawn.at(self._file, 1, "it is larger than 4 MB", "draw it with fewer points")
        try:
            self._parser.Parse(content, True)
        except self._wrong as wrong:
            told = str(wrong).partition(":")[0]
            raise Misdrawn.at(
                self._file,
                wrong.lineno,
                f"it is no SVG: {told}",
                "open it in a browser to see where it breaks",
            ) from None
        except (ValueError, LookupError) as wrong:
            raise Misdrawn.at(self._file, 1, f"it is no SVG: {wrong}", "save it as UTF-8") from None
        assert self._root is not None
        return self._root

    def _refuse_doctype(self, *_: Any) -> None:
        self._refuse("a DOCTYPE, which can hold entities without end", "take it out")

    def _refuse_instruction(self, target: str, _: str) -> None:
        self._refuse(f"<?{target}?>, which can reach outside", "take it out")

    def _refuse(self, what: str, hint: str) -> None:
        raise Misdrawn.at(self._file, self._parser.CurrentLineNumber, f"it has {what}", hint)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        space, _, plain = name.rpartition(" ")
        if space not in _WITHOUT_NAMESPACE or plain not in _ELEMENTS:
            known = "shapes, groups, gradients, clips and masks"
            self._refuse(f"<{plain}>, which drawings do not use", f"draw it with {known}")
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) > _DEEPEST:
            self._refuse("too many elements", "draw it with fewer; repeat with s:repeat")
        given, own = self._sorted(attributes)
        element = Element(plain, given, own, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].inside.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _sorted(self, attributes: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
        """The attributes of SVG, and those of the dialect."""
        given, own = {}, {}
        for name, value in attributes.items():
            space, _, plain = name.rpartition(" ")
            if len(value) > _LONGEST:
                self._refuse(f"a {plain} of {len(value):,} characters", "draw it with fewer points")
            if space == OURS:
                own[plain] = value
                continue
            if plain == "href" and not value.startswith("#"):
                self._refuse(f"a link to {value[:60]}", "keep all of it in one file")
            if "url(" in value and not value.strip().startswith("url(#"):
                self._refuse(f"a link in {plain}", "keep all of it in one file")
            if plain.startswith("on") or plain in ("style", "class"):
                self._refuse(f"the attribute {plain}", "write fill, stroke and opacity as attributes")
            if space in _WITHOUT_NAMESPACE or space == _XLINK:
                given[plain] = value
        return given, own

    def _end(self, _: str) -> None:
        self._open.pop()

    def _characters(self, text: str) -> None:
        if self._open and self._open[-1].name == "title" and len(self._open[-1].text) < 200:
            # Frozen against the world, not against its reader.
            object.__setattr__(self._open[-1], "text", self._open[-1].text + text)

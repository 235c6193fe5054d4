"""Where drawings, places and styles lie: the user's own folder before ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from studio.core.errors import BadInput, NotFound
from studio.core.written.findings import nearest
from studio.render.drawing import reading

if TYPE_CHECKING:
    from studio.render.drawing.reading import Drawing
    from studio.render.grammar import Pack, Place

M = TypeVar("M")

OURS = Path(__file__).with_name("vocabulary")
_FOLDERS = ("packs", "places", "props", "skies")
_FILES = ("pairings.yaml", "type.yaml", "camera.yaml", "transitions.yaml")


@dataclass(frozen=True)
class Shelf:
    """All that can be shown.

    Attributes:
        folders: Where to look, first come first served; each is laid out like vocabulary/.
    """

    folders: tuple[Path, ...] = field(default=(OURS,))

    def drawing(self, name: str) -> Drawing:
        """A drawing by its way: props/lamp, places/coast/far."""
        return reading.load(self._file(name, ".svg", "drawing"))

    def pack(self, name: str) -> Pack:
        """A style."""
        from studio.render.grammar import Pack

        return _loaded(self._file(f"packs/{name}", ".yaml", "style"), Pack)

    def place(self, name: str) -> Place:
        """A place."""
        from studio.render.grammar import Place

        return _loaded(self._file(f"places/{name}/place", ".yaml", "place"), Place)

    def files(self, name: str) -> tuple[Path, ...]:
        """Every file of a name, first come first served: type.yaml, camera.yaml and their like."""
        return tuple(path for folder in self.folders if (path := folder / name).is_file())

    def names(self, kind: str) -> list[str]:
        """Everything of a kind: packs, places, props, products."""
        found: set[str] = set()
        for folder in self.folders:
            for path in (folder / kind).glob("*"):
                if (path / "place.yaml").is_file() or path.suffix in (".svg", ".yaml"):
                    found.add(path.stem)
        return sorted(found)

    def _file(self, name: str, suffix: str, called: str) -> Path:
        for folder in self.folders:
            path = folder / f"{name}{suffix}"
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return path
        kind, _, rest = name.partition("/")
        wanted = rest.split("/")[0]
        known = self.names(kind)
        raise NotFound(f"there is no {called} called {wanted}", hint=nearest(wanted, known))


def shelf(own: Path | None = None) -> Shelf:
    """The shelf with a folder of the user's own before ours.

    Args:
        own: The folder, laid out like vocabulary/: packs, places, props; any of them may be missing.
    """
    if own is None:
        return Shelf()
    if not any((own / part).exists() for part in (*_FOLDERS, *_FILES)):
        raise BadInput(
            f"{own} has neither packs nor places nor props",
            hint="docs/guide/looks.md says how a vocabulary is laid out",
        )
    return Shelf((own.absolute(), OURS))


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int, model: Any) -> object:
    from studio.core.written.loading import load

    return load(path, model)


def _loaded(path: Path, model: type[M]) -> M:
    found = _read(path, path.stat().st_mtime_ns, cast("Any", model))
    assert isinstance(found, model)
    return found

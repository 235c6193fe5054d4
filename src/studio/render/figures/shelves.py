"""The files about people, read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from studio.core.errors import NotFound
from studio.core.written.findings import nearest
from studio.core.written.loading import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studio.render.figures import grammar

V = TypeVar("V")

OURS = Path(__file__).parent.parent / "vocabulary" / "people"


@lru_cache(maxsize=64)
def _read(path: Path, name: str) -> object:
    from studio.render.figures import grammar

    return load(path, cast("Any", getattr(grammar, name)))


def poses(folder: Path = OURS) -> Mapping[str, grammar.WrittenPose]:
    """Every pose."""
    return cast("grammar.Poses", _read(folder / "poses.yaml", "Poses")).poses


def gaits(folder: Path = OURS) -> Mapping[str, grammar.Gait]:
    """Every way of walking."""
    return cast("grammar.Gaits", _read(folder / "gaits.yaml", "Gaits")).gaits


def faces(folder: Path = OURS) -> grammar.Faces:
    """The mouths and emotions."""
    return cast("grammar.Faces", _read(folder / "faces.yaml", "Faces"))


def hair(folder: Path = OURS) -> Mapping[str, grammar.Hair]:
    """Every way to wear one's hair."""
    return barbershop(folder).hair


def garments(folder: Path = OURS) -> Mapping[str, grammar.Garment]:
    """Every garment."""
    return cast("grammar.Wardrobe", _read(folder / "clothes.yaml", "Wardrobe")).garments


def trades(folder: Path = OURS) -> Mapping[str, grammar.Outfit]:
    """What people of every trade wear."""
    return cast("grammar.Trades", _read(folder / "trades.yaml", "Trades")).trades


def named(known: Mapping[str, V], name: str, called: str) -> V:
    """One of many by its name.

    Raises:
        NotFound: There is none; says what is nearest.
    """
    if name not in known:
        raise NotFound(f"there is no {called} called {name}", hint=nearest(name, list(known)))
    return known[name]


def bodies(folder: Path = OURS) -> grammar.Bodies:
    """The shapes of bodies."""
    return cast("grammar.Bodies", _read(folder / "bodies.yaml", "Bodies"))


def barbershop(folder: Path = OURS) -> grammar.Barbershop:
    """Hair, hats and beards."""
    return cast("grammar.Barbershop", _read(folder / "hair.yaml", "Barbershop"))


def hands(folder: Path = OURS) -> grammar.Hands:
    """The shapes of hands, and what they hold."""
    return cast("grammar.Hands", _read(folder / "hands.yaml", "Hands"))

"""Showing the models of the machine."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.materials import Bytes
from studio.core.tool import tool
from studio.store.weights.keeping import EVERY_KIND, Kind


@dataclass(frozen=True)
class Listed:
    """A model.

    Attributes:
        model: Its kind and its name.
        size: Its bytes.
        files: How many files it has.
        revision: Which version of it.
        licence: Under which licence.
        source: Where it was published.
    """

    model: str
    size: Bytes
    files: int
    revision: str
    licence: str
    source: str


@dataclass(frozen=True)
class Shelf:
    """The models of the machine.

    Attributes:
        folder: Where they lie.
        models: All of them, by kind and name.
        size: The bytes of all.
    """

    folder: str
    models: tuple[Listed, ...]
    size: int


@tool
def show(kinds: list[Kind] = EVERY_KIND) -> Shelf:
    """Show the models of the machine.

    Args:
        kinds: What they are for; all of them if left out.

    Examples:
        studio weights show
        studio weights show lora_sdxl controlnet --json
    """
    from studio.store.weights import keeping

    found = [
        Listed(
            f"{one.kind}/{one.name}", one.size, len(one.card.files), one.card.revision, one.card.licence,
            one.card.source,
        )
        for kind in kinds
        for one in keeping.models(kind)
    ]  # fmt: skip
    return Shelf(str(keeping.root()), tuple(found), sum(one.size for one in found))

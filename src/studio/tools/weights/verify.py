"""Finding out whether a model is whole."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.errors import ToolFailed
from studio.core.materials import Bytes
from studio.core.tool import tool


@dataclass(frozen=True)
class Proven:
    """A model that was read to its last byte.

    Attributes:
        model: Its kind and its name.
        whole: Whether every file is there and is what it was.
        size: The bytes its card tells.
        missing: Files that are not there.
        changed: Files whose content is another.
        unknown: Files its card knows nothing of.
    """

    model: str
    whole: bool
    size: Bytes
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    unknown: tuple[str, ...]


@tool
def verify(name: str, *, strict: bool = False) -> Proven:
    """Read a model to its last byte, and compare it with its card.

    Args:
        name: The model, as studio weights show lists it.
        strict: Fail unless it is whole.

    Examples:
        studio weights verify video/wan2.2-ti2v-5b
        studio weights verify ada --strict
    """
    from studio.store.weights import keeping

    model = keeping.where(name)
    found = keeping.verify(model)
    if strict and found:
        wrong = ", ".join((*found.missing, *found.changed)[:3])
        raise ToolFailed(
            f"{model.kind}/{model.name} is not whole: {wrong}", hint="get it again from its source"
        )
    return Proven(
        f"{model.kind}/{model.name}", not found, model.size, found.missing, found.changed, found.unknown
    )

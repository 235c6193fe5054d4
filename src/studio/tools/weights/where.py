"""Telling where a model lies."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.tool import tool


@dataclass(frozen=True)
class Placed:
    """Where a model lies, and where it comes from.

    Attributes:
        model: Its kind and its name.
        folder: Where it lies.
        files: Its files, in that folder.
        source: Where it was published.
        revision: Which version of it.
        licence: Under which licence.
        note: Whatever people should know of it.
    """

    model: str
    folder: str
    files: tuple[str, ...]
    source: str
    revision: str
    licence: str
    note: str


@tool
def where(name: str) -> Placed:
    """Tell where a model of the machine lies, and where it comes from.

    Args:
        name: The model, as studio weights show lists it.

    Examples:
        studio weights where ada
    """
    from studio.store.weights import keeping

    model = keeping.where(name)
    card = model.card
    return Placed(
        f"{model.kind}/{model.name}", str(model.folder), tuple(card.files), card.source, card.revision,
        card.licence, card.note,
    )  # fmt: skip

"""Putting a model among those of the machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.core.materials import Bytes
from studio.core.tool import tool
from studio.store.weights.keeping import How, Kind


@dataclass(frozen=True)
class Added:
    """A model that is there now.

    Attributes:
        model: Its kind and its name, as studio weights where knows it.
        folder: Where it lies.
        files: How many files it has.
        size: Its bytes.
    """

    model: str
    folder: str
    files: int
    size: Bytes


@tool(effect=True)
def add(
    weights: Path, *, kind: Kind, name: str = "", source: str = "", revision: str = "", licence: str = "",
    note: str = "", how: How = "copy",
) -> Added:  # fmt: skip
    """Put a model among those of the machine, with a card that says what it is.

    It is there whole or not at all. Its card, model.yaml in its folder, holds the hash of every file, so
    that studio weights verify can tell later whether it still is what it was.

    Args:
        weights: A file of weights, or a folder that holds a model.
        kind: What it is for.
        name: What it is called from now on; as its file or folder is called if left out.
        source: The address where it was published.
        revision: Which version of it.
        licence: Under which licence.
        note: Whatever people should know of it.
        how: Copy its files, move them, or link to where they lie.

    Examples:
        studio weights add wan2.2-ti2v-5b/ --kind video --licence Apache-2.0
        studio weights add ada.safetensors --kind lora_sdxl --how link --note "trained on take 3"
    """
    from studio.core.errors import NotFound
    from studio.store.weights import keeping
    from studio.store.weights.grammar import Card

    if not weights.exists():
        raise NotFound(f"there is no {weights}")
    called = name or (weights.stem if weights.is_file() else weights.resolve().name)
    card = Card(source=source, revision=revision, licence=licence, note=note, files={})
    made = keeping.add(weights, kind, called, card, how)
    return Added(f"{kind}/{called}", str(made.folder), len(made.card.files), made.size)

"""A folder of diffusers' in the store: what it is by its own files, read without loading any of it."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput, NotFound

if TYPE_CHECKING:
    from studio.store.weights.grammar import Options
    from studio.store.weights.keeping import Kind, Model

INDEX = "model_index.json"
_HEADER = 100 << 20
"""The longest header of a file of weights; what claims more is none."""


@dataclass(frozen=True)
class Weights:
    """A model of diffusers'.

    Attributes:
        model: Where it lies, and its card.
        index: What it is put together from.
    """

    model: Model
    index: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What it is called here."""
        return self.model.name

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.model.folder

    @property
    def pipeline(self) -> str:
        """What diffusers calls what it is."""
        return str(self.index.get("_class_name", ""))

    @property
    def options(self) -> Options:
        """How it is used here, where that differs from how it was published."""
        from studio.store.weights.grammar import Options

        return self.model.card.options or Options()

    @cached_property
    def digest(self) -> str:
        """What changes when any of its files does, or how it is used."""
        return digest(self.model)

    def config(self, part: str) -> Mapping[str, Any]:
        """How a part of it is built; nothing where it has no such part.

        Args:
            part: The part's folder: transformer, vae …

        Raises:
            BadInput: It has one whose description cannot be read.
        """
        path = self.folder / part / "config.json"
        return _read(path) if path.is_file() else {}

    @cached_property
    def parameters(self) -> Mapping[str, int]:
        """How many numbers each of its parts has."""
        found: dict[str, int] = {}
        for place in self.model.card.files:
            part, _, file = place.rpartition("/")
            if part and file.endswith(".safetensors"):
                found[part] = found.get(part, 0) + counted(self.folder / place)
        return found


def digest(model: Model) -> str:
    """What changes when any file of a model does, or how it is used.

    Args:
        model: The model.
    """
    told = {place: file.sha256 for place, file in sorted(model.card.files.items())}
    options = model.card.options.model_dump(exclude_defaults=True) if model.card.options else {}
    return hashlib.sha256(json.dumps([told, options], sort_keys=True).encode()).hexdigest()[:12]


def known(kind: Kind, pipelines: Sequence[str]) -> list[Weights]:
    """The models of the store that are one of some kinds of pipelines.

    Args:
        kind: What they are for.
        pipelines: What diffusers calls them.
    """
    from contextlib import suppress

    from studio.store.weights import keeping

    found = []
    for model in keeping.models(kind):
        with suppress(BadInput):
            weights = of(model)
            if weights.pipeline in pipelines:
                found.append(weights)
    return found


def chosen(
    kind: Kind, pipelines: Sequence[str], name: str, called: str, *, suits: Callable[[Weights], bool] = bool
) -> Weights:
    """A model by its name, or the only one there is.

    Args:
        kind: What it is for.
        pipelines: What diffusers calls such models.
        name: What it is called in the store; the only one of its kind if empty.
        called: What people call such models.
        suits: Which of them can do what is wanted, where nobody says a name.

    Raises:
        NotFound: There is none.
        BadInput: There are several, or it is another kind of model.
    """
    from studio.store.weights import keeping

    if name:
        weights = of(keeping.where(name, kind))
        if weights.pipeline not in pipelines:
            raise BadInput(
                f"{kind}/{name} is a {weights.pipeline or 'model without a name'}, not a model of {called}",
                hint=f"{called} are {' or '.join(pipelines)}; studio weights show lists what is there",
            )
        return weights
    found = [one for one in known(kind, pipelines) if suits(one)]
    if not found:
        raise NotFound(
            f"there are no weights of {called} in the store",
            hint=f"put a folder of diffusers' there: studio weights add FOLDER --kind {kind}",
        )
    if len(found) > 1:
        raise BadInput(
            f"there are several models of {called}",
            hint=f"say which: {', '.join(f'{called.lower()}:{one.name}' for one in found)}",
        )
    return found[0]


def of(model: Model) -> Weights:
    """What a model of the store is.

    Raises:
        BadInput: It is none of diffusers'.
    """
    path = model.folder / INDEX
    if not path.is_file():
        raise BadInput(
            f"{model.kind}/{model.name} has no {INDEX}, so it is no model of diffusers'",
            hint="give the folder that holds it, with transformer/, vae/ and the like beside it",
        )
    return Weights(model, _read(path))


def counted(path: Path) -> int:
    """How many numbers a file of weights holds, by its header.

    Raises:
        BadInput: It is no such file.
    """
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if not 2 <= length <= _HEADER:
                raise ValueError("its header is too long")
            header = json.loads(file.read(length))
        shapes = [told["shape"] for name, told in header.items() if name != "__metadata__"]
        return sum(math.prod(shape) for shape in shapes)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as broken:
        raise BadInput(
            f"{path.parent.name}/{path.name} is no file of weights: {broken}",
            hint="studio weights verify says whether its model is whole",
        ) from None


def _read(path: Path) -> Mapping[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as broken:
        raise BadInput(
            f"{path.parent.name}/{path.name} cannot be read: {broken}",
            hint="studio weights verify says whether its model is whole",
        ) from None
    if not isinstance(told, dict):
        raise BadInput(f"{path.parent.name}/{path.name} describes no model", hint="look at the file")
    return told

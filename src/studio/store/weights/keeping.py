"""A folder of models, a folder for each kind of them, a folder with a card for each model.

A cache may be thrown away and a model may not: nothing here ever lies in a folder for caches, and nothing
is loaded from anywhere else.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from studio.core.errors import BadInput, NotFound, Refused, ToolFailed
from studio.core.run import run, stop_if_cancelled
from studio.core.scratch import near, sweep, unwritable
from studio.store.filing.home import home

if TYPE_CHECKING:
    from studio.store.weights.grammar import Card, File

Kind = Literal[
    "video", "stable-diffusion", "lora_sdxl", "controlnet", "upscale", "voice", "speech", "text", "vision",
    "segmentation", "embedding",
]  # fmt: skip
EVERY_KIND: list[Kind] = list(get_args(Kind))
How = Literal["copy", "move", "link"]

CARD = "model.yaml"
_PIECE = 1 << 22
_LONGEST = 100


@dataclass(frozen=True)
class Model:
    """A model that is there.

    Attributes:
        kind: What it is for.
        name: What it is called here.
        folder: Where it lies.
        card: Where it comes from, and what belongs to it.
    """

    kind: Kind
    name: str
    folder: Path
    card: Card

    @property
    def size(self) -> int:
        """Its bytes."""
        return sum(file.size for file in self.card.files.values())


@dataclass(frozen=True)
class Faults:
    """What is not as the card of a model says."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]
    unknown: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed)


def root() -> Path:
    """The folder of all models."""
    return home() / "models"


def models(kind: Kind | None = None) -> Iterator[Model]:
    """All models, by kind and name; those whose card cannot be read are left out."""
    for one in [kind] if kind else EVERY_KIND:
        for card in sorted((root() / one).glob(f"*/{CARD}")):
            with suppress(BadInput):
                yield Model(one, card.parent.name, card.parent, _card(card))


def where(name: str, kind: Kind | None = None) -> Model:
    """A model by its name.

    Args:
        name: What it is called here; with its kind before it (`video/wan`) where two have one name.
        kind: What it is for.

    Raises:
        NotFound: There is none.
        BadInput: There are two, or its card is broken.
    """
    from studio.core.written.findings import nearest

    before, _, last = name.rpartition("/")
    known = [model for model in models(kind) if not before or model.kind == before]
    found = [model for model in known if model.name == last]
    if len(found) > 1:
        raise BadInput(
            f"there are several models called {last}",
            hint=f"say which: {', '.join(f'{model.kind}/{last}' for model in found)}",
        )
    if found:
        return found[0]
    broken = next(root().glob(f"{before or '*'}/{last}/{CARD}"), None) if last else None
    if broken:
        _card(broken)
    hint = nearest(last, [model.name for model in known]) or "studio weights show lists those that are there"
    raise NotFound(f"there is no model called {name}", hint=hint)


def add(given: Path, kind: Kind, name: str, card: Card, how: How) -> Model:
    """Put a model among those of the machine, whole or not at all.

    Args:
        given: A file of weights, or a folder.
        kind: What it is for.
        name: What it is to be called.
        card: Where it comes from; its files are found here.
        how: Copy it, move it, or link to the files where they lie.

    Raises:
        Refused: There is one of that name.
        BadInput: There is nothing in it, or the name is none for a folder.
    """
    import yaml

    if not (0 < len(name) <= _LONGEST) or name.startswith(".") or set(name) & set('/\\:*?"<>|\0\n'):
        raise BadInput(f"{name!r} is no name for a model", hint="take letters, figures, dots and dashes")
    target = root() / kind / name
    if target.exists():
        raise Refused(f"there is a model {kind}/{name}", hint="choose another --name, or take it away first")
    files = _files(given)
    _check_room(target, sum(file.stat().st_size for file in files.values()), how)
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep(target.parent)
    made = near(target, name)
    shutil.rmtree(made, ignore_errors=True)
    try:
        found = {}
        for place, file in run().track(list(files.items()), "Adding"):
            found[place] = _brought(file, made / place, how)
        told = card.model_copy(update={"files": found})
        text = yaml.safe_dump(
            told.model_dump(mode="json", exclude_none=True), sort_keys=False, allow_unicode=True
        )
        (made / CARD).write_text(text, "utf-8")
        made.rename(target)
    except OSError as refused:
        raise unwritable(target, refused) from None
    finally:
        shutil.rmtree(made, ignore_errors=True)
    if how == "move":
        for file in files.values():
            file.unlink(missing_ok=True)
    return Model(kind, name, target, told)


def verify(model: Model) -> Faults:
    """Read every byte of a model, and compare it with its card."""
    missing, changed = [], []
    for place, told in run().track(list(model.card.files.items()), f"Reading {model.name}"):
        file = model.folder / place
        if not file.is_file():
            missing.append(place)
        elif file.stat().st_size != told.size or _hash(file) != told.sha256:
            changed.append(place)
    there = {path.relative_to(model.folder).as_posix() for path in model.folder.rglob("*") if path.is_file()}
    unknown = sorted(there - set(model.card.files) - {CARD})
    return Faults(tuple(missing), tuple(changed), tuple(unknown))


def _check_room(target: Path, size: int, how: How) -> None:
    """Refuse before an hour of copying what will not fit."""
    from studio.host import hardware

    free = hardware.disk(target).free
    if how == "copy" and size > free:
        raise ToolFailed(
            f"{target.name} has {size / 1e9:.1f} GB, and the disk {free / 1e9:.1f} GB free",
            hint="make room, set home to another disk in studio.toml, or use --how move or link",
        )


def _card(path: Path) -> Card:
    from studio.core.written.loading import load
    from studio.store.weights.grammar import Card

    return load(path, Card)


def _files(given: Path) -> dict[str, Path]:
    """The files of what is given, by the places they will have."""
    if given.is_file():
        return {given.name: given}
    found = {
        path.relative_to(given).as_posix(): path
        for path in sorted(given.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(given).parts)
    }
    found.pop(CARD, None)
    if not found:
        raise BadInput(f"{given.name} holds no files", hint="give a file of weights, or a folder with them")
    return found


def _brought(file: Path, target: Path, how: How) -> File:
    """One file where it belongs, and what the card says of it."""
    from studio.store.weights.grammar import File

    target.parent.mkdir(parents=True, exist_ok=True)
    if how == "link":
        target.symlink_to(file.resolve())
        return File(size=file.stat().st_size, sha256=_hash(file))
    if how == "move":
        # A second name for the same bytes costs nothing where both lie on one disk.
        with suppress(OSError):
            os.link(file, target)
            return File(size=file.stat().st_size, sha256=_hash(file))
    return File(size=file.stat().st_size, sha256=_hash(file, copy=target))


def _hash(file: Path, copy: Path | None = None) -> str:
    """The hash of a file, which is copied while it is read."""
    import hashlib
    from contextlib import ExitStack

    found = hashlib.sha256()
    piece = memoryview(bytearray(_PIECE))
    with ExitStack() as stack:
        read = stack.enter_context(file.open("rb", buffering=0))
        write = stack.enter_context(copy.open("wb", buffering=0)) if copy else None
        while count := read.readinto(piece):
            stop_if_cancelled()
            found.update(piece[:count])
            if write:
                write.write(piece[:count])
        if write:
            os.fsync(write.fileno())
    return found.hexdigest()

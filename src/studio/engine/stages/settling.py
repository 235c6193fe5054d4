"""From what a worker has made to a result in its place: there once, whole, or not, whenever a kill comes.

What is made is first kept with its run, or written down with where it goes; then it is delivered; then the
delivery is written down. After a kill the notes and the files themselves say how far it had come.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studio.core import delivery, scratch
from studio.core.catalogue import AnyTool
from studio.core.delivery import Place
from studio.core.errors import StudioError
from studio.engine.journal import Settled
from studio.engine.workers import products
from studio.engine.workers.calls import Message
from studio.engine.workers.worker import unforeseen
from studio.store.assets import Assets


@dataclass(frozen=True)
class Piece:
    """One call of a stage.

    Attributes:
        number: Its number among the calls of the stage.
        source: What it works on, for people to read.
        given: The parameters, as the wire carries them.
        packed: The wire has packed them, so they are checked.
        kept: Where its result is kept with the run; nowhere if None.
        place: Where its result is delivered to; nowhere if None.
        suffix: The extension its result will have; None where only the result tells.
    """

    number: int
    source: str
    given: Mapping[str, Any]
    packed: bool = True
    kept: Place | None = None
    place: Place | None = None
    suffix: str | None = None

    @property
    def in_the_way(self) -> Path | None:
        """What stands where its result would go, as far as that can be known before it is made."""
        if self.place is None or not (self.place.exact or self.suffix is not None):
            return None
        name = self.place.exact or f"{self.place.stem}{self.suffix}"
        return delivery.in_the_way(self.place.folder / name, self.place)


@dataclass(frozen=True)
class Made:
    """What a worker made of a piece: the result as it will be, and where its files are now."""

    piece: Piece
    message: Message
    result: Any
    workshop: Path
    scratch: Path
    settled: Settled

    @property
    def is_under_way(self) -> bool:
        """Whether something is still to be delivered, so that a kill in between would leave a doubt."""
        return self.piece.place is not None and bool(self.settled.files)


class Settler:
    """Settles the calls of one tool."""

    def __init__(self, tool: AnyTool, assets: Assets) -> None:
        self._tool = tool
        self._assets = assets
        self._swept: set[Path] = set()

    def made(self, piece: Piece, message: Message, workshop: Path) -> Made:
        """Keep what was made, or work out where it will go; raises StudioError where neither can be."""
        try:
            result = self._tool.Output.validate_python(message.result)
        except ValueError as wrong:
            raise unforeseen(wrong) from None
        began_in = workshop
        contents = {str(file["path"]): file for file in message.files}
        if piece.kept:
            targets = delivery.targets(result, piece.kept, workshop)
            with self._refusals():
                for made, kept in targets.values():
                    # A kill may have left it there before it was written down.
                    if made.is_relative_to(workshop) and kept.is_dir():
                        shutil.rmtree(kept)
                result, _ = delivery.deliver(self._tool, result, piece.kept, workshop)
                for made, kept in targets.values():
                    self._assets.adopt(kept, contents[str(made)]["hash"])
            contents = {str(kept): contents[str(made)] for made, kept in targets.values()}
            workshop = piece.kept.folder
        names, files = self._files(piece, result, workshop, contents)
        told = products.told(result)
        if not piece.kept:
            told = products.renamed(told, lambda path: names.get(path, path))
        state = "made" if piece.place and files else "done"
        settled = Settled(state, told, files, seconds=message.seconds)
        return Made(piece, message, result, workshop, began_in, settled)

    def _files(
        self, piece: Piece, result: Any, workshop: Path, contents: Mapping[str, Mapping[str, Any]]
    ) -> tuple[dict[str, str], tuple[dict[str, Any], ...]]:
        """Where every file goes in the end, and what the ledger says of it."""
        place = piece.place or piece.kept
        if place is None:
            return {}, ()
        targets = delivery.targets(result, place, workshop)
        names = {str(made): str(target) for made, target in targets.values()}
        files = tuple(
            {
                "path": str(target) if piece.place else str(made),
                "hash": contents[str(made)]["hash"],
                "size": contents[str(made)]["size"],
                "kept": str(made) if piece.kept else "",
            }
            for made, target in targets.values()
            if str(made) in contents
        )
        return names, files

    def delivered(self, made: Made) -> Settled:
        """Put what was made where it goes."""
        if not made.is_under_way:
            return made.settled
        assert made.piece.place
        copy = made.piece.kept is not None
        try:
            with self._refusals():
                delivery.deliver(self._tool, made.result, made.piece.place, made.workshop, copy=copy)
        except StudioError as refused:
            return Settled("failed", error=refused, seconds=made.settled.seconds)
        return replace(made.settled, state="done")

    def found(self, row: Mapping[str, Any], *, overwrite: bool) -> bool:
        """Whether what was made before a kill is where it goes; brings it there if it was kept.

        Args:
            row: What the ledger says of it.
            overwrite: Whether something else that is there may be replaced.
        """
        return all(self.brought(file, overwrite=overwrite) for file in json.loads(row["files"]))

    def take_back(self, files: Iterable[Mapping[str, Any]]) -> None:
        """What is made again must not meet that part of it which has come to its place already."""
        for file in files:
            target = Path(file["path"])
            if target.exists() and _is_the_same(target, file):
                _remove(target)

    def brought(self, file: Mapping[str, Any], *, overwrite: bool) -> bool:
        """Whether one file is where it goes, or was kept and could be brought there."""
        target = Path(file["path"])
        if target.parent not in self._swept:
            self._swept.add(target.parent)
            scratch.sweep(target.parent)
        if target.exists() and _is_the_same(target, file):
            return True
        if not file["kept"] or (target.exists() and not overwrite):
            return False
        kept = Path(file["kept"])
        if not self._assets.holds(file["hash"], file["size"]):
            return False
        if not kept.exists():
            self._assets.show(file["hash"], kept)
        if kept != target:
            delivery.copy_to(kept, target, overwrite=overwrite)
        return True

    def still_there(self, files: str) -> bool:
        """Whether all that was settled is where it was put, or can be shown again."""
        return all(
            Path(file["path"]).exists() or (bool(file["kept"]) and self.brought(file, overwrite=False))
            for file in json.loads(files)
        )

    @contextlib.contextmanager
    def _refusals(self) -> Any:
        try:
            yield
        except StudioError:
            raise
        except OSError as refused:
            raise unforeseen(refused) from None


def _is_the_same(target: Path, file: Mapping[str, Any]) -> bool:
    return bool(products.size_of(target) == file["size"] and products.hash_of(target) == file["hash"])


def _remove(target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink()


def clear(workshop: Path) -> None:
    """Throw away what is left of a call."""
    shutil.rmtree(workshop, ignore_errors=True)

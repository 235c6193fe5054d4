"""Results of earlier runs: found by everything they depend on, shown in the run that asks for them."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from studio.core import delivery
from studio.core.catalogue import AnyTool
from studio.core.errors import DiskFull, StudioError
from studio.engine.bench import Bench
from studio.engine.journal import Item, Settled
from studio.engine.stages import fingerprint
from studio.engine.stages.aside import until_cancelled
from studio.engine.stages.settling import Piece, Settler
from studio.engine.workers import products, wire

_AT_A_TIME = 16


@dataclass
class Seeker:
    """Looks up the calls of one stage before they are made, and remembers those that had to be.

    Attributes:
        counts: Of a fan-out: how many items are done; those that are found are counted in.
        items: The run and the stage, where each call is an item of a fan-out.
        wanted: Whether anything is looked up at all.
        known: What was found, where the call is the stage itself.
    """

    bench: Bench
    tool: AnyTool
    settler: Settler
    counts: dict[str, int]
    items: tuple[str, str] | None
    wanted: bool
    known: list[Settled] = field(default_factory=list, init=False)
    _keys: dict[int, str] = field(default_factory=dict, init=False)

    async def unknown(self, pieces: Iterator[Piece]) -> AsyncGenerator[Piece]:
        """Those whose result nobody knows yet; the others are written down as done."""
        if not self.wanted:
            for piece in pieces:
                yield piece
            return
        while chunk := await until_cancelled(self._looked_up, pieces):
            found = [(piece, settled) for piece, settled in chunk if settled]
            self._write_down(found)
            for piece, settled in chunk:
                if settled is None:
                    yield piece

    def remember(self, settled: Sequence[tuple[Piece, Settled]]) -> None:
        """Let later runs find what this one has made."""
        rows = [
            _row(key, self.tool.id, one, piece)
            for piece, one in settled
            if (key := self._keys.pop(piece.number, "")) and one.state == "done"
        ]
        if rows:
            self.bench.journal.write(
                lambda: self.bench.tables.change_many(
                    "INSERT INTO cached (fingerprint, tool, result, files, size, seconds, made, used) VALUES "
                    "(:fingerprint, :tool, :result, :files, :size, :seconds, :now, :now) "
                    "ON CONFLICT (fingerprint) DO UPDATE SET used = excluded.used",
                    rows,
                )
            )

    def _looked_up(self, pieces: Iterator[Piece]) -> list[tuple[Piece, Settled | None]]:
        return [(piece, self._found(piece)) for piece in islice(pieces, _AT_A_TIME)]

    def _found(self, piece: Piece) -> Settled | None:
        try:
            given = wire.unpacked(piece.given) if piece.packed else self.tool.checked(piece.given)
            key = fingerprint.fingerprint(self.tool, given, self.bench.tables)
        except (StudioError, OSError):
            # Whoever makes the call will say what is wrong with it.
            return None
        row = self.bench.tables.one("SELECT * FROM cached WHERE fingerprint = :key", key=key)
        if row is None or not self._shown(row, piece):
            self._keys[piece.number] = key
            return None
        self.bench.journal.write(
            lambda: self.bench.tables.change(
                "UPDATE cached SET used = :now WHERE fingerprint = :key", now=time.time(), key=key
            )
        )
        return self._delivered(row, piece, key)

    def _shown(self, row: Any, piece: Piece) -> bool:
        self.bench.journal.prove()
        files = json.loads(row["files"])
        if not all(self.bench.assets.holds(file["hash"], file["size"]) for file in files):
            return False
        if piece.kept:
            for file in files:
                self.bench.assets.show(file["hash"], piece.kept.folder / file["path"])
        return True

    def _delivered(self, row: Any, piece: Piece, key: str) -> Settled | None:
        base = piece.kept.folder if piece.kept else Path()
        told = products.renamed(json.loads(row["result"]), lambda path: str(base / path))
        files = [
            {**file, "path": str(base / file["path"]), "kept": str(base / file["path"])}
            for file in json.loads(row["files"])
        ]
        if piece.place and piece.kept:
            result = self.tool.Output.validate_python(products.understood(told))
            brought: list[dict[str, Any]] = []
            try:
                places = delivery.targets(result, piece.place, piece.kept.folder)
                names = {str(made): str(target) for made, target in places.values()}
                files = [{**file, "path": names[file["path"]]} for file in files]
                for file in files:
                    anew = not Path(file["path"]).exists()
                    # What is there already may be ours, from before a kill; its content tells.
                    if not self.settler.brought(file, overwrite=piece.place.overwrite):
                        raise delivery.exists(Path(file["path"]))
                    brought += [file] if anew else []
            except DiskFull:
                # Those that are made wait until there is room, and so does this.
                self.settler.take_back(brought)
                self._keys[piece.number] = key
                return None
            except StudioError as refused:
                return Settled("failed", error=refused)
        return Settled("cached", told, tuple(files), attempts=0, fingerprint=key)

    def _write_down(self, found: Sequence[tuple[Piece, Settled]]) -> None:
        if not self.items:
            self.known += [settled for _, settled in found]
        if not (self.items and found):
            return
        run, stage = self.items
        self.counts["failed"] += sum(settled.state == "failed" for _, settled in found)
        self.counts["done"] += sum(settled.state != "failed" for _, settled in found)
        rows = [Item(piece.number, piece.source, settled) for piece, settled in found]
        self.bench.journal.items(run, stage, rows, **self.counts)


def _row(key: str, tool: str, settled: Settled, piece: Piece) -> dict[str, Any]:
    """What is remembered: the result with its paths below the folder it was kept in, wherever that was."""
    base = piece.kept.folder if piece.kept else Path()

    def below(path: str) -> str:
        return str(Path(path).relative_to(base)) if Path(path).is_relative_to(base) else path

    files = [
        {"path": below(file["kept"]), "hash": file["hash"], "size": file["size"]} for file in settled.files
    ]
    return {
        "fingerprint": key, "tool": tool, "result": json.dumps(products.renamed(settled.result, below)),
        "files": json.dumps(files), "size": sum(file["size"] for file in files),
        "seconds": settled.seconds, "now": time.time(),
    }  # fmt: skip

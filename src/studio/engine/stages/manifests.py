"""The items of a fan-out: frozen in a file before the first is begun, compared with the ledger ever after."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.catalogue import AnyTool
from studio.core.delivery import Place
from studio.engine.bench import Bench
from studio.engine.once import inputs
from studio.engine.plans import Stage
from studio.engine.stages.settling import Piece, Settler
from studio.engine.workers import products
from studio.engine.written import templates
from studio.store.backend import Row

HEAVY = 8 << 20
"""Results of more bytes than this are not delivered on the thread that everything else waits for."""


def row(number: int, source: str, piece: Piece) -> dict[str, Any]:
    """One item as the file keeps it."""
    place = piece.place or piece.kept or Place(Path(), "")
    return {
        "number": number, "source": source, "given": piece.given, "checked": piece.packed,
        "folder": str(place.folder) if piece.place else "", "stem": place.stem, "exact": place.exact,
        "overwrite": place.overwrite, "suffix": piece.suffix,
    }  # fmt: skip


def freeze(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write the items down, all or none; returns how many there are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    near = path.with_suffix(".new")
    count = 0
    with near.open("w", encoding="ascii") as file:
        for one in rows:
            file.write(json.dumps(one) + "\n")
            count += 1
    near.replace(path)
    return count


def count(path: Path) -> int:
    """How many items were frozen."""
    with path.open("rb") as file:
        return sum(1 for _ in file)


def pieces(path: Path, kept: Callable[[int, str, str], Place | None]) -> Iterator[Piece]:
    """The items as calls, one by one: there may be very many."""
    with path.open(encoding="ascii") as file:
        for line in file:
            one = json.loads(line)
            stem, exact = one["stem"], one["exact"]
            folder = one["folder"]
            place = Place(Path(folder), stem, exact, overwrite=one["overwrite"]) if folder else None
            keep = kept(one["number"], stem, exact)
            checked, suffix = one.get("checked", True), one.get("suffix")
            yield Piece(one["number"], one["source"], one["given"], checked, keep, place, suffix)


def things(value: Any, tool: AnyTool, folder: Path) -> list[Any]:
    """What a stage is called for: what is in a list, or the files in a folder."""
    if not isinstance(value, (list, tuple)):
        value = templates.material(value)
    if isinstance(value, (str, Path)):
        found = inputs.expand([folder / value], searched(tool))
        return [one.path for one in found]
    return list(value)


def searched(tool: AnyTool) -> str:
    """The kind of media that a folder is searched for on behalf of a tool."""
    media = tool.subject.media
    return media.kind if media and media.kind != "folder" else "file"


@dataclass
class Ledger:
    """What is known of the items of one fan-out."""

    bench: Bench
    run: str
    stage: Stage
    settler: Settler

    def counts(self) -> dict[str, int]:
        """How many are done and how many have failed; failed ones count until they are tried again."""
        rows = self.bench.tables.all(
            "SELECT state, COUNT(*) AS count FROM item WHERE run = :run AND stage = :stage GROUP BY state",
            run=self.run, stage=self.stage.name,
        )  # fmt: skip
        found = {row["state"]: row["count"] for row in rows}
        return {"done": found.get("done", 0) + found.get("cached", 0), "failed": found.get("failed", 0)}

    def tidy(self) -> None:
        """Bring to its end what was made and on its way when the host was killed; else it is made again."""
        rows = self.bench.tables.all(
            "SELECT * FROM item WHERE run = :run AND stage = :stage AND state = 'made'",
            run=self.run, stage=self.stage.name,
        )  # fmt: skip
        there = [row for row in rows if self.settler.found(row, overwrite=self.stage.overwrite)]
        for row in rows:
            if row not in there:
                self.settler.take_back(json.loads(row["files"]))
        self._change("UPDATE item SET state = 'done'", there)
        self._change("DELETE FROM item", [row for row in rows if row not in there])

    def _change(self, change: str, rows: Sequence[Row]) -> None:
        keys = [{name: row[name] for name in ("run", "stage", "number")} for row in rows]
        where = " WHERE run = :run AND stage = :stage AND number = :number"
        self.bench.journal.write(lambda: self.bench.tables.change_many(change + where, keys))

    def still_to_do(self, all_pieces: Iterator[Piece]) -> Iterator[Piece]:
        """Those that are not settled."""
        rows = self.bench.tables.all(
            "SELECT number FROM item WHERE run = :run AND stage = :stage",
            run=self.run, stage=self.stage.name,
        )  # fmt: skip
        settled = {row["number"] for row in rows}
        return (piece for piece in all_pieces if piece.number not in settled)

    def outputs(self) -> list[Any]:
        """What all items that are done have come to, in their order."""
        rows = self.bench.tables.all(
            "SELECT result FROM item WHERE run = :run AND stage = :stage AND state IN ('done', 'cached') "
            "ORDER BY number",
            run=self.run, stage=self.stage.name,
        )  # fmt: skip
        understand = self.bench.catalogue.named(self.stage.tool).Output.validate_python
        return [understand(products.understood(json.loads(row["result"]))) for row in rows if row["result"]]

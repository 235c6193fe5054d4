"""One stage of a plan, from its condition to its settled result."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from studio.core import delivery
from studio.core.catalogue import AnyTool
from studio.core.delivery import Place
from studio.core.errors import BadInput, StudioError, ToolFailed
from studio.core.needs import Resources
from studio.engine import breakers
from studio.engine.bench import Bench
from studio.engine.journal import Item, Settled
from studio.engine.neighbour.leases import claimed
from studio.engine.once import planning
from studio.engine.plans import Stage
from studio.engine.stages import manifests, measuring, width
from studio.engine.stages.aside import wholly
from studio.engine.stages.reuse import Seeker
from studio.engine.stages.settling import Piece, Settler
from studio.engine.stages.spread import Done, Manner, Spread
from studio.engine.stages.workplace import at_work
from studio.engine.workers import wire
from studio.engine.workers.worker import unforeseen
from studio.engine.written import templates

_BETWEEN_REPORTS = 0.25
_FEW = 500
"""So many calls are few enough for each to tell how far it is."""


@dataclass
class Performance:
    """Carries out one stage.

    Attributes:
        bench: What it works with.
        run: The run's id.
        folder: Where the run's relative paths begin.
        stage: What is to be done.
        position: Where it stands among the stages.
        scope: What the stage's references stand for.
        held: Whether nothing new may be started.
        given: The parameters, where they are known and hold no references.
        mark: What tells this call from another in the same place, where that may come up.
        known: Whether an earlier host may have begun it.
    """

    bench: Bench
    run: str
    folder: Path
    stage: Stage
    position: int
    scope: Mapping[str, Any]
    held: Callable[[], bool]
    given: Mapping[str, Any] | None = None
    mark: str = ""
    known: bool = True
    _told: float = field(default=0.0, init=False)
    _parts: dict[int, float] = field(default_factory=dict, init=False)
    _counts: dict[str, int] = field(default_factory=lambda: {"done": 0, "failed": 0}, init=False)
    _total: int = field(default=1, init=False)
    _cost: measuring.Cost = field(default_factory=measuring.Cost, init=False)

    @cached_property
    def tool(self) -> AnyTool:
        return self.bench.catalogue.named(self.stage.tool)

    @property
    def place(self) -> Path:
        """Where the stage's results are kept."""
        return self.bench.folder(self.run) / self.stage.name

    async def carry_out(self) -> Settled | None:
        """Do what the stage is for and write it down; None if it was held before it came to its end."""
        try:
            return await (self._all() if self.stage.fans_out else self._one())
        except StudioError as error:
            return self._ended(Settled("failed", error=error))
        except Exception as strange:  # noqa: BLE001
            # Such as a full disk on which the items could not be written down: the others go on.
            return self._ended(Settled("failed", error=unforeseen(strange)))

    async def _one(self) -> Settled | None:
        piece = self._piece(
            dict(self.given) if self.given is not None else self._filled(self.stage.given, self.scope)
        )
        settler = Settler(self.tool, self.bench.assets)
        if self.known and (made := self._made_before(settler)) is not None:
            return self._ended(made)
        seeker = self._seeker(settler)
        async with self._at_work(settler, piece, seeker.unknown(iter([piece]))) as (spread, bursts):
            async for burst in bursts:
                (done,) = burst
                if done.made and done.made.is_under_way:
                    noted = replace(done.made.settled, attempts=done.attempts)
                    self.bench.journal.made(self.run, self.stage.name, self.tool.id, self.position, noted)
                under_way = done.made is not None and done.made.is_under_way
                settled = await wholly(spread.settle, done) if under_way else spread.settle(done)
                self._cost.add(burst)
                if spread.put_back(done, settled):
                    continue
                seeker.remember([(done.piece, settled)])
                seeker.known.append(settled)
        # Only now, when no scratch folder is left: a stage that is settled is never looked at again.
        return self._ended(seeker.known[0]) if seeker.known else None

    def _made_before(self, settler: Settler) -> Settled | None:
        """What a host that was killed had made and not yet delivered, if it can be found."""
        row = self.bench.tables.one(
            "SELECT * FROM stage WHERE run = :run AND name = :stage AND state = 'made'",
            run=self.run, stage=self.stage.name,
        )  # fmt: skip
        if row is None:
            return None
        if not settler.found(row, overwrite=self.stage.overwrite):
            settler.take_back(json.loads(row["files"]))
            return None
        files = tuple(json.loads(row["files"]))
        return Settled("done", json.loads(row["result"]), files, seconds=row["seconds"])

    async def _all(self) -> Settled | None:
        path = self.bench.folder(self.run) / (self.stage.manifest or f"{self.stage.name}.jsonl")
        if not self.stage.manifest and not path.exists():
            await asyncio.to_thread(manifests.freeze, path, self._rows())
        self._total = total = self.stage.total or await asyncio.to_thread(manifests.count, path)
        settler = Settler(self.tool, self.bench.assets)
        ledger = manifests.Ledger(self.bench, self.run, self.stage, settler)
        ledger.tidy()
        self._counts = counts = ledger.counts()
        self.bench.journal.began(
            self.run, self.stage.name, self.tool.id, self.position, total=total, **counts
        )
        pieces = ledger.still_to_do(manifests.pieces(path, self._kept))
        seeker = self._seeker(settler)
        seconds, began = 0.0, time.monotonic()
        first = next(manifests.pieces(path, self._kept), None)
        async with self._at_work(settler, first, seeker.unknown(pieces)) as (spread, bursts):
            async for burst in bursts:
                seconds += sum(done.made.settled.seconds for done in burst if done.made)
                self._cost.add(burst)
                await self._settle(spread, burst, seeker)
                self._report_all()
        if counts["done"] + counts["failed"] < total:
            return None
        self._report_all(at_once=True)
        return self._ended(
            self._sum(counts, total, seconds), wall=round(time.monotonic() - began, 3), **counts
        )

    def _sum(self, counts: Mapping[str, int], total: int, seconds: float) -> Settled:
        if counts["failed"] and not self.stage.continue_on_error:
            error = ToolFailed(
                f"{counts['failed']} of {total} failed",
                hint=f"studio runs show {self.run} names each; studio runs retry {self.run} tries them again",
            )
            return Settled("failed", error=error, seconds=seconds)
        return Settled("done", seconds=seconds)

    async def _settle(self, spread: Spread, burst: list[Done], seeker: Seeker) -> None:
        """Write down what is under way, deliver it, write down that it is there."""
        journal, run, stage, counts = self.bench.journal, self.run, self.stage.name, self._counts
        under_way = [done for done in burst if done.made and done.made.is_under_way]
        if under_way:
            noted = [
                _item(done, replace(done.made.settled, attempts=done.attempts))
                for done in under_way
                if done.made
            ]
            journal.items(run, stage, noted, **counts)
        heavy = sum(file["size"] for done in under_way if done.made for file in done.made.settled.files)

        def settle() -> list[Settled]:
            return [spread.settle(done) for done in burst]

        ended = await wholly(settle) if heavy > manifests.HEAVY else settle()
        for done in burst:
            self._parts.pop(done.piece.number, None)
        settled = [
            (done, one) for done, one in zip(burst, ended, strict=True) if not spread.put_back(done, one)
        ]
        counts["done"] += sum(one.state != "failed" for _, one in settled)
        counts["failed"] += sum(one.state == "failed" for _, one in settled)
        journal.items(run, stage, [_item(done, one) for done, one in settled], **counts)
        seeker.remember([(done.piece, one) for done, one in settled])

    def _rows(self) -> Iterator[dict[str, Any]]:
        """The items of a stage that is called for each of what another has made."""
        things = manifests.things(templates.filled(self.stage.each, self.scope), self.tool, self.folder)
        for number, thing in enumerate(things):
            scope = {**self.scope, "item": thing, "number": number + 1}
            piece = self._piece(self._filled(self.stage.given, scope), scope)
            yield manifests.row(number, str(templates.material(thing)), piece)

    def _filled(self, given: Mapping[str, Any], scope: Mapping[str, Any]) -> dict[str, Any]:
        filled = {name: templates.filled(value, scope) for name, value in given.items()}
        media = {parameter.shown for parameter in self.tool.parameters if parameter.media}
        return {
            name: _placed(templates.material(value), self.folder) if name in media else value
            for name, value in filled.items()
        }

    def _piece(self, given: dict[str, Any], scope: Mapping[str, Any] | None = None) -> Piece:
        """One call, planned as the command line would plan it."""
        subject = self.tool.subject
        if subject.shown not in given and self.tool.needs_input:
            raise BadInput(f"{self.stage.name}: {self.tool.id} needs an input", hint="name one with input:")
        first = given.pop(subject.shown, [])
        subjects = first if self.tool.takes_all and isinstance(first, list) else [first]
        out = templates.filled_text(self.stage.out, scope or self.scope) if self.stage.out else ""
        place = str(self.folder / out) + ("/" if out.endswith("/") else "") if out else f"{self.place}/"
        planned = planning.plan(self.tool, subjects, given, out=place, overwrite=self.stage.overwrite)
        if len(planned.tasks) != 1:
            raise BadInput(
                f"{self.stage.name}: {first} is many things, and {self.tool.id} takes one at a time",
                hint="call it for each of them with for_each:",
            )
        task = planned.tasks[0]
        packed, wired = _wired(self.tool, task.given)
        keeps = delivery.makes_files(self.tool) and (self.stage.keep or not out)
        kept = Place(self.place, task.place.stem, task.place.exact, overwrite=True) if keeps else None
        return Piece(0, task.source, wired, packed, kept, task.place if out else None, task.suffix)

    def _kept(self, number: int, stem: str, exact: str) -> Place | None:
        if not (delivery.makes_files(self.tool) and (self.stage.keep or not self.stage.out)):
            return None
        return Place(self.place / f"{number:06}", stem, exact, overwrite=True)

    def _at_work(
        self, settler: Settler, first: Piece | None, pieces: AsyncGenerator[Piece]
    ) -> AbstractAsyncContextManager[tuple[Spread, AsyncGenerator[list[Done]]]]:
        """Where and how the calls are made: beside their results, where these do not stay with the run."""
        beside = first.place.folder if first and first.place and not first.kept else None
        manner = Manner(
            self.tool, self.run, self.bench.making(self.run), quiet=self._total > _FEW,
            jobs=self._at_a_time(first),
            timeout=self.stage.timeout, retries=self.stage.retries,
            claim=claimed(self._resources(first)), limit=width.limit(self.stage),
        )  # fmt: skip
        return at_work(
            Spread(self.bench.pool, settler, manner, self._hear, self.held, self.bench.journal.prove),
            pieces,
            beside,
        )

    def _at_a_time(self, first: Piece | None) -> int:
        if first is None or not self.stage.fans_out:
            return self.stage.jobs
        return width.at_a_time(self.stage, self._resources(first), self.bench.pool.capacity)

    def _resources(self, first: Piece | None) -> Resources:
        """What a call takes; all of a stage are taken to be like the first."""
        if first is None:
            return Resources()
        given = wire.unpacked(first.given) if first.packed else self.tool.checked(first.given)
        return width.resources(self.stage, self.tool, given)

    def _seeker(self, settler: Settler) -> Seeker:
        kept = self.stage.keep or not self.stage.out
        wanted = self.tool.pure and self.stage.cache and (kept or not delivery.makes_files(self.tool))
        items = (self.run, self.stage.name) if self.stage.fans_out else None
        return Seeker(self.bench, self.tool, settler, self._counts, items, wanted=wanted)

    def _hear(self, piece: Piece, event: str, fields: Mapping[str, Any]) -> None:
        journal = self.bench.journal
        if event == "started":
            if not self.stage.fans_out:
                journal.began(self.run, self.stage.name, self.tool.id, self.position)
        elif event == "progress":
            if self.stage.fans_out:
                self._parts[piece.number] = _share(fields)
                self._report_all()
            else:
                self._report(fields)
        elif event in ("held", "let_go"):
            journal.event(self.run, f"run.{event}", **fields)
        elif event == "on_card":
            journal.event(self.run, "item.on_card", self.stage.name, source=piece.source, **fields)
        elif event == "shed":
            told = {"number": piece.number, "source": piece.source, **fields}
            self._parts.pop(piece.number, None)
            journal.event(self.run, "item.shed", self.stage.name, **told)
        else:
            source = {"source": piece.source} if self.stage.fans_out else {}
            journal.event(self.run, f"stage.{event}" if event == "retrying" else "note", self.stage.name,
                          **source, **({} if event == "retrying" else {"note": event}), **fields)  # fmt: skip

    def _report_all(self, *, at_once: bool = False) -> None:
        """How far all calls together are; those under way count for what is done of them."""
        part = {"part": round(sum(self._parts.values()), 3)} if self._parts else {}
        self._report({**self._counts, "total": self._total, **part}, at_once=at_once)

    def _report(self, fields: Mapping[str, Any], *, at_once: bool = False) -> None:
        now = time.monotonic()
        if at_once or now - self._told >= _BETWEEN_REPORTS:
            self._told = now
            self.bench.journal.event(self.run, "stage.progress", self.stage.name, **fields)

    def _ended(self, settled: Settled, **told: Any) -> Settled:
        if self.mark:
            settled = replace(settled, fingerprint=self.mark)
        tool = self.stage.tool

        def end() -> None:
            if self._cost.calls:
                measuring.write_down(self.bench, tool, self._cost)
            self.bench.journal.ended(self.run, self.stage.name, tool, self.position, settled, **told)
            breakers.weigh(
                self.bench.tables, self.run, self.stage.name, tool, settled, many=self.stage.fans_out
            )

        self.bench.journal.write(end)
        return settled


def _share(fields: Mapping[str, Any]) -> float:
    done, total = fields.get("done") or 0, fields.get("total") or 0
    return min(0.99, done / total) if total else 0.0


def _item(done: Done, settled: Settled) -> Item:
    return Item(done.piece.number, done.piece.source, settled)


def _wired(tool: AnyTool, given: Mapping[str, Any]) -> tuple[bool, dict[str, Any]]:
    try:
        return True, wire.packed(given)
    except wire.NotPlain:
        return False, tool.plain(dict(given))


def _placed(value: Any, folder: Path) -> Any:
    """Paths as they are meant: beginning where the run was submitted."""
    if isinstance(value, list):
        return [_placed(templates.material(one), folder) for one in value]
    return folder / value if isinstance(value, (str, Path)) else value

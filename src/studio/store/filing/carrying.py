"""Carries out a plan: each act looked at again at its moment, written down, and done."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import Refused, ToolFailed
from studio.store.filing import journal as journals
from studio.store.filing import schedule
from studio.store.filing.acts import FilingPlan
from studio.store.filing.batch import Batch
from studio.store.filing.deciding import Deciding, Stays
from studio.store.filing.journal import Journal
from studio.store.filing.schedule import Unit
from studio.store.filing.undoing import Problem, Track, settle_open, take_back, untracked


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a plan.

    Attributes:
        run: The number under which it can be undone.
        title: What it is about.
        done: How many acts are done.
        skipped: What stays as it is on purpose, and why.
        failed: What could not be done, and why.
    """

    run: int
    title: str
    done: int
    skipped: tuple[Problem, ...]
    failed: tuple[Problem, ...]


def carry_out(plan: FilingPlan, *, home: Path, track: Track = untracked) -> Carried:
    """Do what a plan says; one that was begun and cut short before is gone on with.

    Args:
        plan: The plan.
        home: Where the journals are.
        track: Goes through the units of acts, shows how far the work is, and may stop it between two.
    """
    with _journal(plan, home) as journal:
        return _carry_out(plan, journal, track)


def go_on(number: int, *, home: Path, track: Track = untracked) -> Carried:
    """Go on with a run that was cut short."""
    with journals.existing(home, number) as journal:
        _refuse_done(journal, journal.plan)
        return _carry_out(journal.plan, journal, track)


def _carry_out(plan: FilingPlan, journal: Journal, track: Track) -> Carried:
    settle_open(journal)
    journal.begin("carry out")
    _Carrying(plan, journal).go(track)
    journal.end("carried out")
    told: dict[str, list[Problem]] = {"skipped": [], "failed": []}
    for act, (outcome, why) in sorted(journal.said.items()):
        if not journal.is_done(act):
            told[outcome].append(Problem(plan.acts[act - 1].source, why))
    return Carried(
        journal.number, plan.title, journal.finished, tuple(told["skipped"]), tuple(told["failed"])
    )


def _journal(plan: FilingPlan, home: Path) -> Journal:
    """The journal of a run of this very plan that was cut short, or else a new one."""
    text = plan.text.encode()
    for number in reversed(journals.numbers(home)):
        file = home / journals.FOLDER / str(number) / journals.PLAN
        with suppress(FileNotFoundError):
            if file.stat().st_size == len(text) and file.read_bytes() == text:
                if journals.state(home, number) == "undone":
                    break
                journal = journals.existing(home, number)
                with journal:
                    _refuse_done(journal, plan)
                return journals.existing(home, number)
    return journals.create(home, plan)


def _refuse_done(journal: Journal, plan: FilingPlan) -> None:
    if not journal.open and journal.finished == len(plan.acts):
        raise Refused(
            f"this was carried out already, as run {journal.number}",
            hint=f"take it back with studio files undo {journal.number}, or make a new plan",
        )


class _Carrying:
    def __init__(self, plan: FilingPlan, journal: Journal) -> None:
        self._plan = plan
        self._journal = journal
        self._batch = Batch(journal)
        self._acts = dict(enumerate(plan.acts, 1))
        self._units = schedule.units(plan.acts)

    def go(self, track: Track) -> None:
        for number in track(range(len(self._units)), self._plan.title):
            self._take(number, self._units[number])
            if self._batch.is_due:
                self._flush()
        self._flush()

    def _take(self, number: int, unit: Unit) -> None:
        if self._batch.outlook.touches(self._places(unit)):
            self._flush()
        before = self._batch.outlook.copied()
        try:
            decided = Deciding(self._journal, self._acts, self._batch, unit).steps()
        except Stays as stays:
            # What was expected of a unit that stays must not be counted with.
            self._batch.outlook = before
            if self._journal.standing_of(unit.acts):
                self._flush()
            self._give_up(unit, stays.act, stays.outcome, stays.why)
        else:
            self._batch.add(number, decided)

    def _places(self, unit: Unit) -> list[Path | None]:
        acts = [self._acts[number] for number in unit.acts]
        return [place for act in acts for place in (act.source, act.target, act.same_as)]

    def _flush(self) -> None:
        failed = self._batch.flush()
        for number, (step, why) in failed.items():
            self._give_up(self._unit(number), step.act, "failed", why)
        if self._batch.full:
            raise ToolFailed(
                f"no space is left: {self._journal.finished:,} of {len(self._acts):,} done, "
                "the rest untouched",
                hint=f"free some space and call studio files apply {self._journal.number}, "
                f"or take it back with studio files undo {self._journal.number}",
            )

    def _unit(self, number: Hashable) -> Unit:
        assert isinstance(number, int)
        return self._units[number]

    def _give_up(self, unit: Unit, act: int, outcome: str, why: str) -> None:
        """None of a unit is done when one of it cannot be; what of it was done is taken back."""
        take_back(self._journal, self._journal.standing_of(unit.acts))
        name = self._acts[act].source.name
        for other in unit.acts:
            self._journal.say(
                other, outcome, why if other == act else f"goes together with {name}, which {why}"
            )

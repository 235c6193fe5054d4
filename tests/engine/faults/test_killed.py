"""Killed at any moment, and again, and again: in the end all is there once, whole, and nothing else."""

import random
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests.engine.house import (
    House,
    all_gone,
    family,
    host_process,
    leftovers,
    orders,
    says,
    tally,
)

from studio.engine.plans import Retries, Stage

SEEDS = 40
TALLIES = "tallies"
LARGE = 9 << 20
RETRIES = Retries(times=9, wait=0.02, jitter=0)


@dataclass
class Counts:
    """What was done to runs, and what they did."""

    seeds: int = 0
    hosts: int = 0
    workers: int = 0
    executions: int = 0

    def __str__(self) -> str:
        killed = f"{self.hosts} hosts and {self.workers} workers killed"
        return f"{self.seeds} seeds: {killed}; {self.executions} executions"


@dataclass
class Case:
    """A kind of run, and how it must look when it is done."""

    submit: Callable[[House], str]
    check: Callable[[House, str], None]


def batch(house: House) -> str:
    """Many calls whose results are only delivered: small ones, large ones, and pairs."""
    names = orders(*(f"b{number:02}.txt" for number in range(30)))

    def spread(name: str, tool: str, each: list[str], **given: Any) -> Stage:
        given |= {"order": "{item}", "tally": tally_of(name)}
        return Stage(name, tool, given, each=each, out=f"{name}/", keep=False, retries=RETRIES)

    return house.submit(
        spread("small", "toil.write", names, wait=0.01),
        spread("large", "toil.write", names[:4], size=LARGE),
        spread("pairs", "toil.pair", names[:6], size=100_000),
    )


def check_batch(house: House, run: str) -> None:
    assert {file.name: text_of(file) for file in Path("small").iterdir()} == {
        f"b{number:02}-write.txt": f"b{number:02}.txt\n" for number in range(30)
    }
    assert sorted(file.name for file in Path("large").iterdir()) == [f"b{n:02}-write.txt" for n in range(4)]
    assert all(file.stat().st_size >= LARGE for file in Path("large").iterdir())
    assert len(list(Path("pairs").iterdir())) == 12
    for folder in ("large", "pairs"):
        assert all(len(text_of(file).splitlines()) == 1 for file in Path(folder).iterdir())
    for stage, count in (("small", 30), ("large", 4), ("pairs", 6)):
        assert [(item["number"], item["state"]) for item in house.items(run, stage)] == [
            (number, "done") for number in range(count)
        ]


def pipeline(house: House) -> str:
    """Stages that keep what they make, deliver it, or both; files, pairs, folders; one for each of many."""
    orders("a.txt", "b.txt")
    first = {"order": "a.txt", "wait": 0.02, "tally": tally_of("first")}
    stages = [Stage("first", "toil.write", first, retries=RETRIES)]

    def follow(name: str, tool: str, before: str = "first", **more: Any) -> None:
        each = more.get("each")
        order = "{item}" if each else f"{{{before}.output}}"
        after = {before, each.strip("{}").partition(".")[0]} if each else {before}
        given = {"order": order, "wait": 0.02, "tally": tally_of(name), **more.pop("given", {})}
        stages.append(Stage(name, tool, given, tuple(sorted(after)), retries=RETRIES, **more))

    follow("both", "toil.write", out="out/", given={"size": LARGE})
    follow("folder", "toil.fill")
    follow("sent", "toil.fill", out="out/")
    follow("pair", "toil.pair", out="out/", given={"size": 200_000})
    follow("gone", "toil.pair", out="out/gone/", keep=False)
    follow("many", "toil.write", "folder", each="{folder.output}")
    follow("sent_many", "toil.write", "many", each="{many.output}", out="out/many/{number}/")
    last = ("both", "gone", "pair", "sent", "sent_many")
    texts = {"texts": "{sent_many.output}"}
    stages.append(Stage("last", "trial.join", texts, last, out="out/last.txt", retries=RETRIES))
    return house.submit(*stages)


def check_pipeline(house: House, run: str) -> None:
    assert set(house.states(run).values()) == {"done"}
    found = {str(file.relative_to("out")): text_of(file) for file in Path("out").rglob("*") if file.is_file()}
    assert len(found) == 1 + 5 + 2 + 2 + 5 + 1
    assert set(found.values()) == {"a.txt\n"}
    kept = {name: [file.name for file in house.files(run, name)] for name in ("first", "folder")}
    assert kept == {"first": ["a-write.txt"], "folder": ["a-write-fill"]}
    inside = list(house.folder(run).rglob("*.txt"))
    assert {text_of(file) for file in inside} == {"a.txt\n"}
    assert all(file.stat().st_nlink >= 2 for file in inside)


def production(house: House) -> str:
    names = orders(*(f"p{number}.txt" for number in range(7)))
    return house.produce(
        "toil.saga", "film.txt", orders=names, tally=tally_of("saga"), wait=0.03, size=50_000
    )


def check_production(house: House, run: str) -> None:
    assert set(Path("film.txt").read_text().split()) == {f"p{number}.txt" for number in range(7)}
    assert set(house.states(run).values()) == {"done"}
    assert len(house.states(run)) == 1 + 6 * 2 + 1
    assert len(house.events(run, "run.result")) >= 1


CASES = {
    "batch": Case(batch, check_batch),
    "pipeline": Case(pipeline, check_pipeline),
    "production": Case(production, check_production),
}


def text_of(file: Path) -> str:
    """What is in a file; of many equal lines one, and of unequal ones all."""
    lines = file.read_text().splitlines(keepends=True)
    return lines[0] if len(set(lines)) == 1 else "".join(lines)


def tally_of(stage: str) -> str:
    """The file in which a stage's executions are counted."""
    return str(Path(TALLIES, stage).absolute())


def executed(house: House, run: str) -> dict[tuple[str, str], int]:
    """How often all that the ledger says is done was executed until now."""
    found = {}
    for stage, row in house.stages(run).items():
        if row["state"] not in ("done", "cached"):
            continue
        if stage.startswith("0"):
            # A production's step: what it wrote bears the name of what it was asked to write.
            for file in house.files(run, stage):
                if stage.endswith("-write"):
                    order = file.name.replace("-write.txt", ".txt")
                    found["saga", order] = tally(tally_of("saga"))[order]
        elif row["total"] is None and Path(tally_of(stage)).exists():
            found[stage, ""] = tally(tally_of(stage)).total()
    for item in house.tables.all(
        "SELECT stage, source FROM item WHERE run = :run AND state IN ('done', 'cached')", run=run
    ):
        order = Path(item["source"]).name
        found[item["stage"], order] = tally(tally_of(item["stage"]))[order]
    return found


def rob(host: subprocess.Popen[str], chance: random.Random, counts: Counts) -> None:
    """Kill the host or, now and then, something it has started and then itself; nothing of them may stay."""
    time.sleep(chance.uniform(0.0, 1.2))
    members = family(host)
    if chance.random() < 0.5 and len(members) > 1:
        victim = chance.choice(members[1:])
        with suppress(psutil.NoSuchProcess):
            victim.kill()
            counts.workers += 1
        time.sleep(chance.uniform(0.0, 0.4))
        members = family(host) or members
    host.kill()
    counts.hosts += 1
    host.wait()
    all_gone(members)


def survive(house: House, case: Case, seed: int, counts: Counts) -> None:
    """Carry a run out with a host that is robbed again and again."""
    chance = random.Random(seed)
    for folder in ("out", "small", "large", "pairs", TALLIES):
        shutil.rmtree(folder, ignore_errors=True)
    Path("film.txt").unlink(missing_ok=True)
    Path(TALLIES).mkdir()
    run = case.submit(house)
    before: dict[tuple[str, str], int] = {}
    for _ in range(chance.randint(1, 4)):
        with host_process(run) as host:
            says(host, "hosting")
            rob(host, chance, counts)
        now = executed(house, run)
        assert before.items() <= now.items(), "what was done is not, or was done once more"
        before = now
    finish(house, run)
    assert before.items() <= executed(house, run).items(), "what was done was done once more"
    assert house.state(run) == "done", house.run(run)
    case.check(house, run)
    left = [leftovers(Path(folder)) for folder in ("out", "small", "large", "pairs")]
    assert not sum(left, leftovers(house.folder(run)) + leftovers(house.home / "assets"))
    assert not [file for file in Path().iterdir() if file.name.startswith(".studio")]
    counts.seeds += 1
    counts.executions += sum(tally(str(file)).total() for file in Path(TALLIES).iterdir())


def finish(house: House, run: str) -> None:
    """Host a run to its end; try again what failed for having been robbed of its worker."""
    for _ in range(6):
        with host_process(run) as host:
            says(host, "hosting")
            assert host.wait(90) == 0
        if house.state(run) != "failed":
            return
        assert "killed by signal 9" in house.run(run)["error"]
        house.desk.ask(run, "retry")


@pytest.mark.parametrize(
    ("database", "kind"),
    [("sqlite", "batch"), ("postgres", "pipeline"), ("sqlite", "production"), ("postgres", "production")],
    indirect=["database"],
)
def test_whatever_is_killed_whenever(any_house: House, kind: str) -> None:
    survive(any_house, CASES[kind], seed=1, counts=Counts())


@pytest.mark.soak
@pytest.mark.parametrize("kind", CASES)
def test_whatever_is_killed_whenever_over_many_seeds(any_house: House, kind: str) -> None:
    counts = Counts()
    for seed in range(SEEDS):
        survive(any_house, CASES[kind], seed, counts)
    print(f"\n{kind}: {counts}")

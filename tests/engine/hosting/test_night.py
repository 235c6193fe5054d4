"""A run beside a neighbour that takes and frees memory in waves: held and shed, and nothing lost or twice."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.command import until
from tests.engine.house import TALLY, House, orders, tally

from studio.engine.neighbour.terms import Terms
from studio.engine.plans import Stage
from studio.engine.workers.pool import Pool
from studio.engine.workers.staff import Machine, Watchman
from studio.host.hardware import Memory

GIB = 1 << 30
MANY = 16
HASTE = 20
"""The machine's clock goes so many times as fast as ours: what has to be quiet for 15 s has to for 0.75 s."""


@dataclass
class Waves:
    """A machine of half a GiB, of which as much is in use as a test wants."""

    used: float = 40.0

    def memory(self) -> Memory:
        return Memory(GIB // 2, GIB // 2, int((100 - self.used) * GIB / 200), "machine")

    def roll(self, house: House, run: str, begun: Callable[[], int]) -> None:
        """Rise as soon as something new is at work, and fall when something had to go."""
        before, shed = begun(), len(house.events(run, "item.shed"))
        until(lambda: begun() > before or house.is_over(run))
        self.used = 90.0
        until(lambda: len(house.events(run, "item.shed")) > shed or house.is_over(run))
        self.used = 40.0

    def pool(self, terms: Terms, module: str, size: int, settings: Mapping[str, Any]) -> Pool:
        machine = Machine(clock=lambda: time.monotonic() * HASTE, memory=self.memory, stalled=lambda: None)
        watchman = Watchman(terms.keeper(size), machine)
        return Pool(module, size=size, settings=settings, hold=terms.held(threads=1), watchman=watchman)


@pytest.fixture
def waves(monkeypatch: pytest.MonkeyPatch) -> Waves:
    waves = Waves()
    monkeypatch.setattr(Pool, "on", waves.pool)
    return waves


def test_a_night_beside_a_neighbour(house: House, waves: Waves) -> None:
    names = orders(*(f"{number}.txt" for number in range(MANY)))
    given = {"order": "{item}", "tally": str(Path(TALLY).absolute()), "wait": 0.5}
    run = house.submit(Stage("many", "toil.write", given, each=names, out="out/", keep=False))
    with house.hosted(run) as attendant:
        for _ in range(3):
            waves.roll(house, run, lambda: tally().total())
        until(lambda: house.is_over(run) or attendant.error)
    assert house.state(run) == "done", attendant.error
    told = Counter(event.name for event in house.events(run))
    assert told["run.held"] >= 1
    assert told["run.let_go"] >= 1
    assert told["item.shed"] >= 2
    items = house.items(run, "many")
    assert [item["number"] for item in items] == list(range(MANY))
    assert {(item["state"], item["attempts"]) for item in items} == {("done", 1)}, "no failure, no second try"
    assert sorted(file.name for file in Path("out").iterdir()) == sorted(
        f"{n}-write.txt" for n in range(MANY)
    )
    begun = tally()
    assert set(begun) == set(names)
    assert begun.total() <= MANY + told["item.shed"], "what was done was done again"
    reason = house.events(run, "item.shed")[0].fields["reason"]
    assert reason == "memory is 90 % in use"


def test_a_production_is_held_and_shed_as_well(house: House, waves: Waves) -> None:
    names = orders(*(f"{number}.txt" for number in range(6)))
    run = house.produce("toil.saga", "film.txt", orders=names, tally=str(Path(TALLY).absolute()), wait=0.5)
    with house.hosted(run) as attendant:
        waves.roll(house, run, lambda: tally().total())
        until(lambda: house.is_over(run) or attendant.error)
    assert house.state(run) == "done", attendant.error
    told = Counter(event.name for event in house.events(run))
    assert told["item.shed"] >= 1
    assert set(tally()) >= set(names)
    assert sum(times - 1 for times in tally().values()) <= told["item.shed"], "only what went was begun anew"

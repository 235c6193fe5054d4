"""Killed at any moment, a run is finished or taken back by calling again, and not a byte is lost."""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests import filing, trees

from studio.core.errors import Refused
from studio.store.filing.acts import Act, FilingPlan
from studio.store.filing.carrying import carry_out
from studio.store.filing.undoing import undo

SHM = Path("/dev/shm")


@dataclass
class World:
    """A tree of a thousand files, a plan for it, and what both come to."""

    root: Path
    away: Path
    home: Path
    plan: FilingPlan
    file: Path

    def contents(self) -> Counter[bytes]:
        return trees.contents(self.root, self.away, self.home.parent / "data" / "Trash/files")

    def look(self) -> object:
        return trees.look(self.root), trees.look(self.away)


def orders(root: Path, away: Path) -> list[Act]:
    """Moves into folders by kind, frames renumbered, names exchanged, replaced, copied and thrown away."""
    found = []
    for number in range(700):
        name = f"{number:03}.{('png', 'txt', 'wav')[number % 3]}"
        found.append(trees.act("move", root / name, root / name[-3:] / f"{number % 7}" / name))
    for number in range(1, 101):
        frame = root / "shot" / f"f.{number:04}.exr"
        found.append(trees.act("move", frame, frame.with_name(f"f.{number + 1:04}.exr"), group="shot"))
    for number in range(0, 100, 2):
        one, other = root / "swap" / str(number), root / "swap" / str(number + 1)
        found += [trees.act("move", one, other), trees.act("move", other, one)]
    for number in range(0, 50, 2):
        one, other = root / "over" / str(number), root / "over" / str(number + 1)
        found.append(trees.act("move", one, other, conflict="overwrite"))
    found += [trees.act("trash", root / "gone" / str(number)) for number in range(25)]
    found += [
        trees.act("move", root / "away" / str(number), away / "in" / str(number)) for number in range(15)
    ]
    found += [
        trees.act("copy", root / "away" / str(number), away / "in" / str(number)) for number in range(15, 20)
    ]
    twin = root / "twins" / "0"
    found += [trees.act("hardlink", root / "twins" / str(number), same_as=twin) for number in range(1, 6)]
    return found


@pytest.fixture
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in memory, if this machine has such a thing: a kill is no kinder there, and never waits."""
    with tempfile.TemporaryDirectory(dir=SHM if SHM.is_dir() else tmp_path) as folder:
        monkeypatch.setenv("XDG_DATA_HOME", str(Path(folder, "data")))
        yield Path(folder)


@pytest.fixture
def world(tmp_path: Path, quick: Path) -> World:
    names = [f"{number:03}.{('png', 'txt', 'wav')[number % 3]}" for number in range(700)]
    names += [f"shot/f.{number:04}.exr" for number in range(1, 101)]
    names += [f"swap/{number}" for number in range(100)] + [f"over/{number}" for number in range(50)]
    names += [f"gone/{number}" for number in range(25)] + [f"away/{number}" for number in range(20)]
    files = {name: name * 20 for name in names} | {f"twins/{number}": "the same" for number in range(6)}
    files |= {f"away/{number}": f"{number}" * 200_000 for number in range(20)}
    root, away = trees.make(quick / "tree", files), tmp_path / "away"
    away.mkdir()
    plan = trees.plan(root, orders(root, away))
    return World(root, away, quick / "home", plan, plan.write(quick / "plan.json"))


def trials(world: World, count: int) -> int:
    """Kill, put right, compare; returns how many of so many kills hit a process at work."""
    chance = random.Random(7)
    before, all_of_it = world.look(), world.contents()
    began = time.monotonic()
    run = carry_out(world.plan, home=world.home)
    seconds = time.monotonic() - began
    assert (run.done, run.failed, run.skipped) == (len(world.plan.acts), (), ())
    after, all_after = world.look(), world.contents()
    undo(world.home)
    assert world.look() == before
    kills = hits = 0
    while kills < count:
        kills, hits = (
            kills + 1,
            hits + filing.killed("apply", world.home, world.file, chance, seconds=seconds),
        )
        if kills % 3:
            carry_on(world)
            assert (world.look(), world.contents()) == (after, all_after)
            kills, hits = (
                kills + 1,
                hits + filing.killed("undo", world.home, world.file, chance, seconds=seconds),
            )
        take_back(world)
        assert (world.look(), world.contents()) == (before, all_of_it)
    print(f"{kills} kills, {hits} of them at work")
    return hits


def carry_on(world: World) -> None:
    # Killed after the last step, there is nothing left to do.
    with suppress(Refused):
        assert carry_out(world.plan, home=world.home).failed == ()


def take_back(world: World) -> None:
    # Killed before the first step or after the last one back, there is nothing to take back.
    with suppress(Refused):
        assert undo(world.home).left == ()


def test_kills_at_ten_points(world: World) -> None:
    assert trials(world, 10) >= 5


@pytest.mark.soak
def test_kills_at_two_hundred_points(world: World) -> None:
    assert trials(world, 200) >= 150

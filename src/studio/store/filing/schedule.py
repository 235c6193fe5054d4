"""In which order acts are done, so that none stands in another's way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.store.filing.acts import Act

_LEAVES = ("move", "trash", "delete")


@dataclass(frozen=True, slots=True)
class Turn:
    """When an act has its turn.

    Attributes:
        act: Its number, from 1 on.
        park: Whether its source only steps aside for now, because others need its place first.
    """

    act: int
    park: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """Acts that are done together or not at all, in the order of their turns."""

    turns: tuple[Turn, ...]

    @property
    def acts(self) -> list[int]:
        """The numbers of its acts."""
        return [turn.act for turn in self.turns if not turn.park]


def units(acts: Sequence[Act]) -> list[Unit]:
    """Put acts in order; those of one group, and those that wait for one another's names, form a unit."""
    leaving = {act.source: number for number, act in enumerate(acts) if act.kind in _LEAVES}
    places, folders = _waits(acts, leaving)
    roots = list(range(len(acts)))
    groups: dict[str, int] = {}
    for number, act in enumerate(acts):
        if act.group:
            _join(roots, groups.setdefault(act.group, number), number)
        if number in places:
            _join(roots, number, places[number])
    members: dict[int, list[int]] = defaultdict(list)
    for number in range(len(acts)):
        members[_root(roots, number)].append(number)
    waits = {
        number: (*folders.get(number, ()), *_alone(places.get(number))) for number in (*places, *folders)
    }
    makers_of_room = {_root(roots, number) for found in folders.values() for number in found}
    ordered = sorted(members.items(), key=lambda one: one[0] not in makers_of_room)
    return [Unit(tuple(_turns(numbers, waits))) for _, numbers in ordered]


def _waits(
    acts: Sequence[Act], leaving: Mapping[Path, int]
) -> tuple[dict[int, int], dict[int, tuple[int, ...]]]:
    """For every act the one that must free its target, and those that must make room for its folders."""
    places: dict[int, int] = {}
    folders: dict[int, tuple[int, ...]] = {}
    above: dict[Path, tuple[int, ...]] = {}
    for number, act in enumerate(acts):
        if act.target is None or act.target == act.source:
            continue
        if act.target in leaving:
            places[number] = leaving[act.target]
        folder = act.target.parent
        if folder not in above:
            above[folder] = tuple(leaving[one] for one in (folder, *folder.parents) if one in leaving)
        if above[folder]:
            folders[number] = above[folder]
    return places, folders


def _alone(number: int | None) -> tuple[int, ...]:
    return () if number is None else (number,)


def _turns(numbers: Sequence[int], waits: Mapping[int, Sequence[int]]) -> list[Turn]:
    """Each act after those it waits for; one that waits for itself in the end is parked first."""
    if len(numbers) == 1 and numbers[0] not in waits:
        return [Turn(numbers[0] + 1)]
    own = set(numbers)
    turns: list[Turn] = []
    begun: set[int] = set()
    done: set[int] = set()
    parked: set[int] = set()
    for first in numbers:
        stack = [first]
        while stack:
            number = stack[-1]
            if number in done:
                stack.pop()
                continue
            begun.add(number)
            missing = [
                other
                for other in waits.get(number, ())
                if other in own and other not in done and other not in parked
            ]
            circle = [other for other in missing if other in begun]
            if circle:
                turns += [Turn(other + 1, park=True) for other in circle]
                parked.update(circle)
            elif missing:
                stack.append(missing[0])
            else:
                turns.append(Turn(number + 1))
                done.add(number)
    return turns


def _root(roots: list[int], number: int) -> int:
    while roots[number] != number:
        roots[number] = roots[roots[number]]
        number = roots[number]
    return number


def _join(roots: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(roots, one), _root(roots, other)))
    roots[second] = first

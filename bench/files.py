"""Are copies found as quickly as by the programs that do only this? `python -m bench.files`

Peers: jdupes -Q, rdfind, rmlint, fdupes. Ours is the real command with its report; what it takes to start,
measured on a folder with two equal files in each round, is taken off: both with a home that is yet to be made
and with one that is there. The trees are made anew, lie outside of the
checkout, and are gone afterwards; all of it was read before. A peer that is not installed is named.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import _trees
from bench._paired import Answer, Command, Cost, bustle, fresh, in_turn, show

START, FIRST = "our start, new home", "ours, first time"
AGAIN, SECOND = "our start, known home", "ours, second time"
JDUPES = "jdupes -Q"
BARE, BARE_AGAIN = "bare calls of Python", "bare calls, nothing read"
_BARS = {JDUPES: 1.15, "rdfind": 0.5, "rmlint": 0.25, "fdupes": 0.25}
_BAR_AGAIN, _MEMORY = 0.35, 150
_TREES: dict[str, Callable[[Path], str]] = {"large": _trees.large, "small": _trees.small}


@dataclass(frozen=True)
class Setting:
    """Where the files are, and where results go."""

    tree: Path
    work: Path

    @property
    def homes(self) -> tuple[Path, Path]:
        return self.work / "home-new", self.work / "home-known"


def duplicates(setting: Setting, title: str, rounds: int) -> Answer:
    """Everything that is there more than once."""
    answer = Answer(f"files duplicates, {title}")
    commands = [*_ours(setting), *_bare(setting), *_peers(setting, answer)]
    answer.costs = in_turn(commands, rounds)
    first = _without(answer.costs[FIRST], answer.costs[START])
    second = _without(answer.costs[SECOND], answer.costs[AGAIN])
    for name, bar in _BARS.items():
        if name in answer.costs:
            for what in ("cpu", "wall"):
                ratios = _ratios(first, answer.costs[name], what)
                answer.at_most(f"at most {bar} of {name}, {what}", bar, ratios, _FIRST_NOTE)
    for what in ("cpu", "wall"):
        answer.at_most(f"the second time at most {_BAR_AGAIN} of the first, {what}", _BAR_AGAIN,
                       _ratios(second, first, what), _SECOND_NOTE)  # fmt: skip
    peak = max(cost.largest for cost in answer.costs[FIRST])
    answer.judge(f"at most {_MEMORY} MiB", f"{peak:.0f} MiB", peak <= _MEMORY)
    _tell_floor(answer, first)
    if JDUPES in answer.costs:
        _compare(setting, answer)
    return answer


def _tell_floor(answer: Answer, first: Sequence[Cost]) -> None:
    """What no program in Python can stay below, and none in any language, beside what was asked for."""
    costs = answer.costs
    for name in [name for name in _BARS if name in costs]:
        least = median(_ratios(costs[BARE], costs[name], "cpu"))
        system = median(bare.system / peer.cpu for bare, peer in zip(costs[BARE], costs[name], strict=True))
        answer.remark(
            f"the bare calls of Python take {least:.2f} of the CPU of {name}, the system alone {system:.2f} "
            f"for its part in them; {_BARS[name]} is asked"
        )
    least = median(_ratios(costs[BARE_AGAIN], first, "cpu"))
    answer.remark(f"to ask for sizes and times alone takes {least:.2f} of our first; {_BAR_AGAIN} is asked")


_FIRST_NOTE = (
    "for each small file we ask the system as much as a program in C does, and Python asks more slowly"
)
_SECOND_NOTE = (
    "each file must still be asked for its size and time, and what is equal be grouped and told anew"
)


def _without(costs: Sequence[Cost], start: Sequence[Cost]) -> list[Cost]:
    """What is left when the start is taken off, round by round; never quite nothing."""
    return [
        Cost(max(0.001, one.cpu - none.cpu), max(0.001, one.wall - none.wall), one.largest, one.tree, "")
        for one, none in zip(costs, start, strict=True)
    ]


def _ratios(ours: Sequence[Cost], theirs: Sequence[Cost], what: str) -> list[float]:
    return [getattr(mine, what) / getattr(other, what) for mine, other in zip(ours, theirs, strict=True)]


def _ours(setting: Setting) -> list[Command]:
    new, known = setting.homes
    two = setting.work / "two"
    two.mkdir()
    for name in ("one", "other"):
        (two / name).write_bytes(bytes(20_000))
    return [
        _our(setting, START, two, new),
        _our(setting, FIRST, setting.tree, new),
        _our(setting, AGAIN, two, known),
        _our(setting, SECOND, setting.tree, known),
    ]


def _bare(setting: Setting) -> list[Command]:
    argv = (sys.executable, "-m", "bench._bare", str(setting.tree))
    return [Command(BARE, argv), Command(BARE_AGAIN, (*argv, "again"))]


def _our(setting: Setting, name: str, folder: Path, home: Path) -> Command:
    studio, report = str(Path(sys.executable).with_name("studio")), setting.work / f"{folder.name}.json"
    argv = (studio, "files", "duplicates", str(folder), "--out", str(report), "--overwrite")
    is_new = home == setting.homes[0]
    return Command(name, argv, fresh(home) if is_new else lambda: None, {"STUDIO_HOME": str(home)})


def _peers(setting: Setting, answer: Answer) -> list[Command]:
    tree, report = str(setting.tree), str(setting.work / "rmlint.json")
    commands = [
        Command(JDUPES, ("jdupes", "-Q", "-q", "-r", tree)),
        Command("rdfind", ("rdfind", "-dryrun", "true", "-makeresultsfile", "false", tree)),
        Command("rmlint", ("rmlint", "-T", "df", "-o", f"json:{report}", tree)),
        Command("fdupes", ("fdupes", "-q", "-r", tree)),
    ]
    there = [command for command in commands if shutil.which(command.argv[0])]
    for command in commands:
        if command not in there:
            answer.remark(f"{command.name}: not installed (on Debian: apt-get install {command.argv[0]})")
    return there


def _compare(setting: Setting, answer: Answer) -> None:
    """Both must have found the same groups, or their costs say nothing."""
    theirs = subprocess.run(
        ("jdupes", "-Q", "-q", "-r", str(setting.tree)), capture_output=True, check=True, text=True
    ).stdout
    wanted = {frozenset(group.splitlines()) for group in theirs.strip().split("\n\n")}
    told = json.loads((setting.work / f"{setting.tree.name}.json").read_text("ascii"))["groups"]
    found = {frozenset(group["stays"] + group["copies"]) for group in told}
    copies = sum(len(group) - 1 for group in found)
    answer.judge(
        "the same groups as jdupes", f"{len(found):,} groups, {copies:,} copies; "
        f"{len(found ^ wanted):,} differ", found == wanted,
    )  # fmt: skip


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--tree", choices=sorted(_TREES), help="only this one")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    load = bustle()
    answers = []
    for name in [given.tree] if given.tree else _TREES:
        with tempfile.TemporaryDirectory(prefix="bench-files-") as folder:
            setting = Setting(Path(folder, "tree"), Path(folder))
            answers.append(duplicates(setting, _TREES[name](setting.tree), given.rounds))
    answers[-1].remark(f"{given.rounds} rounds in turn, medians and ends; {load}")
    return show(answers, as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())

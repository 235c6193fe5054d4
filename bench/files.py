"""Are copies found as quickly as by the programs that do only this? `python -m bench.files`

Peers: jdupes -Q, rdfind, rmlint, fdupes. Ours is the real command with its report; what it takes to start,
measured on a folder with one file in each round, is taken off. The trees are made anew, lie outside of the
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

from bench import _trees
from bench._paired import Answer, Command, Cost, bustle, fresh, in_turn, show

START, FIRST, SECOND = "our start", "ours, first time", "ours, second time"
JDUPES = "jdupes -Q"
_BARS = {JDUPES: 1.15, "rdfind": 0.5, "rmlint": 0.25, "fdupes": 0.25}
_AGAIN, _MEMORY = 0.35, 150
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
    commands = [*_ours(setting), *_peers(setting, answer)]
    answer.costs = in_turn(commands, rounds)
    start = answer.costs[START]
    first, second = (_without(answer.costs[name], start) for name in (FIRST, SECOND))
    for name, bar in _BARS.items():
        if name in answer.costs:
            for what in ("cpu", "wall"):
                ratios = _ratios(first, answer.costs[name], what)
                answer.at_most(f"at most {bar} of {name}, {what}", bar, ratios, _FIRST_NOTE)
    for what in ("cpu", "wall"):
        answer.at_most(f"the second time at most {_AGAIN} of the first, {what}", _AGAIN,
                       _ratios(second, first, what), _SECOND_NOTE)  # fmt: skip
    peak = max(cost.largest for cost in answer.costs[FIRST])
    answer.judge(f"at most {_MEMORY} MiB", f"{peak:.0f} MiB", peak <= _MEMORY)
    if JDUPES in answer.costs:
        _compare(setting, answer)
    return answer


_FIRST_NOTE = (
    "for each small file we ask the system as much as a program in C does, and Python asks more slowly"
)
_SECOND_NOTE = (
    "each file must still be asked for its size and time, which for small ones is half of all the work"
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
    one = setting.work / "one"
    one.mkdir()
    (one / "file").write_text("alone")
    commands = []
    for name, folder, home in (
        (START, one, known),
        (FIRST, setting.tree, new),
        (SECOND, setting.tree, known),
    ):
        studio = str(Path(sys.executable).with_name("studio"))
        out = str(setting.work / f"{home.name}.json")
        argv = (studio, "files", "duplicates", str(folder), "--out", out, "--overwrite")
        prepare = fresh(home) if name == FIRST else lambda: None
        commands.append(Command(name, argv, prepare, {"STUDIO_HOME": str(home)}))
    return commands


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
    told = json.loads((setting.work / f"{setting.homes[0].name}.json").read_text("ascii"))["groups"]
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

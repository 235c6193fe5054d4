"""Does help come as quickly as from a small program of one's own? `python -m bench.help`

Peer: an application written with cyclopts alone, of the same shape, that prints the same help, word for
word. What every tool being found and described costs at start-up is the difference.
"""

from __future__ import annotations

import argparse
import difflib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench._handwriting import application
from bench._paired import Answer, Command, Pair, bustle, in_turn, show

OURS = "studio"
PEER = "cyclopts alone"

_QUESTIONS = (("--help",), ("image", "resize", "--help"))
_BAR = 1.3
_HEAVY = ("cv2", "numpy", "OpenImageIO", "PIL", "psutil", "pydantic", "pyvips", "rich.progress", "torch")
_LAUNCHER = "import sys\nfrom by_hand import app\nsys.exit(app())\n"


def quick(arguments: tuple[str, ...], rounds: int) -> Answer:
    """The cost of one help text, ours against the peer's."""
    answer = Answer(f"studio {' '.join(arguments)}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        Path(folder, "by_hand.py").write_text(application(arguments), encoding="utf-8")
        launcher = Path(folder, "launch.py")
        launcher.write_text(_LAUNCHER, encoding="utf-8")
        ours = Command(OURS, (str(Path(sys.executable).with_name("studio")), *arguments))
        peer = Command(PEER, (sys.executable, str(launcher), *arguments))
        answer.costs = in_turn((ours, peer), rounds)
    pair = Pair(answer.costs[OURS], answer.costs[PEER])
    dearer = [1 / ratio for ratio in pair.cheaper()]
    answer.at_most(f"≤ {_BAR} × the CPU of the application by hand", _BAR, dearer)
    _compare(answer, pair)
    loaded = _loaded(arguments)
    found = [name for name in _HEAVY if name in loaded]
    answer.judge("nothing heavy is imported", ", ".join(found) or "nothing", not found)
    return answer


def _compare(answer: Answer, pair: Pair) -> None:
    """Both must have printed the same, or their costs say nothing."""
    ours, peer = (costs[0].said for costs in (pair.ours, pair.peer))
    lines = ours.splitlines()
    answer.judge("both print the same", f"{len(lines)} lines" if ours == peer else "no", ours == peer)
    for line in difflib.unified_diff(peer.splitlines(), lines, PEER, OURS, lineterm="", n=0):
        answer.remark(line)


def _loaded(arguments: tuple[str, ...]) -> set[str]:
    script = "import sys\nfrom studio.faces.cli.app import run\nrun(sys.argv[1:])\nprint(*sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True, env=os.environ
    ).stdout
    return set(said.splitlines()[-1].split())


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--rounds", type=int, default=25)
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    load = bustle()
    answers = [quick(arguments, given.rounds) for arguments in _QUESTIONS]
    answers[-1].remark(f"heavy are {', '.join(_HEAVY)}")
    answers[-1].remark(f"{given.rounds} rounds in turn, medians and ends; {load}")
    return show(answers, as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())

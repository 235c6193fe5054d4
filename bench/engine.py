"""What does carrying work out durably cost? `python -m bench.engine`

Peers: other engines on the same stages, a plain pool of processes on the same items, GNU parallel on the
same ffmpeg jobs. Peers are installed once, at pinned versions, into the user's cache.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bench._batches import Setting, encoding, items, memory
from bench._dag import OURS, dag
from bench._engines import ENGINES
from bench._paired import Answer, Failed, bustle, show

ASKED = ("dag", "items", "ffmpeg", "memory")


def main(words: Sequence[str] | None = None) -> int:
    """Answer the questions and print what was found."""
    asked = argparse.ArgumentParser(
        prog="python -m bench.engine", description=(__doc__ or "").splitlines()[0]
    )
    asked.add_argument("--only", choices=ASKED, action="append", help="this question; may be said again")
    peers = [name for name in ENGINES if name != OURS]
    asked.add_argument("--peers", nargs="*", choices=[[], *peers], help="against these; all when left out")
    asked.add_argument(
        "--rounds", type=int, default=3, help="of engines that are not slow; the others get one"
    )
    asked.add_argument("--json", action="store_true", help="print everything measured as JSON")
    given = asked.parse_args(words)
    load = bustle()
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    chosen = [OURS, *(peers if given.peers is None else given.peers)]
    with tempfile.TemporaryDirectory(prefix="bench-engine-") as folder:
        setting = Setting(Path(folder), given.rounds)
        questions: dict[str, Callable[[], Answer]] = {
            "dag": lambda: dag(setting.work, chosen, given.rounds),
            "items": lambda: items(setting),
            "ffmpeg": lambda: encoding(setting),
            "memory": lambda: memory(setting),
        }
        answers = []
        for name in given.only or ASKED:
            answers.append(_answered(name, questions[name]))
            answers[-1].remark(f"{machine}; {load}")
            if not given.json:
                show(answers[-1:], as_json=False)
    if given.json:
        show(answers, as_json=True)
    return 0 if all(answer.held for answer in answers) else 1


def _answered(name: str, question: Callable[[], Answer]) -> Answer:
    """The answer, or that there is none: the other questions are still worth asking."""
    try:
        return question()
    except Failed as failed:
        answer = Answer(name)
        answer.judge("measured", "no", held=False, note=str(failed))
        return answer


if __name__ == "__main__":
    sys.exit(main())

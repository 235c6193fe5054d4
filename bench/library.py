"""Is a folder of films known quickly, and known again at once? `python -m bench.library`

Peer: ffprobe, one process a file, as everybody does it. Ours is the real command, with its start-up and its
workers. The films are small ones, each with a content of its own. A thousand of them take two quiet cores
four minutes, most of which is ffprobe's; `--films` and `--rounds` make it less.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench._paired import Answer, Command, Pair, in_turn, measure, show, spread

from studio.media.encode import executable

OURS = "studio video info"
ONE_BY_ONE = "ffprobe, one after the other"
TWO_BY_TWO = "ffprobe, two at a time"
FIRST, SECOND = "first scan", "second scan"

_KINDS = (
    ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"),
    ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-bf", "3", "-an"),
    ("-c:v", "libx265", "-x265-params", "log-level=error", "-pix_fmt", "yuv420p10le", "-c:a", "aac"),
    ("-c:v", "mpeg4", "-c:a", "libmp3lame"),
)
_LENGTHS = (1.0, 2.0, 3.0)
_LARGEST = 100


@dataclass(frozen=True)
class Setting:
    """Where the films are and how often things are measured."""

    work: Path
    films: Path
    few: Path
    rounds: int

    @property
    def count(self) -> int:
        return sum(1 for _ in self.films.iterdir())


def info(setting: Setting) -> Answer:
    """Everything about every film."""
    answer = Answer(f"What are these {setting.count:,} films? (facts as JSON)")
    if not shutil.which("ffprobe"):
        answer.remark("skipped: ffprobe is not installed (on Debian: apt-get install ffmpeg)")
        return answer
    probe = "ffprobe -v error -show_format -show_streams -of json"
    each = f'for film in "{setting.films}"/*; do {probe} "$film" || exit 1; done'
    two = f'printf "%s\\0" "{setting.films}"/* | xargs -0 -n 1 -P 2 {probe}'
    commands = [
        Command(OURS, (_studio(), "video", "info", str(setting.films), "--json")),
        Command(ONE_BY_ONE, ("sh", "-c", each)),
    ]
    measure(Command(OURS, (_studio(), "video", "info", str(setting.few), "--json")))
    answer.costs = in_turn(commands, setting.rounds, warm=False)
    twice = in_turn([Command(TWO_BY_TWO, ("sh", "-c", two))], 1, warm=False)
    answer.at_least(
        "≥ 10 × faster by the clock than ffprobe a file",
        10,
        Pair(answer.costs[OURS], answer.costs[ONE_BY_ONE]).faster(),
    )
    beside = Pair(answer.costs[OURS][-1:], twice[TWO_BY_TWO])
    answer.remark(
        f"two ffprobes at a time took {spread(beside.faster(), ' times')} our time by the clock, and "
        f"{spread(beside.cheaper(), ' times')} our CPU"
    )
    largest = max(cost.largest for cost in answer.costs[OURS])
    answer.judge(f"largest process ≤ {_LARGEST} MiB", f"{largest:.0f} MiB", largest <= _LARGEST)
    said = [json.loads(line) for line in answer.costs[OURS][0].said.splitlines()]
    right = sum(one["ok"] and one["result"]["picture"]["frames"] > 0 for one in said)
    answer.judge("every film understood", f"{right:,}", right == setting.count)
    answer.costs |= twice
    return answer


def scan(setting: Setting) -> Answer:
    """A library that did not change."""
    answer = Answer(f"Scan {setting.count:,} films, and scan them again (loudness, black, thumbnails)")
    home = setting.work / "home"
    look = (_studio(), "library", "scan", str(setting.films), "--json")
    commands = [
        Command(FIRST, look, lambda: shutil.rmtree(home, ignore_errors=True), {"STUDIO_HOME": str(home)}),
        Command(SECOND, look, environment={"STUDIO_HOME": str(home)}),
    ]
    elsewhere = {"STUDIO_HOME": str(setting.work / "elsewhere")}
    measure(Command(FIRST, (_studio(), "library", "scan", str(setting.few), "--json"), environment=elsewhere))
    answer.costs = in_turn(commands, setting.rounds, warm=False)
    answer.at_least("second ≥ 20 × faster by the clock", 20, Pair(*reversed(answer.costs.values())).faster())
    new, unchanged = (json.loads(answer.costs[name][0].said) for name in (FIRST, SECOND))
    told = f"{new['new']:,} new, then {unchanged['unchanged']:,} unchanged"
    answer.judge("every film known again", told, new["new"] == unchanged["unchanged"] == setting.count)
    return answer


QUESTIONS = {"info": info, "scan": scan}


def _studio() -> str:
    return str(Path(sys.executable).with_name("studio"))


def _make(folder: Path, few: Path, count: int) -> None:
    """Films of several kinds and lengths, and a few for a start that does not count.

    A box nobody reads makes each one's content its own.
    """
    folder.mkdir()
    few.mkdir()
    patterns = []
    for number, (kind, length) in enumerate((kind, length) for kind in _KINDS for length in _LENGTHS):
        path = folder.parent / f"pattern-{number}.mp4"
        picture = ("-f", "lavfi", "-i", f"testsrc2=s=320x180:r=25:d={length}")
        sound = ("-f", "lavfi", "-i", f"sine=f={300 + 20 * number}:r=48000:d={length}")
        subprocess.run([executable(), "-v", "error", *picture, *sound, *kind, path], check=True)
        patterns.append(path.read_bytes())
        path.rename(few / path.name)
    for number in range(count):
        mark = b"free" + number.to_bytes(8, "big")
        content = patterns[number % len(patterns)] + (len(mark) + 4).to_bytes(4, "big") + mark
        (folder / f"film {number:05}.mp4").write_bytes(content)


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("questions", nargs="*", metavar="QUESTION", help=f"of {', '.join(QUESTIONS)}; all")
    asked.add_argument("--films", type=int, default=1000, help="how many films there are")
    asked.add_argument("--rounds", type=int, default=2, help="how often each program is measured")
    asked.add_argument("--json", action="store_true", help="print everything measured as JSON")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        setting = Setting(Path(work), Path(work) / "films", Path(work) / "few", given.rounds)
        _make(setting.films, setting.few, given.films)
        answers = (QUESTIONS[name](setting) for name in given.questions or QUESTIONS)
        return show(answers, as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())

"""The guide to music tells the truth: its commands work, its table is the repertoire."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

from studio.render.music import MOODS
from studio.render.music.repertoire import REPERTOIRE

GUIDE = (Path(__file__).parent.parent / "docs/guide/music.md").read_text("utf-8")


def test_its_commands_make_what_they_say(studio: Callable[..., Any]) -> None:
    (block,) = re.findall(r"```console\n(.*?)```", GUIDE, re.DOTALL)
    for line in block.splitlines():
        words = shlex.split(line)[2:]
        said = studio(*words)
        assert said.code == 0, said.err
        assert Path(words[words.index("--out") + 1]).exists()


def test_its_table_is_the_repertoire() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([\w, ]+) \| (\d+)–(\d+) \|", GUIDE, re.MULTILINE)
    assert [name for name, *_ in rows] == list(MOODS)
    for name, modes, slowest, fastest in rows:
        mood = REPERTOIRE[name]
        assert tuple(modes.lower().split(", ")) == mood.modes
        assert (int(slowest), int(fastest)) == (mood.tempo[0], mood.tempo[2])

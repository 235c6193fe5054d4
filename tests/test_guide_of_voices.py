"""The commands in the guide to voices are carried out, and what it says of voices is so."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import sounds
from tests.conftest import Said

from studio.models import voice
from studio.models.voice import delivery, espeak, polish
from studio.models.voice.speech import MOST_WORDS

GUIDE = (Path(__file__).parent.parent / "docs/guide/voices.md").read_text("utf-8")


def test_every_command_speaks(studio: Callable[..., Said]) -> None:
    if not espeak.create():
        pytest.skip("no eSpeak NG")
    commands = re.findall(r"^\$ studio (.*)$", GUIDE, re.MULTILINE)
    for command in commands:
        words = shlex.split(command)
        said = studio(*words)
        assert said.code == 0, said.err
        made = Path(words[words.index("--out") + 1])
        assert sounds.decibels(sounds.heard(made)) > -30
        if "--json" in words:
            told = json.loads(said.out)["result"]["words"]
            assert [one["word"] for one in told] == ["Radwerk", "builds", "bicycles."]
    assert len(commands) == 4


def test_figures_in_the_guide_are_those_of_the_code() -> None:
    assert re.findall(r"^\| `(\w+)`", GUIDE, re.MULTILINE) == list(voice.PROVIDERS)
    for mark, pause in ((",", "commas (0.17 s)"), (";", "dashes (0.27 s)"), (".", "full stops (0.42 s)")):
        assert f"({delivery._PAUSES[mark]} s)" in pause
        assert pause in " ".join(GUIDE.split())
    assert f"paragraphs ({delivery._PARAGRAPH} s)" in " ".join(GUIDE.split())
    assert f"{MOST_WORDS:,} words" in GUIDE
    assert f"below {polish._LOWEST:g} Hz" in " ".join(GUIDE.split())
    assert f"{polish.LEVEL:g} LUFS".replace("-", "\N{MINUS SIGN}") in GUIDE
    assert f"{polish.CEILING:g} dB".replace("-", "\N{MINUS SIGN}") in GUIDE
    assert all(f"`{variant}`" in GUIDE for variant in espeak._VARIANTS)

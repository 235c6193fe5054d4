"""Many lines in a batch: one process speaks for each worker, and none is left behind."""

import json
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from tests.command import alive, until
from tests.conftest import Said

from studio.host import programs
from studio.models.voice import Speech, espeak


def test_a_hundred_lines_are_said_by_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    provider = espeak.create()
    if not provider:
        pytest.skip("no eSpeak NG")
    started = []
    begin = programs.script

    def counted(*arguments: object) -> object:
        started.append(arguments)
        return begin(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(programs, "script", counted)
    monkeypatch.setattr(espeak, "_conversations", {})
    lines = {provider.speak(Speech(f"Line {n}.", polish=False), Path("l.wav")).seconds for n in range(100)}
    assert len(lines) > 10
    assert len(started) == 1
    espeak._conversation(provider.place)._end()


def test_a_batch_speaks_and_leaves_nobody_behind(studio: Callable[..., Said]) -> None:
    if not espeak.create():
        pytest.skip("no eSpeak NG")
    items = [{"input": f"This is line {n}.", "out": f"lines/{n}.wav"} for n in range(6)]
    batch = {"defaults": {"tool": "audio.speak", "with": {"voice": "espeak"}}, "items": items}
    Path("lines.yaml").write_text(json.dumps(batch))
    # This process may have one of its own by now.
    before = speaking()
    said = studio("batch", "run", "lines.yaml")
    assert said.code == 0, said.err
    assert len(list(Path("lines").glob("*.wav"))) == 6
    until(lambda: not alive([one for one in speaking() if one not in before]))


def speaking() -> list[psutil.Process]:
    """The processes below this one that speak."""
    return [child for child in psutil.Process().children(recursive=True) if _speaks(child)]


def _speaks(process: psutil.Process) -> bool:
    try:
        return any("espeak_program" in word for word in process.cmdline())
    except psutil.NoSuchProcess:
        return False

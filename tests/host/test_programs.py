"""Programs are started, listened to and ended here, with all they started themselves."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from tests.command import SOON, alive, until

from studio.core.errors import ToolFailed, Unavailable
from studio.host import programs


def script(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text)
    file.chmod(0o755)
    return file


def test_a_program_is_found_or_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = script(tmp_path, "ours", "#!/bin/sh\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert programs.found("ours") == ours
    assert programs.found("theirs") is None


def test_a_program_answers() -> None:
    assert programs.answer([sys.executable, "-c", "print('yes')"]) == "yes\n"


def test_an_answer_that_is_no_text_is_read_all_the_same() -> None:
    assert programs.answer([sys.executable, "-c", r"import os; os.write(1, b'a\xff')"]) == "a\ufffd"


def test_a_missing_program_is_unavailable() -> None:
    with pytest.raises(Unavailable, match="nowhere-at-all is not installed"):
        programs.answer(["nowhere-at-all"])


def test_a_program_that_takes_too_long_is_stopped() -> None:
    began = time.monotonic()
    with pytest.raises(ToolFailed, match=r"did not answer within 0\.2 seconds"):
        programs.answer([sys.executable, "-c", "import time; time.sleep(60)"], seconds=0.2)
    assert time.monotonic() - began < 10


def test_what_a_failing_program_says_is_told() -> None:
    with pytest.raises(ToolFailed, match="failed: out of paper"):
        programs.answer([sys.executable, "-c", "raise SystemExit('out of paper')"])
    with pytest.raises(ToolFailed, match="failed: 3"):
        programs.answer([sys.executable, "-c", "raise SystemExit(3)"])


def test_what_is_no_program_cannot_be_started(tmp_path: Path) -> None:
    with pytest.raises(ToolFailed, match="cannot be started: Permission denied"):
        programs.answer([str(tmp_path)])


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module that says who it is, starts a child that ignores requests to stop, and does so itself."""
    (tmp_path / "stubborn.py").write_text(
        "import json, os, signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "told = {'group': os.getpgrp(), 'child': child.pid, 'colour': os.environ.get('COLOUR')}\n"
        "told['secret'] = os.environ.get('STUDIO_SECRET_KEY')\n"
        "print(json.dumps(told), flush=True)\n"
        "time.sleep(60)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("STUDIO_SECRET_KEY", "hunter2")
    return "stubborn"


def test_a_module_runs_in_a_group_of_its_own_and_ends_with_all_it_started(module: str) -> None:
    child = programs.python(module, {"COLOUR": "blue"})
    try:
        assert child.stdout
        told = json.loads(child.stdout.readline())
        family = [psutil.Process(child.pid), psutil.Process(told["child"])]
        assert told["group"] == child.pid != os.getpgrp()
        assert told["colour"] == "blue"
        assert told["secret"] is None
    finally:
        began = time.monotonic()
        programs.stop([child], grace=0.2)
    assert time.monotonic() - began < SOON
    until(lambda: not alive(family), SOON)
    assert child.returncode is not None


def test_stopping_what_has_ended_already_is_no_error() -> None:
    child = programs.python("this", {})
    child.wait()
    programs.stop([child])
    programs.stop([])


def test_whoever_has_the_number_of_an_ended_child_by_now_is_let_be(module: str) -> None:
    ended = programs.python("this", {})
    ended.wait()
    stranger = programs.python(module, {})
    try:
        ended.pid = stranger.pid
        programs.stop([ended])
        assert alive([psutil.Process(stranger.pid)])
    finally:
        programs.stop([stranger])


def test_what_an_ended_child_has_left_behind_is_ended(module: str) -> None:
    child = programs.python(module, {})
    assert child.stdout
    orphan = psutil.Process(json.loads(child.stdout.readline())["child"])
    child.kill()
    child.wait()
    programs.stop([child])
    until(lambda: not alive([orphan]), SOON)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_a_child_can_die_with_its_parent() -> None:
    child = (
        "import os, time; from studio.host.programs import die_with_parent; die_with_parent();"
        "print(os.getpid(), flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"],
        stdout=subprocess.PIPE,
        text=True,
    )
    with parent:
        assert parent.stdout
        orphan = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        until(lambda: not alive([orphan]), SOON)


def test_a_program_is_told_something_and_run_where_it_is_wanted(tmp_path: Path) -> None:
    reads = "import os, sys; print(os.getcwd(), sys.stdin.read())"
    told = programs.answer([sys.executable, "-c", reads], story="once", folder=tmp_path)
    assert told.split() == [str(tmp_path), "once"]
    assert programs.answer([sys.executable, "-c", reads]).split() == [str(Path.cwd())]


def test_a_script_is_talked_to_and_ends_with_us_however_we_end(tmp_path: Path) -> None:
    script = tmp_path / "echo.py"
    script.write_text("import sys\nfor line in sys.stdin: print(sys.argv[1], line, flush=True)\n")
    talk = (
        "import pathlib, sys, time; from studio.host import programs\n"
        f"child = programs.script(pathlib.Path({str(script)!r}), ['said'])\n"
        "child.stdin.write(b'hello\\n'); child.stdin.flush()\n"
        "print(child.pid, child.stdout.readline().decode().strip(), flush=True); time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", talk], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    pid, *words = parent.stdout.readline().split()
    assert words == ["said", "hello"]
    child = psutil.Process(int(pid))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until(lambda: not alive([child]))


def test_programs_are_not_tuned_as_workers_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALLOC_ARENA_MAX", "1")
    monkeypatch.setenv("KEPT", "yes")
    said = list(programs.lines(["/usr/bin/env"], ended=lambda finished: None))
    assert "KEPT=yes" in said
    assert not [line for line in said if line.startswith("MALLOC_")]

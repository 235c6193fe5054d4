"""Shells complete commands and options."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Said

from studio.core.catalogue import Catalogue

Line = Callable[..., Said]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_a_script_that_knows_every_tool(studio: Line, trial: Catalogue, shell: str) -> None:
    said = studio("completion", "show", shell)
    assert said.code == 0
    assert said.err == ""
    for word in ("resize", "obey", "--overwrite", "doctor"):
        assert word.removeprefix("--") in said.out


def test_the_script_completes(studio: Line, trial: Catalogue) -> None:
    if not (bash := shutil.which("bash")):
        pytest.skip("no bash here")
    Path("script").write_text(studio("completion", "show", "bash").out)
    ask = (
        "source ./script; COMP_WORDS=(studio trial ob); COMP_CWORD=2; COMP_LINE='studio trial ob';"
        "COMP_POINT=${#COMP_LINE}; _studio; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    said = subprocess.run([bash, "-c", ask], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["obey"]


def test_installing_puts_it_where_the_shell_looks(
    studio: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    said = studio("completion", "install", "bash", "--no-startup")
    assert said.code == 0
    (script,) = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert str(script) in said.out.replace("\n", "")
    assert "resize" in script.read_text()
    assert not (tmp_path / ".bashrc").exists()


def test_an_unknown_shell_is_refused(studio: Line) -> None:
    said = studio("completion", "show", "tcsh")
    assert said.code == 2
    assert "bash" in said.err


def test_a_shell_that_cannot_be_told_is_asked_for(studio: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/bin/mysterious")
    monkeypatch.setattr("cyclopts.completion.detect.detect_shell", _unknown)
    said = studio("completion", "install")
    assert said.code == 2
    assert "name the shell" in said.err


def _unknown() -> str:
    raise RuntimeError("unknown shell")

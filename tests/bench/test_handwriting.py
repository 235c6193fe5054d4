"""The peer that help is measured against prints the same help."""

import subprocess
import sys
from pathlib import Path

import pytest
from bench._handwriting import application


@pytest.mark.parametrize("arguments", [("--help",), ("image", "resize", "--help")])
def test_it_prints_our_help(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "by_hand.py").write_text(f"{application(arguments)}\napp()\n", encoding="utf-8")
    ours, peer = (
        subprocess.run(
            [sys.executable, *program, *arguments], capture_output=True, text=True, check=True
        ).stdout
        for program in (("-m", "studio"), (str(tmp_path / "by_hand.py"),))
    )
    assert peer == ours

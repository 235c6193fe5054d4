"""The engine is quiet, also on a machine that has no list of fonts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.media.images import libvips

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text x="5" y="20">hi</text></svg>'
DRAWS = "import sys; from studio.media.images import reading; print(reading.read(sys.argv[1]).avg() >= 0)"


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(libvips, "_FONTS", tmp_path / "fonts.conf")
    monkeypatch.setenv("FONTCONFIG_FILE", "")
    return tmp_path / "fonts.conf"


@pytest.mark.usefixtures("bare")
def test_a_machine_without_a_list_of_fonts_gets_ours(tmp_path: Path) -> None:
    libvips._find_fonts()
    assert Path(os.environ["FONTCONFIG_FILE"]).is_file()
    (tmp_path / "a.svg").write_text(SVG)
    done = subprocess.run(
        [sys.executable, "-c", DRAWS, "a.svg"], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_a_list_that_is_there_is_used(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare.write_text("<fontconfig/>")
    libvips._find_fonts()
    assert os.environ.get("FONTCONFIG_FILE") == ""
    bare.unlink()
    monkeypatch.setenv("FONTCONFIG_FILE", "mine.conf")
    libvips._find_fonts()
    assert os.environ.get("FONTCONFIG_FILE") == "mine.conf"

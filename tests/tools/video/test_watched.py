"""Long work on films tells how far it is, and people see how long it still takes."""

import itertools
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from tests import clips
from tests.command import watched
from tests.tools.video.test_odd_input import CALLS, Call

from studio.core.errors import Cancelled
from studio.core.outside import into
from studio.core.run import Run, entered
from studio.media.encode import executable
from studio.tools.video.adjust import adjust
from studio.tools.video.convert import convert
from studio.tools.video.join import join
from studio.tools.video.retime import retime

AT_ONCE = {"info", "thumbnail"}
"""What reads a header or a frame or two, and is done before anybody could look."""

LONG: dict[str, Call] = {
    **{name: call for name, call in CALLS.items() if name not in AT_ONCE},
    "copy": lambda path: convert(path, format="mkv"),
    "join copied": lambda path: join([path, path]),
    "pictures": lambda path: convert(path, format="png"),
    "palette": lambda path: convert(path, format="gif"),
    "two passes": lambda path: convert(path, target_size=60_000),
    "stabilise": lambda path: adjust(path, stabilise=True),
    "reverse": lambda path: retime(path, reverse=True),
}


@pytest.mark.parametrize("name", LONG)
def test_it_says_how_far_it_is(name: str) -> None:
    told: dict[str, list[dict[str, Any]]] = {}

    def listen(event: str, fields: dict[str, Any]) -> None:
        if event == "progress":
            told.setdefault(fields["label"], []).append(fields)

    with entered(Run(Path("run"), listener=listen)):
        LONG[name](clips.sounding())
    assert told
    for label, reports in told.items():
        done = [report["done"] for report in reports]
        assert label
        assert all(report["total"] for report in reports), (
            "without a total nobody knows how long it still takes"
        )
        assert done[-1] == reports[-1]["total"]
        for before, report in itertools.pairwise(reports):
            again = report["done"] == 0 and before["done"] == before["total"]
            assert again or report["done"] >= before["done"], "it goes on, or begins anew once all was done"


@pytest.mark.parametrize("name", LONG)
def test_it_stops_when_it_is_told(name: str) -> None:
    with entered(Run(Path("run"), cancelled=lambda: True)), pytest.raises(Cancelled), into("out"):
        LONG[name](clips.sounding())


@pytest.fixture
def talkative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An ffmpeg that says how far it is twenty times a second, and not every half second."""
    program = tmp_path / "talkative"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(executable())} -stats_period 0.05 "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("STUDIO_FFMPEG", str(program))


@pytest.mark.usefixtures("talkative")
def test_on_a_terminal_the_time_that_is_left_is_shown() -> None:
    """The bar, its per cent and the time left come from what ffmpeg says itself."""
    film = clips.made("long-watched.mp4", *clips.picture(4), *clips.H264)
    code, said = watched(
        "video", "convert", str(film), "--codec", "h265", "--effort", "6", "--out", "film.mkv"
    )
    assert code == 0
    seen = re.findall(r"Encoding\s+\S+\s+(\d+)%\s+(\d+:\d\d)", said)
    assert len({percent for percent, _ in seen if 0 < int(percent) < 100}) > 2

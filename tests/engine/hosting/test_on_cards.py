"""A run that works on a card: its record says on which, and `runs show` does."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Said
from tests.engine.house import House

from studio.engine.plans import Stage
from studio.host.slices import Found, Slice


def test_the_record_of_a_run_names_its_cards(
    house: House, studio: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.host.slices.found", lambda **_: Found((Slice("GPU-a", "0", "Card"),)))
    (tmp_path / "card").write_text("on ")
    for name in ("one.txt", "two.txt"):
        Path(name).write_text(str(tmp_path / "card"))
    run = house.submit(
        Stage("many", "lure.compute", {"order": "{item}"}, each=["one.txt", "two.txt"], out="o/")
    )
    assert house.carry_out(run) == "done"
    assert {file.read_text().split()[1] for file in Path("o").iterdir()} == {"GPU-a"}
    assert json.loads(studio("runs", "show", run, "--json").out)["cards"] == ["Card 0 GPU-a"]
    assert "Card 0 GPU-a" in studio("runs", "show", run).out

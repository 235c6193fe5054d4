"""Every engine does all stages or is a row that says why not; nothing an engine does stops the others."""

from dataclasses import replace
from pathlib import Path

import pytest
from bench import _dag
from bench._dag import Entrant, dag
from bench._engines import ENGINES
from bench._stages import layered, written


def test_a_turn_is_one_stage_and_then_all(tmp_path: Path) -> None:
    one, every = written([[]], tmp_path), written(layered(3, 4), tmp_path)
    entrant = Entrant(engine=ENGINES["pool"], home=tmp_path / "pool")
    entrant.warm_up(one)
    entrant.take_turn(one, every, 12)
    assert entrant.trouble == ""
    assert [run.cost.said for run in (*entrant.starts, *entrant.wholes)] == ["1\n", "12\n"]


def test_an_engine_that_left_stages_out_is_not_measured(tmp_path: Path) -> None:
    one = written([[]], tmp_path)
    entrant = Entrant(engine=ENGINES["pool"], home=tmp_path / "pool")
    entrant.warm_up(one)
    entrant.take_turn(one, one, 12)
    assert entrant.trouble.startswith("1 of 12 stages done")
    assert not entrant.wholes


def test_an_engine_that_cannot_be_had_is_a_row_that_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    absent = replace(ENGINES["dask"], requirements=(f"absent @ file://{tmp_path}/absent.whl",))
    monkeypatch.setattr(_dag, "ENGINES", {"dask": absent, "pool": ENGINES["pool"]})
    monkeypatch.setattr(_dag, "layered", lambda: layered(2, 3))
    answer = dag(tmp_path, ["dask", "pool"], 1)
    assert answer.grid
    assert [row[-1] for row in answer.grid.rows] == ["0", "1"]
    assert any("absent" in remark for remark in answer.remarks)

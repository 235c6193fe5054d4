"""Tools called from a plain program deliver as the command line would."""

from pathlib import Path

import pytest

from studio.core.catalogue import Catalogue
from studio.core.errors import BadInput, Refused
from studio.core.outside import into


@pytest.fixture
def order(tmp_path: Path) -> Path:
    file = tmp_path / "order.txt"
    file.write_text("say hello\n")
    return file


def test_results_come_here(trial: Catalogue, order: Path, tmp_path: Path) -> None:
    made = trial["trial.obey"](order)
    assert made == Path("order-obey.txt")
    assert made.read_text() == "hello\n"
    assert {left.name for left in tmp_path.iterdir()} == {"order.txt", "order-obey.txt"}


def test_results_go_where_they_are_sent(trial: Catalogue, order: Path, tmp_path: Path) -> None:
    with into("there"):
        assert trial["trial.obey"](order) == Path("there/order-obey.txt")
        with into(tmp_path / "elsewhere"):
            assert trial["trial.obey"](order) == tmp_path / "elsewhere" / "order-obey.txt"
    assert trial["trial.obey"](order) == Path("order-obey.txt")


def test_what_exists_is_kept_unless_told(trial: Catalogue, order: Path) -> None:
    Path("order-obey.txt").write_text("old")
    with pytest.raises(Refused):
        trial["trial.obey"](order)
    assert Path("order-obey.txt").read_text() == "old"
    with into(".", overwrite=True):
        trial["trial.obey"](order)
    assert Path("order-obey.txt").read_text() == "hello\n"


def test_a_failure_leaves_nothing(trial: Catalogue, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("say half\nfail no more\n")
    with pytest.raises(BadInput, match="no more"), into("there"):
        trial["trial.obey"](bad)
    assert [left.name for left in tmp_path.iterdir()] == ["bad.txt"]


def test_values_are_simply_returned(trial: Catalogue, order: Path, tmp_path: Path) -> None:
    assert trial["trial.measure"](order).words == 2
    assert trial["trial.roll"](6, times=3).eyes == trial["trial.roll"](6, times=3).eyes
    assert [left.name for left in tmp_path.iterdir()] == ["order.txt"]


def test_a_call_that_makes_no_file_clears_what_a_killed_one_left(
    trial: Catalogue, order: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tmp_path / "anywhere" / ".studio-left"
    left.mkdir(parents=True)
    (left / "lock").write_text("animation-ai-studio: results in the making\n")
    monkeypatch.setattr("tempfile.tempdir", str(left.parent))
    assert trial["trial.measure"](order).words == 2
    assert list(left.parent.iterdir()) == []


def test_results_of_many_and_of_folders(trial: Catalogue, order: Path, tmp_path: Path) -> None:
    assert trial["trial.join"]([order, order], between="+").read_text() == "say hello+say hello\n"
    packed = trial["trial.pack"](tmp_path)
    assert packed == Path(f"{tmp_path.name}-pack")
    assert (packed / "order.txt").exists()


def test_results_with_several_files(trial: Catalogue, order: Path) -> None:
    halves = trial["trial.halve"](order)
    assert (halves.first, halves.second) == (Path("order-halve.txt"), Path("order-halve-second.txt"))
    assert halves.second.read_text() == "hello"

"""A new run begins where another stood: it shares what came before and does the rest again."""

import shutil
from pathlib import Path

import pytest
from tests.engine.house import TALLY, House, orders, tally

from studio.core.errors import BadInput, Refused
from studio.engine.plans import Stage


def carried_out(house: House) -> str:
    """A run of four stages, one of which is called for three things, and one of which fails."""
    orders("a.txt")
    orders("bad.txt", text="fail too dark\n")
    given = {"tally": str(Path(TALLY).absolute())}
    run = house.submit(
        Stage("folder", "toil.fill", {"order": "a.txt", "files": 3}),
        Stage("each", "toil.write", {"order": "{item}", **given}, ("folder",), each="{folder.output}"),
        Stage("beside", "trial.obey", {"order": "bad.txt"}, continue_on_error=True),
        Stage("all", "trial.join", {"texts": "{each.output}"}, ("each",)),
        Stage("last", "toil.write", {"order": "{all.output}", **given}, ("all",)),
    )
    assert house.carry_out(run) == "done"
    return run


def test_what_came_before_is_shared_and_the_rest_is_done_again(house: House) -> None:
    run = carried_out(house)
    before = tally()
    fork = house.desk.fork(run, "last", house.order(parent=run))
    assert house.run(fork)["parent"] == run
    assert house.states(fork) == {"folder": "done", "each": "done", "beside": "waiting", "all": "done"}
    (joined,), (first,) = house.files(fork, "all"), house.files(run, "all")
    assert joined.is_relative_to(house.folder(fork))
    assert joined.samefile(first)
    for item, other in zip(house.items(fork, "each"), house.items(run, "each"), strict=True):
        assert item["state"] == "done"
        assert item["result"] == other["result"].replace(run, fork)
    shutil.rmtree(house.folder(run))
    Path("bad.txt").write_text("say better\n")
    assert house.carry_out(fork) == "done"
    assert set(house.states(fork).values()) == {"done"}
    (last,) = house.files(fork, "last")
    assert last.read_text() == joined.read_text() * 2
    assert (tally() - before).total() == 1


def test_all_that_follows_is_done_again(house: House) -> None:
    run = carried_out(house)
    before = tally()
    fork = house.desk.fork(run, "each", house.order(parent=run))
    assert house.states(fork) == {"folder": "done", "beside": "waiting"}
    assert not (house.folder(fork) / "each").exists()
    assert house.carry_out(fork) == "done"
    assert (tally() - before).total() == 3 + 1
    assert house.states(run)["last"] == "done"
    assert all(file.exists() for file in house.files(run, "last"))


def test_what_cannot_be_forked_leaves_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    run = carried_out(house)
    with pytest.raises(BadInput, match="there is no stage middle in this run") as refused:
        house.desk.fork(run, "middle", house.order())
    assert refused.value.hint == "it has folder, each, beside, all, last"
    production = house.produce("toil.saga", "film.txt", orders=["a.txt"])
    with pytest.raises(Refused, match="decides for itself"):
        house.desk.fork(production, "001-write", house.order())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    folders = set((house.home / "runs").iterdir())
    runs = house.tables.one("SELECT COUNT(*) AS count FROM run")
    for culprit in ("shutil.copyfile", "studio.store.tables.Tables.atomic"):
        with monkeypatch.context() as patch:
            patch.setattr(culprit, full)
            with pytest.raises(OSError, match="No space left"):
                house.desk.fork(run, "last", house.order())
        assert set((house.home / "runs").iterdir()) == folders
    assert house.tables.one("SELECT COUNT(*) AS count FROM run") == runs


@pytest.mark.parametrize("forgiven", [False, True])
def test_of_a_stage_that_failed_in_part_the_good_part_is_taken_over(house: House, forgiven: bool) -> None:
    orders("0.txt", "1.txt", text="say x\n")
    Path("1.txt").write_text("fail too dark\n")
    run = house.submit(
        Stage("many", "trial.obey", {"order": "{item}"}, each=["0.txt", "1.txt"], continue_on_error=forgiven),
        Stage("last", "toil.write", {"order": "0.txt"}, ("many",)),
    )
    assert house.carry_out(run) == ("done" if forgiven else "failed")
    Path("1.txt").write_text("say y\n")
    new = house.desk.fork(run, "last", house.order(parent=run))
    assert house.carry_out(new) == "done", house.run(new)
    assert [item["state"] for item in house.items(new, "many")] == ["done", "failed" if forgiven else "done"]

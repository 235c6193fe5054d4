"""A result is used again as long as all it depends on is as it was, and never else."""

import os
from pathlib import Path

import pytest
from tests.engine.house import TALLY, House, orders, tally

from studio.core.catalogue import Catalogue
from studio.engine.plans import Stage
from studio.engine.stages import fingerprint
from studio.store.tables import open_tables


def echo(name: str = "a.txt", **more: object) -> Stage:
    given = {"order": name, "tally": str(Path(TALLY).absolute()), "loud": bool(more.pop("loud", False))}
    return Stage("echo", "toil.echo", given, **more)  # type: ignore[arg-type]


def test_the_same_again_is_found_and_delivered(any_house: House) -> None:
    house = any_house
    orders("a.txt")
    first, second = house.submit(echo(out="out/")), house.submit(echo(out="other/named.txt"))
    house.carry_out(first)
    assert house.carry_out(second) == "done"
    assert (house.states(first), house.states(second)) == ({"echo": "done"}, {"echo": "cached"})
    assert tally().total() == 1
    assert Path("other/named.txt").read_bytes() == Path("out/a-echo.txt").read_bytes()


def changed(what: str) -> Stage:
    """The stage once more, with something changed before."""
    if what == "its content":
        orders("a.txt", text="changed\n")
    if what == "its name":
        return echo(str(Path("a.txt").rename("b.txt")))
    if what == "its place":
        Path("deep").mkdir()
        return echo(str(Path("a.txt").rename("deep/a.txt")))
    return echo(loud=what == "an option", cache=what != "the wish")


@pytest.mark.parametrize("what", ["its content", "its name", "an option", "the wish"])
def test_what_is_changed_is_made_again(house: House, what: str) -> None:
    orders("a.txt")
    house.carry_out(house.submit(echo()))
    run = house.submit(changed(what))
    assert house.carry_out(run) == "done"
    assert house.states(run) == {"echo": "done"}
    assert tally().total() == 2


@pytest.mark.parametrize("what", ["nothing", "its place"])
def test_what_makes_no_difference_changes_nothing(house: House, what: str) -> None:
    orders("a.txt")
    house.carry_out(house.submit(echo()))
    run = house.submit(changed(what))
    assert house.carry_out(run) == "done"
    assert house.states(run) == {"echo": "cached"}
    assert tally().total() == 1


def test_of_many_only_the_changed_ones_are_made_again(house: House) -> None:
    names = orders(*(f"{number}.txt" for number in range(5)))
    stage = echo("{item}", each=names, out="out/", overwrite=True)
    house.carry_out(house.submit(stage))
    orders("3.txt", text="changed\n")
    run = house.submit(stage)
    assert house.carry_out(run) == "done"
    assert [item["state"] for item in house.items(run, "echo")] == ["cached"] * 3 + ["done", "cached"]
    assert Path("out/3-echo.txt").read_text() == "changed\nchanged\n"
    assert tally()["3.txt"] == 2
    assert tally().total() == 6


def test_what_was_kept_and_is_gone_is_made_again(house: House) -> None:
    orders("a.txt")
    house.carry_out(house.submit(echo()))
    for asset in (house.home / "assets").glob("??/*"):
        asset.unlink()
    run = house.submit(echo())
    assert house.carry_out(run) == "done"
    assert house.states(run) == {"echo": "done"}


def test_what_stands_in_the_way_of_a_found_result_is_not_replaced(house: House) -> None:
    orders("a.txt")
    house.carry_out(house.submit(echo(out="out/")))
    same, other = house.submit(echo(out="out/")), house.submit(echo(out="taken/"))
    Path("taken").mkdir()
    Path("taken/a-echo.txt").write_text("precious")
    assert house.carry_out(same) == "done", "it is there already, to the byte"
    assert house.carry_out(other) == "failed"
    assert Path("taken/a-echo.txt").read_text() == "precious"


def test_new_code_makes_everything_anew(trial: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    orders("a.txt")
    tables = open_tables(Path("home"))
    tool = trial["toil.echo"]
    given = tool.checked({"order": "a.txt"})
    before = fingerprint.fingerprint(tool, given, tables)
    assert fingerprint.fingerprint(tool, given, tables) == before
    with monkeypatch.context() as patch:
        patch.setattr(fingerprint, "_code", lambda: "newer")
        assert fingerprint.fingerprint(tool, given, tables) != before
    with monkeypatch.context() as patch:
        patch.setattr(fingerprint, "_text_hash", lambda _: "newer")
        assert fingerprint.fingerprint(tool, given, tables) != before
    tables.close()


def test_a_file_is_read_again_only_if_it_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = open_tables(Path("home"))
    (name,) = orders("a.txt")
    file = Path(name)
    os.utime(file, (1000, 1000))
    first = fingerprint.remembered_hash(file, tables)
    with monkeypatch.context() as patch:
        patch.setattr("studio.engine.workers.products.hash_of", lambda _: pytest.fail("it was read"))
        assert fingerprint.remembered_hash(file, tables) == first
    file.write_text("other")
    os.utime(file, (1000, 1000))
    assert fingerprint.remembered_hash(file, tables) != first
    file.write_text("later")
    assert tables.one("SELECT COUNT(*) AS count FROM content") == {"count": 1}
    tables.close()

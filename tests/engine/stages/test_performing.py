"""One stage: what is tried again and what is not, where its results stay and where they go."""

from dataclasses import replace
from pathlib import Path

from tests.engine.benches import told
from tests.engine.house import TALLY, House, leftovers, orders, tally

from studio.engine.plans import Retries, Stage

PATIENT = Retries(times=3, wait=0.05, factor=4, most=0.1, jitter=0)
WRITE = Stage("write", "toil.write", {"order": "a.txt"}, out="out/")


def carried_out(house: House, *stages: Stage) -> str:
    """A run of stages that do not wait for each other."""
    run = house.submit(*stages)
    house.carry_out(run)
    return run


def test_no_wait_is_longer_than_the_longest(house: House) -> None:
    orders("a.txt")
    given = {"order": "a.txt", "tally": str(Path(TALLY).absolute()), "good": 4}
    run = carried_out(house, Stage("wavers", "toil.waver", given, retries=PATIENT))
    assert house.states(run) == {"wavers": "done"}
    assert [fields["wait"] for fields in told(house, run, "stage.retrying")] == [0.05, 0.1, 0.1]
    assert tally().total() == 4


def test_what_was_asked_wrongly_is_not_asked_again(house: House) -> None:
    names = orders("0.txt", "1.txt", "2.txt", text="say x\n")
    orders("0.txt", text="clash a and b\n")
    orders("1.txt", text="fail too dark\n")
    once = replace(PATIENT, times=1)
    run = carried_out(house, Stage("many", "trial.obey", {"order": "{item}"}, each=names, retries=once))
    rows = [(item["state"], item["attempts"], item["kind"]) for item in house.items(run, "many")]
    assert rows == [("failed", 1, "BadCall"), ("failed", 2, "BadInput"), ("done", 1, "")]
    (again,) = told(house, run, "stage.retrying")
    assert (again["source"], again["attempt"]) == (house.items(run, "many")[1]["source"], 2)
    assert house.run(run)["error"] == "many: 2 of 3 failed"


def test_each_item_has_the_time_for_itself_and_the_late_one_leaves_nothing(house: House) -> None:
    names = orders("0.txt", "1.txt", text="say x\n")
    orders("1.txt", text="sleep 60\n")
    stage = Stage("many", "trial.obey", {"order": "{item}"}, each=names, timeout=1.5, out="out/")
    run = carried_out(house, stage)
    assert [(item["state"], item["error"]) for item in house.items(run, "many")] == [
        ("done", ""), ("failed", "it took longer than 1.5 s"),
    ]  # fmt: skip
    assert [file.name for file in Path("out").iterdir()] == ["0-obey.txt"]
    assert not leftovers(Path("out")) + leftovers(house.folder(run))


def test_what_is_delivered_is_kept_as_well_or_not(house: House) -> None:
    orders("a.txt")
    run = carried_out(house, WRITE, replace(WRITE, name="gone", out="other/", keep=False))
    kept = house.folder(run) / "write" / "a-write.txt"
    assert kept.read_text() == Path("out/a-write.txt").read_text() == Path("other/a-write.txt").read_text()
    assert not kept.samefile("out/a-write.txt"), "whoever changes the one must not change the other"
    assert kept.stat().st_nlink == 2
    assert not (house.folder(run) / "gone").exists()
    assert house.files(run, "gone") == [Path("other/a-write.txt").absolute()]
    Path("out/a-write.txt").write_text("changed by its owner")


def test_what_is_there_is_replaced_only_if_that_was_asked_for(house: House) -> None:
    orders("a.txt")
    for folder in ("out", "other"):
        Path(folder).mkdir()
        Path(folder, "a-write.txt").write_text("precious")
    run = carried_out(house, WRITE, replace(WRITE, name="over", out="other/", overwrite=True))
    assert house.states(run) == {"write": "failed", "over": "done"}
    assert "a-write.txt" in house.stages(run)["write"]["error"]
    assert Path("out/a-write.txt").read_text() == "precious"
    assert Path("other/a-write.txt").read_text() == "a.txt\n" * 2


def test_a_folder_of_things_is_not_one_thing(house: House) -> None:
    Path("texts").mkdir()
    orders("texts/a.txt", "texts/b.txt")
    run = carried_out(house, replace(WRITE, given={"order": "texts"}), replace(WRITE, name="none", given={}))
    assert house.states(run) == {"write": "failed", "none": "failed"}
    stages = house.stages(run)
    assert "is many things, and toil.write takes one at a time" in stages["write"]["error"]
    assert stages["none"]["error"] == "none: toil.write needs an input"


def test_an_input_that_may_be_left_out_is(house: House) -> None:
    run = carried_out(
        house,
        Stage("all", "trial.paint", out="all/"),
        Stage("red", "trial.paint", {"colours": ["red"]}, out="red/"),
    )
    assert house.states(run) == {"all": "done", "red": "done"}
    assert Path("all/trial-paint.txt").read_text() == "red\ngreen\nblue\n"
    assert Path("red/trial-paint.txt").read_text() == "red\n"

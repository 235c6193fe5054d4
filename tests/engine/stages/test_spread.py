"""What is known before the work is done is said before it is done."""

from pathlib import Path

from tests.engine.house import House

from studio.core.catalogue import Catalogue
from studio.engine.plans import Stage


def test_what_could_not_be_delivered_is_not_even_made(trial: Catalogue) -> None:
    Path("order.txt").write_text("sleep 60\n")
    Path("out.txt").write_text("mine\n")
    house = House()
    run = house.submit(Stage("late", "trial.obey", {"order": "order.txt"}, out="out.txt"))
    assert house.carry_out(run) == "failed"
    row = house.stages(run)["late"]
    assert "out.txt exists" in row["error"]
    assert "overwrite: true" in row["hint"]
    assert Path("out.txt").read_text() == "mine\n"


def test_of_many_only_those_in_the_way_are_left_out(trial: Catalogue) -> None:
    for name in ("a", "b", "c"):
        Path(f"{name}.txt").write_text(f"say {name}\n")
    Path("out").mkdir()
    Path("out/b.txt").write_text("mine\n")
    house = House()
    names = ["a.txt", "b.txt", "c.txt"]
    stage = Stage("all", "trial.obey", {"order": "{item}"}, each=names, out="out/{item.stem}.txt", keep=False)
    run = house.submit(stage)
    assert house.carry_out(run) == "failed"
    assert [item["state"] for item in house.items(run, "all")] == ["done", "failed", "done"]
    assert {path.name: path.read_text() for path in Path("out").iterdir()} == {
        "a.txt": "a\n", "b.txt": "mine\n", "c.txt": "c\n",
    }  # fmt: skip


def test_the_calls_of_a_fan_out_tell_together_how_far_they_are(trial: Catalogue) -> None:
    for name in ("a", "b"):
        Path(f"{name}.txt").write_text("sleep 0.4\n" * 5 + "say so\n")
    house = House()
    run = house.submit(Stage("all", "trial.obey", {"order": "{item}"}, each=["a.txt", "b.txt"]))
    assert house.carry_out(run) == "done"
    parts = [event.fields.get("part", 0) for event in house.events(run, "stage.progress")]
    assert any(0 < part < 2 for part in parts[:-1])
    assert parts[-1] == 0

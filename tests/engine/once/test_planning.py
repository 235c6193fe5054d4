"""A plan knows every input and every result before any work is begun."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from studio.assembly import catalogue
from studio.core.catalogue import Catalogue
from studio.core.errors import BadInput, NotFound
from studio.core.materials import Footage
from studio.core.tool import tool
from studio.engine.once.planning import Plan, plan


@dataclass(frozen=True)
class Greeting:
    """Words for many."""

    words: str


@pytest.fixture
def tools(trial: Catalogue, tmp_path: Path) -> Catalogue:
    """The trial tools, and a folder of texts to plan with."""
    for name in ("a.txt", "b.txt", "texts/a.txt", "texts/deep/c.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("say hello\n")
    return trial


def expected(made: Plan) -> list[str | None]:
    return [str(task.expected) if task.expected else None for task in made.tasks]


def test_folders_are_taken_one_by_one_or_all_together(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    each = plan(catalogue()["files.organize"], ["a", "b"], {})
    assert [task.given["folder"] for task in each.tasks] == [Path("a"), Path("b")]
    together = plan(catalogue()["files.duplicates"], ["a", "b"], {})
    assert [task.given["folders"] for task in together.tasks] == [[Path("a"), Path("b")]]
    assert expected(together) == ["a-duplicates.json"]


def test_one_task_for_each_input(tools: Catalogue) -> None:
    made = plan(tools["trial.obey"], ["b.txt", "a.txt"], {"with": "love"})
    assert [task.source for task in made.tasks] == ["b.txt", "a.txt"]
    assert [task.number for task in made.tasks] == [0, 1]
    assert [task.given["order"] for task in made.tasks] == [Path("b.txt"), Path("a.txt")]
    assert {task.given["with_"] for task in made.tasks} == {"love"}
    assert expected(made) == ["b-obey.txt", "a-obey.txt"]


def test_folders_keep_their_tree(tools: Catalogue) -> None:
    made = plan(tools["trial.obey"], ["texts"], {}, out="o")
    assert expected(made) == ["o/a-obey.txt", "o/deep/c-obey.md"]
    assert made.root == Path("o")


@pytest.mark.parametrize(
    ("out", "result"),
    [
        ("", "a-obey.txt"),
        ("o", "o/a-obey.txt"),
        ("o/", "o/a-obey.txt"),
        ("o.d/", "o.d/a-obey.txt"),
        ("texts", "texts/a-obey.txt"),
        ("o/b.txt", "o/b.txt"),
        ("b.TXT", "b.TXT"),
    ],
)
def test_where_the_one_result_goes(tools: Catalogue, out: str, result: str) -> None:
    assert expected(plan(tools["trial.obey"], ["a.txt"], {}, out=out)) == [result]


def test_a_folder_that_looks_like_a_file_is_a_folder_if_it_is_there(tools: Catalogue) -> None:
    Path("v1.2").mkdir()
    assert expected(plan(tools["trial.obey"], ["a.txt"], {}, out="v1.2")) == ["v1.2/a-obey.txt"]


def test_one_name_for_several_results_is_refused(tools: Catalogue) -> None:
    with pytest.raises(BadInput, match=r"o/all\.txt names one file, and there are several inputs") as refused:
        plan(tools["trial.obey"], ["a.txt", "b.txt"], {}, out="o/all.txt")
    assert "--out" in refused.value.hint
    assert "/" in refused.value.hint


def test_another_extension_is_refused_where_the_tool_cannot_choose(tools: Catalogue) -> None:
    with pytest.raises(BadInput, match=r"asks for \.md, and trial\.obey keeps \.txt"):
        plan(tools["trial.obey"], ["a.txt"], {}, out="b.md")


def test_a_tool_that_can_choose_takes_the_format_from_the_name(tools: Catalogue) -> None:
    made = plan(tools["trial.recast"], ["a.txt"], {}, out="b.md")
    assert made.tasks[0].given["format"] == "md"
    assert expected(made) == ["b.md"]
    assert expected(plan(tools["trial.recast"], ["a.txt"], {"format": "md"})) == ["a-recast.md"]


def test_a_name_and_a_format_that_disagree_are_refused(tools: Catalogue) -> None:
    with pytest.raises(BadInput, match=r"asks for \.txt"):
        plan(tools["trial.recast"], ["a.txt"], {"format": "md"}, out="b.txt")
    with pytest.raises(BadInput, match="format"):
        plan(tools["trial.recast"], ["a.txt"], {}, out="b.png")


def test_one_name_from_two_folders_is_refused_before_anything_starts(tools: Catalogue) -> None:
    with pytest.raises(BadInput, match=r"a\.txt and texts/a\.txt would both become a-obey\.txt") as refused:
        plan(tools["trial.obey"], ["a.txt", "texts/a.txt"], {})
    assert refused.value.hint
    assert expected(plan(tools["trial.obey"], ["."], {})) == [
        "a-obey.txt", "b-obey.txt", "texts/a-obey.txt", "texts/deep/c-obey.md",
    ]  # fmt: skip


def test_names_that_differ_only_in_what_is_replaced_collide(tools: Catalogue) -> None:
    Path("a.md").write_text("say hello\n")
    with pytest.raises(BadInput, match="would both become"):
        plan(tools["trial.recast"], ["a.txt", "a.md"], {})


def test_a_format_nobody_chose_is_taken_to_be_that_of_the_input(tools: Catalogue, tmp_path: Path) -> None:
    for name in ("one.png", "one.bmp"):
        (tmp_path / name).write_bytes(b"")
    packing = catalogue()["image.optimize"]
    names = [tmp_path / "one.png", tmp_path / "one.bmp"]
    assert len(plan(packing, names, {}).tasks) == 2
    with pytest.raises(BadInput, match="would both become"):
        plan(packing, names, {"format": "webp"})


def test_tools_that_only_tell_never_collide(tools: Catalogue) -> None:
    assert len(plan(tools["trial.measure"], ["a.txt", "texts/a.txt"], {}).tasks) == 2


def test_a_tool_for_many_gets_all_at_once(tools: Catalogue) -> None:
    (task,) = plan(tools["trial.join"], ["b.txt", "texts"], {}).tasks
    assert task.given["texts"] == [Path("b.txt"), Path("texts/a.txt"), Path("texts/deep/c.md")]
    assert task.source == "b.txt"
    assert task.place.stem == "b-join"
    assert plan(tools["trial.join"], ["texts"], {}).tasks[0].place.stem == "texts-join"
    assert plan(tools["trial.join"], ["texts/*"], {}).tasks[0].place.stem == "a-join"


def test_a_tool_for_a_folder_gets_the_folder(tools: Catalogue) -> None:
    (task,) = plan(tools["trial.pack"], ["texts"], {}).tasks
    assert task.given["folder"] == Path("texts")
    assert task.place.stem == "texts-pack"


def test_plain_values_are_checked_one_by_one(tools: Catalogue) -> None:
    made = plan(tools["trial.roll"], ["6", "20"], {})
    assert [task.given["sides"] for task in made.tasks] == [6, 20]
    with pytest.raises(BadInput, match="sides"):
        plan(tools["trial.roll"], ["6", "x"], {})


def test_a_tool_for_many_values_gets_all_at_once() -> None:
    @tool(material="trial")
    def greet(names: list[str]) -> Greeting:
        """Greet people."""
        return Greeting(", ".join(names))

    (task,) = plan(greet, ["Ann", "http://bob"], {}).tasks
    assert task.given["names"] == ["Ann", "http://bob"]
    assert "http://bob" in task.source


@pytest.mark.parametrize("options", [{"love": 1}, {"sign": "perhaps"}])
def test_options_are_checked_before_anything_starts(tools: Catalogue, options: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match=next(iter(options))):
        plan(tools["trial.obey"], ["a.txt", "b.txt"], options)


def test_a_pattern_without_a_match_ends_the_call(tools: Catalogue) -> None:
    with pytest.raises(NotFound):
        plan(tools["trial.obey"], ["*.gif"], {})


def test_several_whole_folders_are_several_tasks(tools: Catalogue) -> None:
    assert expected(plan(tools["trial.pack"], ["texts", "texts/deep"], {}, out="o")) == [
        "o/texts-pack",
        "o/deep-pack",
    ]
    with pytest.raises(BadInput, match="would both become texts-pack"):
        plan(tools["trial.pack"], ["texts", "./texts/../texts"], {})


@tool(material="trial")
def unroll(film: Footage, *, format: str = "auto", names: str = "") -> Footage:
    """Unroll."""
    return film


def test_a_name_with_a_number_asks_for_a_folder_of_frames(tmp_path: Path) -> None:
    (task,) = plan(unroll, ["film.mp4"], {}, out="shots/a.####.PNG").tasks
    assert (task.given["format"], task.given["names"]) == ("png", "a.####")
    assert (task.expected, task.place.merge) == (Path("shots"), True)
    assert expected(plan(unroll, ["film.mp4"], {"format": "png"})) == ["film-unroll"]
    assert expected(plan(unroll, ["film.mp4"], {"format": "gif"})) == ["film-unroll.gif"]
    with pytest.raises(BadInput, match="would scatter the frames here"):
        plan(unroll, ["film.mp4"], {}, out="a.####.png")
    with pytest.raises(BadInput, match="one film, and there are several"):
        plan(unroll, ["film.mp4", "b.mp4"], {}, out="shots/a.####.png")


def test_a_sequence_gives_its_name_without_the_number(tmp_path: Path) -> None:
    assert expected(plan(unroll, ["shot_%04d.png [1-9]"], {"format": "mp4"})) == ["shot-unroll.mp4"]
    Path("take #3.mp4").touch()
    assert expected(plan(unroll, ["take #3.mp4"], {"format": "mp4"})) == ["take #3-unroll.mp4"]


def test_what_may_be_left_out_is_taken_by_default(tools: Catalogue) -> None:
    paint = tools["trial.paint"]
    assert not paint.needs_input
    (all_of_them,) = plan(paint, [], {}, out="o").tasks
    assert all_of_them.given["colours"] == ["red", "green", "blue"]
    assert all_of_them.source == "red, green, blue"
    (some,) = plan(paint, ["blue", "red"], {"coats": 2}).tasks
    assert (some.given["colours"], some.source) == (["blue", "red"], "blue, red")
    assert all(tools[f"trial.{name}"].needs_input for name in ("obey", "join", "roll"))
    with pytest.raises(BadInput, match="colours"):
        plan(paint, ["pink"], {})

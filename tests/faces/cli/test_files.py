"""`studio files` from a shell: plan, apply, history, undo, and what is said of them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import trees
from tests.conftest import Said

Studio = Callable[..., Said]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return trees.make(tmp_path / "t", {"a.txt": "A", "b.txt": "B", "c.csv": "1,2\n"})


def test_a_plan_is_made_carried_out_listed_and_taken_back(studio: Studio, root: Path) -> None:
    before = trees.look(root)
    assert studio("files", "organize", "t") == Said(0, "t-organize.json\n", "")
    assert trees.look(root) == before
    said = studio("files", "apply", "t-organize.json")
    assert said == Said(
        0, "Organize t by kind: 3 done, as run 1\n", "  → studio files undo 1 takes it back\n"
    )
    assert (root / "spreadsheets/c.csv").exists()
    listed = studio("files", "history").out.splitlines()
    assert listed[0].split() == ["run", "begun", "state", "acts", "what"]
    assert listed[1].split()[3:] == ["carried", "out", "3", "Organize", "t", "by", "kind"]
    assert studio("files", "undo") == Said(0, "Organize t by kind: 3 taken back, of run 1\n", "")
    assert trees.look(root) == before
    assert studio("files", "apply", "1").code == 0
    assert (root / "documents/a.txt").exists()


def test_a_part_is_taken_back(studio: Studio, root: Path) -> None:
    assert studio("files", "organize", "t", "--apply").code == 0
    assert (
        studio("files", "undo", "1", "--only", "a.txt").out == "Organize t by kind: 1 taken back, of run 1\n"
    )
    assert ((root / "a.txt").exists(), (root / "b.txt").exists()) == (True, False)
    assert json.loads(studio("files", "history", "--json").out)["state"] == "undone in part"


def test_what_fails_is_said_and_the_exit_code_tells(studio: Studio, root: Path) -> None:
    studio("files", "organize", "t")
    (root / "a.txt").write_text("changed")
    (root / "b.txt").unlink()
    said = studio("files", "apply", "t-organize.json")
    assert (said.code, said.out) == (1, "Organize t by kind: 1 done, 2 failed, as run 1\n")
    assert said.err.splitlines()[:2] == [
        "✗ t/a.txt was changed since the plan was made",
        "✗ t/b.txt is not there any more",
    ]
    assert studio("files", "undo").code == 0


def test_json_is_one_object(studio: Studio, root: Path) -> None:
    studio("files", "organize", "t")
    told = json.loads(studio("files", "apply", "t-organize.json", "--json").out)
    assert (told["run"], told["done"], told["failed"]) == (1, 3, [])
    told = json.loads(studio("files", "undo", "--json").out)
    assert (told["back"], told["left"]) == (3, [])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("apply", "nothing.json"), "✗ there is no plan nothing.json\n"),
        (("apply", "t/a.txt"), "✗ t/a.txt is no JSON"),
        (("apply", "7"), "✗ there is no run 7\n"),
        (("undo", "7"), "✗ there is no run 7\n"),
        (("undo", "0"), "✗ there is no run 0\n"),
        (("undo",), "✗ there is nothing to undo\n"),
        (("apply",), "✗ PLAN is needed\n"),
    ],
)
def test_what_cannot_be_is_said(studio: Studio, root: Path, arguments: tuple[str, ...], told: str) -> None:
    said = studio("files", *arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(told)


def test_no_history_yet(studio: Studio) -> None:
    assert studio("files", "history") == Said(0, "", "Nothing was done to files yet.\n")


def test_the_verbs_stand_among_the_tools(studio: Studio) -> None:
    listed = studio("files", "--help").out
    for verb in ("apply", "history", "undo", "organize", "rename"):
        assert f" {verb} " in listed
    assert "--only" in studio("files", "undo", "--help").out

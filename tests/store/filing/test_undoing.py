"""What undoing does when the world went on meanwhile, and when only a part is wanted."""

import os
from pathlib import Path

import pytest
from tests import trees
from tests.trees import act

from studio.core.errors import NotFound, Refused
from studio.store.filing.acts import Act
from studio.store.filing.carrying import carry_out
from studio.store.filing.undoing import Undone, undo


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return trees.make(tmp_path / "t", {"a.png": "A", "a.txt": "caption", "b.png": "B", "c.wav": "C"})


def carried(root: Path, *acts: Act) -> None:
    assert carry_out(trees.plan(root, acts), home=root.parent / "home").done == len(acts)


def taken_back(root: Path, **more: object) -> Undone:
    return undo(root.parent / "home", **more)  # type: ignore[arg-type]


def why(undone: Undone) -> list[str]:
    return [problem.why for problem in undone.left]


def test_a_part_of_a_run_with_what_belongs_to_it(root: Path) -> None:
    carried(
        root,
        act("move", root / "a.png", root / "x/a.png", group="1"),
        act("move", root / "a.txt", root / "x/a.txt", group="1"),
        act("move", root / "b.png", root / "x/b.png"),
    )
    assert taken_back(root, only=["a.png"]).back == 2
    assert {file.name for file in (root / "x").iterdir()} == {"b.png"}
    assert taken_back(root, only=["x/*"]).back == 1
    assert not (root / "x").exists()


def test_a_part_that_there_is_not(root: Path) -> None:
    carried(root, act("move", root / "a.png", root / "x.png"))
    with pytest.raises(NotFound, match="did nothing to files called q"):
        taken_back(root, only=["q"])


def test_a_file_edited_since_goes_back_edited(root: Path) -> None:
    carried(root, act("move", root / "a.png", root / "x.png"))
    (root / "x.png").write_text("edited")
    assert taken_back(root).left == ()
    assert (root / "a.png").read_text() == "edited"


def test_another_file_in_its_place_stays(root: Path) -> None:
    carried(root, act("move", root / "a.png", root / "x.png"))
    (root / "x.png").rename(root / "elsewhere.png")
    (root / "x.png").write_text("another")
    assert why(taken_back(root)) == ["is another file now, and stays"]
    assert (root / "x.png").read_text() == "another"


def test_what_came_to_the_old_place_is_not_replaced(root: Path) -> None:
    carried(root, act("move", root / "a.png", root / "x.png"))
    (root / "a.png").write_text("new")
    assert why(taken_back(root)) == [f"stays, for something else is at {root / 'a.png'} now"]
    assert ((root / "a.png").read_text(), (root / "x.png").read_text()) == ("new", "A")
    (root / "a.png").unlink()
    assert taken_back(root).left == ()
    assert (root / "a.png").read_text() == "A"


def test_a_folder_that_was_taken_away_is_made_again(root: Path) -> None:
    trees.make(root, {"old/d.png": "D"})
    carried(root, act("move", root / "old/d.png", root / "x.png"))
    (root / "old").rmdir()
    assert taken_back(root).left == ()
    assert (root / "old/d.png").read_text() == "D"


def test_a_folder_that_holds_other_things_now_stays(root: Path) -> None:
    carried(root, act("move", root / "a.png", root / "new/a.png"))
    (root / "new/mine").write_text("mine")
    assert taken_back(root).left == ()
    assert (root / "new/mine").exists()


def test_a_copy_stays_that_was_changed_or_is_the_last(root: Path) -> None:
    carried(root, act("copy", root / "a.png", root / "x.png"), act("copy", root / "b.png", root / "y.png"))
    (root / "x.png").write_text("changed")
    (root / "b.png").unlink()
    assert sorted(why(taken_back(root))) == [
        f"stays, for {root / 'b.png'} it was copied from is gone",
        "was changed since, and stays",
    ]
    assert ((root / "x.png").read_text(), (root / "y.png").read_text()) == ("changed", "B")


def test_a_trash_that_was_emptied_is_said(root: Path) -> None:
    carried(root, act("trash", root / "a.png"))
    (root.parent / "data/Trash/files/a.png").unlink()
    assert why(taken_back(root)) == ["is not there any more"]


def test_a_link_changed_under_its_other_name_stays(root: Path) -> None:
    (root / "twin").write_text("A")
    carried(root, act("hardlink", root / "a.png", same_as=root / "twin"))
    (root / "twin").write_text("changed")
    assert why(taken_back(root)) == ["was changed since, under one of its names"]


def test_a_file_linked_to_one_that_was_linked_elsewhere_then_is_as_it_was(root: Path) -> None:
    for name in ("twin", "third"):
        (root / name).write_text("A")
        os.utime(root / name, (1, 1) if name == "twin" else (2, 2))
    (root / "a.png").chmod(0o600)
    before = trees.look(root)
    carried(
        root,
        act("hardlink", root / "a.png", same_as=root / "twin"),
        act("hardlink", root / "twin", same_as=root / "third"),
    )
    assert why(taken_back(root)) == []
    assert trees.look(root) == before


def test_files_of_one_group_linked_to_one_another_are_as_they_were(root: Path) -> None:
    for number, name in enumerate(("twin", "third")):
        (root / name).write_text("A")
        os.utime(root / name, (number, number))
    before = trees.look(root)
    carried(
        root,
        act("hardlink", root / "a.png", same_as=root / "twin", group="1"),
        act("hardlink", root / "third", same_as=root / "a.png", group="1"),
    )
    assert len({(root / name).stat().st_ino for name in ("a.png", "twin", "third")}) == 1
    assert why(taken_back(root)) == []
    assert trees.look(root) == before


def test_a_link_to_a_file_that_could_not_be_linked_itself_is_taken_back(root: Path) -> None:
    (root / "third").write_text("A")
    before = trees.look(root)
    acts = [
        act("hardlink", root / "a.png", same_as=root / "b.png"),
        act("hardlink", root / "third", same_as=root / "a.png"),
    ]
    assert carry_out(trees.plan(root, acts), home=root.parent / "home").done == 1
    assert why(taken_back(root)) == []
    assert trees.look(root) == before


def test_two_files_of_one_group_are_not_linked_to_each_other(root: Path) -> None:
    (root / "twin").write_text("A")
    before = trees.look(root)
    acts = [
        act("hardlink", root / "a.png", same_as=root / "twin", group="1"),
        act("hardlink", root / "twin", same_as=root / "a.png", group="1"),
    ]
    assert carry_out(trees.plan(root, acts), home=root.parent / "home").done == 0
    assert trees.look(root) == before


def test_what_came_into_the_place_of_a_link_stays(root: Path) -> None:
    (root / "twin").write_text("A")
    carried(root, act("hardlink", root / "a.png", same_as=root / "twin"))
    (root / "a.png").unlink()
    (root / "a.png").write_text("another")
    assert why(taken_back(root)) == ["was changed since, and stays"]
    assert (root / "a.png").read_text() == "another"


def test_nothing_to_undo(root: Path) -> None:
    with pytest.raises(Refused, match="nothing to undo"):
        taken_back(root)
    with pytest.raises(NotFound, match="there is no run 3"):
        taken_back(root, number=3)

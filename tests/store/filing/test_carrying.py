"""What becomes of single acts: conflicts, re-checks, groups, circles, and what a person is told."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests import trees
from tests.trees import act

from studio.core.errors import Refused
from studio.store.filing import journal
from studio.store.filing.acts import Act
from studio.store.filing.carrying import Carried, carry_out, go_on
from studio.store.filing.history import history
from studio.store.filing.undoing import undo


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return trees.make(tmp_path / "t", {"a": "A", "b": "B", "c": "C", "same": "A", "sub/a": "sub A"})


def done(root: Path, acts: Sequence[Act]) -> Carried:
    """Carry acts out, and make sure that undoing them brings everything back."""
    before = trees.look(root)
    carried = carry_out(trees.plan(root, acts), home=root.parent / "home")
    undone = undo(root.parent / "home")
    assert (undone.back, undone.left) == (carried.done, ())
    assert trees.look(root) == before
    return go_on(carried.run, home=root.parent / "home")


def listed(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_moving_makes_folders(root: Path) -> None:
    carried = done(root, [act("move", root / "a", root / "new/deep/a")])
    assert (carried.done, carried.skipped, carried.failed) == (1, (), ())
    assert (root / "new/deep/a").read_text() == "A"
    assert not (root / "a").exists()


def test_a_copy_has_times_and_rights_of_its_original(root: Path) -> None:
    (root / "a").chmod(0o640)
    os.setxattr(root / "a", "user.note", b"kept")
    done(root, [act("copy", root / "a", root / "x")])
    ours, theirs = (root / "x").stat(), (root / "a").stat()
    assert (ours.st_mtime_ns, ours.st_mode) == (theirs.st_mtime_ns, theirs.st_mode)
    assert os.getxattr(root / "x", "user.note") == b"kept"
    assert not (root / "x").samefile(root / "a")


@pytest.mark.parametrize(
    ("source", "conflict", "expected"),
    [
        ("a", "skip", {"b": "B"}),
        ("a", "number", {"b": "B", "b-2": "A"}),
        ("a", "skip-equal", {"b": "B", "b-2": "A"}),
        ("a", "overwrite", {"b": "A"}),
    ],
)
def test_a_taken_name(root: Path, source: str, conflict: str, expected: dict[str, str]) -> None:
    done(root, [act("move", root / source, root / "b", conflict=conflict)])  # type: ignore[arg-type]
    assert {name: (root / name).read_text() for name in ("b", "b-2") if (root / name).exists()} == expected


def test_equal_files_stay_when_asked(root: Path) -> None:
    carried = done(root, [act("move", root / "same", root / "a", conflict="skip-equal")])
    assert [problem.why for problem in carried.skipped] == [f"is at {root / 'a'} already, byte for byte"]
    assert (root / "same").exists()


def test_what_is_overwritten_lies_in_the_trash_with_a_note(root: Path) -> None:
    done(root, [act("move", root / "a", root / "b", conflict="overwrite")])
    trash = root.parent / "data/Trash"
    assert [file.read_text() for file in (trash / "files").iterdir()] == ["B"]
    note = (trash / "info/b.trashinfo").read_text().splitlines()
    assert note[:2] == ["[Trash Info]", f"Path={root / 'b'}"]
    assert note[2].startswith("DeletionDate=20")


def test_names_are_exchanged(root: Path) -> None:
    carried = done(root, [act("move", root / "a", root / "b"), act("move", root / "b", root / "a")])
    assert carried.done == 2
    assert ((root / "a").read_text(), (root / "b").read_text()) == ("B", "A")


def test_names_go_round(root: Path) -> None:
    ring = {"a": "b", "b": "c", "c": "a"}
    done(root, [act("move", root / old, root / new) for old, new in ring.items()])
    assert [(root / name).read_text() for name in "abc"] == ["C", "A", "B"]


def test_a_chain_moves_up_whatever_the_order(root: Path) -> None:
    done(root, [act("move", root / old, root / new) for old, new in ("ab", "bc", "cd")])
    assert [(root / name).read_text() for name in "bcd"] == ["A", "B", "C"]


def test_a_file_goes_into_a_folder_of_its_own_name(root: Path) -> None:
    done(root, [act("move", root / "a", root / "a/a"), act("move", root / "b", root / "a/b")])
    assert ((root / "a/a").read_text(), (root / "a/b").read_text()) == ("A", "B")


def test_letter_case_alone(root: Path) -> None:
    done(root, [act("move", root / "a", root / "A")])
    assert [name for name in listed(root) if name.lower() == "a"] == ["A"]


def test_a_changed_file_stays(root: Path) -> None:
    acts = [act("move", root / "a", root / "x"), act("move", root / "b", root / "y")]
    (root / "a").write_text("changed since")
    carried = carry_out(trees.plan(root, acts), home=root.parent / "home")
    assert [(one.path, one.why) for one in carried.failed] == [
        (root / "a", "was changed since the plan was made")
    ]
    assert carried.done == 1
    assert (root / "y").exists()


def test_a_file_changed_without_a_trace_is_known_by_its_hash(root: Path) -> None:
    one = act("trash", root / "a")
    known = Act(one.kind, one.source, None, one.size, one.modified_ns, hash="0" * 32)
    carried = carry_out(trees.plan(root, [known]), home=root.parent / "home")
    assert carried.failed[0].why == "was changed since the plan was made"
    assert (root / "a").exists()


def test_a_group_is_done_together_or_not_at_all(root: Path) -> None:
    group = [act("move", root / name, root / "x" / name, group="g") for name in ("a", "b")]
    (root / "b").unlink()
    carried = carry_out(
        trees.plan(root, [*group, act("move", root / "c", root / "x/c")]), home=root.parent / "home"
    )
    assert carried.done == 1
    assert (root / "a").exists()
    assert {one.path.name: one.why for one in carried.failed} == {
        "a": "goes together with b, which is not there any more",
        "b": "is not there any more",
    }


def test_a_group_is_numbered_alike(root: Path) -> None:
    trees.make(root, {"p.jpg": "1", "p.txt": "2", "x/p.txt": "there"})
    done(
        root,
        [
            act("move", root / name, root / "x" / name, conflict="number", group="g")
            for name in ("p.jpg", "p.txt")
        ],
    )
    assert listed(root / "x") == ["p-2.jpg", "p-2.txt", "p.txt"]


def test_a_numbered_sequence_is_a_sequence_still(root: Path) -> None:
    names = [f"s.{number:04}.exr" for number in range(9, 12)]
    trees.make(root, {name: name for name in names} | {"x/s.0010.exr": "there"})
    done(root, [act("move", root / name, root / "x" / name, conflict="number", group="g") for name in names])
    assert listed(root / "x") == ["s-2.0009.exr", "s-2.0010.exr", "s-2.0011.exr", "s.0010.exr"]


def test_a_group_that_fails_in_the_middle_is_taken_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.host import renaming

    rename = renaming.rename

    def failing(source: Path, target: Path) -> None:
        if source.name == "b":
            raise PermissionError(13, "Permission denied")
        rename(source, target)

    monkeypatch.setattr(renaming, "rename", failing)
    before = trees.look(root)
    acts = [act("move", root / name, root / "x" / name, group="g") for name in ("a", "b", "c")]
    carried = carry_out(trees.plan(root, acts), home=root.parent / "home")
    assert trees.look(root) == before
    assert (carried.done, len(carried.failed)) == (0, 3)
    assert carried.failed[1].why == "could not be touched: permission denied"


def test_a_hard_link_takes_the_place_of_an_equal_file_and_is_parted_again(root: Path) -> None:
    (root / "same").chmod(0o604)
    carried = done(root, [act("hardlink", root / "same", same_as=root / "a")])
    assert carried.done == 1
    assert (root / "same").samefile(root / "a")


def test_what_differs_is_never_linked(root: Path) -> None:
    carried = carry_out(
        trees.plan(root, [act("hardlink", root / "b", same_as=root / "a")]), home=root.parent / "home"
    )
    assert carried.failed[0].why == "is not equal to a"
    assert (root / "b").read_text() == "B"


def test_what_is_deleted_for_good_is_said_to_be(root: Path) -> None:
    carry_out(trees.plan(root, [act("delete", root / "a")]), home=root.parent / "home")
    undone = undo(root.parent / "home")
    assert (undone.back, [one.why for one in undone.left]) == (0, ["was deleted for good"])


def test_the_same_plan_is_not_carried_out_twice(root: Path) -> None:
    plan = trees.plan(root, [act("move", root / "a", root / "x")])
    carry_out(plan, home=root.parent / "home")
    with pytest.raises(Refused, match="carried out already, as run 1"):
        carry_out(plan, home=root.parent / "home")
    undo(root.parent / "home")
    assert carry_out(plan, home=root.parent / "home").run == 2


def test_what_failed_is_tried_again(root: Path) -> None:
    plan = trees.plan(root, [act("move", root / "a", root / "b"), act("move", root / "c", root / "x")])
    assert carry_out(plan, home=root.parent / "home").done == 1
    (root / "b").unlink()
    again = carry_out(plan, home=root.parent / "home")
    assert (again.run, again.done, again.skipped) == (1, 2, ())


def test_two_processes_do_not_carry_out_one_run(root: Path) -> None:
    home = root.parent / "home"
    plan = trees.plan(root, [act("move", root / "a", root / "b"), act("move", root / "c", root / "x")])
    carry_out(plan, home=home)
    with journal.existing(home, 1), pytest.raises(Refused, match="another process is at work on run 1"):
        undo(home, 1)


def test_history_tells_what_was_done(root: Path) -> None:
    home = root.parent / "home"
    carry_out(
        trees.plan(root, [act("move", root / "a", root / "x"), act("move", root / "c", root / "b")], "First"),
        home=home,
    )
    carry_out(trees.plan(root, [act("move", root / "b", root / "y")], "Second"), home=home)
    undo(home)
    assert [(one.run, one.title, one.state, one.acts, one.done, one.skipped) for one in history(home)] == [
        (2, "Second", "undone", 1, 0, 0),
        (1, "First", "carried out", 2, 1, 1),
    ]

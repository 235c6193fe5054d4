"""Whatever the tree and whatever the plan: carried out and taken back, all is as it was."""

import tempfile
from pathlib import Path
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from tests import trees

from studio.store.filing.acts import Act, Conflict
from studio.store.filing.carrying import carry_out
from studio.store.filing.undoing import undo

NAMES = [
    "a",
    "b",
    "c",
    "A",
    "a.png",
    "b.png",
    "a.0001.exr",
    "a.0002.exr",
    "sub/a",
    "sub/b",
    "sub/deep/c",
    "a-2.png",
]
CONTENTS = [b"", b"one", b"two", b"three"]

files = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(CONTENTS), min_size=1).map(
    # A name is a file or a folder, not both.
    lambda drawn: {
        name: content for name, content in drawn.items() if not any(o.startswith(f"{name}/") for o in drawn)
    }
)
orders = st.lists(
    st.tuples(
        st.sampled_from(["move", "move", "move", "copy", "trash", "hardlink"]),
        st.integers(0, 20),
        st.sampled_from([*NAMES, "new/x", "new/y/z", "a/a", "b/x", "sub"]),
        st.sampled_from(get_args(Conflict)),
        st.sampled_from(["", "", "", "g", "h"]),
    ),
    max_size=12,
)


equal = st.dictionaries(st.sampled_from("abcd"), st.sampled_from([b"one", b"one", b"two"]), min_size=2)
links = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from(["", "", "g", "h"])), max_size=7
)


def acts(root: Path, drawn: list[tuple[str, int, str, Conflict, str]]) -> list[Act]:
    there = sorted(path for path in root.rglob("*") if path.is_file())
    found = []
    for kind, number, target, conflict, group in drawn:
        source = there[number % len(there)]
        twin = there[(number + 1) % len(there)]
        goes = root / target if kind in ("move", "copy") else None
        same = twin if kind == "hardlink" else None
        found.append(trees.act(kind, source, goes, conflict=conflict, group=group, same_as=same))  # type: ignore[arg-type]
    return found


@settings(max_examples=60)
@given(tree=files, drawn=orders)
def test_apply_and_undo_is_the_identity(
    tree: dict[str, bytes], drawn: list[tuple[str, int, str, Conflict, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = trees.make(Path(folder, "tree"), tree)
        home = Path(folder, "home")
        before = trees.look(root)
        carried = carry_out(trees.plan(root, acts(root, drawn)), home=home)
        after = trees.look(root)
        assert not [name for name in after if ".studio-" in name]
        assert carried.done + len(carried.skipped) + len(carried.failed) == len(drawn)
        undone = undo(home, carried.run)
        assert (undone.left, undone.back) == ((), carried.done)
        assert trees.look(root) == before


@settings(max_examples=60)
@given(tree=equal, drawn=links)
def test_links_to_links_are_the_identity_too(
    tree: dict[str, bytes], drawn: list[tuple[int, int, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = trees.make(Path(folder, "tree"), tree)
        home = Path(folder, "home")
        before, there = trees.look(root), sorted(root.iterdir())
        plan = trees.plan(
            root,
            [
                trees.act("hardlink", there[one % len(there)], same_as=there[other % len(there)], group=group)
                for one, other, group in drawn
            ],
        )
        carried = carry_out(plan, home=home)
        assert set(trees.look(root)) == set(before)
        undone = undo(home, carried.run)
        assert (undone.left, undone.back) == ((), carried.done)
        assert trees.look(root) == before

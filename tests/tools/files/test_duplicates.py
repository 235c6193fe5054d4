"""Copies are found, and cleared away as asked: never the last of a content, never half of a thing."""

import csv
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import pictures, trees
from tests.command import STUDIO
from tests.conftest import Said

from studio.core.errors import BadCall
from studio.core.run import Run, entered
from studio.store.filing.home import configure
from studio.store.filing.undoing import undo
from studio.tools.files.duplicates import Duplicates, duplicates

Find = Callable[..., Duplicates]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    configure(home=tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def find(tmp_path: Path, home: Path) -> Find:
    def call(*folders: Path, **options: Any) -> Duplicates:
        with entered(Run(tmp_path / "run")):
            return duplicates(list(folders), **options)

    return call


def files(folder: Path) -> set[str]:
    return {name for name, (kind, *_) in trees.look(folder).items() if kind == "file"}


def groups(found: Duplicates) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(found.report.read_text())["groups"]
    return told


def roles(found: Duplicates, folder: Path) -> list[tuple[list[str], list[str]]]:
    def near(paths: list[str]) -> list[str]:
        return [os.path.relpath(path, folder) for path in paths]

    return [(near(group["stays"]), near(group["copies"])) for group in groups(found)]


def test_a_report_touches_nothing_and_counts_what_is_wasted(tmp_path: Path, find: Find) -> None:
    root = trees.make(tmp_path / "t", {"a": "x" * 100, "b/c": "x" * 100, "d": "y", "e": "", "f": ""})
    os.link(root / "a", root / "g")
    before = trees.look(root)
    found = find(root)
    assert trees.look(root) == before
    assert (found.files, found.groups, found.copies, found.waste, found.hard_links) == (6, 1, 1, 100, 1)
    assert (found.plan, found.run) == (None, None)
    assert roles(found, root) == [(["a", "g"], ["b/c"])]
    assert [(one.copies, one.waste) for one in found.largest] == [(1, 100)]


def test_the_twelve_that_waste_most_are_told(tmp_path: Path, find: Find) -> None:
    contents = {f"{name}{size:02}": "x" * size for size in range(1, 15) for name in "ab"}
    root = trees.make(tmp_path / "t", contents)
    found = find(root)
    assert found.copies == 14
    assert [(Path(one.what).name, one.waste) for one in found.largest] == [
        (f"a{size:02}", size) for size in range(14, 2, -1)
    ]


@pytest.mark.parametrize(
    ("keep", "stays"), [("first", "z/long name"), ("oldest", "b"), ("newest", "a/c"), ("shortest", "b")]
)
def test_a_rule_says_which_stays(tmp_path: Path, find: Find, keep: str, stays: str) -> None:
    root = trees.make(tmp_path / "t", {"b": "x", "z/long name": "x", "a/c": "x"})
    found = find(root / "z", root, keep=keep)
    assert roles(found, root)[0][0] == [stays]


def test_nothing_in_a_reference_folder_is_touched(tmp_path: Path, find: Find) -> None:
    root = trees.make(
        tmp_path / "t", {"work/a": "x", "work/b": "x", "ref/a": "x", "ref/b": "x", "ref/c": "y", "ref/d": "y"}
    )
    found = find(root / "work", reference=[root / "ref"], then="delete", apply=True)
    assert files(root) == {"ref/a", "ref/b", "ref/c", "ref/d"}
    assert (found.done, found.copies, found.waste) == (2, 2, 2)


def test_a_reference_inside_a_folder_is_still_one(tmp_path: Path, find: Find) -> None:
    root = trees.make(tmp_path / "t", {"a": "x", "ref/b": "x", "ref/c": "x"})
    find(root, reference=[root / "ref"], then="delete", apply=True)
    assert files(root) == {"ref/b", "ref/c"}


@pytest.mark.parametrize("then", ["delete", "aside", "hardlink"])
def test_copies_are_cleared_away_and_come_back(tmp_path: Path, home: Path, find: Find, then: str) -> None:
    root = trees.make(tmp_path / "t", {"a": "x" * 99, "b": "x" * 99, "sub/c": "x" * 99, "d": "other"})
    before = trees.look(root)
    more = {"aside": tmp_path / "aside"} if then == "aside" else {}
    found = find(root, then=then, apply=True, **more)
    assert (found.done, found.failed) == (2, ())
    if then == "hardlink":
        assert (root / "a").stat().st_nlink == 3
        assert trees.contents(root)[b"x" * 99] == 3
    else:
        assert files(root) == {"a", "d"}
    if then == "aside":
        assert files(tmp_path / "aside") == {"b", "sub/c"}
    assert undo(home).left == ()
    assert trees.look(root) == before


def test_a_plan_is_written_and_an_edit_of_a_file_in_between_is_noticed(
    tmp_path: Path, home: Path, find: Find
) -> None:
    from studio.store.filing import acts
    from studio.store.filing.carrying import carry_out

    root = trees.make(tmp_path / "t", {"a": "x" * 99, "b": "x" * 99, "c": "x" * 99})
    found = find(root, then="delete", permanently=True)
    assert found.plan
    assert found.planned == 2
    # Size and time are as they were; only a look at every byte can tell.
    facts = (root / "b").stat()
    (root / "b").write_text("x" * 98 + "y")
    os.utime(root / "b", ns=(facts.st_atime_ns, facts.st_mtime_ns))
    carried = carry_out(acts.read(found.plan), home=home)
    assert (carried.done, len(carried.skipped) + len(carried.failed)) == (1, 1)
    assert files(root) == {"a", "b"}
    assert (root / "b").read_text().endswith("y")


def test_one_content_always_stays(tmp_path: Path, find: Find) -> None:
    root = trees.make(tmp_path / "t", {f"{number}": f"{number % 3}" for number in range(9)})
    os.link(root / "0", root / "link")
    before = set(trees.contents(root))
    find(root, then="delete", permanently=True, apply=True)
    assert set(trees.contents(root)) == before


def test_all_names_of_a_copy_go_and_none_of_what_stays(tmp_path: Path, find: Find) -> None:
    root = trees.make(tmp_path / "t", {"a": "x", "b": "x"})
    os.link(root / "a", root / "a2")
    os.link(root / "b", root / "b2")
    found = find(root, then="delete", apply=True)
    assert files(root) == {"a", "a2"}
    assert (found.copies, found.waste, found.done) == (2, 1, 2)


def test_held_frames_stay_and_a_whole_copy_of_a_sequence_goes(tmp_path: Path, find: Find) -> None:
    shot = {f"shot.{number:04}.exr": f"{number // 2}" for number in range(1, 7)}
    tree = {f"{folder}/{name}": content for folder in ("a", "b") for name, content in shot.items()}
    root = trees.make(tmp_path / "t", tree)
    found = find(root, then="delete", apply=True)
    assert files(root) == {f"a/{name}" for name in shot}
    assert any(one.what.endswith("a/shot.####.exr [1-6]") for one in found.largest)
    assert {one.file.rpartition("/")[2] for one in found.stayed} == {"shot.0003.exr", "shot.0005.exr"}


def test_a_sequence_of_which_a_frame_has_no_copy_stays_whole(tmp_path: Path, find: Find) -> None:
    shot = {f"shot.{number:04}.exr": f"{number}" for number in range(1, 5)}
    tree = {f"{folder}/{name}": content for folder in ("a", "b") for name, content in shot.items()}
    root = trees.make(tmp_path / "t", tree | {"b/shot.0002.exr": "another"})
    found = find(root, then="delete", apply=True)
    assert len(files(root)) == 8
    assert "of which shot.0002.exr has no copy" in found.stayed[0].reason
    find(root, then="delete", sequences=False, apply=True)
    assert files(root / "b") == {"shot.0002.exr"}


def test_a_picture_goes_only_along_with_its_caption(tmp_path: Path, find: Find) -> None:
    tree = {
        "a/cat.png": "cat", "a/cat.txt": "a cat", "a/dog.png": "dog", "a/dog.txt": "a dog",
        "b/cat.png": "cat", "b/cat.txt": "a cat", "b/dog.png": "dog", "b/dog.txt": "a better caption",
        "a/fox.png": "fox", "a/fox.txt": "a cat",
    }  # fmt: skip
    root = trees.make(tmp_path / "t", tree)
    find(root, then="delete", apply=True)
    assert files(root) == set(tree) - {"b/cat.png", "b/cat.txt"}


def test_by_name_and_by_size_are_for_reports(tmp_path: Path, find: Find) -> None:
    root = trees.make(tmp_path / "t", {"a/One.txt": "1", "b/one.TXT": "22", "b/two": "33"})
    assert roles(find(root, by="name"), root) == [(["a/One.txt"], ["b/one.TXT"])]
    assert roles(find(root, by="size"), root) == [(["b/one.TXT"], ["b/two"])]
    with pytest.raises(BadCall, match="same name need not be equal"):
        find(root, by="name", then="delete")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"then": "aside"}, "takes a folder"),
        ({"aside": Path("x")}, "takes a folder"),
        ({"permanently": True}, "only what is deleted"),
        ({"apply": True}, "nothing to apply"),
    ],
)
def test_options_that_contradict_one_another_are_refused(
    tmp_path: Path, find: Find, options: dict[str, Any], told: str
) -> None:
    with pytest.raises(BadCall, match=told):
        find(tmp_path, **options)


def test_what_was_moved_aside_is_not_found_again(tmp_path: Path, find: Find) -> None:
    root = trees.make(tmp_path / "t", {"a": "x", "b": "x"})
    find(root, then="aside", aside=root / "aside", apply=True)
    assert files(root) == {"a", "aside/b"}
    assert find(root, then="aside", aside=root / "aside").groups == 0


def test_names_that_are_no_text_come_through_every_report(tmp_path: Path, find: Find) -> None:
    odd = os.fsdecode(b"caf\xe9\n.txt")
    root = trees.make(tmp_path / "t", {"a": "x", odd: "x"})
    told = groups(find(root))
    assert told[0]["copies"] == [str(root / odd)]
    with find(root, format="csv").report.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert [(row["role"], row["path"]) for row in rows] == [
        ("stays", str(root / "a")), ("copy", str(root / odd)),
    ]  # fmt: skip
    page = find(root, format="html").report.read_text()
    assert "caf\\xe9\\n.txt" in page


def test_a_page_shows_pictures(tmp_path: Path, find: Find) -> None:
    root = tmp_path / "t"
    root.mkdir()
    pictures.jpeg(root / "a.jpg")
    (root / "b.jpg").write_bytes((root / "a.jpg").read_bytes())
    page = find(root, format="html").report.read_text()
    assert page.count("data:image/webp;base64,") == 2
    assert "1 file is not needed" in page


def test_the_second_search_remembers(tmp_path: Path, find: Find) -> None:
    root = trees.make(tmp_path / "t", {"a": "x" * 9999, "b": "x" * 9999})
    for file in root.iterdir():
        os.utime(file, (1, 1))
    assert [find(root, cache=cache).remembered for cache in (True, True, False)] == [0, 4, 0]


def test_it_says_in_words_what_it_found(tmp_path: Path, find: Find) -> None:
    root = trees.make(
        tmp_path / "t", {"a": "x" * 100, "b/a": "x" * 100, "c": "x" * 100, "d": "yz", "e": "yz"}
    )
    told = "2 groups of equal files, 3 copies, 202 B could be freed"
    assert find(root).summary == told
    assert find(root, then="delete").summary == f"{told}; the plan, once applied, deals with 3"
    assert find(root, by="name").summary == "1 group of files of one name, 1 more than one of each"
    linked = find(root, then="hardlink", apply=True).summary
    assert linked == "2 groups of equal files, 3 copies; 3 dealt with"
    assert find(root).summary == "of 5 files, none has a copy"
    assert find(root / "b", by="size").summary == "of 1 file, no two have one size"


def test_names_go_to_the_pipe_and_words_beside_it(tmp_path: Path, studio: Callable[..., Said]) -> None:
    trees.make(tmp_path / "t", {"a": "x" * 100, "b": "x" * 100})
    said = studio("files", "duplicates", "t")
    assert said.out == "t-duplicates.json\n"
    assert said.err == "1 group of equal files, 1 copy, 100 B could be freed\n"
    said = studio("files", "duplicates", "t", "--out", "again.json", "--json")
    assert json.loads(said.out)["result"]["summary"] == "1 group of equal files, 1 copy, 100 B could be freed"
    assert said.err == ""


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_search_is_done_also_where_nobody_can_be_told_what_was_found(
    tmp_path: Path, unbuffered: str
) -> None:
    trees.make(tmp_path / "t", {"a": "x" * 100, "b": "x" * 100})
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("w") as full:
        said = subprocess.run(
            [*STUDIO, "files", "duplicates", "t"],
            stdout=subprocess.PIPE, stderr=full, text=True, check=False, env=environment,
        )  # fmt: skip
    assert (said.returncode, said.stdout) == (0, "t-duplicates.json\n")

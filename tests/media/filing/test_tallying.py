"""What files take is added up once for each folder above them, by kind, age and owner."""

import os
from pathlib import Path

from tests import trees

from studio.media.filing import walking
from studio.media.filing.tallying import Node, Tally, owner_name, tally

NOW = 1_800_000_000 * 10**9
DAY = 86_400


def counted(folder: Path, largest: int = 3) -> Tally:
    return tally(str(folder), walking.start([folder]).by_folder(), NOW, largest=largest)


def test_every_folder_counts_what_is_below_it(tmp_path: Path) -> None:
    files = {"a.png": b"x" * 9000, "d/b.mp4": b"x" * 20_000, "d/e/c.txt": b"x"}
    root = trees.make(tmp_path / "t", files)
    found = counted(root).root
    assert (found.name, found.whole.files, found.whole.size) == ("t", 3, 29_001)
    below = found.folders["d"]
    assert (below.whole.files, below.folders["e"].whole.files) == (2, 1)
    taken = {name: (root / name).stat().st_blocks * 512 for name in files}
    assert found.whole.taken == sum(taken.values())
    assert found.kinds == {
        "images": taken["a.png"], "videos": taken["d/b.mp4"], "documents": taken["d/e/c.txt"],
    }  # fmt: skip
    assert {name for _, name, _ in below.largest} == {"b.mp4"}


def test_what_takes_most_is_named(tmp_path: Path) -> None:
    root = trees.make(tmp_path / "t", {str(number): b"x" * (number * 10_000) for number in range(1, 7)})
    assert [Path(path).name for _, path in counted(root).largest] == ["6", "5", "4"]


def test_several_names_of_a_file_count_once_and_a_sparse_one_what_it_takes(tmp_path: Path) -> None:
    root = trees.make(tmp_path / "t", {"a": b"x" * 5000})
    os.link(root / "a", root / "b")
    with (root / "sparse").open("wb") as file:
        file.truncate(10_000_000)
    found = counted(root)
    assert (found.root.whole.files, found.linked, found.root.whole.size) == (2, 1, 10_005_000)
    assert found.root.whole.taken < 100_000


def test_ages_are_counted_from_now(tmp_path: Path) -> None:
    ages = {"yet to come": -1, "last 24 hours": 0.5, "last 7 days": 3, "last year": 100, "older": 5000}
    root = trees.make(tmp_path / "t", dict.fromkeys(ages, "x"))
    for name, days in ages.items():
        when = NOW // 10**9 - int(days * DAY)
        os.utime(root / name, (when, when))
    found = counted(root)
    assert {age: count.files for age, count in found.ages.items()} == dict.fromkeys(ages, 1)
    assert {number: count.files for number, count in found.owners.items()} == {os.getuid(): 5}


def test_of_many_files_in_a_folder_the_small_ones_are_counted_together() -> None:
    node = Node("n")
    for number in range(100):
        node.put(number, f"{number}", "images")
    assert sorted(taken for taken, *_ in node.largest) == list(range(40, 100))
    assert node.rest == {"images": (sum(range(40)), 40)}


def test_an_owner_without_a_name_is_a_number() -> None:
    assert owner_name(0) == "root"
    assert owner_name(3_999_999_999) == "3999999999"

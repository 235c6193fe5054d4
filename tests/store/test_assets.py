"""Each content is kept once, stays as it is, and goes when nobody shows it any more."""

import errno
import os
from pathlib import Path

import pytest

from studio.store.assets import Assets

HASH = "ab" + "0" * 30
OTHER = "cd" + "0" * 30


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    return Assets(tmp_path / "home")


def made(name: str, text: str = "content") -> Path:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def folder(name: str) -> Path:
    made(f"{name}/one.txt", "1")
    made(f"{name}/deep/two.txt", "22")
    return Path(name)


def test_what_is_kept_stays_where_it_was_made_and_cannot_be_changed(assets: Assets) -> None:
    file = made("run/a.txt")
    assets.adopt(file, HASH)
    assert file.read_text() == "content"
    assert file.samefile(assets.place(HASH))
    assert file.stat().st_mode & 0o777 == 0o444
    assert assets.holds(HASH, 7)
    assert not assets.holds(HASH, 6)
    assert not assets.holds(OTHER, 7)


def test_the_same_content_is_kept_once(assets: Assets) -> None:
    first, second = made("run/a.txt"), made("run/b.txt")
    assets.adopt(first, HASH)
    assets.adopt(second, HASH)
    assert first.samefile(second)
    assert assets.size() == 7


def test_a_folder_is_kept_as_a_whole(assets: Assets) -> None:
    first, second = folder("run/a"), folder("run/b")
    assets.adopt(first, HASH)
    assets.adopt(second, HASH)
    assert (first / "deep/two.txt").samefile(second / "deep/two.txt")
    assert assets.holds(HASH, 3)
    assert sorted(file.name for file in assets.place(HASH).rglob("*.txt")) == ["one.txt", "two.txt"]


def test_content_can_be_shown_elsewhere_and_takes_the_place_of_what_is_there(assets: Assets) -> None:
    assets.adopt(made("run/a.txt"), HASH)
    assets.adopt(folder("run/b"), OTHER)
    assets.show(HASH, made("other/a.txt", "old"))
    assets.show(OTHER, folder("other/b"))
    assets.show(HASH, folder("other/c"))
    assert Path("other/a.txt").read_text() == "content"
    assert Path("other/c").read_text() == "content"
    assert Path("other/b/deep/two.txt").samefile("run/b/deep/two.txt")
    assert not list(Path("other").rglob("*.new"))


def test_what_cannot_be_shown_leaves_what_is_there(assets: Assets) -> None:
    with pytest.raises(FileNotFoundError):
        assets.show(HASH, made("other/a.txt", "old"))
    assert Path("other/a.txt").read_text() == "old"


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_file_of_the_users_that_a_result_leads_to_is_neither_kept_nor_touched(
    assets: Assets, link: object
) -> None:
    assert callable(link)
    precious = made("precious.txt")
    Path("run/folder").mkdir(parents=True)
    for name in ("run/a.txt", "run/folder/b.txt"):
        link(precious.absolute(), name)
    assets.adopt(Path("run/a.txt"), HASH)
    assets.adopt(Path("run/folder"), OTHER)
    assert precious.stat().st_mode & 0o200
    precious.write_text("changed by its owner")
    assert assets.place(HASH).read_text() == "content"
    assert (assets.place(OTHER) / "b.txt").read_text() == "content"
    assert not assets.place(HASH).is_symlink()


def test_what_a_kill_left_half_kept_is_replaced_and_collected(assets: Assets) -> None:
    half = assets.place(HASH).with_name(f"{HASH}.new")
    made(str(half / "one.txt"))
    assets.adopt(folder("run/a"), HASH)
    assert assets.holds(HASH, 3)
    made(str(half / "one.txt"))
    assert assets.collect() > 0
    assert not half.exists()
    assert assets.holds(HASH, 3)


def test_what_nobody_shows_is_collected_unless_it_is_wanted(assets: Assets) -> None:
    assets.adopt(made("run/a.txt"), HASH)
    assets.adopt(folder("run/b"), OTHER)
    assert assets.collect() == 0
    for file in [Path("run/a.txt"), *Path("run/b").rglob("*.txt")]:
        file.unlink()
    assert assets.collect(kept={HASH}) == 3
    assert (assets.holds(HASH, 7), assets.holds(OTHER, 3)) == (True, False)
    assert assets.collect() == 7


def test_a_folder_of_which_a_single_file_is_shown_stays(assets: Assets) -> None:
    assets.adopt(folder("run/b"), OTHER)
    Path("run/b/one.txt").unlink()
    assert assets.collect() == 0


def test_more_of_the_same_than_a_file_system_counts_is_copied(
    assets: Assets, monkeypatch: pytest.MonkeyPatch
) -> None:
    assets.adopt(made("run/a.txt"), HASH)

    def refuse(*_: object) -> None:
        raise OSError(errno.EMLINK, "too many links")

    monkeypatch.setattr(os, "link", refuse)
    assets.adopt(made("run/b.txt"), HASH)
    assert Path("run/b.txt").read_text() == "content"
    assert not Path("run/b.txt").samefile("run/a.txt")

"""Results are checked, and appear whole or not at all, on any file system."""

import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from studio.core import delivery, scratch
from studio.core.delivery import Place
from studio.core.errors import BadInput, Refused, ToolFailed
from studio.core.materials import AnyFile, Folder, Image
from studio.core.tool import Tool, tool


@dataclass(frozen=True)
class Sorted:
    """Two files, one that was only looked at, and a number."""

    good: AnyFile
    report: AnyFile
    source: Image
    extra: AnyFile | None
    kept: int


@dataclass(frozen=True)
class Told:
    """Nothing but a number."""

    kept: int


@tool(material="trial")
def copy(text: AnyFile) -> AnyFile:
    """Copy."""
    return text


@tool(material="trial")
def sort(text: AnyFile) -> Sorted:
    """Sort."""
    return Sorted(text, text, text, None, 1)


@tool(material="trial")
def count(text: AnyFile) -> Told:
    """Count."""
    return Told(1)


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Path]:
    with scratch.beside(tmp_path) as folder:
        yield folder


@pytest.fixture
def made(workshop: Path) -> Path:
    file = workshop / "made.txt"
    file.write_text("new")
    return file


@pytest.mark.parametrize(
    ("place", "name", "part", "expected"),
    [
        (Place(Path("o"), "photo-resize"), "x.webp", "", "o/photo-resize.webp"),
        (Place(Path("o"), "photo-resize"), "x.webp", "report", "o/photo-resize-report.webp"),
        (Place(Path("o"), "ignored", "small.JPG"), "x.jpeg", "", "o/small.JPG"),
        (Place(Path("o"), "ignored", "small.jpg"), "report.html", "report", "o/small-report.html"),
        (Place(Path(), "v1.2-resize"), "x.png", "", "v1.2-resize.png"),
    ],
)
def test_names_of_results(place: Place, name: str, part: str, expected: str) -> None:
    assert place.for_file(Path(name), part) == Path(expected)


def test_a_name_of_another_kind_is_refused() -> None:
    with pytest.raises(BadInput, match=r"\.png.*asks for \.jpg") as refused:
        Place(Path(), "x", "small.jpg").for_file(Path("made.png"))
    assert refused.value.hint


@pytest.mark.parametrize(("one", "other"), [("a.JPEG", "b.jpg"), ("a.tif", "b.TIFF"), ("a", "b")])
def test_spellings_of_one_kind(one: str, other: str) -> None:
    assert delivery.kind_of(one) == delivery.kind_of(other)


def test_the_stem_of_a_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "holidays.2020").mkdir()
    monkeypatch.chdir(tmp_path / "holidays.2020")
    assert delivery.default_stem(Path("a/photo.old.jpg"), copy) == "photo.old-copy"
    assert delivery.default_stem(Path(), copy) == "holidays.2020-copy"
    assert delivery.default_stem(Path("../holidays.2020/"), copy) == "holidays.2020-copy"


@pytest.mark.parametrize("letter", ["x", "é", "日", "\udce9"])
def test_the_stem_of_a_long_name_leaves_room_for_what_follows(letter: str) -> None:
    width = len(os.fsencode(letter))
    source = Path(letter * (250 // width) + ".jpg")
    stem = delivery.default_stem(source, copy)
    assert stem == letter * ((239 - len("-copy")) // width) + "-copy"
    assert delivery.default_stem(Path("x" * 200 + ".jpg"), copy) == "x" * 200 + "-copy"


def test_a_result_moves_into_place(tmp_path: Path, workshop: Path, made: Path) -> None:
    result, files = delivery.deliver(copy, made, Place(tmp_path / "o" / "p", "text-copy"), workshop)
    assert result == tmp_path / "o" / "p" / "text-copy.txt"
    assert files == (result,)
    assert result.read_text() == "new"
    assert not made.exists()


def test_a_result_keeps_the_rights_files_usually_have(tmp_path: Path, workshop: Path, made: Path) -> None:
    (tmp_path / "usual.txt").write_text("x")
    result, _ = delivery.deliver(copy, made, Place(tmp_path, "copy"), workshop)
    assert result.stat().st_mode == (tmp_path / "usual.txt").stat().st_mode


def test_a_file_that_exists_is_kept(tmp_path: Path, workshop: Path, made: Path) -> None:
    (tmp_path / "text.txt").write_text("old")
    with pytest.raises(Refused, match=r"text\.txt exists") as refused:
        delivery.deliver(copy, made, Place(tmp_path, "text"), workshop)
    assert "--overwrite" in refused.value.hint
    assert (tmp_path / "text.txt").read_text() == "old"


def test_even_a_link_to_nothing_is_kept(tmp_path: Path, workshop: Path, made: Path) -> None:
    (tmp_path / "text.txt").symlink_to("nowhere")
    with pytest.raises(Refused, match="exists"):
        delivery.deliver(copy, made, Place(tmp_path, "text"), workshop)
    assert not (tmp_path / "nowhere").exists()


def test_a_file_is_replaced_when_that_is_allowed(tmp_path: Path, workshop: Path, made: Path) -> None:
    (tmp_path / "old.txt").write_text("old")
    (tmp_path / "text.txt").symlink_to("old.txt")
    delivery.deliver(copy, made, Place(tmp_path, "text", overwrite=True), workshop)
    assert (tmp_path / "text.txt").read_text() == "new"
    assert (tmp_path / "old.txt").read_text() == "old", "the link is replaced, not what it points to"


def test_a_file_that_came_into_being_meanwhile_is_kept(
    tmp_path: Path, workshop: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "text.txt").write_text("old")
    monkeypatch.setattr(delivery, "_exists", lambda path: False)
    with pytest.raises(Refused, match="exists"):
        delivery.deliver(copy, made, Place(tmp_path, "text"), workshop)
    assert (tmp_path / "text.txt").read_text() == "old"


def test_a_file_system_without_links_gets_its_result_too(
    tmp_path: Path, workshop: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*unused: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    result, _ = delivery.deliver(copy, made, Place(tmp_path, "text"), workshop)
    assert result.read_text() == "new"


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_folder_in_the_way_of_a_file_is_refused(
    tmp_path: Path, workshop: Path, made: Path, overwrite: bool
) -> None:
    (tmp_path / "text.txt").mkdir()
    with pytest.raises(Refused):
        delivery.deliver(copy, made, Place(tmp_path, "text", overwrite=overwrite), workshop)
    assert (tmp_path / "text.txt").is_dir()


def test_a_file_in_the_way_of_the_folder_is_refused(tmp_path: Path, workshop: Path, made: Path) -> None:
    (tmp_path / "o").write_text("old")
    with pytest.raises(BadInput, match="is a file, not a folder"):
        delivery.deliver(copy, made, Place(tmp_path / "o", "text"), workshop)


class TestFolders:
    """A result may be a folder."""

    @pytest.fixture
    def made(self, workshop: Path) -> Path:
        folder = workshop / "made"
        folder.mkdir()
        (folder / "new.txt").write_text("new")
        return folder

    @pytest.fixture
    def pack(self) -> Tool[..., Any]:
        @tool(material="trial")
        def pack(folder: Folder) -> Folder:
            """Pack."""
            return folder

        return pack

    def test_it_moves_whole(self, tmp_path: Path, workshop: Path, made: Path, pack: Tool[..., Any]) -> None:
        result, _ = delivery.deliver(pack, made, Place(tmp_path, "texts-pack"), workshop)
        assert result == tmp_path / "texts-pack"
        assert [file.name for file in result.iterdir()] == ["new.txt"]

    def test_one_that_exists_is_kept(
        self, tmp_path: Path, workshop: Path, made: Path, pack: Tool[..., Any]
    ) -> None:
        (tmp_path / "texts").mkdir()
        with pytest.raises(Refused, match="exists"):
            delivery.deliver(pack, made, Place(tmp_path, "texts"), workshop)
        assert not list((tmp_path / "texts").iterdir())

    def test_one_that_exists_is_never_replaced(
        self, tmp_path: Path, workshop: Path, made: Path, pack: Tool[..., Any]
    ) -> None:
        (tmp_path / "texts").mkdir()
        (tmp_path / "texts" / "old.txt").write_text("somebody's")
        with pytest.raises(Refused, match="folders are not replaced"):
            delivery.deliver(pack, made, Place(tmp_path, "texts", overwrite=True), workshop)
        assert [file.name for file in (tmp_path / "texts").iterdir()] == ["old.txt"]


def test_all_files_of_a_result_are_delivered(tmp_path: Path, workshop: Path) -> None:
    source = tmp_path / "source.jpg"
    good, report = workshop / "x.txt", workshop / "y.html"
    for file in (source, good, report):
        file.write_text("x")
    result, files = delivery.deliver(
        sort, Sorted(good, report, source, None, 3), Place(tmp_path, "all-sort"), workshop
    )
    assert files == (tmp_path / "all-sort.txt", tmp_path / "all-sort-report.html")
    assert result == Sorted(files[0], files[1], source, None, 3)
    assert source.exists(), "what was only looked at stays where it is"


def test_nothing_is_delivered_when_one_of_several_is_in_the_way(tmp_path: Path, workshop: Path) -> None:
    good, report = workshop / "x.txt", workshop / "y.html"
    good.write_text("x")
    report.write_text("y")
    (tmp_path / "all-report.html").write_text("old")
    with pytest.raises(Refused, match=r"all-report\.html exists"):
        delivery.deliver(sort, Sorted(good, report, good, None, 3), Place(tmp_path, "all"), workshop)
    assert not (tmp_path / "all.txt").exists()


def test_a_result_without_files_is_left_alone(tmp_path: Path, workshop: Path) -> None:
    assert delivery.deliver(count, Told(3), Place(tmp_path, "x"), workshop) == (Told(3), ())
    assert delivery.material_fields(Told(3)) == []
    assert delivery.material_fields(Told) == []


def test_a_tool_may_not_hand_out_other_peoples_files(tmp_path: Path, workshop: Path) -> None:
    original = tmp_path / "original.txt"
    original.write_text("precious")
    with pytest.raises(ToolFailed, match="not in its own folder"):
        delivery.deliver(copy, original, Place(tmp_path, "text"), workshop)
    assert original.read_text() == "precious"


def test_a_tool_must_have_made_what_it_returns(tmp_path: Path, workshop: Path) -> None:
    with pytest.raises(ToolFailed, match="there is no such file"):
        delivery.deliver(copy, workshop / "nothing.txt", Place(tmp_path, "text"), workshop)


def test_an_empty_file_is_no_result(tmp_path: Path, workshop: Path) -> None:
    (workshop / "made.txt").touch()
    with pytest.raises(ToolFailed, match="empty"):
        delivery.deliver(copy, workshop / "made.txt", Place(tmp_path, "text"), workshop)
    assert not (tmp_path / "text.txt").exists()


@pytest.mark.parametrize(("one", "makes"), [(copy, True), (sort, True), (count, False)])
def test_what_a_tool_makes_is_known_from_its_type(one: Tool[..., Any], makes: bool) -> None:
    assert delivery.makes_files(one) is makes


@pytest.mark.skipif(sys.platform == "darwin", reason="this file system wants UTF-8")
def test_a_name_that_is_no_text_is_delivered(tmp_path: Path, workshop: Path, made: Path) -> None:
    stem = os.fsdecode(b"caf\xe9\n")
    result, _ = delivery.deliver(copy, made, Place(tmp_path, stem), workshop)
    assert os.fsencode(result.name) == b"caf\xe9\n.txt"
    assert result.read_text() == "new"


def test_files_join_a_folder_that_is_there_only_where_that_is_wanted(workshop: Path, tmp_path: Path) -> None:
    @tool(material="trial")
    def unroll(text: AnyFile) -> Folder:
        """Unroll."""
        return text

    def made(*names: str) -> Path:
        folder = workshop / "frames"
        folder.mkdir(exist_ok=True)
        for name in names:
            (folder / name).write_text(name)
        return folder

    there = tmp_path / "shots"
    there.mkdir()
    (there / "a.1").write_text("old")
    place = Place(tmp_path, "shot", "shots", merge=True)
    with pytest.raises(Refused, match="shots exists"):
        delivery.deliver(unroll, made("b.1"), Place(tmp_path, "shot", "shots"), workshop)
    assert delivery.deliver(unroll, made("b.1", "b.2"), place, workshop)[1] == (there,)
    assert sorted(file.name for file in there.iterdir()) == ["a.1", "b.1", "b.2"]
    with pytest.raises(Refused, match=r"a\.1 exists"):
        delivery.deliver(unroll, made("c.1", "a.1"), place, workshop)
    assert sorted(file.name for file in there.iterdir()) == ["a.1", "b.1", "b.2"]
    over = Place(tmp_path, "shot", "shots", overwrite=True, merge=True)
    delivery.deliver(unroll, made("c.1", "a.1"), over, workshop)
    assert (there / "a.1").read_text() == "a.1"
    assert (there / "b.2").exists()


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs a second file system")
@pytest.mark.parametrize("overwrite", [False, True])
def test_results_reach_another_file_system(tmp_path: Path, overwrite: bool) -> None:
    made = tmp_path / "made.txt"
    made.write_text("new")
    with tempfile.TemporaryDirectory(dir="/dev/shm") as elsewhere:
        target = Path(elsewhere) / "made.txt"
        if overwrite:
            target.write_text("old")
            delivery._replace(made, target)
        else:
            delivery._link_into_place(made, target)
            with pytest.raises(FileExistsError):
                delivery._link_into_place(made, target)
        assert [(path.name, path.read_text()) for path in Path(elsewhere).iterdir()] == [("made.txt", "new")]

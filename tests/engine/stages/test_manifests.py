"""What a fan-out goes over: the entries of a list as they are, or the files in a folder a result names."""

from dataclasses import dataclass
from pathlib import Path

from studio.assembly import catalogue
from studio.core.materials import Folder, Image
from studio.engine.stages.manifests import searched, things


@dataclass(frozen=True)
class Still:
    """A picture and a value."""

    picture: Image
    time: float


@dataclass(frozen=True)
class Clean:
    """A folder and a value."""

    folder: Folder
    kept: int


def test_entries_of_a_list_stay_whole() -> None:
    stills = [Still(Path("a.png"), 1.0), Still(Path("b.png"), 2.0)]
    assert things(stills, catalogue()["image.resize"], Path()) == stills


def test_a_result_that_names_a_folder_is_what_is_in_it() -> None:
    Path("set/more").mkdir(parents=True)
    for name in ("set/2.png", "set/10.png", "set/report.html", "set/more/1.png"):
        Path(name).touch()
    resize, found = (
        catalogue()["image.resize"],
        [Path("set/2.png"), Path("set/10.png"), Path("set/more/1.png")],
    )
    assert things(Clean(Path("set"), 3), resize, Path()) == found
    assert things("set", resize, Path.cwd()) == [Path.cwd() / one for one in found]


def test_folders_are_searched_for_what_a_tool_takes() -> None:
    assert searched(catalogue()["image.resize"]) == "image"
    assert searched(catalogue()["image.preprocess"]) == "file"

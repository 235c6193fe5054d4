"""The product from Python: what is public, and that it works as its docstring says."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import psutil
import pytest
from PIL import Image
from tests import pictures
from tests.command import SOON, alive, scratch, until

import studio
from studio.core import errors
from studio.core.catalogue import Catalogue


@pytest.fixture
def photo() -> str:
    pictures.photo(320, 200).save("photo.jpg")
    return "photo.jpg"


def said(program: str) -> str:
    """What a program of somebody's own prints, warnings being errors."""
    command = [sys.executable, "-W", "error", "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_everything_announced_is_there_and_nothing_else_is_public() -> None:
    assert studio.__all__ == sorted(studio.__all__)
    assert all(hasattr(studio, name) for name in studio.__all__)
    public = {
        name
        for name, value in vars(studio).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert public - {"annotations", "TYPE_CHECKING", "Any"} == set(studio.__all__)


def test_every_error_is_public() -> None:
    kinds = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
    assert kinds <= set(studio.__all__)


def test_its_version_is_that_of_the_distribution() -> None:
    from importlib.metadata import version

    assert version("animation-ai-studio") == studio.__version__


def test_a_tool_is_a_function_of_its_material(photo: str) -> None:
    small = studio.image.resize(Path(photo), width=80)
    assert small == Path("photo-resize.jpg")
    with Image.open(small) as made:
        assert made.size == (80, 50)
    assert not scratch(Path())


def test_names_may_be_plain_text(photo: str) -> None:
    small = studio.image.resize(photo, width=80)  # type: ignore[arg-type]
    assert small == Path("photo-resize.jpg")


def test_results_go_where_they_are_sent(photo: str) -> None:
    with studio.into("small"):
        assert studio.image.resize(Path(photo), width=80) == Path("small/photo-resize.jpg")
    with studio.into("small"), pytest.raises(studio.Refused):
        studio.image.resize(Path(photo), width=40)
    with studio.into("small", overwrite=True):
        studio.image.resize(Path(photo), width=40)
    with Image.open("small/photo-resize.jpg") as made:
        assert made.width == 40


def test_wrong_calls_are_errors_of_ours(photo: str) -> None:
    with pytest.raises(studio.BadInput, match="width"):
        studio.image.resize(Path(photo), width=0)
    Path("text.jpg").write_text("no picture")
    with pytest.raises(studio.StudioError, match=r"text\.jpg"):
        studio.image.resize(Path("text.jpg"), width=80)


def test_a_material_that_is_not_there_is_a_missing_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'smell'"):
        studio.smell  # noqa: B018
    with pytest.raises(AttributeError):
        studio.image.bark  # type: ignore[attr-defined]  # noqa: B018


def test_many_are_done_side_by_side_in_order(trial: Catalogue) -> None:
    for name, text in (("a", "say a"), ("b", "fail too dark"), ("c", "say c")):
        Path(f"{name}.txt").write_text(text)
    outcomes = list(studio.many(trial["trial.obey"], ["a.txt", Path("b.txt"), "c.*"], out="o", sign=True))
    assert [outcome.ok for outcome in outcomes] == [True, False, True]
    assert outcomes[0].files == (Path("o/a-obey.txt"),)
    assert str(outcomes[1].error) == "too dark"


def test_many_checks_what_it_is_told(trial: Catalogue) -> None:
    Path("a.txt").write_text("say a")
    for wrong in ({"colour": "blue"}, {"jobs": 0}, {"jobs": -1}):
        with pytest.raises(studio.BadInput, match=next(iter(wrong))):
            studio.many(trial["trial.obey"], ["a.txt"], **wrong)
    assert [left.name for left in Path().iterdir()] == ["a.txt"]


def test_many_that_nobody_waits_for_leave_nothing(trial: Catalogue) -> None:
    for name in "ab":
        Path(f"{name}.txt").write_text("say a\nsleep 60")
    Path("c.txt").write_text("say c")
    outcomes = studio.many(trial["trial.obey"], ["c.txt", "a.txt", "b.txt"], out="o")
    assert next(outcomes).ok
    del outcomes
    assert [left.name for left in Path("o").iterdir()] == ["c-obey.txt"]


@pytest.mark.usefixtures("photo")
def test_it_works_in_a_program_of_somebodys_own() -> None:
    program = (
        "import studio, json\n"
        "small = studio.image.resize('photo.jpg', width=80)\n"
        "done = [str(file) for outcome in studio.many(studio.image.resize, ['photo.jpg', 'photo-resize.jpg'],"
        " out='o', width=40) for file in outcome.files]\n"
        "print(json.dumps([str(small), done]))"
    )
    assert json.loads(said(program)) == [
        "photo-resize.jpg",
        ["o/photo-resize.jpg", "o/photo-resize-resize.jpg"],
    ]


def test_settings_hold_from_python_too(photo: str) -> None:
    Path("studio.toml").write_text("max_megapixels = 0\n")
    program = "import studio\ntry: studio.image\nexcept studio.BadInput as error: print(error)"
    assert "studio.toml: max_megapixels" in said(program)


def test_importing_it_is_light() -> None:
    heavy = "{'pydantic', 'pyvips', 'numpy', 'PIL', 'cyclopts', 'rich', 'psutil'}"
    assert said(f"import sys, studio; print(sys.modules.keys() & {heavy})") == "set()\n"


def test_a_tool_of_ones_own_needs_no_more_than_what_is_public(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "from pathlib import Path\n"
        "import studio\n"
        "@studio.tool(material='text', needs=studio.Needs(), resources=studio.Resources(cpu=1))\n"
        "def shout(word: str) -> str:\n"
        '    """Say a word louder."""\n'
        "    studio.run().note('shouting')\n"
        "    return word.upper()\n"
        "print(shout('hello'), isinstance(shout, studio.Tool), shout.id)\n"
    )
    assert said("import sys; sys.path.insert(0, '.'); import mine") == "HELLO True text.shout\n"


def test_the_example_in_its_docstring_runs(photo: str) -> None:
    Path("photos").mkdir()
    pictures.photo(320, 200).save("photos/a.jpg")
    example = re.search(r"(import studio\n.*)", studio.__doc__ or "", re.DOTALL)
    assert example
    assert "a-resize.jpg" in said(example[1])
    assert {file.name for file in Path("small").iterdir()} == {"photo-resize.jpg", "a-resize.jpg"}


@pytest.mark.parametrize("call", ["trial.obey('z.txt')", "list(studio.many(trial.obey, ['z.txt', 'y.txt']))"])
def test_ctrl_c_in_a_program_of_somebodys_own_leaves_nothing(trial: Catalogue, call: str) -> None:
    for name in "yz":
        Path(f"{name}.txt").write_text("say half\nsleep 60\n")
    program = f"import studio; trial = studio.trial\nwith studio.into('o'): {call}"
    with subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE, text=True) as child:
        until(
            lambda: [folder for folder, _, names in os.walk(".") if ".studio-" in folder and "z.txt" in names]
        )
        workers = psutil.Process(child.pid).children()
        child.send_signal(signal.SIGINT)
        assert child.stderr
        assert child.stderr.read().endswith("KeyboardInterrupt\n")
    until(lambda: not alive(workers), SOON)
    assert {left.name for left in Path().iterdir()} == {"y.txt", "z.txt"}

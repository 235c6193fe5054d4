"""Tools of other packages: installed, found, run like ours; broken, they break nothing and are named."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests import pictures
from tests.command import studio as command
from tests.conftest import Said

from studio import assembly

Line = Callable[..., Said]

HERE = Path(__file__).parent
TOOL = '''
from studio.core.materials import AnyFile
from studio.core.tool import tool

@tool(material="image")
def {verb}(text: AnyFile) -> AnyFile:
    """Try {verb}."""
    return text
'''
BROKEN = {
    "missing": "import nowhere_at_all",
    "leaving": "import sys; sys.exit('bye')",
    "dividing": "1 / 0",
    "unfinished": "def x(:",
    "empty": "",
    "untyped": TOOL.format(verb="hum").replace(": AnyFile", ""),
    "greedy": TOOL.format(verb="hum").replace("text", "out"),
    "doubling": TOOL.format(verb="resize"),
}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package built and installed, as pip would."""
    source, site = tmp_path_factory.mktemp("source") / "posterise", tmp_path_factory.mktemp("site")
    shutil.copytree(HERE / "posterise", source, ignore=shutil.ignore_patterns("__pycache__"))
    install = ["uv", "pip", "install", "--quiet", "--offline", "--no-cache", "--no-deps"]
    where = ["--no-build-isolation", "--python", sys.executable, "--target", str(site)]
    subprocess.run([sys.executable, "-m", *install, *where, str(source)], check=True, capture_output=True)
    return site


@pytest.fixture
def installed(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", str(site))
    return site


@pytest.mark.usefixtures("installed")
def test_an_installed_package_appears_beside_ours() -> None:
    told = [json.loads(line) for line in command("tools", "list", "--json").stdout.splitlines()]
    assert {"id": "image.posterise", "summary": "Paint a picture with few colours."} in told
    assert "image.resize" in [tool["id"] for tool in told]
    listed = command("image", "--help").stdout
    assert "posterise" in listed
    assert "resize" in listed
    explained = command("image", "posterise", "--help").stdout
    assert "How many colours are left." in explained
    assert "[default: 4]" in explained


@pytest.mark.usefixtures("installed")
def test_an_installed_tool_runs_like_ours_on_one_and_on_many() -> None:
    Path("photos/deep").mkdir(parents=True)
    for number, name in enumerate(["photos/a.png", "photos/b.png", "photos/deep/c.png"]):
        pictures.photo(64, 48, seed=number).save(name)
    one = command("image", "posterise", "photos/a.png", "--colours", "8")
    assert (one.returncode, one.stdout, one.stderr) == (0, "a-posterise.png\n", "")
    many = command("image", "posterise", "photos", "--out", "o")
    assert (many.returncode, many.stderr) == (0, "")
    assert many.stdout.split() == ["o/a-posterise.png", "o/b-posterise.png", "o/deep/c-posterise.png"]
    for file, colours in [("a-posterise.png", 8), *((name, 4) for name in many.stdout.split())]:
        with Image.open(file) as made:
            assert len(made.convert("RGB").getcolors() or []) == colours
    wrong = command("image", "posterise", "photos/a.png", "--colours", "1", "--out", "p")
    assert wrong.returncode == 2
    assert "colours: " in wrong.stderr


@pytest.mark.usefixtures("installed")
def test_an_installed_tool_is_called_from_python_like_ours() -> None:
    pictures.photo(64, 48).save("a.png")
    program = "import studio; print(studio.image.posterise('a.png', colours=2), studio.image.resize)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout == "a-posterise.png <tool image.resize>\n"


@pytest.mark.usefixtures("installed")
def test_the_doctor_finds_nothing_wrong_with_it() -> None:
    said = command("doctor", "--json")
    assert said.returncode == 0
    assert not [check for check in json.loads(said.stdout)["checks"] if check["needed"] and check["fix"]]


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Broken packages of every kind, as good as installed; their names."""
    names, site = [f"{kind}_tools" for kind in BROKEN], tmp_path / "site"
    for name, source in zip(names, BROKEN.values(), strict=True):
        info = site / f"{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (site / f"{name}.py").write_text(source)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[studio.tools]\nimage = {name}\n")
    monkeypatch.syspath_prepend(site)
    monkeypatch.setenv("PYTHONPATH", f"{site}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    assembly.catalogue.cache_clear()
    yield names
    assembly.catalogue.cache_clear()
    for name in names:
        sys.modules.pop(name, None)


def test_broken_packages_break_nothing_and_the_doctor_names_each(broken: list[str], studio: Line) -> None:
    assert studio("--help").code == 0
    assert "resize" in studio("image", "--help").out
    assert "Make a picture larger or smaller." in studio("image", "resize", "--help").out
    assert "image.resize" in studio("tools").out
    assert studio("completion", "show", "bash").code == 0
    said = studio("doctor", "--json")
    assert said.code == 1
    checks = json.loads(said.out)["checks"]
    for name in broken:
        (found,) = [check for check in checks if name in check["name"]]
        assert found["state"], name
        assert found["fix"], name


@pytest.mark.usefixtures("installed", "broken")
def test_broken_packages_take_no_other_along() -> None:
    pictures.photo(64, 48).save("a.png")
    pictures.photo(64, 48).save("b.png")
    said = command("image", "posterise", "a.png", "b.png")
    assert (said.returncode, said.stderr) == (0, "")
    assert command("image", "resize", "a.png", "--width", "10").returncode == 0

"""The catalogue finds tools where they lie, ours and other people's, and survives what is broken."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest

from studio.core.catalogue import Catalogue
from studio.core.errors import NotFound

Announce = Callable[..., Catalogue]

TOOL = '''
from studio.core.materials import AnyFile
from studio.core.tool import tool

@tool
def {verb}(text: AnyFile) -> AnyFile:
    """Try {verb}.

    Args:
        text: Anything.
    """
    return text
'''


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package of tools laid out like ours, under a name of this test's own."""
    name = f"house_{tmp_path.name}"
    root = tmp_path / name / "tools"
    for folder, about in [(root.parent, "A house."), (root, "Tools."), (root / "sound", "Sounds.\n\nMore.")]:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").write_text(f'"""{about}"""')
    (root / "sound" / "mix.py").write_text(TOOL.format(verb="mix"))
    (root / "sound" / "cut.py").write_text(TOOL.format(verb="cut") + "\nfrom .mix import mix\n")
    (root / "sound" / "_inner.py").write_text("raise RuntimeError('private')")
    (root / "letters.py").write_text('"""Letters."""\n' + TOOL.format(verb="sign"))
    monkeypatch.syspath_prepend(tmp_path)
    return f"{name}.tools"


@pytest.fixture
def ours(package: str) -> Catalogue:
    return Catalogue([package], group="nobody")


@pytest.fixture
def announce(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Announce]:
    """Lay out another package as if it were installed; returns a catalogue that looks for such."""
    laid_out: list[str] = []

    def installed(points: str, package: str = "", **modules: str) -> Catalogue:
        for name, source in modules.items():
            (tmp_path / "site").mkdir(exist_ok=True)
            (tmp_path / "site" / f"{name}.py").write_text(source)
            laid_out.append(name)
        info = tmp_path / "site" / "others-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: others\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[try.tools]\n{points}\n")
        monkeypatch.syspath_prepend(tmp_path / "site")
        return Catalogue([package] if package else [], group="try.tools")

    yield installed
    for name in laid_out:
        sys.modules.pop(name, None)


def test_every_tool_is_found_by_its_id(ours: Catalogue) -> None:
    assert list(ours) == ["letters.sign", "sound.cut", "sound.mix"]
    assert len(ours) == 3
    assert ours["sound.mix"].id == "sound.mix"
    assert list(ours.of("sound")) == ["cut", "mix"]


def test_materials_say_what_they_are(ours: Catalogue) -> None:
    assert ours.materials == {"letters": "Letters.", "sound": "Sounds."}


def test_asking_for_one_tool_imports_no_neighbour(package: str) -> None:
    look = (
        f"import sys; from studio.core.catalogue import Catalogue; Catalogue(['{package}'], 'x')['sound.mix']"
    )
    code = f"import sys; sys.path[:] = {sys.path!r}; {look}; print('{package}.sound.cut' in sys.modules)"
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout == "False\n"


@pytest.mark.parametrize(
    "tool_id",
    ["sound.bark", "sound", "", "sound.", ".mix", "smell.mix", "sound.mix.x", "sound._inner", "a b.c"],
)
def test_what_is_not_there_is_a_missing_key(ours: Catalogue, tool_id: str) -> None:
    with pytest.raises(KeyError):
        ours[tool_id]
    assert tool_id not in ours


def test_the_nearest_tool_is_proposed(ours: Catalogue) -> None:
    with pytest.raises(NotFound, match=r"'sound\.mx'") as missing:
        ours.named("sound.mx")
    assert missing.value.hint == "did you mean sound.mix?"
    with pytest.raises(NotFound) as missing:
        ours.named("zzz")
    assert missing.value.hint == "studio tools lists all of them"


def test_a_tool_of_ours_that_is_broken_is_not_hidden(package: str, tmp_path: Path) -> None:
    (tmp_path / package.replace(".", "/") / "sound" / "bad.py").write_text("import nowhere_at_all")
    with pytest.raises(ModuleNotFoundError, match="nowhere_at_all"):
        Catalogue([package], group="nobody")["sound.bad"]


def test_another_package_adds_to_a_material_and_brings_new_ones(announce: Announce, package: str) -> None:
    both = announce(
        "sound = sound\nsmell = smell:sniff",
        package,
        sound=TOOL.format(verb="hum"),
        smell=TOOL.format(verb="sniff") + TOOL.format(verb="taste"),
    )
    assert set(both) == {"letters.sign", "sound.cut", "sound.mix", "sound.hum", "smell.sniff"}
    assert both.materials["sound"] == "Sounds."
    assert both.materials["smell"] == "Tools from others."
    assert both["sound.hum"].id == "sound.hum"
    assert both.broken == []


def test_a_package_may_be_announced_as_a_whole(announce: Announce, package: str, tmp_path: Path) -> None:
    found = announce(f"sound = {package}.sound")
    assert list(found.of("sound")) == ["cut", "mix"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import nowhere_at_all", "ModuleNotFoundError: No module named 'nowhere_at_all'"),
        ("raise SystemExit('go away')", "SystemExit: go away"),
        ("def x(:", "SyntaxError"),
        ("x = 1", "holds no tools"),
        (TOOL.format(verb="hum").replace("@tool", "@tool(material='smell')"), "smell.hum"),
        (TOOL.format(verb="hum").replace("text: AnyFile", "text"), "hum"),
        (TOOL.format(verb="hum").replace("text: AnyFile", "text: 'Nonsense'"), "Nonsense"),
        (TOOL.format(verb="hum").replace("text: AnyFile", ""), "hum"),
        (TOOL.format(verb="hum").replace(" -> AnyFile", ""), "hum"),
        (TOOL.format(verb="hum").replace("text", "out"), "out"),
        (TOOL.format(verb="mix"), "sound.mix"),
    ],
    ids=[
        "import",
        "exit",
        "syntax",
        "empty",
        "strange",
        "untyped",
        "unknown",
        "nothing",
        "endless",
        "reserved",
        "taken",
    ],
)
def test_a_broken_package_breaks_nothing_and_is_named(
    announce: Announce, package: str, source: str, reason: str
) -> None:
    found = announce("sound = sound", package, sound=source)
    assert list(found) == ["letters.sign", "sound.cut", "sound.mix"]
    (broken,) = found.broken
    assert broken.name == "sound = sound"
    assert reason in broken.reason
    assert "\n" not in broken.reason


def test_an_announcement_that_leads_nowhere_is_named(announce: Announce) -> None:
    found = announce("sound = sounds:missing\nsmell = nowhere_at_all", sounds="")
    assert list(found) == []
    assert {broken.name for broken in found.broken} == {"sound = sounds:missing", "smell = nowhere_at_all"}


@pytest.mark.parametrize("name", ["doctor", "my sound", "-x", "a.b"])
def test_a_name_that_cannot_be_typed_as_a_material_is_named(announce: Announce, name: str) -> None:
    found = announce(f"{name} = sound", sound=TOOL.format(verb="hum"))
    assert name not in found.materials
    assert list(found) == []
    assert [broken.name for broken in found.broken] == [f"{name} = sound"]


def test_looking_twice_names_a_broken_package_once(announce: Announce) -> None:
    found = announce("sound = nowhere_at_all")
    assert list(found) == list(found) == []
    found.get("sound.hum")
    assert len(found.broken) == 1


def test_the_trial_package_counts_as_installed(trial: Catalogue) -> None:
    assert distribution("trial-tools").version == "1.0"
    assert "trial.obey" in trial
    assert trial.materials["trial"] == "Tools from trial-tools."

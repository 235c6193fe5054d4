"""The command line as a whole: commands, help, misspelt calls, exit codes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Said

from studio import __version__
from studio.core.catalogue import COMMANDS, Catalogue
from studio.faces.cli import app

Line = Callable[..., Said]


def test_without_arguments_it_shows_what_there_is(studio: Line) -> None:
    said = studio()
    assert said.code == 0
    for word in ("image", "tools", "doctor", "config", "completion", "studio image resize photo.jpg"):
        assert word in said.out


def test_it_tells_its_version(studio: Line) -> None:
    assert studio("--version") == Said(0, f"{__version__}\n", "")


def test_help_of_a_material_lists_its_verbs(studio: Line, trial: Catalogue) -> None:
    for words in (["trial"], ["trial", "--help"], ["--help", "trial"][::-1]):
        said = studio(*words)
        assert said.code == 0
        assert "Put texts one after the other." in said.out


def test_help_of_a_tool_explains_its_options(studio: Line, trial: Catalogue) -> None:
    said = studio("trial", "recast", "--help")
    assert said.code == 0
    assert "Give a text another extension." in said.out
    assert "[choices: txt, md] [default: txt]" in " ".join(said.out.replace("│", " ").split())
    assert "studio trial recast order.txt --format md" in said.out
    for flag in ("--out", "--overwrite", "--dry-run", "--jobs", "--json", "--log-json", "--set"):
        assert flag in said.out


def test_brackets_in_help_are_shown(studio: Line, trial: Catalogue) -> None:
    for words in (["trial", "join", "--help"], ["tools", "show", "trial.join"]):
        shown = " ".join(studio(*words).out.replace("│", " ").split())
        assert "such as [red], [/] or `---`." in shown


def test_help_of_one_tool_imports_no_other_and_nothing_heavy() -> None:
    look = (
        "import sys; from studio.faces.cli import app; app.run(['image', 'resize', '--help']);"
        "print([name for name in sys.modules if name.startswith('studio.tools.image.')], file=sys.stderr);"
        "heavy = {'pydantic', 'pyvips', 'numpy', 'PIL', 'cv2', 'OpenImageIO'};"
        "print(sys.modules.keys() & heavy, file=sys.stderr)"
    )
    seen = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert seen.stderr.splitlines() == ["['studio.tools.image.resize']", "set()"]


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        (["trail", "obey", "a.txt"], 'did you mean "trial"?', "see studio --help"),
        (["trial", "obay", "a.txt"], 'did you mean "obey"?', "see studio trial --help"),
        (["trial", "obey", "a.txt", "--sgin"], "--sgin", "see studio trial obey --help"),
        (["trial", "obey", "--sign"], "trial.obey needs an input", "see studio trial obey --help"),
        (["trial", "roll", "6", "--times", "often"], "--times", "see studio trial roll --help"),
        (["trial", "recast", "a.txt", "--format", "png"], "--format", "see studio trial recast --help"),
        (["trial", "obey", "a.txt", "--out"], "--out requires an argument", "see studio trial obey --help"),
        (["trial", "swap", "a.txt"], "--with is needed", "see studio trial swap --help"),
        (["trial", "obey", "a.txt", "--jobs", "0"], "✗ --jobs: ", "studio config show says what each means"),
        (["tools", "non", "sense"], "nothing here takes non sense", "see studio tools --help"),
        (["trial", "obey", "a.txt", "--set", "jbos=1"], "'jbos'", "did you mean jobs?"),
        (["--nonsense"], "--nonsense", "see studio --help"),
    ],
)
def test_an_unusable_call_says_why_and_where_to_look(
    studio: Line, trial: Catalogue, words: list[str], said: str, hint: str
) -> None:
    Path("a.txt").write_text("say hello\n")
    answer = studio(*words)
    assert answer.code == 2
    assert answer.out == ""
    assert said in answer.err.replace("Did you", "did you")
    assert hint in answer.err
    assert len(answer.err.splitlines()) == 2
    assert [left.name for left in Path().iterdir()] == ["a.txt"]


def test_verbs_of_several_words_are_written_with_dashes(studio: Line, trial: Catalogue) -> None:
    assert "unknown command" in studio("trial", "obey-not").err


def test_a_verb_without_its_material_is_understood(studio: Line, trial: Catalogue) -> None:
    said = studio("roll", "6")
    assert said == Said(2, "", "✗ there is no command roll\n  → did you mean studio trial roll?\n")
    assert "Available" not in studio("frobnicate").err


def test_types_have_no_names_of_programmers(studio: Line, trial: Catalogue) -> None:
    said = studio("trial", "roll", "6", "--times", "many")
    assert said.code == 2
    assert 'unable to convert "many" into a whole number' in said.err


def test_a_file_whose_name_begins_with_a_dash(studio: Line, trial: Catalogue) -> None:
    Path("-a.txt").write_text("say hello\n")
    assert studio("trial", "obey", "--", "-a.txt") == Said(0, "-a-obey.txt\n", "")
    assert studio("trial", "obey", "./-a.txt", "--out", "o").out == "o/-a-obey.txt\n"
    said = studio("trial", "obey", "-a.txt")
    assert said.code == 2
    assert "-a.txt is a file: put -- before the names, or write ./-a.txt" in said.err


@pytest.mark.parametrize("brief", ["- a bike shop, 10 seconds", "-5 degrees in May", "--a bike shop"])
def test_a_sentence_that_begins_with_a_dash_is_told_where_it_stands(studio: Line, brief: str) -> None:
    hint = "  → a text that begins with - stands last, after --: studio film plan [OPTIONS] -- TEXT\n"
    said = studio("film", "plan", brief, "--duration", "10")
    assert said.code == 2
    assert said.err.endswith(hint)
    said = studio("film", "plan", "--dry-run", "--", brief)
    assert (said.code, said.err) == (0, "")
    assert "after --" not in studio("film", "plan", "a shop", "--nonsense=two words").err


def test_names_that_begin_with_a_bracket_are_names(studio: Line, trial: Catalogue) -> None:
    names = ["[a].txt", '["b"].txt', "{c}.txt"]
    for name in names:
        Path(name).write_text("say hello\n")
    said = studio("trial", "obey", *names, "--with", "[d]", "--out", "o")
    assert said.out.splitlines() == ["o/[a]-obey.txt", 'o/["b"]-obey.txt', "o/{c}-obey.txt"]
    assert Path("o/[a]-obey.txt").read_text() == "hello\n[d]\n"
    assert studio("tools", "search", "obey", "[e").code == 1


@pytest.mark.usefixtures("trial")
def test_what_the_system_refuses_is_one_sentence(studio: Line, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    os.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    said = studio("trial", "measure", "a.txt")
    assert said == Said(1, "", "✗ the system refused: no such file or directory\n")


def test_commands_of_its_own_are_never_materials() -> None:
    assert set(app._BESIDE) <= COMMANDS


def test_an_input_that_may_be_left_out_is_taken_whole(studio: Line, trial: Catalogue) -> None:
    said = studio("trial", "paint", "--help")
    assert "Usage: studio trial paint [INPUT…] [OPTIONS]" in said.out
    assert "[choices: red, green, blue]" in " ".join(said.out.replace("│", " ").split())
    assert studio("trial", "paint") == Said(0, "trial-paint.txt\n", "")
    assert Path("trial-paint.txt").read_text() == "red\ngreen\nblue\n"
    assert studio("trial", "paint", "blue", "red", "--coats", "2", "--out", "o").code == 0
    assert Path("o/trial-paint.txt").read_text() == "blue\nblue\nred\nred\n"
    assert "pink" in studio("trial", "paint", "pink").err

"""The law of the house, as far as Ruff, mypy and import-linter cannot state it."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from studio.core.run import Run

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
HEAVY = {"asyncio", *PYPROJECT["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-module-level-imports"]}
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))
OURS = sorted(file for room in ("src", "tests", "bench", "examples") for file in (ROOT / room).rglob("*.py"))
TOOLS = [
    f"studio.{room}.{file.parent.name}.{file.stem}"
    for room in ("tools", "productions")
    for file in OURS
    if file.match(f"studio/{room}/*/[!_]*.py")
]

WRITTEN = {".md", ".py", ".toml", ".ts", ".tsx", ".txt", ".yaml"}
VAGUE_FILE = re.compile(r"_?(utils?|helpers?|common|managers?|misc|base)")
VAGUE_CLASS = re.compile(r"_?(Base[A-Z]\w*|\w*(Manager|Service|Handler|Processor|Helper))")
SOMEBODYS_FOLDER = re.compile(r"(?<![\w.~$}/-])/(home|root|work|Users)/\w")


def place(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


class Source(NamedTuple):
    """What is looked at of a file of ours."""

    lines: int
    told: bool
    classes: list[str]
    hints: list[str]


@cache
def sources() -> dict[str, Source]:
    """All of them, each read once."""
    return {place(file): source(file.read_text("utf-8")) for file in OURS}


def source(text: str) -> Source:
    code = ast.parse(text)
    nodes = list(ast.walk(code))
    classes = [node.name for node in nodes if isinstance(node, ast.ClassDef)]
    return Source(len(text.splitlines()), bool(ast.get_docstring(code)), classes, hints(nodes))


def required(needs: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", need, maxsplit=1)[0].lower() for need in needs}


def locked(file: str) -> set[str]:
    return set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements" / file).read_text("utf-8"), re.MULTILINE))


def test_files_can_be_held_in_the_head() -> None:
    long = [file for file, source in sources().items() if source.lines > 400]
    assert not long, "split them by meaning"
    untold = [file for file, source in sources().items() if not source.told]
    assert not untold, "begin with one sentence: what lives here"


def test_names_say_what_is_inside() -> None:
    parts = [(file, part) for file in sources() for part in Path(file).with_suffix("").parts]
    assert not [(file, part) for file, part in parts if VAGUE_FILE.fullmatch(part)]
    classes = [(file, name) for file, source in sources().items() for name in source.classes]
    assert len(classes) > 100
    assert not [(file, name) for file, name in classes if VAGUE_CLASS.fullmatch(name)]


def test_a_run_offers_authors_five_names_and_the_seam() -> None:
    public = {name for name in dir(Run) if not name.startswith("_")}
    assert public == {"folder", "note", "track", "each", "ask"} | {"step"}


@pytest.mark.parametrize("modules", [["studio"], ["studio.faces.cli"], ["studio.tools", *TOOLS]])
def test_starting_up_imports_nothing_heavy(modules: list[str]) -> None:
    look = f"import sys, {', '.join(modules)}; print(*sys.modules.keys() & {HEAVY!r})"
    seen = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert not seen.stdout.split()


@pytest.mark.parametrize("file", REQUIREMENTS, ids=place)
def test_requirements_are_hashed_and_name_no_registry(file: Path) -> None:
    text = file.read_text("utf-8")
    assert "://" not in text
    assert not re.findall(r"^-.*", text, re.MULTILINE), "no options, such as an index"
    assert not re.findall(r"^\w.*[^\\]\n", text, re.MULTILINE), "a version is followed by its hashes"


def test_requirements_lock_what_the_package_asks_for() -> None:
    project = PYPROJECT["project"]
    core = required(project["dependencies"])
    optional = dict(project["optional-dependencies"])
    models = required(optional.pop("generate"))
    extras = required([need for needs in optional.values() for need in needs])
    assert core <= locked("run.txt")
    assert core | extras | required(PYPROJECT["dependency-groups"]["dev"]) <= locked("dev.txt")
    # What runs models is gigabytes, and another build for every kind of card: pinned for the tests alone.
    assert "torch" in models - locked("dev.txt")
    pinned = re.findall(r"([\w-]+)==", (ROOT / ".ci/run").read_text("utf-8"))
    assert models <= set(pinned)


def test_nothing_points_into_somebodys_machine() -> None:
    foreign = {"__pycache__", "node_modules"}
    visible = [
        file for file in ROOT.glob("[!.]*/**/*.*") if file.is_file() and foreign.isdisjoint(file.parts)
    ]
    written = [file for file in [*visible, *ROOT.glob("*.*")] if file.suffix in WRITTEN]
    assert not [place(file) for file in written if SOMEBODYS_FOLDER.search(file.read_text("utf-8"))]


def hints(nodes: list[ast.AST]) -> list[str]:
    """What errors advise: the literals given as a hint, or kept under that name; the rest of them is `…`."""
    values = [
        node.value for node in nodes if isinstance(node, ast.Assign) and named(node) & {"hint", "_HINTS"}
    ]
    values += [node.value for node in nodes if isinstance(node, ast.keyword) and node.arg == "hint"]
    return [text for value in values for text in written(value)]


def named(assignment: ast.Assign) -> set[str]:
    return {ast.unparse(target) for target in assignment.targets}


def written(value: ast.expr | None) -> list[str]:
    match value:
        case ast.Constant(str(text)):
            return [text]
        case ast.JoinedStr(parts):
            return ["".join("".join(written(part)) or "…" for part in parts)]
        case ast.IfExp(body=one, orelse=other):
            return written(one) + written(other)
        case ast.Dict(values=several):
            return [text for one in several for text in written(one)]
    return []


def test_hints_are_written_alike() -> None:
    """As one says it aloud: `choose another --out`; no capital, no full stop."""
    found = [(file, hint) for file, source in sources().items() for hint in source.hints]
    assert len(found) > 100
    assert not [told for told in found if re.match("[A-Z][a-z]", told[1]) or told[1].endswith(".")]


def test_the_rule_for_hints_sees_them_wherever_they_are_written() -> None:
    text = 'raise X("a", hint=f"Ask {n}." if n else "b")\nhint = "Look."\n_HINTS = {1: "Wait"}\nfail("B.")'
    assert source(text).hints == ["Look.", "Wait", "Ask ….", "b"]

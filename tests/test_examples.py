"""Every example in the help of a tool is carried out, on files it names, and makes what it says."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import stock
from tests.conftest import Said

from studio.assembly import catalogue
from studio.core import delivery
from studio.core.catalogue import AnyTool
from studio.core.tool import RESERVED
from studio.faces.cli import app

OURS = Path(__file__).parent.parent / "src/studio"
FILES = sorted(
    (file for room in ("tools", "productions") for file in (OURS / room).glob("*/[!_]*.py")),
    key=lambda file: (file.parent.name, file.name),
)
EXAMPLES = [
    line.strip()
    for file in FILES
    for line in file.read_text("utf-8").splitlines()
    if re.match(rf" +studio {file.parent.name} {file.stem.replace('_', '-')}\b", line)
]


def test_all_examples_are_looked_at() -> None:
    ours = [tool for tool in catalogue().values() if tool.__module__.startswith("studio.")]
    assert [example for tool in ours for example in tool.examples] == EXAMPLES


# Half a minute of film takes minutes: what is long is carried out small.
SMALLER = {"film.make": ("--duration", "2", "--size", "360p", "--fps", "8", "--effort", "draft")}


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_works(example: str, studio: Callable[..., Said]) -> None:
    words = shlex.split(example)[1:]
    _, bound, _ = app.build(words).parse_args(words, exit_on_error=False, print_error=False)
    tool = catalogue()[f"{words[0]}.{words[1].replace('-', '_')}"]
    supply(tool, bound.args, bound.kwargs)
    stocked = entries()
    said = studio(*words, *SMALLER.get(tool.id, ()))
    assert said.code == 0
    # Where a sentence says what was found, it is one, and leaves the names of files alone.
    assert said.err.count("\n") == ("summary" in getattr(tool.returns, "__annotations__", {}))
    if bound.kwargs.get("json"):
        assert all(json.loads(line)["ok"] for line in said.out.splitlines())
    elif delivery.makes_files(tool) and entries() != stocked and not bound.kwargs.get("apply"):
        made = said.out.splitlines()
        assert made
        assert {Path(line) for line in made} <= entries() - stocked
        assert all(was_asked_for(line, bound.kwargs.get("out", ""), tool) for line in made)
    else:
        assert said.out.strip()


def supply(tool: AnyTool, inputs: tuple[Any, ...], options: dict[str, Any]) -> None:
    """Lay out every file the call names."""
    if tool.material == "weights":
        stock.models(kept=tool.name != "add")
    for given in inputs if tool.subject.media else ():
        # Python's paths forget the stroke that marks a folder; a name without extension is one as well.
        assert tool.subject.media
        stock.provide(str(given), tool.subject.media.kind)
    for parameter in tool.parameters[1:]:
        if parameter.media and (named := options.get(parameter.name)):
            for one in named if isinstance(named, list) else [named]:
                stock.provide(str(one), parameter.media.kind)
    assert RESERVED.isdisjoint(parameter.name for parameter in tool.parameters)


def entries() -> set[Path]:
    return {path for path in Path().rglob("*") if "home" not in path.parts}


def was_asked_for(line: str, out: str, tool: AnyTool) -> bool:
    """Results bear the name that was asked for, or the tool's, in the folder that was asked for."""
    made = Path(line)
    if out and Path(out).suffix:
        return made.parent == Path(out).parent and made.stem.startswith(Path(out).stem)
    return made.is_relative_to(out) and f"-{tool.name.replace('_', '-')}" in made.name.replace("_", "-")

"""What every tool of ours must be: each is checked the moment its file is there."""

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter
from tests.conftest import Said

from studio.assembly import catalogue
from studio.core.catalogue import AnyTool
from studio.core.materials import parse_bytes
from studio.core.needs import EXTRAS, Resources
from studio.core.tool import RESERVED
from studio.faces.cli import app

ROOT = Path(__file__).parent.parent
FILES = sorted(
    (file for room in ("tools", "productions") for file in (ROOT / "src/studio" / room).glob("*/[!_]*.py")),
    key=lambda file: (file.parent.name, file.name),
)
# What finished pieces share lies beside them.
SHARED = {"film.affording", "film.finishing", "film.proving"}
IDS = [name for file in FILES if (name := f"{file.parent.name}.{file.stem}") not in SHARED]

DECLINED = {"prefixItems", "patternProperties", "unevaluatedProperties", "not", "if", "dependentSchemas"}
"""What the tool interfaces of language models do not take in a schema."""


@pytest.fixture(params=IDS)
def tool(request: pytest.FixtureRequest) -> AnyTool:
    return catalogue()[request.param]


def schemas(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema, itself included."""
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from schemas(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from schemas(inner)


def test_every_file_is_a_tool_and_every_tool_a_file() -> None:
    ours = [tool.id for tool in catalogue().values() if tool.__module__.startswith("studio.")]
    assert ours == IDS
    assert not catalogue().broken


def test_its_name_is_its_place(tool: AnyTool) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z]+(_[a-z]+)*", tool.id)
    room = "productions" if tool.production else "tools"
    assert tool.__module__ == f"studio.{room}.{tool.id}"
    assert tool.function.__name__ == tool.name


def test_its_summary_is_one_imperative_sentence(tool: AnyTool) -> None:
    first = tool.summary.split()[0]
    assert re.fullmatch(r"[A-Z][^\n]*[^.]\.", tool.summary)
    assert ". " not in tool.summary
    assert len(tool.summary) <= 80
    assert not re.search(r"([^s]s|\w{3}ing)$", first), f"say what to do, not what it does: {first}"


def test_every_parameter_is_documented(tool: AnyTool) -> None:
    for parameter in tool.parameters:
        assert re.fullmatch(r"\S.*[^.]\.", parameter.help), f"{parameter.name}: say it in a sentence"
    documented = {param.arg_name for param in tool._doc.params}
    assert documented == {parameter.name for parameter in tool.parameters}


def test_its_input_stands_first_and_all_else_is_named(tool: AnyTool) -> None:
    first, *rest = tool.parameters
    assert first.positional
    assert first.required or not tool.needs_input
    assert not [parameter.name for parameter in rest if parameter.positional]


def test_no_parameter_takes_a_name_of_the_faces(tool: AnyTool) -> None:
    assert RESERVED.isdisjoint(parameter.shown for parameter in tool.parameters)


def test_defaults_are_valid(tool: AnyTool) -> None:
    for parameter in tool.parameters:
        if not parameter.required:
            assert TypeAdapter(parameter.hint).validate_python(parameter.default) == parameter.default


def test_language_models_take_its_input(tool: AnyTool) -> None:
    schema = tool.Input.model_json_schema(by_alias=True)
    assert schema["type"] == "object"
    assert schema.get("required") or not tool.needs_input
    assert schema["description"] == tool.summary
    assert not re.search(r'"\$ref"', str(schema)), "nested models would need references"
    for inner in schemas(schema):
        assert DECLINED.isdisjoint(inner)
        if inner.get("type") == "object":
            assert inner["additionalProperties"] is False
            assert inner["properties"]
    for name, field in schema["properties"].items():
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name)
        assert field["description"]
        assert "type" in field or "anyOf" in field


def test_its_result_can_be_described(tool: AnyTool) -> None:
    schema = tool.Output.json_schema(mode="serialization")
    assert schema["type"] in ("object", "string")
    assert schema["type"] == "object" or "x-media" in schema


def test_its_help_can_be_read(tool: AnyTool, studio: Callable[..., Said]) -> None:
    said = studio(tool.material, tool.name.replace("_", "-"), "--help")
    assert (said.code, said.err) == (0, "")
    assert tool.summary in " ".join(said.out.split())
    for parameter in tool.parameters[1:]:
        assert f"--{parameter.shown.replace('_', '-')}" in said.out
    assert all(example.split(" --")[0] in said.out for example in tool.examples)
    assert max(map(len, said.out.splitlines())) <= max(100, *(len(line) + 2 for line in tool.examples))


def test_its_examples_are_calls_of_it(tool: AnyTool) -> None:
    assert tool.examples
    for example in tool.examples:
        program, *words = shlex.split(example)
        assert [program, *words[:2]] == ["studio", tool.material, tool.name.replace("_", "-")]
        _, bound, _ = app.build(words).parse_args(words, exit_on_error=False, print_error=False)
        options = {name: value for name, value in bound.kwargs.items() if name not in RESERVED}
        subject = list(bound.args) if str(tool.subject.hint).startswith("list") else bound.args[0]
        assert tool.checked({tool.subject.name: subject, **options})


def test_what_it_needs_is_known(tool: AnyTool) -> None:
    assert set(tool.needs.extras) <= set(EXTRAS)
    if isinstance(tool.resources, Resources):
        assert tool.resources.cpu > 0
        for size in (tool.resources.memory, tool.resources.vram, tool.resources.disk):
            assert isinstance(parse_bytes(size), int)


def test_it_is_named_in_a_test(tool: AnyTool) -> None:
    rooms = (ROOT / "tests" / room / tool.material for room in ("tools", "productions"))
    tests = (file for room in rooms for file in room.glob("test_*.py"))
    assert any(re.search(rf"\b{tool.name}\b", test.read_text("utf-8")) for test in tests)

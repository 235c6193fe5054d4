"""The reference pages, printed from the catalogue: `make docs` writes them, `make test` compares them."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args, get_type_hints

from studio.assembly import catalogue
from studio.core.catalogue import AnyTool
from studio.core.materials import Media, Unit, media_of
from studio.core.needs import Resources

_MARKED = re.compile(r"(<!-- tools -->\n).*?(<!-- /tools -->)", re.DOTALL)


def description(tool: AnyTool) -> dict[str, Any]:
    """Everything there is to say of a tool, in plain values."""
    return {
        "id": tool.id,
        "summary": tool.summary,
        "description": tool.description,
        "input": tool.Input.model_json_schema(by_alias=True),
        "output": tool.Output.json_schema(mode="serialization"),
        "needs": dataclasses.asdict(tool.needs),
        "resources": dataclasses.asdict(tool.resources)
        if isinstance(tool.resources, Resources)
        else "varies",
        "pure": tool.pure,
        "effect": tool.effect,
        "production": tool.production,
        "examples": list(tool.examples),
    }


def pages(root: Path) -> dict[Path, str]:
    """Every printed file below the repository's root, with what it should hold."""
    # Tools of other packages are not part of what we print.
    tools = [tool for tool in catalogue().values() if tool.__module__.startswith("studio.")]
    found = {Path("docs/tools") / f"{tool.id}.md": page(tool) for tool in tools}
    found[Path("docs/tools/README.md")] = index(tools)
    for material in sorted({tool.material for tool in tools}):
        finished = [tool for tool in tools if tool.material == material and tool.production]
        parts = [tool for tool in tools if tool.material == material and not tool.production]
        found[Path(f"src/studio/tools/{material}/__init__.pyi")] = stub(parts)
        if finished:
            # Who asks for a material wants all of it: the pieces, and what they are made of.
            found[Path(f"src/studio/productions/{material}/__init__.pyi")] = stub([*finished, *parts])
    found |= {Path("docs/schemas") / name: text for name, text in schemas(tools).items()}
    readme = root / "README.md"
    if readme.exists():
        found[Path("README.md")] = _MARKED.sub(
            lambda marks: marks[1] + table(tools, "docs/tools/") + marks[2], readme.read_text("utf-8")
        )
    return found


def schemas(tools: Sequence[AnyTool]) -> dict[str, str]:
    """The schemas by which editors complete and check pipelines and batches."""
    from studio.engine.orders.schemas import batch_schema, pipeline_schema

    made = {"pipeline": pipeline_schema(tools), "batch": batch_schema(tools)}
    return {f"{name}.schema.json": f"{json.dumps(schema, indent=1)}\n" for name, schema in made.items()}


def page(tool: AnyTool) -> str:
    """The reference page of one tool."""
    lines = [f"# {tool.id}", "", tool.summary, ""]
    lines += [tool.description, ""] if tool.description else []
    many = "INPUT…" if tool.subject.media or tool.takes_all else "INPUT"
    many = many if tool.needs_input else f"[{many}]"
    lines += ["```console", f"$ studio {tool.material} {tool.name} {many} [options]", "```", ""]
    lines += ["## Parameters", "", *_parameters(tool), "", "## Result", "", *_result(tool), ""]
    if needs := list(_needs(tool)):
        lines += ["## Needs", "", *needs, ""]
    lines += ["## Examples", "", "```console", *(f"$ {example}" for example in tool.examples), "```", ""]
    lines += ["## Input schema", "", "```json", json.dumps(description(tool)["input"], indent=2), "```", ""]
    return "\n".join(lines)


def index(tools: Sequence[AnyTool]) -> str:
    """The page that lists all pages."""
    return f"# Tools\n\nPrinted from the catalogue; `make docs` writes these pages.\n\n{table(tools, '')}"


def table(tools: Sequence[AnyTool], folder: str) -> str:
    """All tools with one line each."""
    rows = [f"| [`{tool.id}`]({folder}{tool.id}.md) | {tool.summary} |" for tool in tools]
    return "\n".join(["| tool | what it does |", "|---|---|", *rows, ""])


def stub(tools: Sequence[AnyTool]) -> str:
    """What editors and type checkers are told `studio.MATERIAL` holds."""
    lines = [
        f"from {tool.__module__} import {tool.function.__name__} as {tool.function.__name__}"
        for tool in tools
    ]
    return "\n".join([*lines, ""])


def _parameters(tool: AnyTool) -> Iterator[str]:
    properties = description(tool)["input"]["properties"]
    yield "| name | type | default | meaning |"
    yield "|---|---|---|---|"
    for parameter in tool.parameters:
        default = "needed" if parameter.required else _default(parameter.default)
        kind = kind_in_words(properties[parameter.shown])
        yield f"| `{parameter.shown}` | {kind} | {default} | {parameter.help} |"


def _result(tool: AnyTool) -> Iterator[str]:
    if not dataclasses.is_dataclass(tool.returns):
        yield f"{_type_in_words(tool.returns).capitalize()}."
        return
    hints = get_type_hints(tool.returns, include_extras=True)
    yield "| field | type |"
    yield "|---|---|"
    for field in dataclasses.fields(tool.returns):
        yield f"| `{field.name}` | {_type_in_words(hints[field.name])} |"


def _needs(tool: AnyTool) -> Iterator[str]:
    yield from (f"- the program `{program}`" for program in tool.needs.programs)
    yield from (f"- `pip install 'animation-ai-studio[{extra}]'`" for extra in tool.needs.extras)
    yield from (f"- the secret `{secret}`" for secret in tool.needs.secrets)


def _default(value: Any) -> str:
    return "none" if value in (None, "") else f"`{json.dumps(value, default=str)}`"


def kind_in_words(schema: Mapping[str, Any]) -> str:
    """A JSON Schema as a short phrase."""
    options = [option for option in schema.get("anyOf", [schema]) if option.get("type") != "null"]
    return " or ".join(_one_kind({**schema, **option}) for option in options)


def _one_kind(schema: Mapping[str, Any]) -> str:
    if "enum" in schema or "const" in schema:
        return "one of " + ", ".join(f"`{choice}`" for choice in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"list of {kind_in_words(schema.get('items', {}))}"
    kind = schema.get("x-media") or schema.get("type", "value")
    words = {"integer": "whole number", "boolean": "yes or no", "string": "text"}
    unit = f", {schema['x-unit']}" if "x-unit" in schema else ""
    return f"{words.get(kind, kind)}{unit}{_range(schema)}"


def _range(schema: Mapping[str, Any]) -> str:
    low = schema.get("minimum", schema.get("exclusiveMinimum"))
    high = schema.get("maximum", schema.get("exclusiveMaximum"))
    above = "above" if "exclusiveMinimum" in schema else "from"
    if low is not None and high is not None:
        return f", {low} to {high}"
    if low is not None:
        return f", {above} {low}"
    return f", to {high}" if high is not None else ""


def _type_in_words(hint: Any) -> str:
    if isinstance(mark := media_of(hint), Media):
        return mark.kind
    unit = next((part.name for part in get_args(hint)[1:] if isinstance(part, Unit)), "")
    text = getattr(get_args(hint)[0] if unit else hint, "__name__", str(hint).replace("typing.", ""))
    return f"{text}, {unit}" if unit else text


def main(root: Path) -> None:
    """Write every printed file that has changed, and take away pages of tools that are gone."""
    wanted = pages(root)
    for path, text in wanted.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_text("utf-8") != text:
            target.write_text(text, "utf-8")
            print(path)
    for stale in (root / "docs/tools").glob("*.md"):
        if stale.relative_to(root) not in wanted:
            stale.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))

"""JSON Schemas by which editors complete and check what people write, with the options of every tool."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from studio.core.catalogue import AnyTool

if TYPE_CHECKING:
    from pydantic import BaseModel

# What editors understand best.
_DIALECT = "http://json-schema.org/draft-07/schema#"
_TOLD = ("description", "default")


def pipeline_schema(tools: Iterable[AnyTool]) -> dict[str, Any]:
    """The schema of a pipeline."""
    from studio.engine.pipeline.grammar import Pipeline

    schema = _of(Pipeline, "A pipeline")
    _with_tools(schema, ["Stage"], list(tools))
    return schema


def batch_schema(tools: Iterable[AnyTool]) -> dict[str, Any]:
    """The schema of a batch."""
    from studio.engine.batch.grammar import Batch, Item

    schema = _of(Batch, "A batch")
    item = Item.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
    schema["$defs"] |= item.pop("$defs", {}) | {"Item": item}
    schema["properties"]["items"]["items"] = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Item"}]}
    _with_tools(schema, ["Item"], list(tools))
    return schema


def _of(model: type[BaseModel], title: str) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
    return {"$schema": _DIALECT, **_untitled(schema), "title": title}


def _with_tools(schema: dict[str, Any], places: list[str], tools: list[AnyTool]) -> None:
    """Have the options checked and completed by the tool that is named beside them."""
    options = {tool.id: _options(tool, schema["$defs"]) for tool in tools}
    schema["$defs"] |= {f"with-{name}": one for name, one in options.items()}
    for place in places:
        # A tool of another package is none of these, and no fault.
        names = [{"const": tool.id, "description": tool.summary} for tool in tools]
        told = schema["$defs"][place]["properties"]["tool"]["description"]
        schema["$defs"][place]["properties"]["tool"] = {
            "description": told,
            "anyOf": [{"oneOf": names}, {"type": "string"}],
        }
        schema["$defs"][place]["allOf"] = [
            {
                "if": {"properties": {"tool": {"const": name}}, "required": ["tool"]},
                "then": {"properties": {"with": {"$ref": f"#/$defs/with-{name}"}}},
            }
            for name in options
        ]


def _options(tool: AnyTool, shared: dict[str, Any]) -> dict[str, Any]:
    schema = _untitled(tool.Input.model_json_schema(by_alias=True, ref_template="#/$defs/{model}"))
    shared |= schema.pop("$defs", {})
    options = {
        name: _or_reference(one) for name, one in schema["properties"].items() if name != tool.subject.shown
    }
    return {"type": "object", "properties": options, "additionalProperties": False}


def _or_reference(option: dict[str, Any]) -> dict[str, Any]:
    """An option, or a text with a reference in it that will be one; sizes, times and rates are texts, too."""
    told: dict[str, Any] = {name: option.pop(name) for name in _TOLD if option.get(name) is not None}
    option.pop("default", None)
    kinds = option.pop("anyOf", [option])
    if any(kind.get("type") == "string" and not {"enum", "const"} & kind.keys() for kind in kinds):
        return {**told, "anyOf": kinds} if len(kinds) > 1 else {**told, **kinds[0]}
    is_written = any("x-unit" in kind for kind in kinds)
    text = {"type": "string"} if is_written else {"type": "string", "pattern": "\\{.+\\}"}
    return {**told, "anyOf": [*kinds, text]}


def _untitled(schema: Any) -> Any:
    """Without the titles that only repeat names."""
    if isinstance(schema, list):
        return [_untitled(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: _untitled(one) for name, one in schema.items() if not (name == "title" and isinstance(one, str))
    }

"""The schemas for editors know every tool with its options, and lead nowhere into the void."""

import json
import re
from typing import Any

import pytest

from studio.assembly import catalogue
from studio.engine.orders.schemas import batch_schema, pipeline_schema

TOOLS = [tool for tool in catalogue().values() if tool.__module__.startswith("studio.")]
MADE = {"pipeline": (pipeline_schema(TOOLS), "Stage"), "batch": (batch_schema(TOOLS), "Item")}


@pytest.mark.parametrize("name", MADE)
def test_every_tool_brings_its_options(name: str) -> None:
    schema, place = MADE[name]
    branches = {
        branch["if"]["properties"]["tool"]["const"]: branch["then"]
        for branch in schema["$defs"][place]["allOf"]
    }
    assert set(branches) == {tool.id for tool in TOOLS}
    for tool in TOOLS:
        options = schema["$defs"][f"with-{tool.id}"]
        assert set(options["properties"]) == {one.shown for one in tool.parameters[1:]}
        assert options["additionalProperties"] is False


@pytest.mark.parametrize("name", MADE)
def test_every_way_leads_somewhere(name: str) -> None:
    schema, _ = MADE[name]
    for target in re.findall(r'"\$ref": "#/\$defs/([^"]+)"', json.dumps(schema)):
        assert target in schema["$defs"]


def option(tool: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = MADE["pipeline"][0]["$defs"][f"with-{tool}"]["properties"][name]
    return found


def test_options_may_be_references() -> None:
    kinds = option("image.resize", "enlarge")["anyOf"]
    assert {"type": "boolean"} in kinds
    pattern = next(kind["pattern"] for kind in kinds if "pattern" in kind)
    assert re.search(pattern, "{parameters.x}")
    assert not re.search(pattern, "yes")


def test_sizes_and_times_may_be_written_as_people_do() -> None:
    assert {"type": "string"} in option("video.trim", "start")["anyOf"]
    assert option("image.watermark", "font")["type"] == "string"


def test_what_is_needed_is_needed() -> None:
    assert MADE["pipeline"][0]["required"] == ["stages"]
    assert MADE["pipeline"][0]["$defs"]["Stage"]["required"] == ["tool"]
    assert MADE["batch"][0]["required"] == ["items"]
    assert MADE["batch"][0]["$defs"]["Item"]["required"] == ["input"]


def test_items_are_names_or_more() -> None:
    assert MADE["batch"][0]["properties"]["items"]["items"]["anyOf"] == [
        {"type": "string"}, {"$ref": "#/$defs/Item"},
    ]  # fmt: skip

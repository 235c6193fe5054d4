"""Tools listed, found by words, explained with their schema."""

import json
from collections.abc import Callable

import pytest
from tests.conftest import Said

from studio.core.catalogue import Catalogue

Line = Callable[..., Said]


@pytest.mark.parametrize("words", [["tools"], ["tools", "list"]])
def test_all_tools_are_listed(studio: Line, trial: Catalogue, words: list[str]) -> None:
    said = studio(*words)
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines() if not line.startswith(" ")] == list(trial)
    told = [json.loads(line) for line in studio(*words, "--json").out.splitlines()]
    assert [tool["id"] for tool in told] == list(trial)
    assert {"id": "trial.roll", "summary": "Roll dice."} in told


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["dice"], ["trial.roll"]),
        (["DICE", "roll"], ["trial.roll"]),
        (["chance begins"], ["trial.roll"]),
        (["trial", "middle"], ["trial.halve"]),
        (["trial.", "texts"], ["trial.join"]),
    ],
)
def test_tools_are_found_by_words(studio: Line, trial: Catalogue, words: list[str], found: list[str]) -> None:
    said = studio("tools", "search", *words, "--json")
    assert said.code == 0
    assert [json.loads(line)["id"] for line in said.out.splitlines()] == found


def test_finding_nothing_says_so(studio: Line) -> None:
    said = studio("tools", "search", "xyzzy")
    assert said.code == 1
    assert said.out.strip() == ""
    assert "No tool matches." in said.err
    assert studio("tools", "search", "xyzzy", "--json").out == ""


def test_one_tool_is_explained(studio: Line, trial: Catalogue) -> None:
    said = studio("tools", "show", "trial.roll")
    assert said.code == 0
    for word in (
        "Roll dice.",
        "How many sides",
        "studio trial roll 6 --times 3",
        '"additionalProperties": false',
    ):
        assert word in said.out


def test_one_tool_is_explained_to_programs(studio: Line, trial: Catalogue) -> None:
    told = json.loads(studio("tools", "show", "trial.recast", "--json").out)
    assert told["id"] == "trial.recast"
    assert told["needs"]["programs"] == ["sh"]
    assert told["input"]["properties"]["format"]["enum"] == ["txt", "md"]
    assert told["output"]["x-media"] == "file"
    assert told["examples"] == ["studio trial recast order.txt --format md"]


def test_a_tool_that_is_not_there(studio: Line, trial: Catalogue) -> None:
    said = studio("tools", "show", "trial.rol")
    assert said.code == 2
    assert "did you mean trial.roll?" in said.err

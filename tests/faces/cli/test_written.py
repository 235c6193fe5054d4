"""`studio pipeline` and `studio batch`: faults with their places, plans with their cost, schemas."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.conftest import Said

from studio.faces.cli.written import duration
from studio.store.tables import open_tables

Studio = Callable[..., Said]
GOOD = """\
name: Two sizes
parameters:
  width: {type: integer, default: 800}
stages:
  small: {tool: image.resize, input: a.png, with: {width: "{parameters.width}"}, out: small.png}
  sheet: {tool: image.sheet, input: ["{small.output}", "a.png"]}
"""


@pytest.fixture(autouse=True)
def _files() -> None:
    Path("a.png").touch()
    Path("b.png").touch()
    Path("good.yaml").write_text(GOOD)
    Path("bad.yaml").write_text("stages:\n  x: {tool: image.rezise, input: a.png}\n  y: {tool: image.info}\n")
    Path("batch.yaml").write_text("items: [{input: '*.png', tool: image.resize, with: {width: 8}}]")


def test_a_good_file_is_said_to_be_good(studio: Studio) -> None:
    assert studio("pipeline", "validate", "good.yaml") == Said(
        0, "", "✓ good.yaml: a sound pipeline, nothing wrong\n"
    )
    assert studio("batch", "validate", "batch.yaml") == Said(0, "", "✓ batch.yaml: 2 items, nothing wrong\n")


def test_faults_are_told_with_their_places(studio: Studio) -> None:
    said = studio("pipeline", "validate", "bad.yaml")
    assert said.code == 2
    assert said.out.splitlines() == [
        "bad.yaml:2:13 there is no tool 'image.rezise'",
        "  → did you mean image.resize?",
        "bad.yaml:3:3 y has no input",
        "  → what image.info works on: The picture to look at",
    ]
    assert said.err == "2 faults found.\n"
    assert studio("pipeline", "plan", "bad.yaml").code == 2


def test_faults_can_be_read_by_programs(studio: Studio) -> None:
    said = studio("batch", "validate", "good.yaml", "--json")
    found = [json.loads(line) for line in said.out.splitlines()]
    assert said.code == 2
    assert [(one["line"], one["rule"]) for one in found] == [(1, "missing"), (2, "name"), (4, "name")]
    assert found[1]["message"] == "there is no parameters here"


def test_a_file_that_is_not_there_is_a_fault(studio: Studio) -> None:
    said = studio("pipeline", "validate", "none.yaml")
    assert (said.code, said.out.splitlines()[0]) == (
        2, "none.yaml:1:1 it cannot be read: no such file or directory",
    )  # fmt: skip


def test_a_plan_is_drawn_and_says_what_is_not_known(studio: Studio) -> None:
    said = studio("pipeline", "plan", "good.yaml")
    assert said.code == 0
    assert said.out.splitlines() == [
        "Two sizes",
        "  ●  small  image.resize    not measured yet  → small.png",
        "  ●  sheet  image.sheet     not measured yet",
        "Estimated: not measured yet",
    ]
    assert not Path("home").exists(), "looking at a plan must not make anything"


def test_what_was_measured_is_reckoned_with(studio: Studio) -> None:
    tables = open_tables(Path("home"))
    tables.change(
        "INSERT INTO measured (tool, at, calls, seconds, bytes_in, bytes_out) "
        "VALUES ('image.resize', 1, 2, 180, 0, 4000)"
    )
    tables.close()
    said = studio("pipeline", "plan", "good.yaml")
    assert "image.resize    1 min 30 s, 2 kB" in said.out
    assert "Estimated: at least 1 min 30 s, 2 kB of results\nNot known: sheet\n" in said.out
    batch = studio("batch", "plan", "batch.yaml")
    assert "2 items  3 min, 4 kB" in batch.out


def test_a_plan_can_be_read_by_programs(studio: Studio) -> None:
    told = json.loads(studio("pipeline", "plan", "good.yaml", "--json", "--set", "width=640").out)
    assert told["groups"] == [["small"], ["sheet"]]
    assert told["plan"]["stages"][0]["given"]["width"] == 640
    assert told["not_measured"] == ["small", "sheet"]
    assert told["folder"] == str(Path.cwd())
    told = json.loads(studio("batch", "plan", "batch.yaml", "--json").out)
    assert [(one["stage"], one["calls"]) for one in told["stages"]] == [("image-resize", 2)]


def test_what_can_go_at_the_same_time_is_said(studio: Studio) -> None:
    Path("wide.yaml").write_text(
        "items: [{input: a.png, tool: image.info}, {input: a.png, tool: image.resize, with: {width: 8}}]"
    )
    said = studio("batch", "plan", "wide.yaml")
    assert "At the same time: image-info + image-resize" in said.out


def test_a_plan_is_drawn_into_a_file_that_is_not_replaced_unasked(studio: Studio) -> None:
    assert studio("pipeline", "plan", "good.yaml", "--svg", "plan.svg").err == "plan.svg\n"
    ElementTree.parse("plan.svg")
    Path("plan.svg").write_text("mine")
    said = studio("pipeline", "plan", "good.yaml", "--svg", "plan.svg")
    assert (said.code, Path("plan.svg").read_text()) == (2, "mine")
    assert studio("pipeline", "plan", "good.yaml", "--svg", "plan.svg", "--overwrite").code == 0
    ElementTree.parse("plan.svg")
    assert studio("pipeline", "plan", "good.yaml", "--svg", "no/plan.svg").code == 2


@pytest.mark.parametrize("word", ["width", "=3"])
def test_parameters_are_written_with_their_values(studio: Studio, word: str) -> None:
    said = studio("pipeline", "plan", "good.yaml", "--set", word)
    assert (said.code, said.err.splitlines()[0]) == (2, f"✗ --set {word}: write NAME=VALUE")


def test_schemas_are_printed(studio: Studio) -> None:
    assert json.loads(studio("pipeline", "schema").out)["title"] == "A pipeline"
    assert json.loads(studio("batch", "schema").out)["title"] == "A batch"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.04, "0.0 s"),
        (9.96, "10.0 s"),
        (12.4, "12 s"),
        (60, "1 min"),
        (95, "1 min 35 s"),
        (7500, "2 h 5 min"),
    ],
)
def test_times_are_told_as_people_say_them(seconds: float, told: str) -> None:
    assert duration(seconds) == told

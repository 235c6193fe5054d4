"""A tool derives everything it says from its signature and its docstring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest

from studio.core.errors import BadCall, BadInput
from studio.core.materials import Aspect, Folder, Fraction, Image, Percent, Pixels
from studio.core.needs import Needs, Resources
from studio.core.run import Run, entered
from studio.core.tool import Tool, tool


@dataclass(frozen=True)
class Seen:
    """What was given, for looking at."""

    given: dict[str, Any]


@tool(pure=True, needs=Needs(programs=("awk",)), resources=Resources(cpu=2), material="image")
def tint(
    picture: Image,
    *,
    with_: str = "sepia",
    strength: Fraction = 0.5,
    width: Pixels | None = None,
    scale: Percent = 100,
    shape: Aspect | None = None,
    mode: Literal["soft", "hard"] = "soft",
    steps: list[int] | None = None,
) -> Seen:
    """Colour a picture.

    It takes two
    lines to say how.

    Args:
        picture: The picture to colour.
        with_: The name of
            the tint.
        strength: How much of it.
        width: The new width.
        scale: The new size.
        shape: The new shape.
        mode: How edges look.
        steps: Numbers.

    Examples:
        studio image tint a.jpg
        studio image tint a.jpg --with blue
    """
    return Seen({"picture": picture, "with_": with_, "strength": strength, "width": width, "scale": scale})


@tool(material="image")
def mix(pictures: list[Image]) -> Image:
    """Mix pictures."""
    return pictures[0]


@tool(material="image")
def browse(folder: Folder) -> Folder:
    """Browse a folder."""
    return folder


@tool
def plain(word: str) -> str:
    """Say a word."""
    return word


def test_its_name_and_home_make_its_id() -> None:
    assert (tint.id, tint.name, tint.material) == ("image.tint", "tint", "image")
    assert repr(tint) == "<tool image.tint>"


@pytest.mark.parametrize(
    ("module", "material"),
    [
        ("studio.tools.image.resize", "image"),
        ("other.tools.video", "video"),
        ("other.tools.video.cut.fine", "video"),
        ("posterise_tools.image", "image"),
        ("tools", "tools"),
        ("lonely", "lonely"),
    ],
)
def test_its_material_follows_from_where_it_lies(module: str, material: str) -> None:
    def look(picture: Image) -> Image:
        """Look."""
        return picture

    look.__module__ = module
    assert tool(look).id == f"{material}.look"


def test_a_name_that_python_keeps_for_itself_is_shown_without_its_underscore() -> None:
    def import_(picture: Image) -> Image:
        """Import."""
        return picture

    assert tool(material="image")(import_).id == "image.import"
    assert tint.parameters[1].name == "with_"
    assert tint.parameters[1].shown == "with"


def test_what_was_said_of_it_is_kept() -> None:
    assert tint.pure
    assert not tint.effect
    assert not tint.production
    assert tint.needs.programs == ("awk",)
    assert tint.resources == Resources(cpu=2)
    assert not plain.pure


def test_it_speaks_its_docstring() -> None:
    assert tint.summary == "Colour a picture."
    assert tint.description == "It takes two\nlines to say how."
    assert tint.examples == ("studio image tint a.jpg", "studio image tint a.jpg --with blue")
    assert tint.parameters[1].help == "The name of the tint."
    assert tint.__doc__


def test_its_first_parameter_is_its_subject() -> None:
    assert tint.subject.name == "picture"
    assert tint.subject.required
    assert tint.subject.positional
    assert tint.subject.media
    assert tint.subject.media.kind == "image"
    assert not any(parameter.positional or parameter.required for parameter in tint.parameters[1:])


@pytest.mark.parametrize(("one", "takes_all"), [(tint, False), (mix, True), (browse, True), (plain, False)])
def test_a_list_or_a_folder_is_taken_whole(one: Tool[..., Any], takes_all: bool) -> None:
    assert one.takes_all is takes_all


def test_its_schema_says_what_each_parameter_is() -> None:
    schema = tint.Input.model_json_schema(by_alias=True)
    properties = schema["properties"]
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["picture"]
    assert schema["description"] == "Colour a picture."
    assert properties["picture"]["x-media"] == "image"
    assert properties["picture"]["format"] == "media"
    assert properties["with"]["description"] == "The name of the tint."
    assert (properties["strength"]["minimum"], properties["strength"]["maximum"]) == (0, 1)
    assert properties["scale"]["exclusiveMinimum"] == 0
    assert properties["scale"]["x-unit"] == "%"
    assert properties["mode"]["enum"] == ["soft", "hard"]


def test_its_result_has_a_schema() -> None:
    assert tint.Output.json_schema()["properties"]["given"]["type"] == "object"
    assert mix.Output.json_schema()["x-media"] == "image"


def test_checking_fills_in_defaults_and_reads_spellings() -> None:
    given = tint.checked({"picture": "a.jpg", "with": "blue", "scale": "50%", "shape": "16:9"})
    assert given["picture"] == Path("a.jpg")
    assert given["with_"] == "blue"
    assert given["scale"] == 50
    assert given["shape"] == pytest.approx(16 / 9)
    assert given["width"] is None
    assert list(given) == [parameter.name for parameter in tint.parameters]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"picture": "a", "strength": 2}, "strength: "),
        ({"picture": "a", "strength": 2}, "(given: 2)"),
        ({"picture": "a", "mode": "odd"}, "mode: "),
        ({"picture": "a", "shape": "wide"}, "shape: write an aspect such as 16:9 or 1.85 (given: 'wide')"),
        ({"picture": "a", "with_": True}, "with: "),
        ({"picture": "a", "strenth": 2}, "strenth: no such option"),
        ({}, "picture: is needed"),
        ({"picture": "a", "width": 0}, "width: "),
        ({"picture": "a", "width": 1_000_001}, "width: "),
        ({"picture": "a", "steps": [1, "x"]}, "steps.1: "),
    ],
)
def test_what_is_wrong_is_named(given: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput) as refused:
        tint.checked(given)
    assert said in refused.value.message
    assert refused.value.hint == "see studio image tint --help"
    assert "\n" not in refused.value.message


def test_several_faults_are_all_named() -> None:
    with pytest.raises(BadInput, match=r"strength: .*; mode: "):
        tint.checked({"picture": "a", "strength": 2, "mode": "odd"})


def test_options_that_contradict_one_another_are_refused_when_they_are_checked() -> None:
    def backwards(given: Mapping[str, Any]) -> None:
        if given["end"] < given["start"]:
            raise BadCall("the end comes first")

    @tool(material="image", refuse=backwards)
    def cut(picture: Image, *, start: int = 0, end: int = 9) -> Image:
        return picture

    assert cut.checked({"picture": "p.png"}) == {"picture": Path("p.png"), "start": 0, "end": 9}
    with pytest.raises(BadCall, match="the end comes first"):
        cut.checked({"picture": "p.png", "start": 10})
    with pytest.raises(BadCall, match="the end comes first"):
        cut(Path("p.png"), end=-1)


def test_plain_values_come_back_the_same() -> None:
    given = tint.checked({"picture": "a.jpg", "with": "blue", "scale": "50%", "steps": [1, 2]})
    sent = tint.plain(given)
    assert sent["picture"] == "a.jpg"
    assert sent["with"] == "blue"
    assert tint.checked(sent) == given


def test_calling_it_checks_and_runs_it(tmp_path: Path) -> None:
    with entered(Run(tmp_path)):
        seen = tint(Path("a.jpg"), with_="red")
        assert seen.given["with_"] == "red"
        assert seen.given["strength"] == 0.5
        with pytest.raises(BadInput, match="strength"):
            tint(Path("a.jpg"), strength=3)


def test_calling_it_wrongly_is_an_error_of_the_program() -> None:
    with pytest.raises(TypeError):
        tint(Path("a.jpg"), strenth=3)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        tint()  # type: ignore[call-arg]


def test_a_number_may_stand_for_a_text_and_nothing_else_may() -> None:
    assert tint.checked({"picture": "a.png", "with_": 2026})["with_"] == "2026"
    with pytest.raises(BadInput, match="with"):
        tint.checked({"picture": "a.png", "with_": True})

"""A file is loaded as its model, or refused with its line."""

from pathlib import Path

import pytest
from pydantic import Field, model_validator

from studio.core.errors import BadInput
from studio.core.written.loading import load
from studio.core.written.shapes import Written


class Lamp(Written):
    watts: int = Field(description="What it takes.")
    colour: str = "warm"


def test_a_file_becomes_what_it_says(tmp_path: Path) -> None:
    file = tmp_path / "lamp.yaml"
    file.write_text("watts: 40\n")
    assert load(file, Lamp) == Lamp(watts=40, colour="warm")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("colour: red\nwats: 3\n", "lamp.yaml:1:1: watts is missing"),
        ("watts: forty\n", "lamp.yaml:1:8: watts: should be a whole number"),
        ("watts: 4\nglow: 3\n", "lamp.yaml:2:1: there is no glow here"),
        ("watts: [4\n", "lamp.yaml:2:1: "),
        ("", "lamp.yaml:1:1: it is empty"),
    ],
)
def test_what_it_is_not_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "lamp.yaml"
    file.write_text(text)
    with pytest.raises(BadInput) as refused:
        load(file, Lamp)
    assert told in refused.value.message
    assert refused.value.hint


class Row(Written):
    lamps: list[Lamp] = Field(description="The lamps.")

    @model_validator(mode="after")
    def _sound(self) -> "Row":
        if len(self.lamps) > 1:
            raise ValueError("there is room for one lamp")
        return self


def test_what_does_not_go_together_is_told_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "row.yaml"
    file.write_text("lamps: [{watts: 4}, {watts: 5}]\n")
    with pytest.raises(BadInput) as refused:
        load(file, Row)
    assert refused.value.message == f"{file}:1:1: there is room for one lamp"

"""What a chart says on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from studio.core.materials import Range
from studio.core.written.shapes import Written

Kind = Literal["bars", "line", "area", "ring", "number", "versus"]
MOST = 24
_LARGEST = 1e18


class Value(Written):
    """One value."""

    label: str = Field(default="", description="What it is.")
    value: Annotated[float, Field(allow_inf_nan=False)] = Field(description="How much it is.")

    @field_validator("value")
    @classmethod
    def _possible(cls, value: float) -> float:
        if abs(value) > _LARGEST:
            raise ValueError("should be less than 10¹⁸")
        return value


class Chart(Written):
    """Numbers to be drawn."""

    kind: Kind = Field(default="bars", description="bars, line, area, ring, number or versus.")
    title: str = Field(default="", description="What it says.")
    note: str = Field(default="", description="A smaller line: what is counted, the source.")
    values: Annotated[list[Value], Field(min_length=1, max_length=MOST)] = Field(
        description="The values: a list of numbers, names with numbers, or labels and values."
    )
    highlight: str = Field(default="", description="The label of the value that matters most.")
    before: str = Field(default="", description="What stands before every value: € or $.")
    unit: str = Field(default="", description="What stands after every value: %, km, guests.")
    decimals: Annotated[int, Range(0, 6)] | None = Field(
        default=None, description="How many decimals values have; as many as they need if left out."
    )
    point: Literal[".", ","] = Field(default=".", description="The mark before decimals.")

    @field_validator("values", mode="before")
    @classmethod
    def _spelled_out(cls, values: Any) -> Any:
        if isinstance(values, Mapping):
            return [{"label": str(label), "value": value} for label, value in values.items()]
        if isinstance(values, list | tuple):
            return [one if isinstance(one, Mapping | Value) else {"value": one} for one in values]
        return values

    @model_validator(mode="after")
    def _drawable(self) -> Chart:
        if self.highlight and self.highlight not in {one.label for one in self.values}:
            raise ValueError(f"highlight: no value is called {self.highlight}")
        if self.kind == "versus" and len(self.values) != 2:
            raise ValueError("versus compares two values")
        if self.kind in ("line", "area") and len(self.values) < 2:
            raise ValueError("a line needs two values at least")
        if self.kind == "ring":
            if any(one.value < 0 for one in self.values):
                raise ValueError("a ring shows shares of a whole, and a share is not negative")
            if sum(one.value for one in self.values) <= 0:
                raise ValueError("a ring needs a value above zero")
        return self

    @property
    def numbers(self) -> list[float]:
        """The values alone."""
        return [one.value for one in self.values]

    @property
    def chosen(self) -> int:
        """The place of the value that matters most."""
        if self.highlight:
            return next(place for place, one in enumerate(self.values) if one.label == self.highlight)
        if self.kind in ("line", "area"):
            return len(self.values) - 1
        if self.kind == "ring":
            return 0
        return max(range(len(self.values)), key=lambda place: self.values[place].value)

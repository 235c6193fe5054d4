"""What a sign says on paper."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from studio.core.written.shapes import Written
from studio.render.grammar import SignKind


class Line(Written):
    """A line of a menu."""

    name: str = Field(description="What there is.")
    price: str = Field(default="", description="What it costs.")


class Sign(Written):
    """Words on a board."""

    kind: SignKind = Field(default="painted", description="painted, enamel, neon or chalk.")
    text: str = Field(default="", description="What is written large.")
    small: str = Field(default="", description="A smaller line below it.")
    lines: Annotated[list[Line], Field(max_length=12)] = Field(
        default_factory=list, description="The lines of a menu: names, or names with prices; chalk only."
    )

    @field_validator("lines", mode="before")
    @classmethod
    def _spelled_out(cls, lines: Any) -> Any:
        if isinstance(lines, dict):
            return [{"name": str(name), "price": price} for name, price in lines.items()]
        if isinstance(lines, list | tuple):
            return [{"name": one} if isinstance(one, str) else one for one in lines]
        return lines

    @model_validator(mode="after")
    def _something(self) -> Sign:
        if not (self.text.strip() or self.lines):
            raise ValueError("a sign says something: give it a text")
        if self.lines and self.kind != "chalk":
            raise ValueError("only chalk boards have lines")
        return self

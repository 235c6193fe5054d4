"""A stand-in for a model: it says what it was told to, so that everything around it can be tried offline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput, ToolFailed

if TYPE_CHECKING:
    from studio.models.text import Access, Message, Schema


@dataclass
class Scripted:
    """Answers in their order.

    Attributes:
        answers: Objects, and errors that are raised instead.
        name: What it calls itself.
        asked: What it was asked so far.
    """

    answers: list[dict[str, Any] | Exception]
    name: str = "scripted"
    asked: list[list[Message]] = field(default_factory=list)

    @classmethod
    def of(cls, access: Access) -> Scripted:
        """One whose answers stand in a file, as a JSON list of objects."""
        path = Path(access.url.removeprefix("scripted:"))
        try:
            answers = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            answers = None
        if not isinstance(answers, list) or not all(isinstance(one, dict) for one in answers):
            raise BadInput(f"{path} is no list of answers", hint="write a JSON list of objects into it")
        return cls(list(answers), access.model or "scripted")

    def reached(self) -> str:
        """What it has to say; see TextProvider."""
        return f"{self.name}, {len(self.answers)} answers"

    def complete(
        self,
        messages: Sequence[Message],
        schema: Schema | None = None,  # noqa: ARG002 - a script hears no wishes
        *,
        seed: int = 1,  # noqa: ARG002
        most: int = 4000,  # noqa: ARG002
    ) -> dict[str, Any]:
        """Say what comes next; see TextProvider."""
        self.asked.append(list(messages))
        if len(self.asked) > len(self.answers):
            raise ToolFailed("nothing more was scripted", hint="write another answer")
        answer = self.answers[len(self.asked) - 1]
        if isinstance(answer, Exception):
            raise answer
        return deepcopy(answer)

"""Options that contradict one another, seen before it is known what they will be said of."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_origin

from studio.core.catalogue import AnyTool
from studio.core.errors import BadCall


def contradiction(tool: AnyTool, options: Mapping[str, Any]) -> BadCall | None:
    """Why options cannot go together, whatever file they are said of; None where they can.

    Args:
        tool: The tool.
        options: Each option that was said, under the name people use. All of them are known.
    """
    from pydantic import ValidationError

    if tool.refuse is None or tool.subject.media is None:
        return None
    given = {tool.subject.name: stand_in(tool), **options}
    try:
        tool.Input.model_validate(given)
        tool.checked(given)
    except ValidationError:
        # What is no value at all is somebody else's to tell.
        return None
    except BadCall as refused:
        return refused
    return None


def stand_in(tool: AnyTool) -> Any:
    """Something in the place of the input, while only the options are looked at."""
    return [Path("x")] if get_origin(tool.subject.hint) is list else Path("x")

"""Options that are of no use, seen before it is known what they will be said of."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_origin

from studio.core.catalogue import AnyTool
from studio.core.errors import StudioError


def unusable(tool: AnyTool, options: Mapping[str, Any]) -> StudioError | None:
    """Why a tool refuses options, whatever they are said of; None where it takes them.

    Args:
        tool: The tool.
        options: Each option that was said, under the name people use. All of them are known.
    """
    from pydantic import ValidationError

    if tool.refuse is None:
        return None
    given = {tool.subject.name: stand_in(tool), **options}
    try:
        tool.Input.model_validate(given)
        tool.checked(given)
    except ValidationError:
        # What is no value at all is somebody else's to tell.
        return None
    except StudioError as refused:
        return refused
    return None


def stand_in(tool: AnyTool) -> Any:
    """Something in the place of the input, while only the options are looked at."""
    if not tool.subject.required:
        return tool.subject.default
    one = Path("x") if tool.subject.media else "x"
    return [one] if get_origin(tool.subject.hint) is list else one

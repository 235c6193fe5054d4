"""What was written in the middle of something else, checked by its model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from studio.core.errors import BadInput

if TYPE_CHECKING:
    from studio.core.written.shapes import Written

M = TypeVar("M", bound="Written")


def shaped(model: type[M], given: Mapping[str, Any], called: str) -> M:
    """A value as its model means it.

    Args:
        model: The model.
        given: What was written.
        called: What messages call it.

    Raises:
        BadInput: It is something else.
    """
    from pydantic import ValidationError

    from studio.core.written.shapes import reason

    try:
        return model.model_validate(given)
    except ValidationError as refused:
        error = refused.errors(include_url=False)[0]
    place = ".".join(str(part) for part in (called, *error["loc"]))
    if error["type"] == "extra_forbidden":
        message = f"{place} is not known"
    elif error["type"] == "missing":
        message = f"{place} is missing"
    else:
        message = f"{place}: {reason(error)}"
    known = ", ".join(model.model_fields)
    raise BadInput(message, hint=f"a {called} has {known}")

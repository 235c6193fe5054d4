"""One file, one model: loaded as what it should be, or refused with the place of what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from studio.core.errors import BadInput

if TYPE_CHECKING:
    from studio.core.written.findings import Findings
    from studio.core.written.shapes import Written

M = TypeVar("M", bound="Written")


def load(path: Path, model: type[M], check: Callable[[M, Findings], None] | None = None) -> M:
    """Read a YAML file as a model.

    Args:
        path: The file.
        model: What it should be.
        check: Adds what is wrong with it beside its shape.

    Raises:
        BadInput: It is something else; says file, line and column, what is wrong, and what is meant.
    """
    from studio.core.written.documents import read
    from studio.core.written.findings import Findings
    from studio.core.written.shapes import shaped

    document = read(path)
    if isinstance(document, list):
        raise BadInput(str(document[0]), hint=document[0].hint)
    findings = Findings(document)
    loaded = shaped(model, document.value, findings)
    if check and loaded is not None and not findings:
        check(loaded, findings)
    if findings:
        first = findings.all()[0]
        raise BadInput(str(first), hint=first.hint)
    assert loaded is not None
    return loaded

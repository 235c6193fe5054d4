"""Names made from templates: `{kind}/{year}/{name}`, `shot_{n:03}.{suffix}`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from studio.core.errors import BadCall

_FIELD = re.compile(r"\{\{|\}\}|\{(\w+)(?::(0?\d+))?\}|[{}]")
_DATE = {
    "year": "%Y",
    "month": "%m",
    "day": "%d",
    "hour": "%H",
    "minute": "%M",
    "second": "%S",
}
DATES = tuple(_DATE)


def fields(template: str, allowed: Collection[str], option: str) -> set[str]:
    """The fields of a template; BadCall names one that there is not.

    Args:
        template: The template.
        allowed: The fields there are.
        option: What the template is given with.
    """
    found = set()
    for match in _FIELD.finditer(template):
        if match[0] in ("{", "}"):
            raise BadCall(
                f"{option} {template}: a lone {match[0]}", hint="write {name}, or double it to mean itself"
            )
        if match[1] is None:
            continue
        if match[1] not in allowed:
            known = ", ".join(f"{{{name}}}" for name in allowed)
            raise BadCall(f"{option} {template}: there is no {match[0]}", hint=f"there are {known}")
        found.add(match[1])
    return found


def filled(template: str, values: Mapping[str, str | int]) -> str:
    """The template with its fields filled in; numbers with as many digits as it says: `{n:03}`."""

    def value(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0][0]
        found = values[match[1]]
        if not match[2]:
            return str(found)
        width = int(match[2])
        number = str(found)
        return number.zfill(width) if match[2].startswith("0") or number.isdigit() else number.rjust(width)

    return _FIELD.sub(value, template)


def of_date(when: datetime) -> dict[str, str | int]:
    """The fields of a date. Years have four digits, also those before 1000."""
    return {
        name: f"{when.year:04}" if name == "year" else when.strftime(form) for name, form in _DATE.items()
    }


def of_name(name: str) -> dict[str, str | int]:
    """The fields of a name; `{suffix}` comes without its dot."""
    return {"name": name, "stem": Path(name).stem, "suffix": Path(name).suffix.removeprefix(".")}


def beside(name: str, lead: str, renamed: str) -> str:
    """What lies beside a picture is called when that is called otherwise: photo.en.srt as photo is."""
    if name.startswith(lead):
        return renamed + name[len(lead) :]
    return Path(renamed).stem + name[len(Path(lead).stem) :]


def fault(name: str) -> str:
    """Why something cannot be a name; "" where it can."""
    if name in ("", ".", ".."):
        return "is no name"
    if "/" in name or "\0" in name:
        return "holds a character that no name may hold"
    if len(name.encode("utf-8", "surrogateescape")) > 255:
        return "is longer than 255 bytes"
    return ""

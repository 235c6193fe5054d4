"""New names from old ones: by pattern or regular expression, with counters, dates and letter case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from studio.core.errors import BadCall
from studio.media.filing import naming
from studio.media.filing.together import Item

Case = Literal["keep", "lower", "upper", "title"]

_WILD = {"*": "(.*)", "?": "(.)"}
_CASES = {"lower": str.lower, "upper": str.upper}
_FIELDS = ("n", "frame", "name", "stem", "suffix", "parent", *naming.DATES)


@dataclass(frozen=True, slots=True)
class Rule:
    """How names are changed.

    Attributes:
        find: What must fit; all of a name for a pattern, any part of it for a regular expression.
        whole: Whether it must fit the whole name.
        template: What comes in its place.
        fields: The fields of the template.
        case: The case of the letters.
        offset: What is added to the numbers of frames.
    """

    find: re.Pattern[str]
    whole: bool
    template: str
    fields: frozenset[str]
    case: Case
    offset: int = 0

    @property
    def needs_dates(self) -> bool:
        return bool(self.fields & set(naming.DATES))

    def fits(self, name: str) -> bool:
        return self._match(name) is not None

    def names(self, item: Item, number: int, when: datetime | None) -> dict[str, str]:
        """The new name of each file of a thing, by its old one.

        Args:
            item: The thing.
            number: What {n} stands for.
            when: When it was made, where the template asks for that.
        """
        values: dict[str, str | int] = {"n": number, "parent": item.folder.name}
        values |= naming.of_date(when) if when else {}
        frames = self._frames(item)
        found = {name: self._one(shifted, values, frame) for name, (shifted, frame) in frames.items()}
        if item.sequence and len(set(found.values())) < len(found):
            found = {name: self._numbered(found[name], frames[name][0], item) for name in found}
        for name, lead in item.beside.items():
            made = naming.beside(name, lead, found[lead]) if lead else self._of_whole(name, item, found)
            found[name] = cased(made, self.case)
        return found

    def _frames(self, item: Item) -> dict[str, tuple[str, int | None]]:
        """Every file that stands for itself, with the name and number it has once frames are shifted."""
        if not (sequence := item.sequence):
            return {name: (name, None) for name in item.names}
        if sequence.numbers[0] + self.offset < 0:
            raise BadCall(
                f"--offset {self.offset}: {sequence.name} begins with {sequence.numbers[0]}",
                hint="frames have no numbers below 0",
            )
        numbers = zip(item.names, sequence.numbers, strict=True)
        return {
            name: (sequence.file(number + self.offset).name, number + self.offset) for name, number in numbers
        }

    def _match(self, name: str) -> re.Match[str] | None:
        return self.find.fullmatch(name) if self.whole else self.find.search(name)

    def _one(self, name: str, values: Mapping[str, str | int], frame: int | None) -> str:
        if not (match := self._match(name)):
            return name
        known = {**values, **naming.of_name(name), "frame": "" if frame is None else frame, "0": match[0]}
        known |= {str(place): text or "" for place, text in enumerate(match.groups(), 1)}
        known |= {key: text or "" for key, text in match.groupdict().items()}
        made = name[: match.start()] + naming.filled(self.template, known) + name[match.end() :]
        if self.whole and not Path(made).suffix:
            made = made.rstrip(".") + Path(name).suffix
        return cased(made, self.case)

    def _numbered(self, name: str, shifted: str, item: Item) -> str:
        """Frames that would all be called the same keep their numbers, before the ending."""
        assert item.sequence
        number = shifted[len(item.sequence.prefix) : len(shifted) - len(item.sequence.suffix)]
        return f"{Path(name).stem}.{number}{Path(name).suffix}"

    def _of_whole(self, name: str, item: Item, found: Mapping[str, str]) -> str:
        """What lies beside a sequence as a whole is called as that is: shot.xml as shot.####.exr."""
        from studio.media.filing.numbering import base

        return base([found[frame] for frame in item.names]) + name[len(item.stem) :]


def rule(find: str, to: str | None, *, regex: bool, case: Case, offset: int) -> Rule:
    """How names are changed, from what a person wrote; BadCall says what is wrong with it."""
    if to is None and case == "keep" and not offset:
        raise BadCall("nothing is to be changed", hint="say the new name with --to, or a --case")
    try:
        pattern = re.compile(find if regex else _pattern(find))
    except re.error as wrong:
        raise BadCall(
            f"--find {find} is no regular expression: {wrong}",
            hint="put a backslash before what means itself",
        ) from None
    template = "{0}" if to is None else to
    groups = [*map(str, range(pattern.groups + 1)), *pattern.groupindex]
    used = frozenset(naming.fields(template, [*_FIELDS, *groups], "--to"))
    return Rule(pattern, not regex, template, used, case, offset)


def cased(name: str, case: Case) -> str:
    """A name in another case; titles leave the ending as it is."""
    if case == "title":
        return Path(name).stem.title() + Path(name).suffix
    return _CASES[case](name) if case != "keep" else name


def _pattern(find: str) -> str:
    """A pattern of file names as a regular expression whose groups are what `*` and `?` stand for."""
    parts = re.split(r"([*?]|\[[!^]?\]?[^\]]*\])", find)
    return "(?s)" + "".join(
        _WILD.get(part)
        or (
            f"({part.replace('[!', '[^')})"
            if part.startswith("[") and part.endswith("]")
            else re.escape(part)
        )
        for part in parts
        if part
    )

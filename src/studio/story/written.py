"""A storyboard as people read and edit it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.store.films import FilmFolder
    from studio.story.grammar import Storyboard

_HEAD = """\
# The storyboard of a film: its beats with what is said, then its shots in their order.
# Change what you like; `studio film render` makes again what a change touches, and nothing else.
# Times are frames. The shots must have as many in all as the film.
"""


def storyboard(board: Storyboard) -> str:
    """A storyboard as YAML, without what goes without saying.

    Args:
        board: The storyboard.
    """
    import yaml

    plain = board.model_dump(mode="json", exclude_defaults=True)
    return _HEAD + yaml.dump(plain, Dumper=_dumper(), sort_keys=False, allow_unicode=True, width=100)


@cache
def _dumper() -> Any:
    """One that puts figures that are text between quotes: 08 is a number to some readers of YAML."""
    import yaml

    # It writes in a fifth of the time that the one in Python takes.
    base = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

    def text(dumper: Any, value: str) -> Any:
        style = "'" if value.isdecimal() else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    made: Any = type("Dumper", (base,), {})
    made.add_representer(str, text)
    return made


def opened(film: FilmFolder) -> Storyboard:
    """The storyboard of a film as it is written now.

    Args:
        film: The film's folder.

    Raises:
        NotFound: There is none.
        BadInput: It is broken, or names what there is not; says file, line and column.
    """
    from studio.story.checking import check
    from studio.story.grammar import Storyboard

    return film.storyboard(Storyboard, lambda board, findings: check(board, findings, film.path))

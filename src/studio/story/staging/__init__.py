"""From the beats of a story to the shots of a film: bars, views, words, cuts and sounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.render.lexicon.seen import Reading
    from studio.render.shelf import Shelf
    from studio.story.grammar import Beat, Brief, Storyboard


def staged(
    brief: Brief,
    beats: Sequence[Beat],
    reading: Reading,
    shelf: Shelf,
    *,
    colours: Mapping[str, str] | None = None,
) -> Storyboard:
    """Stage a story: every frame of the film belongs to a shot, and every shot shows what is told.

    Args:
        brief: What was asked for.
        beats: Its story.
        reading: What was read in the words of the brief.
        shelf: What there is to show.
        colours: The client's colours, by material; the film has a palette of its own if left out.

    Raises:
        BadInput: There is no story.
    """
    from studio.story.staging.boarding import boarded

    return boarded(brief, beats, reading, shelf, colours)

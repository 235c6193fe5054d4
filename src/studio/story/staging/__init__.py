"""From the beats of a story to the shots of a film: bars, views, words, cuts and sounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.render.lexicon.seen import Reading
    from studio.render.shelf import Shelf
    from studio.story.brand.grammar import Kit
    from studio.story.grammar import Beat, Brief, Storyboard


def spaced(brief: Brief, beats: Sequence[Beat], reading: Reading) -> tuple[list[Beat], list[tuple[int, int]]]:
    """Give each beat its frames, in whole bars; half bars in short films.

    Args:
        brief: What was asked for.
        beats: Its story.
        reading: What was read in the words of the brief: lively films have more bars.

    Returns:
        The beats that there is time for, and of each the first frame and the one behind its last.

    Raises:
        BadInput: There is no story.
    """
    from studio.story.staging.timing import timed

    times = timed(brief, beats, reading)
    spans = [(times.grid.at(span.first), times.grid.at(span.end)) for span in times.spans]
    return [span.beat for span in times.spans], spans


def staged(
    brief: Brief,
    beats: Sequence[Beat],
    reading: Reading,
    shelf: Shelf,
    *,
    kit: Kit | None = None,
    style: str = "",
) -> Storyboard:
    """Stage a story: every frame of the film belongs to a shot, and every shot shows what is told.

    Args:
        brief: What was asked for.
        beats: Its story; where lines have their times, the cuts between beats lie around them.
        reading: What was read in the words of the brief.
        shelf: What there is to show.
        kit: The brand of the client; the film has a palette of its own if left out.
        style: The style pack; chosen by the tone of the brief if left out.

    Raises:
        BadInput: There is no story.
        NotFound: There is no such style.
    """
    from studio.story.staging.boarding import boarded

    return boarded(brief, beats, reading, shelf, kit, style)

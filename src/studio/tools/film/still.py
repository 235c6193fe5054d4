"""Drawing one picture of a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from studio.core.errors import BadInput
from studio.core.materials import Folder, Image, Range
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.render.lexicon.seen import Reading
    from studio.story.grammar import Brief

_ASPECTS = {"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1), "4:5": (4, 5)}


def _resources(given: Mapping[str, Any]) -> Resources:
    from studio.render.shots import costs

    wide, high = _ASPECTS[given["aspect"]]
    height = given["height"]
    return Resources(cpu=1, memory=costs.memory(round(height * wide / high), height, filmed=False))


def _refuse(given: Mapping[str, Any]) -> None:
    """Refuse styles and places that nobody knows; what a vocabulary of one's own has is looked at later."""
    from studio.render.shelf import shelf

    if given["vocabulary"] is None:
        for name, look_up in ((given["style"], shelf().pack), (given["place"], shelf().place)):
            if name:
                look_up(name)


@tool(pure=True, resources=_resources, refuse=_refuse)
def still(
    words: str,
    *,
    style: str | None = None,
    place: str | None = None,
    at: Literal["dawn", "day", "dusk", "night"] | None = None,
    weather: Literal["clear", "rain", "snow"] | None = None,
    headline: str = "",
    line: str = "",
    name: str | None = None,
    accent: str = "",
    bare: bool = False,
    aspect: Literal["16:9", "9:16", "1:1", "4:5"] = "16:9",
    height: Annotated[int, Range(120, 4320)] = 1080,
    seed: Annotated[int, Range(0, 2**31 - 1)] = 1,
    vocabulary: Folder | None = None,
    format: Literal["png", "jpg", "webp"] = "png",
) -> Image:
    """Draw one picture of what a sentence says, in one of the styles.

    Where it is, when, who and what is in it are read from the words, in English, German, Spanish, Italian
    or French. What the vocabulary cannot show is set in type, never shown as something else. Everything is
    drawn here: no model, no network.

    Args:
        words: What to show, such as "a bakery by the sea at dusk, called Morgenrot".
        style: The style pack: dusk, paper, ink, or one of your own; when left out, the one that suits the
            mood, the trade and the client's name.
        place: The place, instead of the one the words ask for.
        at: The time of day, instead of the one the words ask for.
        weather: The weather, instead of the one the words ask for.
        headline: The words to write over the picture, instead of the client's name.
        line: A second, quieter line below it.
        name: The client's name, for signs, instead of the one in the words.
        accent: The client's colour; without one, all colours are chosen as the style is.
        bare: Write nothing over the picture.
        aspect: The shape of the picture.
        height: Its height in pixels.
        seed: What chance draws from.
        vocabulary: A folder of your own styles, places and props, looked into first.
        format: The format of the picture.

    Examples:
        studio film still "a bicycle workshop in the rain"
        studio film still "a café called Leuchtturm, by the sea" --style paper --at dusk
        studio film still "eine elegante Bäckerei" --aspect 9:16 --headline "Seit 1902" --out plakat.png
    """
    from studio.media.images import writing
    from studio.media.images.libvips import engine
    from studio.render.lexicon.reading import read
    from studio.render.shelf import shelf
    from studio.render.shots.directing import directed
    from studio.render.shots.scene import scene
    from studio.story.staging.look import look

    wide, high = _ASPECTS[aspect]
    shelved, reading = shelf(vocabulary), read(words)
    brief = _understood(words, name or reading.client, seed)
    seen = look(brief, reading, shelved, reading.mood.energy, style=style or "")
    plan = directed(
        reading,
        shelved,
        words=not bare,
        about=brief.product or _unseen(words, reading),
        style=seen.style,
        place=place,
        time=at,
        weather=weather,
        name=name,
        width=round(height * wide / high),
        height=height,
        seed=seed,
        brand={"accent": accent} if accent else seen.colours,
        headline=headline,
        line=line,
    )
    picture = engine().Image.new_from_array(scene(plan, shelved).still()).copy(interpretation="srgb")
    return writing.write(picture, run().folder / f"still.{format}", quality=92)


def _understood(words: str, name: str, seed: int) -> Brief:
    """What the words say of the client; no more than its name where they are no brief for a film."""
    from studio.story.grammar import Brief
    from studio.story.reading.understanding import understood

    try:
        return understood(words, name=name, seed=seed)
    except BadInput:
        return Brief(text=words, frames=1, name=name, seed=seed)


def _unseen(words: str, reading: Reading) -> str:
    """The first words that nothing shows, as far as they stand side by side."""
    found = ""
    for unknown in reading.unknown:
        longer = f"{found} {unknown.word}".strip()
        if longer not in words:
            break
        found = longer
    return found

"""Making a room tone."""

from __future__ import annotations

from typing import Annotated

from studio.core.errors import BadCall
from studio.core.materials import Audio, Range, Seconds
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool
from studio.media.sound.formats import SoundFormat
from studio.render.sounds import Atmosphere


@tool(pure=True, resources=Resources(cpu=1, memory="350 MB"))
def atmosphere(
    name: Atmosphere,
    *,
    duration: Seconds = 30,
    seed: Annotated[int, Range(0, 2**31 - 1)] = 1,
    format: SoundFormat = "wav",
) -> Audio:
    """Make a place as it sounds while nothing in particular happens.

    Waves break, cars pass, people murmur, birds sing; nothing comes again as it was, however long it
    lasts. It is made by calculation alone: no recordings, nobody's rights. The level is about -30 LUFS,
    to lie under music and speech.

    Args:
        name: The place.
        duration: How long it is to be heard.
        seed: What chance draws from.
        format: The format of the recording.

    Examples:
        studio audio atmosphere sea --duration 0:30
        studio audio atmosphere cafe --seed 7 --format flac --out room.flac
    """
    from studio.media.sound.delivering import recorded
    from studio.render import sounds

    if not duration:
        raise BadCall("a place that is heard for no time makes no sound", hint="say --duration 30")
    return recorded(sounds.atmosphere(name, duration, seed), run().folder / name, format)

"""Making a sound effect."""

from __future__ import annotations

from typing import Annotated

from studio.core.materials import Audio, Range
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool
from studio.media.sound.formats import SoundFormat
from studio.render.sounds import Effect


@tool(pure=True, resources=Resources(cpu=1, memory="300 MB"))
def sound(
    name: Effect,
    *,
    seed: Annotated[int, Range(0, 2**31 - 1)] = 1,
    format: SoundFormat = "wav",
) -> Audio:
    """Make a sound that is heard once: a bell, a door, steps, something poured.

    Each seed gives another one: other steps, another bell. It is made by calculation alone: no
    recordings, nobody's rights. The loudest sample lies at -12 dB.

    Args:
        name: The sound.
        seed: What chance draws from.
        format: The format of the recording.

    Examples:
        studio audio sound bell
        studio audio sound steps --seed 4 --format flac --out steps.flac
    """
    from studio.media.sound.delivering import recorded
    from studio.render import sounds

    return recorded([sounds.effect(name, seed)], run().folder / name, format)

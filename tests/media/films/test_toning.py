"""A small picture of a film of high dynamic range looks as the film does when it is converted."""

from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from tests import clips

from studio.core.outside import into
from studio.media import probe
from studio.media.films.toning import toned
from studio.tools.video.convert import convert


def pale(transfer: str) -> Path:
    """A test card of colours that ordinary screens have: beyond them, everyone cuts differently."""
    tags = f"setparams=color_primaries=bt2020:color_trc={transfer}:colorspace=bt2020nc:range=limited"
    coding = ("-c:v", "ffv1", "-pix_fmt", "yuv444p10le")
    return clips.made(
        "pale.mkv", *clips.picture(0.1), "-vf", f"hue=s=0.35,format=yuv444p10le,{tags}", *coding
    )


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_as_ffmpeg_brings_it_down(transfer: str) -> None:
    clip = pale(transfer)
    facts = probe.media(clip).main_video
    with av.open(str(clip)) as container:
        frame = next(container.decode(video=0))
        picture = toned(frame, facts.width, facts.height, facts)
    small = np.ndarray((picture.height, picture.width, 3), np.uint8, bytes(picture.write_to_memory())).astype(
        float
    )
    with into("plain"):
        plain = convert(clip, format="png", sdr=True).film
    with Image.open(min(plain.iterdir())) as opened:
        wanted = np.asarray(opened.convert("RGB"), float)
    assert abs(small - wanted).mean() < 2
    assert wanted.std() > 20

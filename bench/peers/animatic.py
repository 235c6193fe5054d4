"""An animatic as moviepy makes it: the layers of a shot, moved by a camera.

python animatic.py LAYERS.json TARGET.mp4
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from moviepy import CompositeVideoClip, ImageClip
from PIL import Image

plan = json.loads(Path(sys.argv[1]).read_text())
width, height, fps, seconds = plan["width"], plan["height"], plan["fps"], plan["seconds"]


def layer(one: dict[str, Any]) -> Any:
    """A picture that goes its own way: a straight line, eased at both ends."""
    picture = np.asarray(Image.open(one["file"]))
    (x0, y0), (x1, y1) = one["from"], one["to"]

    def place(t: float) -> tuple[float, float]:
        share = min(1.0, t / seconds)
        share = share * share * (3 - 2 * share)
        return x0 + (x1 - x0) * share, y0 + (y1 - y0) * share

    return ImageClip(picture, duration=seconds).with_position(place)


film = CompositeVideoClip([layer(one) for one in plan["layers"]], size=(width, height))
film.write_videofile(
    sys.argv[2], fps=fps, codec="libx264", preset="veryfast", audio=False, logger=None,
    ffmpeg_params=["-crf", "18", "-pix_fmt", "yuv420p"],
)  # fmt: skip

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
width, height, fps, frames = plan["width"], plan["height"], plan["fps"], plan["frames"]
seconds = frames / fps


def layer(one: dict[str, Any]) -> Any:
    """A picture, and where it is in each frame."""
    picture = np.asarray(Image.open(one["file"]))
    way = one["way"]
    return ImageClip(picture, duration=seconds).with_position(
        lambda t: tuple(way[min(frames - 1, round(t * fps))])
    )


film = CompositeVideoClip([layer(one) for one in plan["layers"]], size=(width, height))
film.write_videofile(
    sys.argv[2], fps=fps, codec="libx264", preset="veryfast", audio=False, logger=None,
    ffmpeg_params=["-crf", "18", "-pix_fmt", "yuv420p", "-vf", "scale=out_color_matrix=bt709:out_range=tv"],
)  # fmt: skip

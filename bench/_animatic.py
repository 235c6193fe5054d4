"""A shot of layers and a camera alone, in a vocabulary as users write it, and the same for other programs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image

from studio.core.written.loading import load
from studio.render.canvas import Canvas, Place
from studio.render.shelf import OURS, Shelf
from studio.render.shots.grammar import Shot
from studio.render.shots.planes import Drawn, Moment
from studio.render.shots.scene import Scene, scene
from studio.render.sprites import Sprite

_LIVES = re.compile(r' s:(?:move|light|halo)="[^"]*"|<[^<>]* s:anchor="[^<>]*/>')
_LAYERS = {"hills": 8, "bay": 4, "headland": 1, "dunes": 0.92, "near": 0.75}
_BACK = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:s="studio" viewBox="-4000 -3000 8000 6000">
  <rect x="-4000" y="-3000" width="8000" height="6000" fill="@sky.4"/>
</svg>
"""
_CAMERA = """moves:
  pan:
    title: Looks to the right
    keys:
      - {at: 0, x: -0.036}
      - {at: 1, x: 0.036}
"""
_SHOT = {"place": "cutouts", "time": "dusk", "style": "plain", "camera": {"move": "pan", "energy": 1}}


def written(folder: Path) -> Path:
    """Write the vocabulary, and the shot beside it; returns the shot.

    The layers are those of the lighthouse by the sea. Nothing in them moves by itself or shines, and the
    style adds nothing to them.
    """
    place = folder / "places" / "cutouts"
    place.mkdir(parents=True)
    (folder / "packs").mkdir()
    (place / "back.svg").write_text(_BACK)
    for name in _LAYERS:
        drawing = (OURS / "places" / "coast" / f"{name}.svg").read_text()
        (place / f"{name}.svg").write_text(_LIVES.sub("", drawing))
    coast = (OURS / "places" / "coast" / "place.yaml").read_text()
    frames = coast[coast.index("frames:") : coast.index("layers:")]
    layers = [f"  - {{draw: {name}.svg, depth: {depth}}}" for name, depth in ({"back": 30} | _LAYERS).items()]
    (place / "place.yaml").write_text("\n".join(["title: Cut-outs", frames + "layers:", *layers, ""]))
    pack = (OURS / "packs" / "dusk.yaml").read_text()
    plain = re.sub(r"^finish:.*$", "finish: {kind: flat, grain: 0, vignette: 0}", pack, flags=re.MULTILINE)
    (folder / "packs" / "plain.yaml").write_text(plain)
    (folder / "camera.yaml").write_text(_CAMERA)
    shot = folder / "animatic.yaml"
    shot.write_text(json.dumps(_SHOT))
    return shot


def layers(shot: Path, work: Path) -> Path:
    """Every layer as a picture, and where it is in each frame, for a program that moves pictures."""
    made = scene(load(shot, Shot), Shelf((shot.parent, OURS)))
    planes = [plane for plane in made.stage.planes if isinstance(plane, Drawn)]
    if len(planes) != len(made.stage.planes) or made.over or made.words:
        raise ValueError("this is no animatic: there is more in it than drawings")
    told = [
        _layer(made, plane, sprite, work / f"layer-{number}-{part}.png")
        for number, plane in enumerate(planes)
        for part, sprite in enumerate(plane.sprites)
    ]
    size = {"width": made.shot.width, "height": made.shot.height, "fps": made.shot.fps}
    plan = work / "layers.json"
    plan.write_text(json.dumps({**size, "frames": made.shot.frames, "layers": told}))
    return plan


def _layer(made: Scene, plane: Drawn, sprite: Sprite, file: Path) -> dict[str, Any]:
    """One layer; nobody else's pictures are multiplied by how opaque they are."""
    plate, shot = sprite.plate, made.shot
    canvas = Canvas(plate.width, plate.height)
    canvas.put(plate, Place(plate.left, plate.top, plate.scale))
    alpha = plate.alpha[: canvas.height, : canvas.width]
    colours = canvas.rgb().astype(np.float32) * (255 / np.maximum(alpha, 1))[..., None]
    picture = Image.fromarray(np.clip(np.rint(colours), 0, 255).astype(np.uint8))
    picture.putalpha(Image.fromarray(alpha))
    picture.save(file, compress_level=1)
    way = []
    for number in range(shot.frames):
        view = made.view(Moment(number, number / shot.fps, number / max(1, shot.frames - 1)))
        spot = view.spot(plane.depth, plane.x + sprite.at[0], plane.y + sprite.at[1])
        if abs(spot.scale - plate.scale) > 1e-6:
            raise ValueError("a layer is scaled, which nobody else was asked to do")
        way.append((round(spot.x - plate.left), round(spot.y - plate.top)))
    return {"file": str(file), "way": way}


def difference(one: Path, other: Path) -> tuple[float, float]:
    """The mean and the largest difference of two films, frame by frame, in steps of luma."""
    with av.open(str(one)) as mine, av.open(str(other)) as theirs:
        found = [
            float(np.mean(np.abs(_luma(a) - _luma(b))))
            for a, b in zip(mine.decode(video=0), theirs.decode(video=0), strict=True)
        ]
    return sum(found) / len(found), max(found)


def _luma(frame: Any) -> Any:
    return frame.to_ndarray()[: frame.height].astype(np.int16)

"""A frame with everything in it, drawn by number; run as a program it prints the hashes of frames."""

import hashlib
import sys
from functools import cache

import numpy as np

from studio.render.canvas import Canvas, Place
from studio.render.effects.chance import Area
from studio.render.effects.rain import rain
from studio.render.effects.water import water
from studio.render.grading import Grade
from studio.render.lights import Light
from studio.render.plates import Plate


@cache
def sky() -> Plate:
    picture = np.full((300, 400, 4), 255, np.uint8)
    picture[..., :3] = np.linspace(30, 210, 300).astype(np.uint8)[:, None, None]
    return Plate.of(picture, (200, 150), smooth=True)


@cache
def hill() -> Plate:
    rows, columns = np.indices((160, 500))
    picture = np.zeros((160, 500, 4), np.uint8)
    picture[..., :3] = (96, 60, 84)
    picture[..., 3] = 255 * (rows > 60 + 40 * np.sin(columns / 37))
    return Plate.of(picture, (250, 60))


@cache
def lamp() -> Light:
    return Light.of(np.full((24, 24, 3), (255, 220, 150), np.uint8), (12, 12), halo=40)


def frame(number: int) -> Canvas:
    canvas = Canvas(322, 240)
    zoom = 1 + 0.004 * number
    canvas.put(sky(), Place(161 + 0.05 * number, 120))
    canvas.put(hill(), Place(160 + 0.3 * number, 130, zoom))
    canvas.put(hill(), Place(120, 170.4, 0.4, turn=0.5 * number), 0.8)
    canvas.shine(lamp(), Place(100.3, 80 + 0.1 * number))
    water(canvas, 3, number / 30, Area(0, 180, 322, 240), 0.4, (40, 60, 90))
    rain(canvas, 4, number / 30, Area(0, 0, 322, 240), 0.6, (200, 210, 220))
    Grade(seed=9, grain=2, vignette=0.3, contrast=1.1).apply(canvas, number)
    return canvas


def fingerprint(number: int) -> str:
    return hashlib.sha256(frame(number).planes().tobytes()).hexdigest()


if __name__ == "__main__":
    print(*(fingerprint(int(number)) for number in sys.argv[1:]))

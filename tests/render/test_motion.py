"""Slow moves are smooth: nothing jumps from pixel to pixel, and sharpness hardly pulses."""

import itertools

import numpy as np
import pytest

from studio.render.canvas import Canvas, Place
from studio.render.plates import Plate

DRIFT = 0.3


def detailed(width: int = 400, height: int = 96) -> Plate:
    """Fine vertical bars of many widths, drawn with soft edges as a rasteriser draws them."""
    rng = np.random.default_rng(5)
    fine = np.repeat(rng.integers(0, 2, width * 4 // 10), 10)[: width * 4].astype(float)
    bars = fine.reshape(width, 4).mean(axis=1)
    picture = np.full((height, width, 4), 255, np.uint8)
    picture[..., :3] = np.rint(40 + 180 * bars).astype(np.uint8)[None, :, None]
    return Plate.of(picture)


def panned(frames: int) -> np.ndarray:
    rows = []
    plate = detailed()
    for number in range(frames):
        canvas = Canvas(256, 64)
        canvas.put(plate, Place(-60 + DRIFT * number, -10))
        rows.append(canvas.y[32].astype(float))
    return np.array(rows)


def test_the_strongest_waves_of_a_slow_pan_advance_evenly() -> None:
    rows = panned(60)
    window = np.hanning(rows.shape[1])
    spectra = np.fft.rfft((rows - rows.mean(axis=1, keepdims=True)) * window, axis=1)
    strongest = np.argsort(np.abs(spectra).mean(axis=0))[-6:]
    for wave in strongest:
        phase = np.unwrap(np.angle(spectra[:, wave]))
        moved = -np.diff(phase) / (2 * np.pi * wave / rows.shape[1])
        # A window that new detail enters at its edges cannot measure better than this.
        assert np.abs(moved - DRIFT).max() < 0.12
        assert moved.mean() == pytest.approx(DRIFT, abs=0.02)


def test_every_step_of_a_slow_pan_is_as_long_as_the_others() -> None:
    rows = panned(40)
    steps = []
    for one, other in itertools.pairwise(rows):
        slope = np.gradient((one + other) / 2)
        steps.append(-(slope @ (other - one)) / (slope @ slope))
    assert np.std(steps) / np.mean(steps) < 0.12
    assert min(steps) > 0.2


def test_sharpness_pulses_little_in_a_slow_pan() -> None:
    """Bars of two and a half pixels: what is between pixels is a mean of two."""
    rows = panned(40)
    contrast = rows.std(axis=1)
    sharpness = np.abs(np.diff(rows, axis=1)).sum(axis=1)
    assert contrast.max() / contrast.min() < 1.12
    assert sharpness.max() / sharpness.min() < 1.05


def test_a_slow_zoom_grows_evenly_about_its_origin() -> None:
    side = 200
    away = np.hypot(*(np.indices((side, side)) - (side - 1) / 2))
    picture = np.full((side, side, 4), 255, np.uint8)
    picture[..., 3] = np.clip((60 - away + 0.5) * 255, 0, 255)
    plate = Plate.of(picture, (side / 2, side / 2))
    columns, areas, middles = np.arange(320) + 0.5, [], []
    for number in range(40):
        canvas = Canvas(320, 320)
        canvas.put(plate, Place(160.25, 160, 1 + 0.0007 * number))
        light = (canvas.y.astype(float) - 16) / 219
        areas.append(light.sum())
        middles.append((light.sum(axis=0) * columns).sum() / light.sum())
    radii = np.sqrt(np.array(areas) / np.pi)
    grown = np.diff(radii)
    assert grown.min() > 0
    assert np.std(grown) < 0.012
    assert np.ptp(middles) < 0.03
    assert np.mean(middles) == pytest.approx(160.25, abs=0.02)


@pytest.mark.parametrize("turn", [0.0, 30.0])
def test_chroma_lies_where_luma_lies(turn: float) -> None:
    side = 120
    away = np.hypot(*(np.indices((side, side)) - (side - 1) / 2))
    picture = np.full((side, side, 4), (255, 40, 40, 255), np.uint8)
    picture[..., 3] = np.clip((30 - away + 0.5) * 255, 0, 255)
    plate = Plate.of(picture, (side / 2, side / 2))
    for scale in (1.0, 1.31):
        canvas = Canvas(240, 240)
        canvas.put(plate, Place(120.7, 119.4, scale, turn=turn))
        luma, red = canvas.y.astype(float) - 16, canvas.v.astype(float) - 128
        across, down = np.arange(240), np.arange(120)
        x = (luma.sum(axis=0) * across).sum() / luma.sum()
        y = (luma.sum(axis=1) * across).sum() / luma.sum()
        assert (red.sum(axis=0) * 2 * down).sum() / red.sum() == pytest.approx(x, abs=0.06)
        assert (red.sum(axis=1) * (2 * down + 0.5)).sum() / red.sum() == pytest.approx(y, abs=0.06)

"""A table gives exactly the colours that are in it, and between its points those of the tetrahedron."""

import subprocess
from array import array
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import clips

from studio.media import probe
from studio.media.encode import executable
from studio.media.films.editing import grading
from studio.media.films.luts import Table

SIZE = 5


def wild(dimensions: int = 3) -> Table:
    """A table without any order."""
    count = SIZE**dimensions * 3
    values = np.random.default_rng(7).random(count)
    return Table(dimensions, SIZE, (0, 0, 0), (1, 1, 1), array("d", values.tolist()))


def noise() -> Path:
    """A lossless film of all colours there are."""
    colours = "geq=r='random(1)*256':g='random(2)*256':b='random(3)*256'"
    paper = f"color=s=64x64:r=25:d=0.04,format=gbrp,{colours}"
    return clips.made("all-colours.mkv", "-f", "lavfi", "-i", paper, "-c:v", "ffv1")


def shown(path: Path, chain: list[str]) -> Any:
    command = [executable(), "-v", "error", "-i", str(path)]
    command += ["-vf", ",".join([*chain, "format=gbrp16le", "format=rgb48le"]), "-f", "rawvideo", "-"]
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    return np.frombuffer(raw, "<u2").reshape(-1, 3) / 65535


def tetrahedral(table: Table, colour: Any) -> Any:
    """What the table says of a colour, worked out one by one."""
    points = np.array(table.values).reshape(SIZE, SIZE, SIZE, 3)
    place = np.clip(colour, 0, 1) * (SIZE - 1)
    low = np.minimum(place.astype(int), SIZE - 2)
    rest = place - low
    corner, found, before = low.copy(), np.zeros(3), 1.0
    for axis in np.argsort(-rest):
        found += (before - rest[axis]) * points[corner[2], corner[1], corner[0]]
        before = rest[axis]
        corner[axis] += 1
    return found + before * points[corner[2], corner[1], corner[0]]


def drawn(table: Table, tmp_path: Path, strength: float = 1) -> tuple[Any, Any]:
    film = probe.media(noise()).main_video
    odd = tmp_path / "odd name's [1]:,;"
    odd.mkdir(exist_ok=True)
    chain = grading.graded(film, table, strength, odd)
    exact = ["format=gbrp", "zscale=range=full:matrix=gbr", "format=gbrp16le"]
    return shown(noise(), exact), shown(noise(), chain)


def test_colours_are_found_in_tetrahedra(tmp_path: Path) -> None:
    before, after = drawn(wild(), tmp_path)
    expected = np.array([tetrahedral(wild(), colour) for colour in before])
    assert np.abs(after - expected).max() < 0.001


def test_curves_are_found_on_lines(tmp_path: Path) -> None:
    table = wild(1)
    before, after = drawn(table, tmp_path)
    points = np.array(table.values).reshape(SIZE, 3)
    for channel in range(3):
        expected = np.interp(before[:, channel], np.linspace(0, 1, SIZE), points[:, channel])
        assert np.abs(after[:, channel] - expected).max() < 0.001


@pytest.mark.parametrize("strength", [0.25, 0.8])
def test_strength_is_the_part_it_has(strength: float, tmp_path: Path) -> None:
    before, whole = drawn(wild(), tmp_path)
    _, part = drawn(wild(), tmp_path, strength)
    assert np.abs(part - (before + (whole - before) * strength)).max() < 0.001


def test_a_table_may_begin_and_end_elsewhere(tmp_path: Path) -> None:
    whole = wild()
    table = Table(3, SIZE, (-0.5, 0.25, 0.0), (1.5, 0.75, 2.0), whole.values)
    before, after = drawn(table, tmp_path)
    inside = (before - np.array(table.low)) / (np.array(table.high) - np.array(table.low))
    expected = np.array([tetrahedral(whole, colour) for colour in inside])
    assert np.abs(after - expected).max() < 0.001

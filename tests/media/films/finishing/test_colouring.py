"""Frames are seen through tables of colours, ours and others', whole or in part."""

from array import array
from pathlib import Path

import numpy as np
import pytest
from numpy import ndarray
from tests.media.films.finishing.test_matching import frame

from studio.media.films.finishing import grades
from studio.media.films.finishing.colouring import coloured
from studio.media.films.finishing.matching import toned
from studio.media.films.luts import Table, read


def seen(table: Table, *frames: ndarray) -> list[ndarray]:
    return list(coloured(frames, table, Path()))


def test_a_table_that_changes_nothing_changes_nothing() -> None:
    table = grades.weakened(grades.table("mono"), 0.0)
    own = frame(120)
    for made in seen(table, own, own):
        assert np.abs(made[:90].astype(int) - own[:90]).mean() < 0.5
        assert abs(toned([made]).mean[1] - toned([own]).mean[1]) < 0.5


def test_mono_has_no_colour_and_warm_is_warmer() -> None:
    own = frame(120, 110, 145)
    mono, warm = (toned(seen(grades.table(name), own)) for name in ("mono", "warm"))
    assert abs(mono.mean[1] - 128) < 1 > abs(mono.mean[2] - 128)
    assert warm.mean[2] > toned([own]).mean[2]
    assert warm.mean[1] < toned([own]).mean[1]


@pytest.mark.parametrize("name", sorted(grades.GRADES))
def test_black_and_white_of_every_grade_stay_without_colour(name: str) -> None:
    values = grades.table(name).values
    for point in (values[:3], values[-3:]):
        assert max(point) - min(point) < 0.01


def test_half_of_a_grade_lies_half_way() -> None:
    whole = grades.table("bleach")
    half = grades.weakened(whole, 0.5)
    none = grades.weakened(whole, 0.0)
    assert np.allclose(half.values, (np.array(whole.values) + none.values) / 2)


def test_a_table_of_one_dimension_and_another_domain() -> None:
    table = Table(1, 2, (0, 0, 0), (1, 1, 1), array("d", [0, 0, 0, 0.5, 0.5, 0.5]))
    assert toned(seen(table, frame(126))).mean[0] < toned([frame(126)]).mean[0] - 40
    wide = grades.weakened(Table(3, 2, (0, 0, 0), (2, 2, 2), array("d", [0.0] * 24)), 0.0)
    made = seen(wide, frame(80))[0]
    assert abs(toned([made]).mean[0] - toned([frame(80)]).mean[0]) < 90


def test_a_folder_may_be_called_anything() -> None:
    odd = Path("a: b', [c]; d")
    odd.mkdir()
    assert list(coloured([frame(120)], grades.table("warm"), odd))


def test_what_is_written_is_read_back() -> None:
    table = grades.table("teal")
    assert np.allclose(read(table.write(Path("teal.cube"))).values, table.values, atol=1e-6)

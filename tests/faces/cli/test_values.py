"""Results that are values, laid out for reading."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import pytest

from studio.core.materials import Bytes, Hertz, Image, Percent, Pixels, Rate, Seconds, Unit
from studio.faces.cli import screen, values


@dataclass(frozen=True)
class Size:
    """Two lengths."""

    width: Pixels
    height: Pixels | None = None


@dataclass(frozen=True)
class Report:
    """One of everything."""

    weight: Bytes = 1_234_000
    share: Percent = 12.5
    sharpness: float = 0.123456
    animated: bool = False
    size: Size = field(default_factory=lambda: Size(800, 600))
    taken: datetime | None = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    day: date = date(2024, 5, 6)
    names: tuple[str, ...] = ("a\n", "b")
    parts: tuple[Size, ...] = ()
    nothing: str = ""
    none: int | None = None
    empty: tuple[int, ...] = ()
    zero: int = 0
    picture: Image = Path("x.jpg")


def shown(result: Any, capfd: pytest.CaptureFixture[str], **more: Any) -> dict[str, str]:
    values.show(screen.out(), values.told(result, **more))
    lines = [line.split("  ", 1) for line in capfd.readouterr().out.splitlines() if line.strip()]
    return {name.strip(): value.strip() for name, value in lines}


def test_every_value_is_written_for_people(capfd: pytest.CaptureFixture[str]) -> None:
    assert shown(Report(), capfd, without=["picture"]) == {
        "weight": "1.23 MB",
        "share": "12.5 %",
        "sharpness": "0.1235",
        "animated": "no",
        "size width": "800 px",
        "size height": "600 px",
        "taken": "2024-05-06 07:08:09+00:00",
        "day": "2024-05-06",
        "names": r"a\n, b",
        "zero": "0",
    }


def test_what_is_empty_is_left_out_and_what_is_zero_is_not() -> None:
    told = values.told(Report(animated=False, zero=0))
    assert {"nothing", "none", "empty", "parts"}.isdisjoint(told)
    assert {"zero", "animated"} <= told.keys()


def test_long_lists_are_cut_with_a_word_about_the_rest(capfd: pytest.CaptureFixture[str]) -> None:
    values.show(screen.out(), values.told(Report(parts=tuple(Size(n, n) for n in range(1, 60)))))
    out = capfd.readouterr().out
    assert "40 px  40 px" in out
    assert "41 px" not in out
    assert "and 19 more" in out


@pytest.mark.parametrize(
    ("result", "told"),
    [(Path("x"), {}), (None, {}), ({"a": 1}, {"a": 1}), (5, {"result": 5}), ("word", {"result": "word"})],
)
def test_results_of_other_shapes(result: object, told: dict[str, Any]) -> None:
    assert values.told(result) == told


def test_records_stand_in_columns_below_what_each_holds(capfd: pytest.CaptureFixture[str]) -> None:
    values.show(screen.out(), {"parts": (Size(640, None), Size(7, 12000))})
    told = capfd.readouterr().out.splitlines()
    assert [line.split() for line in told] == [
        ["parts", "width", "height"], ["640", "px", "-"], ["7", "px", "12000", "px"],
    ]  # fmt: skip
    assert len({told[0].index("height"), told[1].index("-"), told[2].index("12000")}) == 1


def test_what_runs_wrote_down_is_told_like_any_result() -> None:
    assert values.told({"first": None, "notes": [], "same": False}) == {"same": False}


def test_what_is_too_long_to_be_read_is_told_by_its_beginning(capfd: pytest.CaptureFixture[str]) -> None:
    values.show(screen.out(), {"tags": {"plan": "x" * 6012, "title": "y" * 900}})
    told = "".join(capfd.readouterr().out.split())
    assert "x" * 60 + "…(6,012letters;--jsontellsall)" in told
    assert "x" * 61 not in told
    assert "y" * 900 in told


def test_nothing_in_a_value_is_markup(capfd: pytest.CaptureFixture[str]) -> None:
    values.show(screen.out(), {"a": "[red]x[/] :smile:"}, title="[bold]t")
    assert capfd.readouterr().out.split() == ["[bold]t", "a", "[red]x[/]", ":smile:"]


@dataclass(frozen=True)
class Film:
    """Everything that has a unit of film and sound."""

    length: Seconds | None = None
    rate: Rate | None = None
    samples: Hertz | None = None
    flow: Annotated[int | None, Unit("bit/s")] = None
    loudness: Annotated[float | None, Unit("LUFS")] = None


@pytest.mark.parametrize(
    ("film", "written"),
    [
        (Film(length=0.48), {"length": "0.48 s"}),
        (Film(length=59.9999), {"length": "60 s"}),
        (Film(length=83.5), {"length": "1:23.5"}),
        (Film(length=3723), {"length": "1:02:03"}),
        (Film(length=119.999), {"length": "2:00"}),
        (Film(rate="25"), {"rate": "25 frames a second"}),
        (Film(rate="24000/1001"), {"rate": "23.976 (24000/1001) frames a second"}),
        (Film(samples=44100), {"samples": "44.1 kHz"}),
        (Film(flow=64_000), {"flow": "64 kbit/s"}),
        (Film(flow=12_345_678), {"flow": "12.3 Mbit/s"}),
        (Film(loudness=-23.04), {"loudness": "-23.04 LUFS"}),
    ],
)
def test_times_rates_and_levels_bear_their_units(film: Film, written: dict[str, str]) -> None:
    assert values.told(film) == written


def test_what_programs_read_is_neither_wrapped_nor_padded(capsys: pytest.CaptureFixture[str]) -> None:
    screen.out.cache_clear()
    values.show(screen.out(), {"digest": "0" * 300, "width": 4})
    assert capsys.readouterr().out == f"digest  {'0' * 300}\nwidth   4\n"
    screen.out.cache_clear()

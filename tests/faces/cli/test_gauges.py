"""What is drawn is what was measured, in the colour of how bad it is."""

from dataclasses import replace

import pytest
from rich.console import Console, RenderableType
from tests.host.samples import CALM, card, full

from studio.engine.orders.onlooking import Seen
from studio.engine.orders.record import Event, Summary
from studio.faces.cli import gauges
from studio.faces.cli.gauges import Gauges
from studio.host.gpus import Seen as Cards
from studio.host.pressure import Pressure, Stall

RUN = Summary(
    "4f2a81c0", "pipeline", "Night", "waiting", "", "", "", "", 0.0, None, None, "", "",
    held="memory is full", priority=0, steps=3, settled=1, failed=2,
)  # fmt: skip


def printed(picture: RenderableType, width: int = 160, *, styled: bool = False) -> str:
    console = Console(width=width, force_terminal=styled, color_system="standard" if styled else None)
    with console.capture() as caught:
        console.print(picture)
    return caught.get()


def row(picture: str, name: str) -> str:
    return next(line for line in picture.splitlines() if line.startswith(name))


@pytest.mark.parametrize(
    ("percent", "drawn"), [(0, ""), (100, "█" * 8), (250, "█" * 8), (-3, ""), (50, "████"), (55, "████▍")]
)
def test_bars_are_as_long_as_what_they_say(percent: float, drawn: str) -> None:
    assert gauges.bar(percent, 8) == drawn


def test_columns_rise_with_the_values() -> None:
    assert gauges.columns([0, 14.3, 50, 100, 120, -1]) == "▁▂▅██▁"


def test_everything_has_its_place() -> None:
    cards = Cards((card(64), card(None, busy=None, power=None)))
    shown = printed(Gauges().draw(replace(CALM, cards=cards), Seen(), 160))
    assert "12.5 %" in row(shown, "processor")
    assert "2 cores ▁▂" in row(shown, "processor")
    assert "25.0 %" in row(shown, "memory")
    assert "17.2 GB of 68.7 GB" in row(shown, "memory")
    assert "50,000,000 more files, 2 MB/s written" in row(shown, "disk")
    assert "Card, 64.4 GB of 85.9 GB, 64 °C, 400 W" in row(shown, "gpu 0")
    assert "unknown" in row(shown, "gpu 1")
    assert "processor 4 %, memory 0 %" in row(shown, "waited for")
    assert "5 processes, 6.5 % of the processor, 2.15 GB" in row(shown, "ours")
    assert "!" not in shown


def test_the_past_is_remembered_in_order() -> None:
    drawing = Gauges()
    for cpu in (0.0, 50.0, 100.0):
        shown = printed(drawing.draw(replace(CALM, cpu=cpu), Seen()))
    assert "▁▅█" in row(shown, "processor")


@pytest.mark.parametrize(("percent", "colour"), [(79, "32"), (80, "33"), (90, "1;31")])
def test_bars_have_the_colour_of_their_level(percent: int, colour: str) -> None:
    shown = printed(Gauges().draw(full(percent), Seen()), styled=True)
    assert f"\x1b[{colour}m██" in row(shown, "memory")


def test_warnings_troubles_runs_and_what_was_shed_are_told() -> None:
    shed = Event(
        7, "4f2a81c0", 1.8e9, "item.shed", "small", {"source": "a\x1b.jpg", "reason": "memory is 86 %"}
    )
    seen = Seen((RUN,), (shed,), "the tables are locked")
    sample = replace(full(91), cards=Cards((), "nvidia-smi did not answer within 5 seconds"))
    shown = printed(Gauges().draw(sample, seen))
    assert "! memory 91 % full" in shown
    assert "did not answer" in row(shown, "graphics")
    assert "The runs cannot be read: the tables are locked" in shown
    assert "1 settled, 2 failed" in row(shown, "4f2a81c0")
    assert "memory is full" in row(shown, "4f2a81c0")
    assert "shed 4f2a81c0 small a\\x1b.jpg: memory is 86 %" in shown


def test_a_narrow_terminal_cuts_nothing_off() -> None:
    sample = replace(CALM, cards=Cards((card(64),)))
    shown = printed(Gauges().draw(sample, Seen(), 80), 80)
    assert max(map(len, shown.splitlines())) <= 80
    for told in ("400 W", "files", "written", "2.15 GB"):
        assert told in shown
    lines = shown.splitlines()
    disk = next(number for number, line in enumerate(lines) if line.startswith("disk"))
    begins = lines[disk].index("429 GB")
    assert len(lines[disk + 1]) - len(lines[disk + 1].lstrip()) == begins, "what goes on does so below"


def test_a_system_that_counts_no_waiting_is_told_so() -> None:
    silent = replace(CALM, pressure=Pressure())
    assert "does not count it" in row(printed(Gauges().draw(silent, Seen())), "waited for")
    stalled = replace(CALM, pressure=Pressure(None, Stall(60.0, 50.0), None))
    assert "\x1b[1;31mmemory 60 %" in row(printed(Gauges().draw(stalled, Seen()), styled=True), "waited for")


def test_one_line_says_it_all() -> None:
    told = gauges.line(replace(full(91), cards=Cards((card(64),))))
    assert told.endswith(
        "processor 12.5 %  memory 91.0 %  swap 0 B  disk 429 GB free  Card 97 % 64 °C 400 W"
        "  ours 6.5 %, 2.15 GB  ! memory 91 % full"
    )

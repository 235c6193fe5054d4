"""Yellow and red begin exactly where they are said to."""

from dataclasses import replace

import pytest
from tests.host.samples import CALM, card, full

from studio.host.alarms import Alarm, alarms, worst
from studio.host.gpus import Seen


def test_a_calm_machine_alarms_nobody() -> None:
    assert alarms(CALM) == []
    assert worst(alarms(CALM)) == ""


@pytest.mark.parametrize(
    ("cpu", "level"), [(84.9, ""), (85.0, "yellow"), (94.9, "yellow"), (95.0, "red"), (100.0, "red")]
)
def test_of_the_processor(cpu: float, level: str) -> None:
    assert worst(alarms(replace(CALM, cpu=cpu))) == level


@pytest.mark.parametrize(("percent", "level"), [(79, ""), (80, "yellow"), (89, "yellow"), (90, "red")])
def test_of_memory(percent: int, level: str) -> None:
    assert worst(alarms(full(percent))) == level


@pytest.mark.parametrize(
    ("heat", "level"), [(None, ""), (79, ""), (80, "yellow"), (84, "yellow"), (85, "red")]
)
def test_of_heat(heat: float | None, level: str) -> None:
    assert worst(alarms(replace(CALM, cards=Seen((card(40), card(heat)))))) == level


def test_the_worst_comes_first_and_all_are_told() -> None:
    sample = replace(full(83), cpu=99.9, cards=Seen((card(91),)))
    assert alarms(sample) == [
        Alarm("red", "processor 99 % busy"),
        Alarm("red", "Card has 91 °C"),
        Alarm("yellow", "memory 83 % full"),
    ]

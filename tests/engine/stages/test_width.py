"""As many calls side by side as the stage allows, the cores carry and the memory holds."""

from dataclasses import replace
from typing import Any

import pytest
from tests.engine.house import House

from studio.assembly import catalogue
from studio.core.catalogue import Catalogue
from studio.core.needs import Resources
from studio.engine.plans import Stage
from studio.engine.stages.width import at_a_time, memory_of, resources
from studio.host import hardware
from studio.host.hardware import Memory

GB = 1_000_000_000
STAGE = Stage("many", "trial.measure")


@pytest.fixture(autouse=True)
def _machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardware, "usable_cores", lambda: 8)
    monkeypatch.setattr(hardware, "memory", lambda: Memory(20 * GB, 20 * GB, 10 * GB, "machine"))


@pytest.mark.parametrize(
    ("stage", "resting", "most"),
    [
        ({}, "0", 0),
        ({"jobs": 3}, "0", 3),
        ({"jobs": 8}, "0", 0),
        ({"jobs": 99}, "0", 0),
        ({"cpu": 2.0}, "0", 4),
        ({"cpu": 3.0}, "0", 2),
        ({"cpu": 99.0}, "0", 1),
        ({"cpu": 0.5}, "0", 0),
        ({}, "2 GB", 4),
        ({"memory": "3 GB"}, "2 GB", 2),
        ({"memory": "8 GB"}, "0", 1),
        ({"memory": "100 GB"}, "0", 1),
        ({"memory": "1 GB"}, "99 GB", 0),
        ({"memory": "2 GB", "cpu": 4.0, "jobs": 3}, "0", 2),
    ],
)
def test_the_scarcest_decides(
    trial: Catalogue, monkeypatch: pytest.MonkeyPatch, stage: dict[str, Any], resting: str, most: int
) -> None:
    tool = trial["trial.measure"]
    monkeypatch.setattr(tool, "resources", Resources(memory=resting))
    asked = replace(STAGE, **stage)
    assert at_a_time(asked, resources(asked, tool, {}), workers=8) == most


def test_a_tool_may_say_what_a_call_takes_by_what_it_is_given(
    trial: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def by_size(given: Any) -> Resources:
        asked.append(given)
        return Resources(cpu=given["size"], memory="1 GB")

    tool = trial["trial.measure"]
    monkeypatch.setattr(tool, "resources", by_size)
    assert at_a_time(STAGE, resources(STAGE, tool, {"size": 4}), workers=8) == 2
    assert asked == [{"size": 4}]
    assert resources(replace(STAGE, memory="2 GB"), tool, {"size": 4}) == Resources(4, "2 GB")


def test_a_run_takes_as_much_memory_as_its_hungriest_call(house: House) -> None:
    run = house.submit(
        STAGE, replace(STAGE, name="b", memory="3 GB"), replace(STAGE, name="c", tool="gone.tool")
    )
    assert memory_of(house.run(run), catalogue()) == 3 * GB
    light = house.submit(STAGE)
    assert memory_of(house.run(light), catalogue()) == 300_000_000
    assert memory_of({**house.run(run), "kind": "production"}, catalogue()) == 0

"""A function that calls tools: each call is a step, done once, whatever happens to its host."""

import gc
from pathlib import Path
from typing import Any

import pytest
from tests.command import SOON, until
from tests.engine.house import TALLY, House, all_gone, family, host_process, orders, says, tally

NAMES = [f"{number}.txt" for number in range(5)]


def saga(house: House, **more: Any) -> str:
    orders(*NAMES)
    return house.produce("toil.saga", "film.txt", orders=NAMES, tally=str(Path(TALLY).absolute()), **more)


def test_its_calls_are_steps_and_its_result_is_delivered(any_house: House) -> None:
    run = saga(any_house)
    assert any_house.carry_out(run) == "done", any_house.run(run)
    assert set(Path("film.txt").read_text().split()) == set(NAMES)
    names = list(any_house.states(run))
    assert names[0] == "001-write"
    assert {f"002.{number:04}.{step:03}-write" for number in (1, 2, 3, 4) for step in (1, 2)} < set(names)
    assert names[-1] == "003-gather"
    (result,) = any_house.events(run, "run.result")
    assert result.fields["files"] == [str(Path("film.txt").absolute())]


def test_killed_in_the_middle_of_its_branches_it_does_nothing_twice(any_house: House) -> None:
    run = saga(any_house, wait=0.3)
    with host_process(run) as host:
        says(host, "hosting")
        until(lambda: sum(state == "done" for state in any_house.states(run).values()) >= 3)
        members = family(host)
        host.kill()
    all_gone(members)
    done = {name for name, state in any_house.states(run).items() if state == "done"}
    finished = {file.name for name in done for file in any_house.files(run, name)}
    before = tally()
    assert any_house.carry_out(run) == "done"
    for file in finished:
        order = file.removesuffix("-write.txt") + ".txt"
        assert tally()[order] == before[order]
    positions = [row["position"] for row in any_house.stages(run).values()]
    assert len(set(positions)) == len(positions)
    assert positions[-1] == max(positions)


def test_another_way_than_before_is_refused(house: House) -> None:
    run = saga(house, wait=0.3, turn=str(Path("turn").absolute()))
    with host_process(run) as host:
        says(host, "hosting")
        until(lambda: len(house.states(run)) >= 2)
        members = family(host)
        host.kill()
    all_gone(members)
    Path("turn").touch()
    assert house.carry_out(run) == "failed"
    assert "is another than it was when this run began" in house.run(run)["error"]
    assert not Path("film.txt").exists()


def test_what_it_made_do_without_stays_failed_when_it_is_taken_up_again(house: House) -> None:
    run = saga(house, wait=0.3, hopeless=True)
    with host_process(run) as host:
        says(host, "hosting")
        until(lambda: sum(state == "done" for state in house.states(run).values()) >= 1)
        members = family(host)
        host.kill()
    all_gone(members)
    assert house.states(run)["001-waver"] == "failed"
    # By now it would go well.
    assert house.carry_out(run) == "done", house.run(run)
    assert house.states(run)["001-waver"] == "failed"
    assert tally(f"{TALLY}.waver").total() == 1


def test_it_can_be_paused_and_goes_on(house: House) -> None:
    run = saga(house, wait=0.3)
    with house.hosted(run):
        until(lambda: len(house.states(run)) >= 2)
        assert house.ask(run, "pause") == ""
        until(lambda: house.state(run) == "paused")
    done = sum(state == "done" for state in house.states(run).values())
    assert done >= 1
    number = house.desk.ask(run, "resume")
    with host_process(run) as host:
        says(host, "hosting")
        until(lambda: house.desk.answered(number) is not None)
        assert host.wait(60) == 0
    assert house.state(run) == "done"
    assert set(tally().values()) == {1}


def test_cancelled_it_ends_at_once(house: House) -> None:
    run = saga(house, wait=60.0)
    with house.hosted(run):
        until(lambda: house.states(run))
        assert house.ask(run, "cancel") == ""
        until(lambda: house.is_over(run), SOON)
    assert house.state(run) == "cancelled"
    assert not Path("film.txt").exists()


def test_left_in_the_middle_it_says_nothing_of_what_it_waited_for(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    run = saga(house, wait=60.0)
    with house.hosted(run):
        until(lambda: house.states(run))
    gc.collect()
    assert house.state(run) != "done"
    assert [record.getMessage() for record in caplog.records] == []

"""Two hosts, a host that slept while another took over, numbers of processes used again, an upgrade."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from tests.command import SOON, alive, until
from tests.engine.house import (
    TALLY,
    House,
    all_gone,
    family,
    host_process,
    leftovers,
    orders,
    says,
    tally,
)
from tests.servers import Server

from studio.engine.plans import Stage


def many(house: House, count: int = 12, wait: float = 0.1, **more: object) -> str:
    """One stage for many orders, each of which takes a moment."""
    names = orders(*(f"{number:02}.txt" for number in range(count)))
    given = {"order": "{item}", "wait": wait, "tally": str(Path(TALLY).absolute())}
    return house.submit(Stage("many", "toil.write", given, each=names, **more))  # type: ignore[arg-type]


def test_a_second_host_is_refused_and_has_its_turn_when_the_first_is_gone(any_house: House) -> None:
    names = orders(*(f"{number:02}.txt" for number in range(4)), text="sleep 60\nsay hello\n")
    run = any_house.submit(Stage("many", "trial.obey", {"order": "{item}"}, each=names))
    with host_process(run) as first:
        says(first, "hosting")
        with host_process(run) as second:
            says(second, "refused")
            assert second.wait(20) == 3
        with any_house.hosted(run) as attendant:
            until(lambda: any_house.events(run, "stage.running"))
            assert not attendant.hosting
            orders(*names, text="say hello\n")
            first.kill()
            until(lambda: any_house.is_over(run))
    assert any_house.state(run) == "done"
    assert len(any_house.items(run, "many")) == 4


def test_a_host_that_slept_writes_nothing_more_and_leaves(house: House) -> None:
    """Its lock file was deleted meanwhile, so that another could become host beside it."""
    run = many(house, count=16, out="out/", keep=True)
    with host_process(run) as sleeper:
        says(sleeper, "hosting")
        until(lambda: len(house.items(run, "many")) >= 2)
        members = family(sleeper)
        sleeper.send_signal(signal.SIGSTOP)
        (house.home / "engine.lock").unlink()
        woken_during(house, run, sleeper, members)
    check_whole(house, run)


def test_a_host_whose_lock_the_server_ended_writes_nothing_more_and_leaves(
    trial: object, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server.database() as url:
        monkeypatch.setenv("STUDIO_DATABASE_URL", url)
        house = House()
        run = many(house, count=16, out="out/", keep=True)
        with host_process(run) as sleeper:
            says(sleeper, "hosting")
            until(lambda: len(house.items(run, "many")) >= 2)
            members = family(sleeper)
            sleeper.send_signal(signal.SIGSTOP)
            server.tell(
                "postgres",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid IN "
                "(SELECT pid FROM pg_locks WHERE locktype = 'advisory')",
            )
            woken_during(house, run, sleeper, members)
        check_whole(house, run)
        house.close()


def woken_during(
    house: House, run: str, sleeper: subprocess.Popen[str], members: list[psutil.Process]
) -> None:
    """Let another host take over, wake the first in the middle of it, and see what each does."""
    done = {f"{item['number']:02}.txt" for item in house.items(run, "many")}
    counted = tally()
    with host_process(run) as follower:
        says(follower, "hosting")
        before = len(house.items(run, "many"))
        until(lambda: len(house.items(run, "many")) > before)
        sleeper.send_signal(signal.SIGCONT)
        assert sleeper.stdout
        assert sleeper.stdout.readline() == "another process has taken over these runs\n"
        assert sleeper.wait(20) == 4
        all_gone(members)
        assert follower.wait(60) == 0
    assert all(tally()[name] == counted[name] for name in done), "what was done was done again"


def check_whole(house: House, run: str) -> None:
    assert house.state(run) == "done", house.run(run)
    assert [item["state"] for item in house.items(run, "many")] == ["done"] * 16
    texts = {file.name: file.read_text() for file in Path("out").iterdir()}
    assert texts == {f"{number:02}-write.txt": f"{number:02}.txt\n" * 2 for number in range(16)}
    assert not leftovers(Path("out")) + leftovers(house.folder(run))
    assert len(house.events(run, "run.done")) == 1


def test_a_process_that_bears_the_number_of_a_worker_is_let_be(house: House) -> None:
    run = many(house, count=1)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1, start_new_session=True) as innocent:
        born = psutil.Process(innocent.pid).create_time()
        house.tables.change(
            "INSERT INTO worker (pid, born, seen, doing) VALUES (:pid, :born, 0, '')",
            pid=innocent.pid, born=born - 60,
        )  # fmt: skip
        assert house.carry_out(run) == "done"
        assert innocent.poll() is None
        innocent.kill()


def test_a_worker_whose_host_is_gone_is_ended_with_all_it_started(house: House) -> None:
    run = many(house, count=1)
    code = (
        "import subprocess; child = subprocess.Popen(['sleep', '60'], process_group=0)\n"
        "print(child.pid, flush=True); child.wait()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=-1, text=True, start_new_session=True
    ) as stray:
        assert stray.stdout
        grandchild = psutil.Process(int(stray.stdout.readline()))
        house.tables.change(
            "INSERT INTO worker (pid, born, seen, doing) VALUES (:pid, :born, 0, '')",
            pid=stray.pid, born=psutil.Process(stray.pid).create_time(),
        )  # fmt: skip
        assert house.carry_out(run) == "done"
        assert stray.wait(5) == -signal.SIGKILL
    until(lambda: not alive([grandchild]), SOON)
    assert house.tables.all("SELECT * FROM worker") == []


def test_an_upgrade_goes_on_with_older_runs_and_holds_newer_ones(house: House) -> None:
    older, newer = many(house, count=2), many(house, count=2)
    house.tables.change("UPDATE run SET interpreter = 0 WHERE id = :run", run=older)
    house.tables.change("UPDATE run SET interpreter = 99 WHERE id = :run", run=newer)
    with house.hosted(older, newer):
        until(lambda: house.state(older) == "done")
        until(lambda: house.events(newer, "run.held"))
    assert house.state(newer) == "waiting"
    (held,) = house.events(newer, "run.held")
    assert held.fields == {"reason": "it was submitted by a newer version of this program"}


def test_a_run_of_which_nothing_can_be_read_fails_alone(house: House) -> None:
    broken, well = many(house, count=1), many(house, count=1)
    house.tables.change("UPDATE run SET plan = 'no plan' WHERE id = :run", run=broken)
    with house.hosted(broken, well):
        until(lambda: house.is_over(broken) and house.is_over(well))
    assert (house.state(broken), house.state(well)) == ("failed", "done")
    house.tables.change("INSERT INTO command (run, verb, given) VALUES (:run, 'dance', 0)", run=well)
    later = many(house, count=1)
    assert house.carry_out(later) == "done"
    assert house.tables.one("SELECT answer FROM command") == {
        "answer": "this version does not know how to dance a run"
    }


def test_the_clock_may_jump(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits and limits go by a clock that nobody sets."""
    run = many(house, count=6, timeout=30.0)
    real, leap = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: real() + leap[0])
    with house.hosted(run):
        for jump in (86400.0, -86400.0, 3600.0):
            count = len(house.items(run, "many")) if "many" in house.stages(run) else 0
            until(lambda count=count: house.is_over(run) or len(house.items(run, "many")) > count)  # type: ignore[misc]
            leap[0] += jump
        until(lambda: house.is_over(run))
    assert house.state(run) == "done"
    assert tally().total() == 6
    numbers = [event.number for event in house.events(run)]
    assert numbers == sorted(set(numbers))

"""A disk that is full, out of files, read-only or locked: the run waits or says so, and goes on with room."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from shutil import disk_usage

import pytest
from tests import films
from tests.command import until
from tests.engine.house import TALLY, House, leftovers, orders, tally

from studio.core.errors import ToolFailed
from studio.engine.plans import Stage
from studio.engine.stages.spread import Spread
from studio.store.sqlite import SqliteBackend

MANY = 6


@pytest.fixture
def mounted(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, made with the options a test asks for."""
    folder = tmp_path / "mounted"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", request.param, "tmpfs", str(folder)]
    if sys.platform != "linux" or not shutil.which("mount"):
        pytest.skip("only Linux mounts memory")
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """When whoever waits for calls looked around."""
    found: list[float] = []
    something = Spread._something

    async def noted(spread: Spread) -> None:
        found.append(time.monotonic())
        await something(spread)

    monkeypatch.setattr(Spread, "_something", noted)
    return found


def remount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


def many(house: House, out: str = "", size: int = 0, **more: object) -> str:
    names = orders(*(f"{number}.txt" for number in range(MANY)))
    given = {"order": "{item}", "tally": str(Path(TALLY).absolute()), "size": size, "wait": 0.05}
    stage = Stage("many", "toil.write", given, each=names, out=out, **more)  # type: ignore[arg-type]
    return house.submit(stage)


def check_whole(house: House, run: str, folder: Path, size: int = 0) -> None:
    assert house.state(run) == "done", house.run(run)
    assert {item["state"] for item in house.items(run, "many")} == {"done"}
    for number in range(MANY):
        text = (folder / f"{number}-write.txt").read_text()
        assert set(text.splitlines()) == {f"{number}.txt"}
        assert len(text) >= size
    assert not leftovers(folder) + leftovers(house.folder(run))


@pytest.mark.parametrize(
    ("mounted", "size", "more", "keep"),
    [
        ("size=1m", 300_000, "size=8m", False),
        ("size=30m,nr_inodes=8", 0, "nr_inodes=200", False),
        # Made where there is room, and no room only where it goes.
        ("size=1m", 300_000, "size=8m", True),
    ],
    indirect=["mounted"],
)
def test_where_results_go_there_is_no_room_and_it_goes_on_when_there_is(
    house: House, mounted: Path, size: int, more: str, keep: bool, turns: list[float]
) -> None:
    run = many(house, out=f"{mounted}/", size=size, keep=keep)
    with house.hosted(run) as attendant:
        until(lambda: house.events(run, "run.held"))
        turns.clear()
        time.sleep(0.5)
        assert len(turns) < 100, "it waits without rest"
        until(lambda: len(list(mounted.glob("*.txt"))) >= 1)
        assert house.state(run) == "running"
        assert not [item for item in house.items(run, "many") if item["state"] == "failed"]
        settled = {f"{file.name.partition('-')[0]}.txt" for file in mounted.glob("*.txt")}
        before = tally()
        remount(mounted, more)
        until(lambda: house.is_over(run) or attendant.error)
    check_whole(house, run, mounted, size)
    assert all(tally()[name] == before[name] for name in settled), "what was done was done again"
    assert {item["attempts"] for item in house.items(run, "many")} == {1}, "it counts as no failure"
    held = house.events(run, "run.held")[0].fields["reason"]
    assert str(held).startswith(f"{mounted} ")
    assert house.events(run, "run.let_go")
    put_back = [str(event.fields["reason"]) for event in house.events(run, "item.shed")]
    assert all("no space left on device" in reason for reason in put_back)


@pytest.mark.parametrize("mounted", ["size=1m"], indirect=True)
def test_what_is_known_already_waits_for_room_where_it_goes(house: House, mounted: Path) -> None:
    names = orders(*(f"{number}.txt" for number in range(5)), text=f"{'x' * 300_000}\n")
    given = {"order": "{item}", "tally": str(Path(TALLY).absolute())}
    first, run = (
        house.submit(Stage("many", "toil.echo", given, each=names, out=out))
        for out in ("out/", f"{mounted}/")
    )
    assert house.carry_out(first) == "done"
    with house.hosted(run):
        until(lambda: house.events(run, "run.held"))
        remount(mounted, "size=8m")
        until(lambda: house.is_over(run))
    assert house.state(run) == "done"
    made = {file.name: file.read_bytes() for file in Path("out").glob("*.txt")}
    assert {file.name: file.read_bytes() for file in mounted.glob("*.txt")} == made
    assert len(made) == 5
    assert "cached" in {item["state"] for item in house.items(run, "many")}


@pytest.mark.parametrize("mounted", ["size=200k"], indirect=True)
def test_what_a_call_changes_has_no_room_and_it_goes_on_when_there_is(house: House, mounted: Path) -> None:
    film = films.folder(str(mounted / "film"))
    run = house.submit(Stage("music", "film.score", {"folder": str(film)}))
    with house.hosted(run) as attendant:
        until(lambda: house.events(run, "run.held") or house.is_over(run))
        assert house.state(run) == "running", [(e.name, e.fields) for e in house.events(run)]
        assert not leftovers(film)
        remount(mounted, "size=8m")
        until(lambda: house.is_over(run) or attendant.error)
    assert house.state(run) == "done", house.run(run)
    assert (film / "audio/music.wav").stat().st_size > 200_000
    held = house.events(run, "run.held")[0].fields["reason"]
    assert held == f"{mounted} is full; it goes on when there is more room"


@pytest.mark.parametrize("mounted", ["size=6m"], indirect=True)
def test_the_home_is_full_and_the_run_waits_until_there_is_room(
    trial: object, mounted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_HOME", str(mounted / "home"))
    house = House()
    run = many(house, out="out/", keep=False)
    ballast = mounted / "ballast"
    with house.hosted(run) as attendant:
        until(lambda: tally().total() >= 1)
        fill(ballast)
        until(lambda: tally().total() >= MANY or house.is_over(run) or attendant.error)
        ballast.unlink()
        until(lambda: house.is_over(run))
    check_whole(house, run, Path("out"))
    assert tally().total() == MANY
    house.close()


@pytest.mark.parametrize("mounted", ["size=3m"], indirect=True)
def test_the_home_has_no_room_for_what_is_kept(
    trial: object, mounted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_HOME", str(mounted / "home"))
    house = House()
    run = many(house, out="out/", size=900_000)
    with house.hosted(run):
        stands_still = standstill()
        until(lambda: house.is_over(run) or (disk_usage(mounted).free < 900_000 and stands_still()))
        # What does not fit fails; where not even that can be written down, the run waits for room.
        assert house.state(run) in ("failed", "running")
        remount(mounted, "size=30m")
        until(lambda: house.is_over(run))
    assert not leftovers(Path("out"))
    if house.state(run) == "failed":
        assert "no space left" in next(i["error"] for i in house.items(run, "many") if i["error"])
        assert house.retry(run) == "done"
    check_whole(house, run, Path("out"), 900_000)
    kept = [json.loads(item["files"])[0]["kept"] for item in house.items(run, "many")]
    assert all(Path(file).stat().st_size >= 900_000 for file in kept)
    house.close()


@pytest.mark.parametrize("mounted", ["size=20m"], indirect=True)
def test_a_read_only_home_is_one_sentence_and_no_end_of_the_run(
    trial: object, mounted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_HOME", str(mounted / "home"))
    house = House()
    run = many(house, out="out/", keep=False)
    house.close()
    remount(mounted, "ro")
    with pytest.raises(ToolFailed) as caught:
        House().studio.enlistment().enlist(frozenset([run]))
    assert "\n" not in caught.value.message
    remount(mounted, "rw")
    house = House()
    assert house.carry_out(run) == "done"
    check_whole(house, run, Path("out"))
    house.close()


def test_a_database_that_is_locked_for_longer_than_patience_lasts(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SqliteBackend.__init__.__kwdefaults__ or {}, "patience", 0.2)
    run = many(house, out="out/", keep=False)
    holder = House()
    with house.hosted(run):
        until(lambda: tally().total() >= 1)
        holder.tables._backend.begin()
        until(lambda: tally().total() >= 3)
        before = len(list(Path("out").glob("*.txt")))
        until(lambda: tally().total() >= MANY)
        holder.tables._backend.commit()
        until(lambda: house.is_over(run))
    assert before < MANY
    holder.close()
    check_whole(house, run, Path("out"))
    assert tally().total() == MANY


def standstill(seconds: float = 1.5) -> Callable[[], bool]:
    """Whether nothing new has begun for so long, whenever it is asked."""
    begun, since = 0, time.monotonic()

    def look() -> bool:
        nonlocal begun, since
        if (now := tally().total()) != begun:
            begun, since = now, time.monotonic()
        return bool(begun) and time.monotonic() - since > seconds

    return look


def fill(ballast: Path) -> None:
    """Leave no room at all."""
    piece = b"\0" * 4096
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(piece):
            continue

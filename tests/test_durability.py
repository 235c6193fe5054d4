"""Interrupted, killed, out of space: what is there is whole, and nothing else is left behind."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests.command import SOON, alive, below, end, scratch, started, studio, until

LONG = "say half\nsleep 60\nsay whole\n"
TOO_BIG = f"say {'x' * 600_000}\n"

pytestmark = pytest.mark.usefixtures("trial")


def order(name: str, text: str = "say x\n") -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text)
    return name


def results(folder: Path = Path("o")) -> dict[str, str]:
    return {file.name: file.read_text() for file in folder.iterdir() if file.is_file()}


def half_made(folder: Path = Path("o")) -> list[Path]:
    """Files that are being written right now."""
    return [file for work in scratch(folder) for file in inside(work) if read(file) == "half\n"]


def inside(folder: Path) -> Iterator[Path]:
    """Files below a folder, some of which may go away while we look."""
    return (Path(root, name) for root, _, names in os.walk(folder) for name in names)


def read(file: Path) -> str:
    with suppress(FileNotFoundError):
        return file.read_text()
    return ""


@pytest.fixture
def busy() -> Iterator[subprocess.Popen[str]]:
    """A call that has finished three inputs of five and is in the middle of the last two."""
    names = [order(f"{number}.txt") for number in range(3)] + [order(f"{name}.txt", LONG) for name in "yz"]
    with started("trial", "obey", *names, "--out", "o", "--json") as child:
        assert child.stdout
        told = [json.loads(child.stdout.readline()) for _ in range(3)]
        assert [one["input"] for one in told] == names[:3]
        until(lambda: len(half_made()) == 2)
        yield child


@pytest.mark.parametrize("whom", ["the group", "the parent alone"])
def test_ctrl_c_ends_everything_and_leaves_only_what_is_whole(busy: subprocess.Popen[str], whom: str) -> None:
    workers = below(busy)
    assert len(workers) == 2
    (os.killpg if whom == "the group" else os.kill)(busy.pid, signal.SIGINT)
    assert end(busy) == (130, "", "Stopped. Nothing half-made was left.\n")
    assert results() == {f"{number}-obey.txt": "x\n" for number in range(3)}
    assert not scratch(Path("o"))
    until(lambda: not alive(workers), SOON)


def test_ctrl_c_twice_is_no_worse_than_once(busy: subprocess.Popen[str]) -> None:
    workers = below(busy)
    for _ in range(5):
        os.killpg(busy.pid, signal.SIGINT)
    code, _, err = end(busy)
    assert (code, err) == (130, "Stopped. Nothing half-made was left.\n")
    assert not scratch(Path("o"))
    until(lambda: not alive(workers), SOON)


@pytest.mark.parametrize(("asked", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_other_polite_requests_to_stop_are_obeyed_alike(
    busy: subprocess.Popen[str], asked: signal.Signals, code: int
) -> None:
    workers = below(busy)
    busy.send_signal(asked)
    assert end(busy)[0] == code
    assert results().keys() == {"0-obey.txt", "1-obey.txt", "2-obey.txt"}
    assert not scratch(Path("o"))
    until(lambda: not alive(workers), SOON)


@pytest.mark.parametrize("folder", ["o", "new/deep"])
def test_ctrl_c_in_a_single_call_deep_in_a_library(folder: str) -> None:
    Path("o").mkdir()
    with started("trial", "obey", order("z.txt", LONG), "--out", folder) as child:
        until(lambda: half_made(Path(folder)))
        child.send_signal(signal.SIGINT)
        assert end(child) == (130, "", "Stopped. Nothing half-made was left.\n")
    assert {left.name for left in Path().iterdir()} == {"o", "z.txt"}
    assert not list(Path("o").iterdir())


@pytest.mark.parametrize("deed", ["flood", "deluge"])
def test_ctrl_c_while_files_pour_in(deed: str) -> None:
    Path("o").mkdir()
    with started("trial", "obey", order("z.txt", f"{deed} 60\n"), "--out", "o") as child:
        until(lambda: len(half_made()) > 100)
        child.send_signal(signal.SIGINT)
        assert end(child)[0] == 130
    assert not list(Path("o").iterdir())


def test_what_was_to_be_replaced_is_still_there_after_ctrl_c() -> None:
    order("o/z-obey.txt", "old\n")
    with started("trial", "obey", order("z.txt", LONG), "--out", "o", "--overwrite") as child:
        until(half_made)
        child.send_signal(signal.SIGINT)
        assert end(child)[0] == 130
    assert results() == {"z-obey.txt": "old\n"}


def test_killing_the_parent_takes_its_workers_along_and_the_next_call_sweeps(
    busy: subprocess.Popen[str],
) -> None:
    workers = below(busy)
    busy.kill()
    until(lambda: not alive(workers), SOON)
    (left,) = scratch(Path("o"))
    assert studio("trial", "obey", "0.txt", "--out", "o", "--overwrite").returncode == 0
    assert not left.exists()
    assert results() == {f"{number}-obey.txt": "x\n" for number in range(3)}


def test_a_call_beside_another_leaves_its_work_alone(busy: subprocess.Popen[str]) -> None:
    assert studio("trial", "obey", order("other.txt"), "--out", "o").returncode == 0
    assert len(half_made()) == 2
    busy.send_signal(signal.SIGINT)
    assert end(busy)[0] == 130
    assert not scratch(Path("o"))


def test_killing_one_worker_fails_only_its_item() -> None:
    names = [order("a.txt"), order("b.txt", LONG), order("c.txt"), order("d.txt")]
    with started("trial", "obey", *names, "--out", "o", "--jobs", "1") as child:
        until(half_made)
        (worker,) = below(child)
        worker.kill()
        code, out, err = end(child)
    assert code == 1
    assert out.splitlines() == ["o/a-obey.txt", "o/c-obey.txt", "o/d-obey.txt"]
    assert err.splitlines() == [
        "✗ b.txt: the worker was killed by signal 9 in the middle of this",
        "  → there may not have been enough memory: use fewer --jobs",
    ]
    assert results() == {f"{name}-obey.txt": "x\n" for name in "acd"}
    assert not scratch(Path("o"))


def test_whoever_stops_listening_ends_the_work_quietly() -> None:
    names = [order(f"{number:02}.txt", "sleep 0.02\nsay x\n") for number in range(60)]
    with started("trial", "obey", *names, "--out", "o", "--json") as child:
        assert child.stdout
        assert child.stderr
        assert json.loads(child.stdout.readline())["input"] == "00.txt"
        workers = below(child)
        child.stdout.close()
        assert child.wait(60) == 1
        assert child.stderr.read() == ""
    assert set(results().values()) == {"x\n"}
    assert not scratch(Path("o"))
    until(lambda: not alive(workers), SOON)


@pytest.mark.parametrize("words", [["--help"], ["tools"], ["tools", "list", "--json"], ["doctor"]])
def test_nobody_needs_to_read_to_the_end(words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    said = studio(*words, stdout=writing)
    os.close(writing)
    assert said.stderr == ""
    assert said.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "words", [["trial", "measure", "a.txt"], ["trial", "obey", "a.txt", "--json"], ["tools"]]
)
def test_output_that_cannot_be_written_is_one_sentence(words: list[str]) -> None:
    order("a.txt")
    with Path("/dev/full").open("w") as full:
        said = studio(*words, stdout=full)
    assert said.returncode == 1
    assert said.stderr.splitlines()[0] == "✗ the system refused: no space left on device"
    said = studio("trial", "obey", "a.txt", "--out", "p", "--log-json", "/dev/full")
    assert said.returncode == 1
    assert said.stderr.splitlines()[0] == "✗ the system refused: no space left on device"
    assert not Path("p").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_may_not_grow_is_not_left_half_written(jobs: int) -> None:
    names = [order("a.txt"), order("big.txt", f"say {'x' * 300_000}\n")][2 - jobs :]

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    said = studio("trial", "obey", *names, "--out", "o", preexec_fn=limit)
    assert said.returncode == 1
    assert said.stderr.count("✗") == 1
    assert "file too large" in said.stderr
    assert "Traceback" not in said.stderr
    assert (results() if Path("o").exists() else {}) == ({"a-obey.txt": "x\n"} if jobs == 2 else {})


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
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("mounted", ["size=400k"], indirect=True)
@pytest.mark.parametrize("names", [["big.txt"], ["big.txt", "a.txt", "b.txt"]])
def test_a_full_disk_is_one_clear_sentence_and_nothing_half_written(mounted: Path, names: list[str]) -> None:
    """What did not fit makes room again before the next one begins."""
    order("big.txt", TOO_BIG)
    order("a.txt")
    order("b.txt")
    said = studio("trial", "obey", *names, "--out", mounted, "--jobs", "1")
    assert said.returncode == 1
    assert said.stderr.count("✗") == 1
    assert "no space left on device" in said.stderr
    assert "Traceback" not in said.stderr
    assert results(mounted) == {f"{name}-obey.txt": "x\n" for name in "ab" if f"{name}.txt" in names}
    assert not scratch(mounted)


@pytest.mark.parametrize("mounted", ["size=400k"], indirect=True)
def test_whoever_works_while_another_fills_the_disk_is_whole_or_says_so(mounted: Path) -> None:
    names = [order("big.txt", TOO_BIG), *(order(f"{number}.txt") for number in range(8))]
    said = studio("trial", "obey", *names, "--out", mounted, "--json", "--jobs", "2")
    told = {one["input"]: one for one in map(json.loads, said.stdout.splitlines())}
    refused = [name for name in names if not told[name]["ok"]]
    assert said.returncode == 1
    assert "big.txt" in refused
    assert all("no space left on device" in told[name]["error"]["message"] for name in refused)
    assert results(mounted) == {f"{Path(name).stem}-obey.txt": "x\n" for name in names if told[name]["ok"]}
    assert not scratch(mounted)


@pytest.mark.parametrize("mounted", [f"size=1m,nr_inodes={room}" for room in (1, 2, 3, 4, 5)], indirect=True)
def test_a_disk_without_room_for_another_file(mounted: Path) -> None:
    said = studio("trial", "obey", order("a.txt"), "--out", mounted)
    assert said.returncode == 1
    assert "no space left on device" in said.stderr
    assert "--out" in said.stderr
    assert not list(mounted.iterdir())


@pytest.mark.parametrize("mounted", ["ro"], indirect=True)
@pytest.mark.parametrize("names", [["a.txt"], ["a.txt", "b.txt"]])
def test_a_read_only_place_is_one_clear_sentence(mounted: Path, names: list[str]) -> None:
    said = studio("trial", "obey", *map(order, names), "--out", mounted)
    assert said.returncode == 1
    assert said.stdout == ""
    lines = said.stderr.splitlines()
    assert lines == [
        f"✗ cannot write {mounted}: read-only file system",
        "  → choose a folder you may write to with --out",
    ]
    said = studio("trial", "obey", *names, "--out", mounted / "below")
    assert said.stderr.splitlines()[0] == f"✗ cannot write {mounted}/below: read-only file system"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_place_without_permission_is_one_clear_sentence() -> None:
    Path("o").mkdir(mode=0o555)
    said = studio("trial", "obey", order("a.txt"), "--out", "o")
    assert said.returncode == 1
    assert said.stderr.splitlines()[0] == "✗ cannot write o: permission denied"


def test_a_place_below_a_file_is_one_clear_sentence() -> None:
    order("file", "precious\n")
    said = studio("trial", "obey", order("a.txt"), "--out", "file/")
    assert said.returncode == 2
    assert said.stderr.splitlines()[0] == "✗ file is a file, not a folder"
    said = studio("trial", "obey", "a.txt", "--out", "file/below")
    assert said.returncode == 1
    assert said.stderr.splitlines()[0] == "✗ cannot write file/below: not a directory"
    assert Path("file").read_text() == "precious\n"


def test_existing_results_of_a_batch_are_kept_to_the_byte() -> None:
    names = [order(f"{number}.txt") for number in range(4)]
    order("o/1-obey.txt", "old\n")
    order("o/3-obey.txt", "older\n")
    before = {file: Path(f"o/{file}").stat() for file in ("1-obey.txt", "3-obey.txt")}
    said = studio("trial", "obey", *names, "--out", "o")
    assert said.returncode == 1
    assert said.stdout.split() == ["o/0-obey.txt", "o/2-obey.txt"]
    assert [line for line in said.stderr.splitlines() if "exists" in line] == [
        "✗ 1.txt: o/1-obey.txt exists",
        "✗ 3.txt: o/3-obey.txt exists",
    ]
    assert results() == {
        "0-obey.txt": "x\n", "1-obey.txt": "old\n", "2-obey.txt": "x\n", "3-obey.txt": "older\n",
    }  # fmt: skip
    after = {file: Path(f"o/{file}").stat() for file in before}
    assert {file: (stat.st_ino, stat.st_mtime_ns) for file, stat in after.items()} == {
        file: (stat.st_ino, stat.st_mtime_ns) for file, stat in before.items()
    }


SECRET = "hunter2-correct-horse"


@pytest.mark.parametrize("count", [1, 2])
def test_no_secret_reaches_the_log_or_the_screen(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setenv("STUDIO_SECRET_MODEL", SECRET)
    text = f"note the key is {SECRET}\nfail {SECRET} was refused\n"
    names = [order(f"{number}.txt", text) for number in range(count)]
    for words in (["--json"], []):
        said = studio("trial", "obey", *names, "--log-json", "log", *words)
        assert said.returncode == 1
        assert "******** was refused" in said.stdout + said.stderr
        assert SECRET not in said.stdout + said.stderr + Path("log").read_text()
    Path("well.txt").write_text(f"note the key is {SECRET}\nsay x\n")
    said = studio("trial", "obey", "well.txt", "--json")
    assert json.loads(said.stdout)["notes"] == [{"event": "remark", "text": "the key is ********"}]
    entries: list[dict[str, Any]] = [json.loads(line) for line in Path("log").read_text().splitlines()]
    assert "the key is ********" in [entry.get("text") for entry in entries]


def test_a_secret_is_not_in_the_environment_of_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_SECRET_MODEL", SECRET)
    with started("trial", "obey", order("y.txt", LONG), order("z.txt", LONG), "--out", "o") as child:
        until(lambda: len(half_made()) == 2)
        assert "STUDIO_SECRET_MODEL" in psutil.Process(child.pid).environ()
        assert not [worker for worker in below(child) if "STUDIO_SECRET_MODEL" in worker.environ()]


@pytest.mark.soak
def test_whatever_dies_whenever_what_is_there_is_whole() -> None:
    chance = random.Random(7)
    names = [order(f"{number:03}.txt", "say half\nsleep 0.02\nsay whole\n") for number in range(300)]
    with started("trial", "obey", *names, "--out", "o", "--json", "--jobs", "4") as child:
        until(lambda: Path("o").exists() and results())
        while child.poll() is None and len(results()) < 250:
            time.sleep(0.1 * chance.random())
            for worker in below(child):
                if chance.random() < 0.2:
                    worker.kill()
        code, out, _ = end(child)
    told = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [one["input"] for one in told] == names
    assert {Path(file).name for one in told if one["ok"] for file in one["files"]} == results().keys()
    assert set(results().values()) == {"half\nwhole\n"}
    assert not scratch(Path("o"))
    assert all("signal 9" in one["error"]["message"] for one in told if not one["ok"])

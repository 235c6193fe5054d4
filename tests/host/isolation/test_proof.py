"""Whoever touches a card after all is seen and named: a folder stands for /dev, a library for a driver."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studio.host.isolation import proof
from studio.host.isolation.proof import Witness

pytestmark = pytest.mark.skipif(not proof.PROC.joinpath("self/fd").is_dir(), reason="there is no /proc")

READY = "print('ready', flush=True); import time; time.sleep(60)"
BELOW = "import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}])"


@pytest.fixture
def dev(tmp_path: Path) -> Path:
    folder = tmp_path / "dev"
    folder.mkdir()
    (folder / "nvidia0").write_bytes(bytes(4096))
    (folder / "null").touch()
    return folder


@pytest.fixture
def libcuda(tmp_path: Path) -> Path:
    """A library that bears the name of the driver's."""
    return built(tmp_path / "libcuda.so.1")


def built(library: Path) -> Path:
    if not (compiler := shutil.which("cc") or shutil.which("gcc")):
        pytest.skip("no compiler is here")
    subprocess.run(
        [compiler, "-shared", "-o", str(library), "-x", "c", "-"],
        input=b"int cuInit(int f) { return 0; }",
        check=True,
    )
    return library


@contextmanager
def at_work(code: str) -> Iterator[int]:
    """A Python that does something and stays; its number."""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True
    ) as child:
        try:
            assert child.stdout
            assert child.stdout.readline() == b"ready\n"
            yield child.pid
        finally:
            os.killpg(child.pid, signal.SIGKILL)


def seen(code: str, dev: Path, level: str = "imports guarded") -> proof.Proof:
    witness = Witness(dev=dev)
    with at_work(code) as pid:
        witness.look({pid: "run"})
    return witness.proof("run", level)


def test_who_keeps_away_is_counted_and_nobody_is_named(dev: Path) -> None:
    done = seen(f"kept = open({str(dev / 'null')!r}); {READY}", dev)
    assert done == proof.Proof(1, (), "imports guarded")
    assert done.told == "0 of 1 processes touched a GPU (level: imports guarded)"


def test_who_opens_a_card_is_named(dev: Path) -> None:
    (touch,) = seen(f"kept = open({str(dev / 'nvidia0')!r}); {READY}", dev).touched
    assert touch.how == f"it had {dev}/nvidia0 open"
    assert str(dev / "nvidia0") in touch.command


def test_who_has_a_cards_memory_before_it_is_named(dev: Path) -> None:
    code = f"import mmap; file = open({str(dev / 'nvidia0')!r}, 'r+b'); kept = mmap.mmap(file.fileno(), 0)"
    with at_work(f"{code}; {READY}") as pid:
        assert proof.mapped(pid, dev=dev) == f"it had {dev}/nvidia0 before it"
        assert proof.mapped(pid, dev=dev.parent) == ""


def test_who_loads_the_drivers_library_and_reaches_no_card_is_noted(dev: Path, libcuda: Path) -> None:
    """As torch does wherever it is imported."""
    done = seen(f"import ctypes; ctypes.CDLL({str(libcuda)!r}); {READY}", dev)
    assert done.touched == ()
    assert done.told.startswith("0 of 1 processes touched a GPU")
    (near,) = done.ready
    assert near.how == "it had loaded libcuda.so.1"


def test_who_goes_on_to_reach_one_is_named_and_not_noted(dev: Path, libcuda: Path) -> None:
    witness = Witness(dev=dev)
    reach = f"sys.stdin.readline(); kept = open({str(dev / 'nvidia0')!r}); print('open', flush=True)"
    code = f"import ctypes, sys; ctypes.CDLL({str(libcuda)!r}); print('ready', flush=True); {reach}"
    with subprocess.Popen(
        [sys.executable, "-c", f"{code}; sys.stdin.read()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdin
        assert child.stdout
        assert child.stdout.readline() == b"ready\n"
        witness.look({child.pid: "run"})
        child.stdin.write(b"go\n")
        child.stdin.flush()
        assert child.stdout.readline() == b"open\n"
        witness.look({child.pid: "run"})
    done = witness.proof("run", "")
    assert (len(done.touched), done.ready) == (1, ())


@pytest.mark.parametrize("name", ["libcudart.so.13", "libcudnn.so.9", "libnvrtc.so.13"])
def test_who_loads_what_frameworks_bring_along_is_not(dev: Path, tmp_path: Path, name: str) -> None:
    """As torch does, which works on the processor as well."""
    library = built(tmp_path / name)
    done = seen(f"import ctypes; ctypes.CDLL({str(library)!r}); {READY}", dev)
    assert (done.touched, done.ready) == ((), ())


def test_a_grandchild_that_does_is_named_and_its_parent_is_not(dev: Path, libcuda: Path) -> None:
    code = f"import ctypes; ctypes.CDLL({str(libcuda)!r}); kept = open({str(dev / 'nvidia0')!r}); {READY}"
    done = seen(BELOW.format(code=code), dev)
    assert (done.processes, len(done.touched)) == (2, 1)
    assert done.touched[0].command.startswith(f"{sys.executable} -c import ctypes")
    assert done.told == "1 of 2 processes touched a GPU (level: imports guarded)"


def test_whom_the_driver_has_on_a_card_is_named(dev: Path) -> None:
    witness = Witness(dev=dev)
    with at_work(READY) as pid:
        witness.look({pid: "run"}, by_driver=[pid, 1])
    (touch,) = witness.proof("run", "").touched
    assert (touch.pid, touch.how) == (pid, "the driver has it on a card")


def test_one_that_is_gone_by_the_end_is_remembered(dev: Path) -> None:
    witness = Witness(dev=dev)
    with at_work(f"kept = open({str(dev / 'nvidia0')!r}); {READY}") as pid:
        witness.look({pid: "run"})
    witness.look({pid: "run"})
    assert len(witness.proof("run", "").touched) == 1


def test_runs_are_told_apart(dev: Path) -> None:
    witness = Witness(dev=dev)
    with at_work(f"kept = open({str(dev / 'nvidia0')!r}); {READY}") as one, at_work(READY) as other:
        witness.look({one: "this", other: "that"})
    assert witness.proof("that", "").touched == ()
    assert len(witness.proof("this", "").touched) == 1
    assert witness.proof("neither", "").processes == 0


def test_a_process_that_is_gone_or_somebody_elses_is_no_fault(dev: Path, tmp_path: Path) -> None:
    witness = Witness(proc=tmp_path, dev=dev)
    (tmp_path / "7").mkdir()
    witness.look({7: "run", 8: "run"})
    assert witness.proof("run", "").processes == 0

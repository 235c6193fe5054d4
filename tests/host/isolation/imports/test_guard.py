"""No Python that comes from us lets in what works on a GPU, nor do those it starts itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.host.isolation.environment import without_cards

FAKE_TORCH = (
    "from torch import cuda\n",
    "def _lazy_init():\n    print('CUDA is up')\ndef is_available():\n    return True\n"
    "def init():\n    _lazy_init()\n",
)


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """Frameworks that would work on a card: one that can also do without, and one that cannot."""
    folder = tmp_path / "packages"
    for name in ("torch", "cupy"):
        (folder / name).mkdir(parents=True)
    (folder / "torch" / "__init__.py").write_text(FAKE_TORCH[0])
    (folder / "torch" / "cuda.py").write_text(FAKE_TORCH[1])
    (folder / "cupy" / "__init__.py").write_text("print('on a card')\n")
    return folder


def python(packages: Path, code: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A Python as we start it."""
    environment = without_cards({**os.environ, "PYTHONPATH": str(packages)}) | more
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )


def grandchild(code: str) -> str:
    return f"import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', {code!r}]).returncode)"


@pytest.mark.parametrize("generation", [str, grandchild])
def test_what_works_on_a_card_alone_does_not_come_in(packages: Path, generation: type[str]) -> None:
    done = python(packages, generation("import cupy"))
    assert done.returncode
    assert "on a card" not in done.stdout
    assert "cupy works on a GPU alone, and this process may not touch one" in done.stderr


@pytest.mark.parametrize("generation", [str, grandchild])
def test_what_can_do_without_a_card_comes_in_and_cannot_use_it(packages: Path, generation: type[str]) -> None:
    code = "import torch; print(torch.cuda.is_available()); torch.cuda.init()"
    done = python(packages, generation(code))
    assert done.stdout.split() == ["False"]
    assert "torch.cuda works on a GPU" in done.stderr


@pytest.mark.parametrize("generation", [str, grandchild])
def test_what_sees_a_card_does_not_come_in(packages: Path, generation: type[str]) -> None:
    done = python(packages, generation("import torch; print('in')"), CUDA_VISIBLE_DEVICES="0")
    assert "in" not in done.stdout.split()
    assert "torch would see a GPU (CUDA_VISIBLE_DEVICES=0)" in done.stderr


def test_a_process_that_takes_the_blindfold_off_itself_is_noticed(packages: Path) -> None:
    done = python(packages, "import os; del os.environ['CUDA_VISIBLE_DEVICES']; import torch")
    assert "torch would see a GPU (no CUDA_VISIBLE_DEVICES)" in done.stderr


def test_who_only_asks_whether_it_is_installed_is_told_the_truth(packages: Path) -> None:
    ask = "from importlib.util import find_spec; print(*(find_spec(name) is not None for name in {}))"
    done = python(packages, ask.format(("cupy", "pycuda")))
    assert done.stdout.split() == ["True", "False"]
    assert not done.stderr


@pytest.mark.parametrize("library", ["libcuda.so.1", "/usr/lib/libnvidia-ml.so.1"])
def test_the_library_of_a_driver_is_not_loaded_by_hand(packages: Path, library: str) -> None:
    done = python(packages, f"import ctypes; ctypes.CDLL({library!r})")
    assert f"{Path(library).name} drives a GPU" in done.stderr


def test_other_libraries_and_files_are_nobodys_business(packages: Path) -> None:
    done = python(packages, "import ctypes, json, numpy; ctypes.CDLL(None); open('/dev/null').close()")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_card_is_not_opened_by_name(packages: Path) -> None:
    done = python(packages, "open('/dev/nvidia0', 'rb')")
    assert "PermissionError: /dev/nvidia0 is a GPU" in done.stderr


def test_somebody_elses_customs_are_kept(packages: Path) -> None:
    (packages / "sitecustomize.py").write_text("import builtins; builtins.customary = 'theirs'\n")
    done = python(packages, "print(customary); import sitecustomize; print(sitecustomize.__file__)")
    assert done.stdout.split() == ["theirs", str(packages / "sitecustomize.py")]
    assert "cupy works on a GPU alone" in python(packages, "import cupy").stderr


def test_a_python_without_a_guard_has_what_it_wants(packages: Path) -> None:
    """That the refusals above come from the guard, and from nothing else."""
    environment = {**os.environ, "PYTHONPATH": str(packages)}
    done = subprocess.run(
        [sys.executable, "-c", "import cupy, torch; torch.cuda.init()"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["on a card", "CUDA is up"]

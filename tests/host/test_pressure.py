"""Figures of the kernel are read as they are, and a kernel that has none is no fault."""

from pathlib import Path

from studio.host.pressure import Pressure, Stall, pressure

SOME = "some avg10=87.70 avg60=85.47 avg300=52.51 total=23182408125\n"
FULL = "full avg10=4.25 avg60=0.00 avg300=0.07 total=115498116\n"


def test_the_last_ten_seconds_are_read(tmp_path: Path) -> None:
    for name in ("memory", "io"):
        (tmp_path / name).write_text(SOME + FULL)
    # Older kernels count no `full` for the processor.
    (tmp_path / "cpu").write_text(SOME)
    assert pressure(tmp_path) == Pressure(Stall(87.7, 0), Stall(87.7, 4.25), Stall(87.7, 4.25))


def test_a_kernel_without_them_is_no_fault(tmp_path: Path) -> None:
    assert pressure(tmp_path / "none") == Pressure(None, None, None)
    (tmp_path / "memory").write_text("nonsense\n")
    assert pressure(tmp_path).memory is None

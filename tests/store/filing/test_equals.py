"""A search leaves the process as it was, however it ends."""

import gc
from pathlib import Path

import pytest

from studio.core.errors import NotFound
from studio.core.run import Run, entered
from studio.store.filing.equals import Wanted, search


@pytest.mark.parametrize("collects", [True, False])
def test_collecting_goes_on_as_before(tmp_path: Path, collects: bool) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for name in ("one", "other"):
        (files / name).write_text("equal")
    was = gc.isenabled()
    (gc.enable if collects else gc.disable)()
    try:
        with entered(Run(tmp_path / "run")):
            assert search(Wanted([files], cache=False)).copies == 1
            assert gc.isenabled() == collects
            with pytest.raises(NotFound):
                search(Wanted([tmp_path / "nowhere"], cache=False))
            assert gc.isenabled() == collects
    finally:
        (gc.enable if was else gc.disable)()

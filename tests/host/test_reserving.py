"""What one process has reserved no other has, until it gives it back or ends."""

import subprocess
import sys
from pathlib import Path

from studio.host.reserving import reserve

OTHER = (
    "import sys; from pathlib import Path; from studio.host.reserving import reserve;"
    "kept = reserve(Path(sys.argv[1])); print(kept is not None, flush=True); sys.stdin.read()"
)


def test_one_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "made" / "card.lock"
    first = reserve(file)
    assert first
    assert reserve(file) is None
    first.give_back()
    again = reserve(file)
    assert again
    first.give_back()
    assert reserve(file) is None, "what was given back is not given back twice"


def test_another_process_is_kept_out_and_what_it_had_is_free_when_it_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "card.lock"
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == b"True\n"
        assert reserve(file) is None
        other.kill()
    assert reserve(file)


def test_where_nothing_can_be_written_everybody_gets_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert reserve(tmp_path / "file" / "card.lock")

"""Names with letters that mean something to ffmpeg come through it unchanged."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import strategies as some
from tests import clips

from studio.media import quoting
from studio.media.encode import executable

LETTERS = some.text(some.sampled_from("ab'\\:,;[]=%# \"{}()é"), min_size=1, max_size=12)


@pytest.mark.parametrize("name", ["it's", "a:b,c;d", "[in]", "b\\c", "100%", "'", "\\'", "a=b", "é ü"])
def test_a_filter_writes_to_the_file_it_is_given(tmp_path: Path, name: str) -> None:
    told = tmp_path / f"{name}.txt"
    chain = f"astats=metadata=1,ametadata=mode=print:file={quoting.in_graph(str(told))}"
    command = [executable(), "-v", "error", "-nostdin", "-i", str(clips.recording(seconds=0.1)), "-af", chain]
    subprocess.run([*command, "-f", "null", "-"], check=True)
    assert told.stat().st_size

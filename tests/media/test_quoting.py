"""Names with letters that mean something to ffmpeg come through it unchanged."""

import subprocess
from pathlib import Path

import av
import pytest
from hypothesis import HealthCheck, given, settings
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


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LETTERS.filter(lambda text: text.strip() == text), LETTERS)
def test_tags_are_read_as_they_were_written(tmp_path: Path, title: str, comment: str) -> None:
    listed, made = tmp_path / "tags.txt", tmp_path / "tagged.flac"
    values = {"title": title, "comment": f"first\n{comment}"}
    lines = [f"{quoting.in_tags(name)}={quoting.in_tags(value)}\n" for name, value in values.items()]
    listed.write_text(";FFMETADATA1\n" + "".join(lines), "utf-8")
    command = [executable(), "-v", "error", "-nostdin", "-y", "-i", str(clips.recording(seconds=0.1))]
    subprocess.run(
        [*command, "-f", "ffmetadata", "-i", str(listed), "-map_metadata", "1", str(made)], check=True
    )
    with av.open(str(made)) as container:
        found = {name.lower(): value for name, value in container.metadata.items()}
    assert (found["title"], found["comment"]) == (values["title"], values["comment"])

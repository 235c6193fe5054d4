"""Files about people: broken ones are refused with file, line and reason."""

from pathlib import Path

import pytest

from studio.core.errors import BadInput, NotFound
from studio.render.figures import shelves


@pytest.mark.parametrize(
    ("file", "change", "told"),
    [
        ("poses", ("bend: 14", "bent: 14"), "there is no bent here"),
        ("poses", ("like: stand", "like: stnd"), "there is no pose stnd"),
        ("poses", ("swing: 2,", "swing: much,"), "should be a number"),
        ("gaits", ("stance: 0.6", "stance: 1.6"), "should be at most 0.8"),
        ("faces", ("  D: {", "  Q: {"), "mouths"),
        ("faces", ("rest: E", "rest: Z"), "rests in a mouth that is none"),
        ("clothes", ("part: bottom", "part: middle"), "part"),
        ("hair", ("volume: 0.028", "volume: 28"), "should be at most 1"),
        ("hands", ("M-1.2 -2.9", "<script>"), "palm"),
        ("trades", ("top: [chef]", "top: chef"), "should be a list"),
        ("bodies", ("tall: 0.66", "tall: 6.6"), "should be at most 1.2"),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(
    tmp_path: Path, file: str, change: tuple[str, str], told: str
) -> None:
    text = (shelves.OURS / f"{file}.yaml").read_text("utf-8")
    assert change[0] in text
    (tmp_path / f"{file}.yaml").write_text(text.replace(*change, 1), "utf-8")
    read = {"clothes": shelves.garments}.get(file) or getattr(shelves, file)
    with pytest.raises(BadInput) as refused:
        read(tmp_path)
    assert f"{file}.yaml:" in refused.value.message
    assert told in refused.value.message


def test_an_unknown_name_is_told_with_what_is_nearest() -> None:
    with pytest.raises(NotFound) as refused:
        shelves.named(shelves.poses(), "wav", "pose")
    assert "wave" in (refused.value.hint or "")

"""Tables of colours: read exactly, and refused with the line that is wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio.core.errors import BadInput, NotFound
from studio.media.films import luts

IDENTITY = [f"{red} {green} {blue}" for blue in (0, 1) for green in (0, 1) for red in (0, 1)]
SMALL = "\n".join(["LUT_3D_SIZE 2", *IDENTITY])


def table(tmp_path: Path, text: str | bytes, name: str = "look.cube") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def complaint(tmp_path: Path, text: str | bytes) -> str:
    with pytest.raises(BadInput) as refused:
        luts.read(table(tmp_path, text))
    return refused.value.message


def test_a_table_is_read_as_it_is(tmp_path: Path) -> None:
    found = luts.read(table(tmp_path, f'TITLE "Dusk #2"\n# by hand\n\n{SMALL}\n'))
    assert (found.dimensions, found.size, found.title) == (3, 2, "Dusk #2")
    assert (found.low, found.high) == ((0, 0, 0), (1, 1, 1))
    assert found.values[3:6].tolist() == [1, 0, 0]
    assert len(found.values) == 24


@pytest.mark.parametrize(
    "text",
    [
        SMALL.replace("\n", "\r\n").encode(),
        SMALL.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + SMALL.encode(),
        SMALL.encode("utf-16"),
        SMALL.replace("\n", "  # why not\n").encode(),
        b'TITLE "caf\xe9"\n' + SMALL.encode(),
        SMALL.replace("1 1 1", "1.0e0\t+1  1.").encode(),
    ],
    ids=["windows", "old-mac", "bom", "utf-16", "comments", "latin-1", "spellings"],
)
def test_it_may_be_written_in_many_ways(tmp_path: Path, text: bytes) -> None:
    assert luts.read(table(tmp_path, text)).values == luts.read(table(tmp_path, SMALL, "plain.cube")).values


def test_a_curve_for_each_channel(tmp_path: Path) -> None:
    found = luts.read(table(tmp_path, "LUT_1D_SIZE 3\n0 0 0\n.5 .25 .75\n1 1 1\n"))
    assert (found.dimensions, found.size, found.values[3:6].tolist()) == (1, 3, [0.5, 0.25, 0.75])


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("DOMAIN_MIN -0.1 0 0.1\nDOMAIN_MAX 1.1 2 3", (-0.1, 0, 0.1), (1.1, 2, 3)),
        ("DOMAIN_MAX 2 2 2", (0, 0, 0), (2, 2, 2)),
        ("LUT_3D_INPUT_RANGE 0.25 0.75", (0.25, 0.25, 0.25), (0.75, 0.75, 0.75)),
    ],
)
def test_where_it_begins_and_ends(
    tmp_path: Path, said: str, low: tuple[float, ...], high: tuple[float, ...]
) -> None:
    found = luts.read(table(tmp_path, f"{said}\n{SMALL}"))
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (SMALL.removesuffix("1 1 1"), 8, "ends after 7 of 8 rows (2 × 2 × 2)"),
        (SMALL + "\n0 0 0\n", 10, "more than 8 rows"),
        (SMALL.replace("0 1 0", "0 nan 0"), 4, "nan is no colour"),
        (SMALL.replace("0 1 0", "NaN 0 0"), 4, "NaN is no colour"),
        (SMALL.replace("0 1 0", "0 -inf 0"), 4, "-inf is no colour"),
        (SMALL.replace("0 1 0", "0 1e999 0"), 4, "1e999 is no colour"),
        (SMALL.replace("0 1 0", "0 0,5 0"), 4, "0,5 is no number"),
        (SMALL.replace("0 1 0", "0 1_0 0"), 4, "1_0 is no number"),
        (SMALL.replace("0 1 0", "0 1"), 4, "a row wants 3 numbers, and here are 2"),
        (SMALL.replace("0 1 0", "0 1 0 1"), 4, "a row wants 3 numbers, and here are 4"),
        (SMALL.replace("0 1 0", "0 1023 0"), 4, "1023 is far outside"),
        ("\n".join(IDENTITY), 1, "numbers stand before the size"),
        ("LUT_3D_SIZE\n", 1, "wants one whole number"),
        ("LUT_3D_SIZE 2.5\n", 1, "wants one whole number"),
        ("LUT_3D_SIZE -2\n", 1, "wants one whole number"),
        ("LUT_3D_SIZE 1\n0 0 0\n", 1, "from 2 to 256"),
        ("LUT_3D_SIZE 257\n", 1, "LUT_3D_SIZE is 257; it must be from 2 to 256"),
        ("LUT_3D_SIZE 99999999999999999999\n", 1, "it must be from 2 to 256"),
        ("LUT_1D_SIZE 65537\n", 1, "from 2 to 65,536"),
        (f"LUT_1D_SIZE 4\n{SMALL}", 2, "said twice"),
        (f"DOMAIN_MIN 1 0 0\n{SMALL}", 1, "not below DOMAIN_MAX"),
        (f"DOMAIN_MIN 0 0 0\nDOMAIN_MAX 0 1 1\n{SMALL}", 2, "not below DOMAIN_MAX"),
        (f"DOMAIN_MIN 0 0\n{SMALL}", 1, "DOMAIN_MIN wants 3 numbers"),
        (f"DOMAIN_MIN 0 0 0\nDOMAIN_MIN 0 0 0\n{SMALL}", 2, "DOMAIN_MIN is said twice"),
        (f"{SMALL}\nDOMAIN_MAX 2 2 2", 10, "it belongs before them"),
        (f"LUT_IN_VIDEO_RANGE\n{SMALL}", 1, "LUT_IN_VIDEO_RANGE is no keyword"),
        (f"# {'x' * 5000}\n{SMALL}", 1, "more than 1,000 letters"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    said = complaint(tmp_path, text)
    assert said.startswith(f"look.cube, line {line}: ")
    assert reason in said


def test_what_is_no_table_is_told(tmp_path: Path) -> None:
    assert complaint(tmp_path, b"") == "look.cube says no LUT_1D_SIZE or LUT_3D_SIZE, so it is no .cube table"
    assert "no text" in complaint(tmp_path, b"\0\0\0\x20ftypisom" + bytes(100))
    with pytest.raises(BadInput, match="is a folder"):
        luts.read(tmp_path)
    with pytest.raises(NotFound, match="there is no table"):
        luts.read(tmp_path / "none.cube")


@given(text=some.text(max_size=300))
def test_whatever_is_in_a_file_ends_in_a_table_or_a_sentence(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.cube"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(BadInput):
        luts.read(path)


def test_what_is_written_is_the_same_table(tmp_path: Path) -> None:
    given = luts.read(table(tmp_path, f"DOMAIN_MAX 2 2 2\n{SMALL.replace('1 0 1', '.123456789 -.5 1.5')}"))
    again = luts.read(given.write(tmp_path / "again.cube"))
    assert again.values == given.values
    assert (again.low, again.high) == ((0, 0, 0), (1, 1, 1))

"""What is written is read again as it was, and no text does more than be read."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from studio.core.errors import BadInput, NotFound
from studio.media.captions import ass, files, srt, vtt
from studio.media.captions.cues import Cue, tidy

HOSTILE = (
    "<script>alert(1)</script> & <b>bold</b>",
    r"{\an8}{\pos(0,0)}\N \h {not} \{an\} \\N",
    "00:00:01,000 --> 00:00:09,000",
    "1",
    "NOTE this is none",
    "WEBVTT",
    "Dialogue: 0,0:00:00.00,9:00:00.00,Default,,0,0,0,,gone",
    "&lt;i&gt; &amp;amp; &#60;",
    "a\u202eb\u2066c\u200bd\ufeffe\u00adf\x00\x1bg",
    "مرحبا بالعالم",
    "你好，世界",
    "👩\u200d🍳 naïve cafe\u0301 10\u202f%",
    "a < b > c <3 { } {}",
    "<c.x><v Bob>",
    "x,y,,z",
)

texts = some.one_of(some.sampled_from(HOSTILE), some.text(min_size=1, max_size=40)).map(tidy).filter(bool)


@some.composite
def cue_lists(draw: some.DrawFn) -> list[Cue]:
    at, found = 0, []
    for _ in range(draw(some.integers(1, 5))):
        start = at + 10 * draw(some.integers(0, 400_000))
        at = start + 10 * draw(some.integers(1, 1000))
        lines = tuple(draw(some.lists(texts, min_size=1, max_size=2)))
        found.append(Cue(start, at, lines, draw(some.sampled_from(["bottom", "top"]))))
        at += 10
    return found


@some.composite
def overlapping(draw: some.DrawFn) -> list[Cue]:
    """Cues at any times, several at the same ones."""
    times = some.integers(0, 30).map(lambda at: 100 * at)
    found = []
    for _ in range(draw(some.integers(2, 8))):
        start = draw(times)
        lines = (draw(some.sampled_from(["a", "b", "c"])),)
        found.append(Cue(start, start + 100 + draw(times), lines, draw(some.sampled_from(["bottom", "top"]))))
    return found


@settings(max_examples=150)
@given(cue_lists())
def test_srt_is_read_as_it_was_written_without_its_places(cues: list[Cue]) -> None:
    assert list(srt.read(srt.written(cues))) == [replace(cue, place="bottom") for cue in cues]


@settings(max_examples=50)
@given(cue_lists())
def test_srt_is_plain_and_stands_where_webvtt_says(cues: list[Cue]) -> None:
    with TemporaryDirectory() as folder:
        plain, beside = (files.write(cues, Path(folder, f"film.{kind}")) for kind in ("srt", "vtt"))
        assert "{\\" not in plain.read_text("utf-8")
        assert files.placed(plain, beside) == cues


@settings(max_examples=150)
@given(overlapping())
def test_captions_that_overlap_stand_each_where_its_own_does(cues: list[Cue]) -> None:
    with TemporaryDirectory() as folder:
        plain, beside = (files.write(cues, Path(folder, f"film.{kind}")) for kind in ("srt", "vtt"))
        assert files.placed(plain, beside) == sorted(cues, key=lambda cue: cue.start)


def test_captions_that_were_changed_stand_as_those_that_were_shown_then(tmp_path: Path) -> None:
    beside = files.write([Cue(0, 1000, ("a",), "top"), Cue(2000, 3000, ("b",))], tmp_path / "film.vtt")
    said = tmp_path / "film.srt"
    spans = (
        "00:00:00,100 --> 00:00:00,900",
        "00:00:01,200 --> 00:00:01,900",
        "00:00:02,000 --> 00:00:03,000",
    )
    words = ("early", "between", "{\\an8}late")
    said.write_text("\n".join(f"{span}\n{word}\n" for span, word in zip(spans, words, strict=True)))
    assert [cue.place for cue in files.placed(said, beside)] == ["top", "bottom", "top"]
    beside.write_text("nothing")
    assert [cue.place for cue in files.placed(said, beside)] == ["bottom", "bottom", "top"]
    assert files.placed(said, tmp_path / "none.vtt") == files.read(said)


@settings(max_examples=150)
@given(cue_lists())
def test_webvtt_is_read_as_it_was_written(cues: list[Cue]) -> None:
    assert list(vtt.read(vtt.written(cues))) == cues


@settings(max_examples=150)
@given(cue_lists())
def test_ass_is_read_as_it_was_written(cues: list[Cue]) -> None:
    assert list(ass.read(ass.written(cues))) == cues


@given(some.text(max_size=80))
def test_tidying_twice_changes_nothing(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert "\n" not in once
    assert "-->" not in once


@pytest.mark.parametrize("kind", files.KINDS)
def test_ffmpeg_reads_as_many_cues_with_the_same_words(kind: str, tmp_path: Path) -> None:
    cues = [Cue(3000 * at, 3000 * at + 2500, (tidy(text), "second")) for at, text in enumerate(HOSTILE)]
    path = files.write(cues, tmp_path / f"film.{kind}")
    with av.open(str(path)) as opened:
        packets = [packet for packet in opened.demux() if packet.size]
        starts = [float(1000 * (packet.pts or 0) * (packet.time_base or 0)) for packet in packets]
        assert starts == [cue.start for cue in cues]
        shown = [bytes(packet).decode() for packet in packets]
    assert all("second" in text for text in shown)
    assert not [text for text in shown if "\u202e" in text or "\x1b" in text]


def test_markup_in_webvtt_is_text() -> None:
    written = vtt.written([Cue(0, 1000, ("<script>alert(1)</script>",))])
    assert "<script>" not in written
    assert "&lt;script&gt;" in written


def test_orders_in_srt_and_ass_steer_no_player() -> None:
    cue = Cue(0, 1000, (r"{\an8}<b>bold</b>\N",))
    assert r"{\an8}" not in srt.written([cue])
    assert "<b>" not in srt.written([cue])
    line = ass.written([cue]).splitlines()[-1]
    assert r",,\{" in line
    assert not line.endswith(r"\N")


def test_a_style_is_one_line_with_all_its_fields() -> None:
    look = ass.Style("Evil,\nFont", 0.05, (255, 0, 16), (1, 2, 3), 0.5)
    for size, low in (((1280, 720), 43), ((720, 1280), 256)):
        lines = ass.written([], size, look).splitlines()
        names = next(line for line in lines if line.startswith("Format: Name")).removeprefix("Format: ")
        values = next(line for line in lines if line.startswith("Style: ")).removeprefix("Style: ")
        style = dict(zip(names.split(", "), values.split(","), strict=True))
        assert style["Fontname"] == "Evil  Font"
        assert (style["PrimaryColour"], style["OutlineColour"]) == ("&H001000FF", "&H80030201")
        assert (style["Fontsize"], style["MarginV"]) == ("36", str(low))


def test_captions_of_others_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "theirs.srt"
    path.write_bytes(
        b"\xef\xbb\xbf1\r\n00:00:01,5 --> 00:00:02,500\r\n<i>Hello</i>\r\nthere\r\n2\r\n"
        b"00:00:03.000 --> 00:00:04.000 X1:40\r\n{\\an8}Up <font color='red'>here</font>\r\n\r\n\r\n"
        b"x\r\n\r\n00:00:05,000 --> 00:00:06,000\r\n\r\n"
    )
    assert files.read(path) == [
        Cue(1500, 2500, ("Hello", "there")),
        Cue(3000, 4000, ("Up here",), "top"),
    ]


def test_webvtt_of_others_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "theirs.vtt"
    path.write_text(
        "WEBVTT - a title\n\nSTYLE\n::cue { color: red }\n\nNOTE 00:01 --> later\n\nintro\n"
        "00:01.000 --> 00:02.000 align:left line:0\n<v Anna>Hi <b>you</b> &amp; me\n\n"
        "01:00:00.000 --> 01:00:01.000 line:90%\nlow\n"
    )
    assert files.read(path) == [Cue(1000, 2000, ("Hi you & me",), "top"), Cue(3600000, 3601000, ("low",))]


def test_ass_of_others_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "theirs.ass"
    path.write_text(
        "[Events]\nFormat: Start, End, Style, Text\nComment: 0:00:00.00,0:00:01.00,Default,no\n"
        r"Dialogue: 0:00:01.00,0:00:02.50,Default,{\an9\b1}one, two\Nthree{\b0}" + "\n"
    )
    assert files.read(path) == [Cue(1000, 2500, ("one, two", "three"), "top")]


def test_latin_letters_of_old_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "old.srt"
    path.write_bytes("1\n00:00:00,000 --> 00:00:01,000\ncafé – “so”\n".encode("cp1252"))
    assert files.read(path)[0].lines == ("café – “so”",)
    path.write_bytes("1\n00:00:00,000 --> 00:00:01,000\ncafé\n".encode("utf-16"))
    assert files.read(path)[0].lines == ("café",)


def test_a_cue_covers_the_hundredths_ass_has() -> None:
    assert list(ass.read(ass.written([Cue(1234, 2341, ("so",))]))) == [Cue(1230, 2350, ("so",))]


def test_what_holds_no_captions_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.srt").write_text("nothing here\n")
    with pytest.raises(BadInput, match="holds no captions"):
        files.read(tmp_path / "empty.srt")
    with pytest.raises(BadInput, match="no file of captions"):
        files.read(tmp_path / "film.txt")
    with pytest.raises(NotFound):
        files.read(tmp_path / "none.srt")
    with pytest.raises(BadInput, match="not written so"):
        files.write([], tmp_path / "film.txt")


@settings(max_examples=200)
@given(some.text(max_size=400), some.sampled_from([srt, vtt, ass]))
def test_no_text_is_too_much_for_a_reader(text: str, kind: object) -> None:
    for cue in kind.read(text + "\n00:00:01,000 --> 00:00:02,000\n" + text):  # type: ignore[attr-defined]
        assert all(line == tidy(line) for line in cue.lines)

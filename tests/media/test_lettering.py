"""Every character is drawn, in the very font that was meant, or the text is refused."""

import shutil
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from studio.core.errors import BadInput, NotFound, ToolFailed
from studio.media import fontfile, fonts, lettering
from studio.media.images.libvips import Raster

SANS, MANROPE = fonts.ours("sans"), fonts.ours("manrope")
# Manrope has these, Source Sans has not.
BITCOIN, EMPTY_SET = "\u20bf", "\u2205"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed", tuple)


def on_machine(monkeypatch: pytest.MonkeyPatch, *found: fontfile.Font) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: found)


def ink(drawn: Raster) -> bytes:
    return bytes(drawn[3].write_to_memory())


def renamed_copy(path: Path, font: fontfile.Font, name: str) -> Path:
    path.write_bytes(fontfile.renamed(font, name))
    return path


@pytest.mark.parametrize(
    "text",
    [
        "© Studio Ångström 2026",
        "Γειά ώρες",
        "Привет, мир",
        "Việt Nam",
        "“quoted” — 50 % → €",
        "e\u0301 n\u0303",
    ],
)
@pytest.mark.usefixtures("bare_machine")
def test_our_fonts_write_latin_greek_and_cyrillic(text: str) -> None:
    for family in ("sans", "serif", "manrope"):
        composed = lettering.compose(text, fonts.ours(family))
        assert fonts.ours(family) in composed.fonts
        drawn = composed.drawn(40)
        assert drawn.bands == 4
        assert drawn[3].max() == 255


def test_what_is_written_between_tags_is_text() -> None:
    plain, tagged = (lettering.compose(text, SANS).drawn(40).width for text in ("b", "<b>&amp;</b>"))
    assert tagged > 6 * plain


def test_size_and_colour_are_as_asked() -> None:
    small, large = (
        lettering.compose("Hamburgefonts", SANS).drawn(size, (255, 0, 80, 255)) for size in (20, 200)
    )
    assert large.width == pytest.approx(10 * small.width, rel=0.02)
    assert [band.min() for band in large[:3].bandsplit()] == [255, 0, 80]
    assert 0 < large[3].avg() < 255


def test_nothing_surrounds_the_ink() -> None:
    drawn = lettering.compose("Hx", SANS).drawn(80)[3]
    left, top, width, height = drawn.find_trim(background=[0], threshold=8)
    assert (left, top) == (0, 0)
    assert drawn.width - width <= 1
    assert drawn.height - height <= 1


def test_lines_stand_as_asked() -> None:
    texts = {
        align: lettering.compose("wide line\nx", SANS, align=align) for align in ("left", "centre", "right")
    }
    starts = {}
    for align, composed in texts.items():
        drawn = composed.drawn(40)[3]
        lower = drawn.crop(0, drawn.height * 2 // 3, drawn.width, drawn.height // 3)
        starts[align] = lower.find_trim(background=[0], threshold=40)[0]
    assert starts["left"] < starts["centre"] < starts["right"]


@pytest.mark.usefixtures("bare_machine")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("日本語", r"日 \(U\+65E5 cjk unified ideograph-65e5\), nor 本 語"),
        ("Latin and שלום", r"ש \(U\+05E9 hebrew letter shin\)"),
        ("Hi \U0001f600", r"U\+1F600 grinning face"),
        ("\ue000", r"U\+E000 unnamed"),
    ],
)
def test_what_no_font_has_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=f"^no font here has .*{said}") as refused:
        lettering.compose(text, SANS)
    assert "font file" in refused.value.hint


def test_hint_names_the_package_that_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    on_machine(monkeypatch)
    for text, package in (("한국", "cjk"), ("\U0001f600", "emoji"), ("नमस्ते", "core")):
        with pytest.raises(BadInput) as refused:
            lettering.compose(text, SANS)
        assert package in refused.value.hint


def test_a_font_of_the_machine_writes_what_ours_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    on_machine(monkeypatch, MANROPE)
    composed = lettering.compose(f"a{BITCOIN}", SANS)
    assert composed.fonts == (SANS, MANROPE)
    assert ink(lettering.compose(BITCOIN, SANS).drawn(60)) == ink(
        lettering.compose(BITCOIN, MANROPE).drawn(60)
    )


def test_our_own_sans_helps_before_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    on_machine(monkeypatch, fonts.ours("serif"))
    assert lettering.compose("ĕ", MANROPE).fonts == (SANS,)


def test_one_script_is_one_font(monkeypatch: pytest.MonkeyPatch) -> None:
    on_machine(monkeypatch)
    # ĕ is missing in Manrope: then all of Latin is set in the sans, and Cyrillic stays.
    composed = lettering.compose("abĕ где", MANROPE)
    assert [(text.strip(), font) for text, font in composed.runs if text.strip()] == [
        ("abĕ", SANS),
        ("где", MANROPE),
    ]


def test_the_very_file_is_drawn_whatever_it_is_called(tmp_path: Path) -> None:
    named_like_ours = fonts.in_file(renamed_copy(tmp_path / "mine.ttf", MANROPE, "Source Sans Pro"))
    assert named_like_ours.name == "Source Sans Pro"
    mine, manrope, sans = (
        ink(lettering.compose("Rag", font).drawn(60)) for font in (named_like_ours, MANROPE, SANS)
    )
    assert mine == manrope
    assert mine != sans


def test_names_that_are_no_text(tmp_path: Path) -> None:
    odd = renamed_copy(tmp_path / "f\udcff,&<[0].ttf", MANROPE, "Odd, Name & <more>")
    assert lettering.compose("Rag", fonts.in_file(odd)).drawn(60).width > 40


def test_marks_and_joiners_go_with_their_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    on_machine(monkeypatch, MANROPE)
    composed = lettering.compose(f"x\u0323 {EMPTY_SET}\u200d\ufe0f.", SANS)
    assert composed.runs[-2][0] == f"{EMPTY_SET}\u200d\ufe0f"
    assert composed.runs[0][0].startswith("x\u0323")


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\u200d", "\t"])
def test_nothing_to_write(text: str) -> None:
    with pytest.raises(BadInput, match="empty"):
        lettering.compose(text, SANS)


@pytest.mark.parametrize("text", ["a\x07b", "a\udcffb", "a\x1b[31m"])
def test_characters_that_cannot_be_written(text: str) -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        lettering.compose(text, SANS)


@settings(max_examples=60)
@given(st.text(max_size=12))
def test_any_text_is_drawn_or_refused(text: str) -> None:
    try:
        composed = lettering.compose(text, SANS)
    except BadInput:
        return
    written = "".join(piece for piece, _ in composed.runs)
    assert all(
        not font.lacks(letter)
        or lettering._silent(letter)
        or font.lacks(unicodedata.normalize("NFD", letter)) == []
        for piece, font in composed.runs
        for letter in piece
    )
    assert len(written.split()) == len(unicodedata.normalize("NFC", text).split())
    assert composed.drawn(12).bands == 4


def connected_arabic() -> list[fontfile.Font]:
    return [font for font in fonts.installed() if not font.lacks("سلام") and font.upright]


def test_arabic_letters_join() -> None:
    if not connected_arabic():
        pytest.skip("no Arabic font on this machine")
    font = connected_arabic()[0]
    joined, apart = (lettering.compose(text, font).drawn(80).width for text in ("سسس", "س\u200cس\u200cس"))
    assert joined < 0.95 * apart


def test_fonts_are_found_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    on_machine(monkeypatch)
    assert fonts.named("Serif", "bold").path.name == "SourceSerifPro-Bold.ttf"
    assert fonts.named("source sans pro").path.name == "SourceSansPro-Regular.ttf"
    assert fonts.named("manrope", "semibold").weight == 600
    with pytest.raises(NotFound, match="no font called Comic Sans"):
        fonts.named("Comic Sans")


@pytest.mark.parametrize(
    "content", [b"", b"hello, I am text", b"\0\1\0\0\0\x20", b"ttcf" + bytes(40), b"wOF2" + bytes(60)]
)
def test_files_that_are_no_fonts(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.ttf").write_bytes(content)
    with pytest.raises(BadInput, match=r"bad\.ttf is not a font"):
        fonts.in_file(tmp_path / "bad.ttf")


def test_a_font_cut_off(tmp_path: Path) -> None:
    data = MANROPE.path.read_bytes()
    for share in (0.05, 0.5, 0.98):
        (tmp_path / f"{share}.ttf").write_bytes(data[: int(len(data) * share)])
        with pytest.raises(BadInput, match="is not a font"):
            fonts.in_file(tmp_path / f"{share}.ttf")


def test_no_such_font(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no font"):
        fonts.in_file(tmp_path / "none.ttf")
    with pytest.raises(BadInput):
        fonts.in_file(tmp_path)


def test_collections_and_their_faces(tmp_path: Path) -> None:
    pairs = [fontfile.renamed(font, name) for font, name in ((SANS, "First"), (MANROPE, "Second"))]
    (tmp_path / "both.ttc").write_bytes(collection(pairs))
    first, second = fontfile.faces(tmp_path / "both.ttc")
    assert (first.name, second.name) == ("First", "Second")
    assert ink(lettering.compose("Rag", second).drawn(50)) == ink(lettering.compose("Rag", MANROPE).drawn(50))


def collection(files: list[bytes]) -> bytes:
    """Put fonts into one file, as systems deliver Chinese, Japanese and Korean ones."""
    head = b"ttcf" + (0x10000).to_bytes(4, "big") + len(files).to_bytes(4, "big")
    start = len(head) + 4 * len(files)
    body = b""
    for data in files:
        head += (start + len(body)).to_bytes(4, "big")
        body += moved(data, start + len(body))
    return head + body


def moved(data: bytes, by: int) -> bytes:
    count = int.from_bytes(data[4:6], "big")
    changed = bytearray(data)
    for at in range(12 + 8, 12 + 16 * count, 16):
        changed[at : at + 4] = (int.from_bytes(data[at : at + 4], "big") + by).to_bytes(4, "big")
    return bytes(changed)


def test_coverage_agrees_with_another_reader() -> None:
    from PIL import ImageFont

    font: Any = ImageFont.truetype(SANS.path, 40)
    box = font.getmask("\U0010fffd").getbbox(), bytes(font.getmask("\U0010fffd"))
    for letter in "aéжΩ日שص€→ŀ\u20bf\u2205①":
        mask = font.getmask(letter)
        assert ((mask.getbbox(), bytes(mask)) == box) == bool(SANS.lacks(letter)), letter


def test_no_room_for_a_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(ToolFailed, match="could not be prepared: no space left"):
        # A copy: the fonts that come along may have been prepared by any test before.
        lettering.compose(
            "a", fontfile.faces(Path(shutil.copy(fonts.ours("serif").path, tmp_path)))[0]
        ).drawn(20)


def test_reading_many_fonts_reads_little(tmp_path: Path) -> None:
    # Fonts of the machine are only looked at when needed, and Latin text does not need them.
    Image.new("L", (1, 1)).save(tmp_path / "no.png")
    fonts.installed.cache_clear()
    lettering.compose("Plain text", SANS)
    assert fonts.installed.cache_info().currsize == 0

"""Lines are short, even, and end where a reader would pause."""

import pytest

from studio.media.breaking import LONGEST, broken, reach, together, tokens


def width(text: str) -> float:
    return float(reach(text))


def lines(text: str, count: int, *, hyphenate: bool = False) -> list[str]:
    found = broken(tokens(text, hyphenate=hyphenate), count, width)
    assert found
    return found[0]


def test_no_line_is_longer_than_is_read_at_a_glance() -> None:
    text = "A very long sentence that nobody could read in one line of a film about bread"
    assert broken(tokens(text), 2, width) is None
    for count in (3, 4, 5):
        assert all(len(line) <= LONGEST for line in lines(text, count))
        assert " ".join(lines(text, count)) == text


def test_lines_end_at_punctuation() -> None:
    assert lines("Fresh bread, every single morning", 2) == ["Fresh bread,", "every single morning"]


@pytest.mark.parametrize(
    "text",
    [
        "We bake in the old lighthouse",
        "Wir backen in der alten Mühle am Fluss",
        "The first ferry and the last one",
        "Une boulangerie dans la vieille tour",
    ],
)
def test_no_line_ends_with_an_article(text: str) -> None:
    small = {"in", "the", "der", "am", "and", "dans", "la", "une"}
    assert all(line.split()[-1].lower() not in small for line in lines(text, 2)[:-1])


def test_no_short_word_is_left_alone() -> None:
    assert len(lines("Everything you ever wanted to be", 2)[-1].split()) > 1


def test_what_belongs_together_stays_together() -> None:
    assert lines("Only 20\u00a0% of it", 2) in (["Only", "20\u00a0% of it"], ["Only 20\u00a0%", "of it"])
    assert "Anna Berger" in " | ".join(lines("A film for Anna Berger and friends", 2))


def test_japanese_breaks_between_phrases() -> None:
    assert lines("灯台の明かりで焼いたパンを", 2) == ["灯台の明かりで", "焼いたパンを"]
    for count in (2, 3):
        for line in lines("始発のフェリーから最終便まで、毎日営業しています。", count):
            assert line[0] not in "、。ーっゃ"


def test_chinese_never_begins_a_line_with_a_full_stop() -> None:
    text = "每天早晨新鲜出炉的面包，都用灯塔的光烘焙。"
    for count in (2, 3, 4):
        found = lines(text, count)
        assert "".join(found) == text
        assert all(line[0] not in "，。" for line in found)
    assert lines(text, 2)[0].endswith("，")


def test_thai_keeps_syllables_whole() -> None:
    text = "ขนมปังสดใหม่ทุกเช้าเปิดตั้งแต่เรือเที่ยวแรก"
    assert "".join(token.text for token in tokens(text)) == text
    assert all(token.text[0] in "เแโใไ" for token in tokens(text)[1:])
    assert len(tokens(text)) > 3


@pytest.mark.parametrize("word", ["Donaudampfschifffahrtsgesellschaft", "Rechtsschutzversicherungen"])
def test_very_long_words_are_hyphenated_between_syllables(word: str) -> None:
    pieces = tokens(word, hyphenate=True)
    assert len(pieces) > 1
    assert "".join(piece.text for piece in pieces) == word
    assert all(len(piece.text) >= 5 for piece in pieces)
    assert together(pieces[:1]).endswith("-")
    assert tokens(word) == tokens(word)[:1]


def test_soft_hyphens_show_only_where_a_line_ends() -> None:
    pieces = tokens("Licht\u00adhaus")
    assert together(pieces) == "Lichthaus"
    assert together(pieces[:1]) == "Licht-"

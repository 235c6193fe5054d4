"""Cues come with their words, stay until they are read, and end where a reader pauses."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from studio.media.breaking import reach
from studio.media.captions.cueing import FASTEST, LATE, LONG_PAUSE, LONGEST, SHORTEST, cued
from studio.media.captions.cues import Cue, Word
from studio.media.captions.lines import pieces
from studio.media.captions.pacing import paced
from studio.media.captions.sense import words as small_words

NARRATION = {
    "en": "On the cliff above the harbour stands a lighthouse that has guided ships home for a hundred "
    "years. Today it bakes bread. Every morning at five, Anna lights the oven and the whole coast wakes up "
    "to the smell of fresh rye. Come in, sit down, and watch the tide.",
    "de": "Auf der Klippe über dem Hafen steht ein Leuchtturm, der seit hundert Jahren Schiffe nach Hause "
    "bringt. Heute backt er Brot. Jeden Morgen um fünf heizt Anna den Ofen an, und die ganze Küste wacht auf "
    "mit dem Duft von frischem Roggenbrot.",
    "it": "Sulla scogliera sopra il porto c'è un faro che da cent'anni guida le navi verso casa. Oggi cuoce "
    "il pane. Ogni mattina alle cinque Anna accende il forno e tutta la costa si sveglia col suo profumo.",
    "es": "En el acantilado, sobre el puerto, hay un faro que lleva cien años guiando los barcos a casa. "
    "Hoy hornea pan. Cada mañana a las cinco, Anna enciende el horno y toda la costa se despierta.",
    "fr": "Sur la falaise, au-dessus du port, se dresse un phare qui guide les bateaux depuis cent ans. "
    "Aujourd’hui, il fait du pain. Chaque matin à cinq heures, Anna allume le four et la côte se réveille.",
}


def spoken(text: str, characters: float = 15.0) -> list[Word]:
    return paced(text, 0.5, 0.5 + len(text) / characters)


def heard(cue: Cue, words: list[Word]) -> list[Word]:
    """The words of a cue, found by its text."""
    said = [word.text for word in words]
    mine = cue.text.split(" ")
    at = next(at for at in range(len(said)) if said[at : at + len(mine)] == mine)
    return words[at : at + len(mine)]


@pytest.mark.parametrize("language", NARRATION)
def test_cues_come_with_their_words_and_can_be_read(language: str) -> None:
    words = spoken(NARRATION[language])
    cues = cued(words, language=language)
    assert " ".join(cue.text for cue in cues) == NARRATION[language]
    for cue in cues:
        mine = heard(cue, words)
        assert 0 <= cue.start - 1000 * mine[0].start + 10 <= LATE + 10
        assert cue.end >= 1000 * mine[-1].end
        assert SHORTEST <= cue.end - cue.start <= LONGEST
        assert 1000 * reach(cue.text) / (cue.end - cue.start) <= FASTEST
        assert len(cue.lines) <= 2
        assert all(len(line) <= 42 for line in cue.lines)
    for one, other in pairwise(cues):
        assert other.start - one.end >= 70


@pytest.mark.parametrize("language", NARRATION)
def test_no_line_ends_with_a_word_that_belongs_to_the_next(language: str) -> None:
    known = small_words(language)
    for longest in (38, 42):
        lines = [
            line
            for cue in cued(spoken(NARRATION[language]), language=language, longest=longest)
            for line in cue.lines
        ]
        particles = {"auf", "an"}  # of verbs: wacht auf, heizt an
        hang = (known.binds | known.leads) - particles
        assert not [line for line in lines if line.split(" ")[-1].lower() in hang]


def test_a_sentence_that_fits_stands_alone() -> None:
    assert "Today it bakes bread." in [cue.text for cue in cued(spoken(NARRATION["en"]))]


def test_lines_are_even_and_break_before_a_preposition() -> None:
    text = "We bake all of our bread in the old lighthouse above the sea."
    assert cued(spoken(text))[0].lines == ("We bake all of our bread", "in the old lighthouse above the sea.")


def test_words_with_a_hyphen_are_read_as_one() -> None:
    text = "Prenez un rendez-vous qui donne le sourire. Clair, à Lyon."
    assert cued(spoken(text), language="fr")[0].lines == (
        "Prenez un rendez-vous", "qui donne le sourire. Clair, à Lyon.",
    )  # fmt: skip


def test_no_cue_reaches_across_a_long_pause_after_a_sentence() -> None:
    words = [*paced("Hello.", 0, 0.4), *paced("Come in.", 0.4 + LONG_PAUSE / 1000, 2.2)]
    first, second = cued(words)
    assert first.text == "Hello."
    assert second.text == "Come in."
    assert first.end - first.start >= SHORTEST
    near = [*paced("Hello.", 0, 0.4), *paced("Come in.", 0.6, 1.2)]
    assert [cue.text for cue in cued(near)] == ["Hello. Come in."]


def test_each_cue_holds_one_voice() -> None:
    words = [*paced("Is it fresh?", 0, 1.0, voice="he"), *paced("From this morning.", 1.1, 2.4, voice="she")]
    assert [cue.text for cue in cued(words)] == ["Is it fresh?", "From this morning."]


def test_two_frames_lie_between_cues_where_nobody_speaks() -> None:
    more = "and it has been so ever since the first of us came here."
    words = [*paced(f"The bread is warm, {more}", 0, 4), *paced(f"The sea is cold, {more}", 4.3, 8.5)]
    for fps, gap in ((24, 90), (30, 70), (50, 40)):
        first, second = cued(words, fps=fps)
        assert second.start - first.end == gap


def test_nothing_stays_longer_than_the_film() -> None:
    assert cued(paced("Open from six.", 8.8, 9.5), until=9.8)[-1].end == 9800


def test_upright_films_have_shorter_lines() -> None:
    cues = cued(spoken(NARRATION["en"]), longest=28)
    assert max(len(line) for cue in cues for line in cue.lines) <= 28


@pytest.mark.parametrize(
    "text",
    [
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik",
        "x" * 500,
        "面包师每天早上五点点燃烤箱，整个海岸都在新鲜黑麦面包的香味中醒来。",
        "ขนมปังอบใหม่ทุกเช้าที่ประภาคารเก่าเหนือท่าเรือของเราตั้งแต่หนึ่งร้อยปีก่อน",
        "e" + "\u0301" * 300,
    ],
)
def test_what_has_no_spaces_is_broken_and_kept_whole(text: str) -> None:
    cues = cued(paced(text, 0, len(text) / 10))
    lines = [line for cue in cues for line in cue.lines]
    assert all(reach(line) <= 42 for line in lines)
    assert "".join(lines).replace("-", "") == text.replace("e\u0301", "é")


def test_words_of_chinese_stand_without_spaces() -> None:
    words = [Word(text, number, number + 0.5) for number, text in enumerate(["你", "好", "世界"])]
    assert cued(words)[0].lines == ("你好世界",)


def test_sentences_of_chinese_end_where_their_marks_are() -> None:
    text = (
        "今天它烤面包。每天早上五点，安娜点燃烤箱，整个海岸都在黑麦面包的香味中醒来。请进，坐下，看潮水。" * 2
    )
    cues = cued(paced(text, 0, 30), language="zh")
    assert "".join("".join(cue.lines) for cue in cues) == text
    assert sum(cue.text.endswith(("。", "，")) for cue in cues) >= len(cues) - 1


@some.composite
def speech(draw: some.DrawFn) -> list[Word]:
    """Words as people say them: none of them all too short, some with pauses in front."""
    at, found = draw(some.floats(0, 3)), []
    letters = some.text("abcdefghijklmnopqrstuvwxyzäéñ'’-", min_size=1, max_size=13)
    for _ in range(draw(some.integers(1, 60))):
        text = draw(letters) + draw(some.sampled_from(["", "", "", "", ",", ".", "?", ":"]))
        start = at + draw(some.sampled_from([0.0, 0.0, 0.02, 0.2, 0.6, 1.2, 4.0]))
        at = start + 0.1 + len(text) / 16
        found.append(Word(text, start, at))
    return found


@settings(max_examples=60, deadline=None)
@given(
    speech(), some.sampled_from(["en", "de", "it", "es", "fr", "ja"]), some.sampled_from([24.0, 25.0, 30.0])
)
def test_whatever_is_said_is_shown_when_it_is_said(words: list[Word], language: str, fps: float) -> None:
    cues = cued(words, language=language, fps=fps)
    said = pieces(words, language, 42)
    shown = iter(said)
    for cue in cues:
        assert 1 <= len(cue.lines) <= 2
        assert all(0 < reach(line) <= 42 for line in cue.lines)
        left = "".join(cue.lines).replace(" ", "")
        mine = []
        while left:
            piece = next(shown)
            assert left.startswith(piece.text)
            left = left.removeprefix(piece.text)
            mine.append(piece)
        assert -10 <= cue.start - mine[0].start <= LATE
        assert cue.end >= mine[-1].end
        assert cue.end - cue.start >= SHORTEST
        assert cue.end - cue.start <= max(LONGEST, math.ceil(mine[-1].end / 10) * 10 - cue.start)
        pauses = [other.start - one.end for one, other in pairwise(mine) if one.ends]
        assert not [pause for pause in pauses if pause >= LONG_PAUSE]
    assert next(shown, None) is None
    for one, other in pairwise(cues):
        assert other.start - one.end >= 70


@settings(max_examples=60, deadline=None)
@given(
    some.lists(
        some.builds(
            Word,
            some.text(max_size=60),
            some.floats(-5, 100),
            some.floats(-5, 100),
            some.booleans(),
            some.sampled_from(["", "a", "b"]),
        ),
        max_size=30,
    )
)
def test_words_in_any_disorder_make_cues_in_order(words: list[Word]) -> None:
    cues = cued(words)
    for cue in cues:
        assert cue.start < cue.end
        assert all(reach(line) <= 42 for line in cue.lines)
    assert all(one.end < other.start for one, other in pairwise(cues))


def test_nothing_said_is_nothing_shown() -> None:
    assert cued([]) == []
    assert cued([Word("\u200b", 0, 1), Word(" ", 1, 2)]) == []


def test_a_cue_holds_no_words_of_two_pictures_and_is_gone_when_its_own_is() -> None:
    first = [Word("For", 0.5, 0.7, until=1.5), Word("families.", 0.7, 1.3, ends=True, until=1.5)]
    second = [Word("Bread,", 1.6, 2.0, until=4.0), Word("too.", 2.0, 2.4, ends=True, until=4.0)]
    apart = cued([*first, *second])
    assert [cue.text for cue in apart] == ["For families.", "Bread, too."]
    assert apart[0].end == 1500
    # Words that are still being said are read to their end.
    late = [Word("For", 0.5, 0.7, until=1.2), Word("families.", 0.7, 1.3, ends=True, until=1.2)]
    assert cued([*late, *second])[0].end == 1300

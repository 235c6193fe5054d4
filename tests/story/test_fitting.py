"""Speech is fitted into its time, by the gentlest means that helps, and never said to be where it is not."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.story.fitting import FASTEST, FIRST, LAST, TIGHT, Fitted, fitted
from studio.story.grammar import Beat, Brief, Line

FPS = 24


def measure(text: str, speed: float, speaker: str = "") -> float:
    """Half a second for each word; old people take their time."""
    return (1.0 if speaker == "elder" else 0.5) * len(text.split()) / speed


def words(count: int) -> str:
    return " ".join(["word"] * count)


def beats(*lines: list[Line]) -> list[Beat]:
    return [Beat(id=f"{at:02d}", role="benefit", lines=each) for at, each in enumerate(lines, 1)]


def fit(told: list[Beat], *seconds: float, mode: str = "hard") -> Fitted:
    ends = [round(sum(seconds[: at + 1]) * FPS) for at in range(len(seconds))]
    spans = list(zip([0, *ends[:-1]], ends, strict=True))
    brief = Brief(text="x", frames=ends[-1], fps=FPS, mode=mode)  # type: ignore[arg-type]
    return fitted(told, brief, spans, measure)


def spoken(result: Fitted) -> list[Line]:
    return [line for beat in result.beats for line in beat.lines]


def test_what_fits_is_left_alone() -> None:
    result = fit(beats([Line(text=words(4))], [Line(text=words(4))]), 4, 4)
    assert (result.speed, result.pauses, result.notes) == (1.0, 1.0, [])
    first, second = spoken(result)
    assert first.start >= round(FIRST * FPS)
    assert first.end - first.start == 2 * FPS
    assert first.end <= 4 * FPS <= second.start
    assert second.end <= 8 * FPS - LAST * FPS


def test_who_speaks_slowly_has_the_time_for_it() -> None:
    said = Line(text=words(4), speaker="elder")
    [line] = [line for beat in fit(beats([said]), 8).beats for line in beat.lines]
    assert (line.end - line.start) / FPS == pytest.approx(4, abs=0.05)
    assert "there was no time" in fit(beats([said]), 3).notes[-1]


def test_pauses_are_tightened_first() -> None:
    result = fit(beats([Line(text=words(2)), Line(text=words(2))], [Line(text=words(2))]), 2.6, 3)
    assert result.speed == 1.0
    assert result.pauses < 1
    assert result.notes == ["pauses were tightened"]


def test_then_it_is_spoken_faster_and_no_faster_than_needed() -> None:
    result = fit(beats([Line(text=words(6))], [Line(text=words(2))]), 2.95, 4)
    assert 1 < result.speed <= FASTEST
    assert any("faster" in note for note in result.notes)
    assert not any("wording" in note for note in result.notes)


def test_then_other_words_are_taken_only_where_they_are_needed() -> None:
    long = Line(text=words(10), shorter=[words(6), words(2)])
    result = fit(beats([long], [long]), 3.6, 8)
    assert [len(line.text.split()) for line in spoken(result)] == [6, 10]
    assert any("one line took a shorter wording" in note for note in result.notes)


def test_lines_that_may_go_do_so_last() -> None:
    told = beats([Line(text=words(4)), Line(text=words(4), optional=True)])
    result = fit(told, 3.2)
    assert [line.text for line in spoken(result)] == [words(4)]
    assert "one line was left out" in result.notes


def test_a_line_that_may_go_does_so_before_another_is_cut_to_the_bare_name() -> None:
    told_beats = beats([Line(text=words(4), shorter=["Fade."]), Line(text=words(4), optional=True)])
    brief = Brief(text="x", frames=72, fps=FPS, name="Fade")
    assert [line.text for line in spoken(fitted(told_beats, brief, [(0, 72)], measure))] == [words(4)]


def test_a_film_may_grow_only_if_its_length_was_not_meant_exactly() -> None:
    told = beats([Line(text=words(12))], [Line(text=words(2))])
    grown = fit(told, 3, 3, mode="soft")
    assert grown.frames > 6 * FPS
    assert grown.spans[-1][1] == grown.frames
    assert grown.spans[0][1] == grown.spans[1][0]
    assert [line.text for line in spoken(grown)] == [words(12), words(2)]
    assert any("longer" in note for note in grown.notes)
    kept = fit(told, 3, 3)
    assert kept.frames == 6 * FPS
    assert [line.text for line in spoken(kept)] == [words(2)]
    assert any(f"no time to say “{words(12)}”" in note for note in kept.notes)


def test_a_beat_without_words_is_silence() -> None:
    result = fit(beats([Line(text=words(2))], [], [Line(text=words(2))]), 3, 3, 3)
    first, last = spoken(result)
    assert first.end < 3 * FPS
    assert last.start >= 6 * FPS


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.floats(1.0, 8.0), st.lists(st.integers(1, 14), max_size=3), st.booleans()),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["hard", "soft"]),
)
@example([(1.0, [], False), (1.0, [1, 1], False), (1.0, [1], False)], "soft")
def test_no_line_runs_into_another_or_out_of_its_room(
    told: list[tuple[float, list[int], bool]], mode: str
) -> None:
    told_beats = beats(
        *[
            [
                Line(text=words(count), shorter=[words(1)] if count > 3 else [], optional=optional)
                for count in counts
            ]
            for _, counts, optional in told
        ]
    )
    result = fit(told_beats, *[seconds for seconds, _, _ in told], mode=mode)
    if mode == "hard":
        assert result.frames == round(sum(seconds for seconds, _, _ in told) * FPS)
    at = 0
    for (begin, end), beat in zip(result.spans, result.beats, strict=True):
        for line in beat.lines:
            assert line.start >= max(at, begin)
            assert line.end - line.start == pytest.approx(measure(line.text, result.speed) * FPS, abs=1)
            assert line.end <= end + TIGHT.over * FPS + 1
            at = line.end
    if at:
        assert at <= result.frames - LAST * FPS + 1
        assert next(line.start for line in spoken(result)) >= round(FIRST * FPS)

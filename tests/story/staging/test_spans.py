"""Beats share the bars of a film by what they weigh, need and say."""

import random

from studio.story.grammar import Beat, Line
from studio.story.staging.bars import grid
from studio.story.staging.spans import kept, spans


def told(*weights: float) -> list[Beat]:
    return [Beat(id=str(number), role="benefit", weight=weight) for number, weight in enumerate(weights)]


def test_time_goes_by_weight() -> None:
    found = spans(told(1, 2, 1), grid(720, 24, 0.3), [0, 0, 0])
    assert [span.steps for span in found] == [3, 6, 3]


def test_every_beat_has_what_it_needs() -> None:
    made = grid(720, 24, 0.3)
    found = spans(told(1, 8, 1), made, [150, 0, 200])
    assert made.lasts(found[0].first, found[0].end) >= 150
    assert made.lasts(found[2].first, found[2].end) >= 200


def test_spans_follow_one_another_and_fill_the_film() -> None:
    draw = random.Random(3)
    for _ in range(300):
        made = grid(round(draw.uniform(2, 900) * 24), 24, draw.random())
        beats = told(*(draw.uniform(0.1, 5) for _ in range(draw.randint(1, 12))))
        left = kept(beats, made)
        found = spans(left, made, [draw.randint(0, 200) for _ in left])
        assert [span.first for span in found] == [0, *(span.end for span in found[:-1])]
        assert found[-1].end == made.steps
        assert all(span.steps >= 1 for span in found)
        assert [left[0], left[-1]] == [beats[0], beats[-1]][-len(left) :] if len(left) > 1 else True


def test_what_a_person_says_is_kept_though_another_beat_weighs_more() -> None:
    beats = told(1, 1, 3, 3, 1)
    beats[1].lines.append(Line(text="We bake.", speaker="baker"))
    short = grid(108, 24, 0.3)
    assert short.steps == 4
    assert [beat.id for beat in kept(beats, short)] == ["0", "1", "2", "4"]


def test_beats_hold_the_lines_they_say() -> None:
    made = grid(720, 24, 0.3)
    beats = told(1, 1, 1)
    times = [(10, 330), (345, 500), (505, 700)]
    said = [
        beat.model_copy(update={"lines": [Line(text="…", start=start, end=end)]})
        for beat, (start, end) in zip(beats, times, strict=True)
    ]
    plain, around = spans(beats, made, [0] * 3), spans(said, made, [0] * 3)
    assert made.at(plain[0].end) == 240
    # No bar lies between the lines, so the nearest one is taken.
    bar = 720 / made.steps
    for span, (_, end), (start, _) in zip(around, times, times[1:], strict=False):
        assert end - bar / 2 <= made.at(span.end) <= start + bar / 2

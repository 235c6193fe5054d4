"""Pieces on paper: themes return, harmony leads home, energy is heard, no two seeds are alike."""

from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from random import Random

import pytest

from studio.render.music import MOODS, Score, Section, arc
from studio.render.music.choosing import chosen
from studio.render.music.composing import written
from studio.render.music.grooves import GROOVES
from studio.render.music.notes import BAR, BEAT, STEP, Note, Piece, Span
from studio.render.music.performing import swung
from studio.render.music.score import ROLES
from studio.render.music.synthesis.band import BAND

SEEDS = range(1, 7)
FILM = (
    Section(2, 0.3, "intro"),
    Section(4, 0.6, "build"),
    Section(4, 0.9, "lift"),
    Section(2, 0.25, "calm"),
    Section(3, 0.6, "proof"),
    Section(1, 0.7, "button"),
)


def composed(mood: str, seed: int = 1) -> Piece:
    """Forty seconds."""
    return written(Score(40, FILM, mood, seed))


def part(piece: Piece, name: str) -> list[Note]:
    """The notes of a part."""
    return [note for note in piece.notes if note.part == name]


def under(piece: Piece, note: Note) -> Span:
    """The chord a note was written over; hands are a little early or late."""
    tick = STEP * round(note.start / STEP)
    return piece.spans[max(0, bisect_right(piece.spans, tick, key=lambda span: span.start) - 1)]


@pytest.mark.parametrize("mood", MOODS)
def test_notes_are_playable_and_within_the_piece(mood: str) -> None:
    for seed in SEEDS:
        piece = composed(mood, seed)
        assert piece.notes == tuple(sorted(piece.notes))
        for note in piece.notes:
            assert 0 <= note.start < piece.ticks
            assert note.length > 0
            assert note.end <= piece.ticks
            assert 0 < note.velocity <= 1
            assert note.instrument in BAND
            assert 24 <= note.pitch <= 108
        assert all(28 <= note.pitch <= 52 for note in part(piece, "bass"))


@pytest.mark.parametrize("mood", MOODS)
def test_what_is_heard_of_the_melody_belongs_to_its_chord(mood: str) -> None:
    strong = wrong = hanging = 0
    for seed in SEEDS:
        piece = composed(mood, seed)
        for note in part(piece, "lead"):
            span = under(piece, note)
            tones = span.chord.classes(piece.key)
            if STEP * round(note.start / STEP) % (2 * BEAT) == 0:
                strong += 1
                wrong += note.pitch % 12 not in tones
            over = under(piece, note._replace(start=note.end - BEAT // 4))
            hanging += over is not span and note.pitch % 12 not in over.chord.classes(piece.key)
    assert strong > 60
    assert wrong == 0
    assert hanging <= 0.01 * strong


@pytest.mark.parametrize("mood", MOODS)
def test_the_melody_sings(mood: str) -> None:
    """Mostly steps and thirds, few repetitions, leaps that turn back, within what a voice can do."""
    moves: list[int] = []
    leaps = turned = 0
    for seed in SEEDS:
        lead = part(composed(mood, seed), "lead")
        near = [after.pitch - note.pitch for note, after in pairwise(lead) if after.start - note.end < BAR]
        moves += near
        for one, other in pairwise(near):
            if abs(one) > 7:
                leaps += 1
                turned += one * other <= 0
        pitches = [note.pitch for note in lead]
        assert max(pitches) - min(pitches) <= 22
    assert sum(abs(move) <= 4 for move in moves) > 0.7 * len(moves)
    assert sum(move == 0 for move in moves) < 0.25 * len(moves)
    assert sum(abs(move) > 9 for move in moves) < 0.02 * len(moves)
    assert turned >= 0.6 * leaps - 1


@pytest.mark.parametrize("mood", MOODS)
def test_the_theme_is_stated_comes_back_and_is_varied(mood: str) -> None:
    returned = varied = 0
    for seed in SEEDS:
        head = chosen(Score(40, FILM, mood, seed)).theme.head
        piece = composed(mood, seed)
        shapes = [_shape(piece, bar, mood, seed) for bar in range(15)]
        same = [bar for bar, (onsets, _) in enumerate(shapes) if onsets == head.onsets]
        lines = {tuple(line) for bar, (_, line) in enumerate(shapes) if bar in same}
        returned += any(bar < 2 for bar in same) and any(6 <= bar < 10 for bar in same)
        varied += len(lines) > 1 or any(set(head.onsets) < set(onsets) for onsets, _ in shapes)
    assert returned >= len(SEEDS) - 1
    assert varied >= len(SEEDS) - 1


def _shape(piece: Piece, bar: int, mood: str, seed: int) -> tuple[tuple[int, ...], list[int]]:
    """The rhythm of the melody in a bar, in sixteenths, and its moves."""
    begin = bar * BAR - STEP // 2
    notes = [note for note in part(piece, "lead") if begin <= note.start < begin + BAR]
    groove = GROOVES[chosen(Score(40, FILM, mood, seed)).groove]
    grid = [swung(bar * BAR + place * STEP, groove) for place in range(16)]
    onsets = tuple(min(range(16), key=lambda place: abs(grid[place] - note.start)) for note in notes)
    return onsets, [after.pitch - note.pitch for note, after in pairwise(notes)]


@pytest.mark.parametrize("mood", MOODS)
def test_it_ends_at_home(mood: str) -> None:
    for seed in SEEDS:
        piece = composed(mood, seed)
        *_, before, last = piece.spans
        assert last.start == piece.hit == 15 * BAR
        assert last.chord.tones[0].degree == 0
        assert before.chord.function in ("dominant", "subdominant")
        assert last.bass % 12 == piece.key.tonic
        final = part(piece, "lead")[-1]
        assert (final.pitch - piece.key.tonic) % 12 in (0, 3, 4)
        rung = [note for note in piece.notes if note.start >= piece.hit - STEP // 2]
        assert {note.part for note in rung} >= {"lead", "chords", "bass"}
        assert all(note.start < piece.hit + BEAT // 2 for note in rung)


@pytest.mark.parametrize("mood", MOODS)
def test_it_has_an_arc(mood: str) -> None:
    piece = composed(mood, 3)

    def weight(first: int, last: int) -> float:
        inside = [note for note in piece.notes if first * BAR <= note.start < last * BAR]
        return sum(note.velocity for note in inside) / (last - first)

    assert weight(6, 10) > 1.5 * weight(0, 2)
    assert weight(6, 10) > 1.3 * weight(10, 12)
    assert weight(12, 15) > weight(10, 12)


@pytest.mark.parametrize("mood", MOODS)
def test_seeds_are_different_pieces(mood: str) -> None:
    made = [chosen(Score(40, FILM, mood, seed)) for seed in range(1, 13)]
    assert len({(one.theme.head.onsets, one.theme.head.steps) for one in made}) >= 10
    assert len({(one.key, one.verses, one.lift) for one in made}) >= 10
    assert len({one.key.tonic for one in made}) >= 3
    assert len({one.band["lead"] for one in made}) >= 2
    if mood != "tender":
        assert len({one.groove for one in made}) >= 2
    counted = [Counter((note.part, note.start) for note in composed(mood, seed).notes) for seed in (1, 2)]
    shared = sum((counted[0] & counted[1]).values())
    assert shared < 0.5 * max(sum(one.values()) for one in counted)


def test_moods_differ_in_all_that_makes_a_mood() -> None:
    made = {mood: [chosen(Score(40, FILM, mood, seed)) for seed in SEEDS] for mood in MOODS}
    minor = {mood for mood, several in made.items() if all(one.key.scale[2] == 3 for one in several)}
    assert minor == {"driving", "serious", "mysterious"}
    tempos = [made[mood][0].mood.tempo[1] for mood in MOODS]
    assert len(set(tempos)) == len(MOODS)
    bands = [
        frozenset(name for names in made[mood][0].mood.band.values() for name in names) for mood in MOODS
    ]
    assert len(set(bands)) == len(MOODS)
    grooves = [frozenset(made[mood][0].mood.grooves) for mood in MOODS]
    assert len(set(grooves)) == len(MOODS)


@pytest.mark.parametrize(
    ("seconds", "bars"), [(2, 1), (2, 0.5), (3, 1.5), (5, 2.5), (60, 1), (20, 40), (180, 75), (33, 16.5)]
)
def test_any_number_of_bars_in_any_time(seconds: float, bars: float) -> None:
    for sections in (arc(bars), (Section(bars, 0.7, "proof"),), (Section(bars, 0.5, "button"),)):
        piece = written(Score(seconds, sections, "warm", 2))
        assert piece.ticks == round(bars * piece.pulse * BAR)
        assert piece.sample(piece.ticks) == piece.samples == round(seconds * 48_000)
        assert piece.spans[-1].end == piece.ticks
        assert all(one.end == other.start for one, other in pairwise(piece.spans))
        assert any(note.start < BEAT // 4 for note in piece.notes)
        pace = 240 * bars * piece.pulse / seconds
        assert 50 < pace < 150


def test_whatever_is_asked_for_is_composed() -> None:
    chance = Random(7)
    for _ in range(60):
        lengths = [
            chance.choice((0.5, 1, 2, 3.5, chance.uniform(0.1, 9))) for _ in range(chance.randint(1, 6))
        ]
        sections = tuple(Section(bars, chance.random(), chance.choice(ROLES)) for bars in lengths)
        seconds = chance.choice((0.3, 2, 7.007, 30, 61))
        piece = written(Score(seconds, sections, chance.choice(MOODS), chance.randrange(10**9)))
        assert piece.spans[0].start == 0
        assert piece.spans[-1] == (piece.hit, piece.ticks, *piece.spans[-1][2:])
        assert all(one.start < one.end == other.start for one, other in pairwise(piece.spans))
        assert all(0 <= note.start < note.end <= piece.ticks for note in piece.notes)


def test_an_hour_is_composed_in_the_end() -> None:
    piece = written(Score(3600, arc(1350), "warm", 1))
    leads = [note for note in piece.notes if note.part == "lead"]
    silent = max(after.start - note.end for note, after in pairwise(leads))
    assert silent < 12 * BAR
    assert len({(note.pitch, note.start % (4 * BAR)) for note in leads}) > 200

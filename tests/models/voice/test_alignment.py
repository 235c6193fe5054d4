"""Which sound belongs to which word, and when it is made, where a voice does not say."""

from pathlib import Path

import numpy as np
import pytest

from studio.models.voice import alignment, delivery, espeak, guessing, sentences
from studio.models.voice.pieces import Sound, divided
from studio.models.voice.reading import parts, tokens
from studio.models.voice.speech import Speech


def test_sounds_find_their_words_though_some_change_in_a_sentence() -> None:
    apart = [["b", "ih", "g"], ["dh", "iy"], ["s", "iy"]]
    assert alignment.owned(["b", "ih", "g", "dh", "ax", "s", "iy"], apart) == [0, 0, 0, 1, 1, 2, 2]
    assert alignment.owned(["b", "ih", "dh", "ax", "s", "iy", "z"], apart) == [0, 0, 1, 1, 2, 2, 2]
    assert alignment.owned(["x", "b", "ih", "g", "dh", "iy", "s", "iy"], apart)[:2] == [0, 0]


@pytest.mark.parametrize(
    ("count", "weights", "shares"),
    [(6, [1, 1, 1], [2, 2, 2]), (4, [2, 3], [2, 2]), (2, [5, 5, 5], [1, 1, 0]), (0, [1, 2], [0, 0])],
)
def test_shares_go_by_letters_and_leave_nobody_out_while_there_are_any(
    count: int, weights: list[float], shares: list[int]
) -> None:
    sounds = [Sound("a", at, at + 1, 0) for at in range(count)]
    found = divided(sounds, weights)
    assert [len(share) for share in found] == shares
    assert [one for share in found for one in share] == sounds


def test_phrases_are_cut_at_the_silences_where_they_are_expected() -> None:
    rate = 1000
    samples = np.zeros(3000, np.float32)
    for start, end in ((100, 900), (960, 1000), (1300, 2000), (2060, 2800)):
        samples[start:end] = np.sin(np.arange(end - start))
    runs = alignment.runs(samples, rate)
    assert runs == [(100, 900), (960, 1000), (1300, 2000), (2060, 2800)]
    assert alignment.spans(runs, [0.4, 0.6]) == [(100, 1000), (1300, 2800)]
    assert alignment.spans(runs, [1.0]) == [(100, 2800)]
    assert alignment.spans([], [0.5, 0.5]) == [(0, 0), (0, 0)]
    assert alignment.runs(np.zeros(100, np.float32), rate) == []


TEXT = "Follow the smell of the sea, past the old harbour, and bring your friends to us every single day."


def test_guessed_times_are_near_to_those_a_voice_tells() -> None:
    """The sentence is said by one voice, whose times are known, and guessed by those of another."""
    teller = espeak.create()
    if not teller:
        pytest.skip("no eSpeak NG")
    said = teller.speak(Speech(TEXT, voice="en-gb+f2", polish=False), Path("said.wav"))
    misses = np.abs(np.array(guessed(said.sound)) - np.array([word.start for word in said.words]))
    assert np.median(misses) < 0.035
    assert misses.max() < 0.15


def test_times_are_guessed_without_any_other_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    teller = espeak.create()
    if not teller:
        pytest.skip("no eSpeak NG")
    said = teller.speak(Speech(TEXT, polish=False), Path("said.wav"))
    monkeypatch.setattr(espeak, "create", lambda: None)
    misses = np.abs(np.array(guessed(said.sound)) - np.array([word.start for word in said.words]))
    assert np.median(misses) < 0.08


def guessed(sound: Path) -> list[float]:
    """When each word begins, from the sound and the text alone."""
    from studio.models.voice import recordings

    samples, rate = recordings.read(sound, "somebody")
    assert rate == delivery.RATE
    (sentence,) = sentences.sentences(parts.phrases(tokens.words(TEXT), "en", {}))
    found = []
    before = 0
    for piece, phrase in zip(guessing.timed(sentence, samples, rate, "en"), sentence.phrases, strict=True):
        for number in range(len(phrase.parts)):
            own = [one for one in piece.sounds if one.part == number]
            found.append((before + own[0].start) / rate)
        before += len(piece.samples)
    return found

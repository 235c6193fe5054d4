"""Every instrument begins and ends in silence, is in tune, has overtones, and is neither harsh nor slow."""

from typing import Any

import numpy as np
import pytest
from tests import sounds
from tests.render.music.pieces import of_notes

from studio.render.music import RATE
from studio.render.music.notes import BAR, Note
from studio.render.music.synthesis.band import BAND
from studio.render.music.synthesis.playing import Player, Sounding
from studio.render.music.synthesis.touch import Touch
from studio.render.music.theory import Key

DRUMS = (
    *("kick", "snare", "brush", "rim", "clap", "snap", "hat", "shaker", "tambourine"),
    *("tom", "timpani", "ride", "crash", "swell", "boom"),
)
TUNED = [name for name in BAND if not any(drum in name for drum in DRUMS)]
SLOW = ("pad", "strings", "choir")
SECONDS = 0.7


def pitch_for(name: str) -> int:
    """A note in the middle of what it plays."""
    return 40 if "bass" in name or "tom" in name or name == "timpani" else 67


def made(name: str, force: float = 0.8, seconds: float = SECONDS) -> Any:
    """A note as the instrument makes it, a row for each channel."""
    hertz = 440 * 2 ** ((pitch_for(name) - 69) / 12)
    touch = Touch(hertz, seconds, force, np.random.default_rng(3))
    return np.atleast_2d(BAND[name].sound(touch).T).astype(np.float64)


def played(name: str, velocity: float = 0.8) -> Sounding:
    """A note as it comes onto the desk."""
    note = Note(BAR // 2, BAR // 4, pitch_for(name), velocity, "lead", name)
    return next(iter(Player().sounds(of_notes([note]), [note])))


@pytest.mark.parametrize("name", BAND)
def test_a_note_begins_and_ends_without_a_click(name: str) -> None:
    wave = np.atleast_2d(played(name).wave).astype(np.float64)
    loud = np.abs(wave).max()
    assert np.isfinite(wave).all()
    assert np.abs(wave[:, 0]).max() < 0.02 * loud
    assert np.abs(wave[:, -1]).max() < 0.002 * loud
    edges = np.abs(np.diff(wave, axis=1))
    assert edges[:, -48:].max() < 0.02 * max(edges.max(), 0.02 * loud)


@pytest.mark.parametrize("name", BAND)
def test_a_note_has_no_offset_and_nothing_that_is_harsh(name: str) -> None:
    wave = made(name)
    assert np.abs(wave.mean(axis=1)).max() < 0.004 * np.abs(wave).max()
    powers = np.abs(np.fft.rfft(wave)) ** 2
    hertz = np.fft.rfftfreq(wave.shape[1], 1 / RATE)
    assert powers[:, hertz > 14_000].sum() < 0.04 * powers.sum()
    assert powers[:, hertz > 16_000].sum() < 0.003 * powers.sum()
    assert powers[:, hertz < 15].sum() < 0.002 * powers.sum()


@pytest.mark.parametrize("name", TUNED)
def test_a_note_is_in_tune_and_no_bare_sine(name: str) -> None:
    wave = made(name, seconds=1.5)[0]
    hertz = 440 * 2 ** ((pitch_for(name) - 69) / 12)
    body = wave[RATE // 20 : RATE]
    at = [hertz * number for number in range(1, 4)]
    harmonic = max(at, key=lambda one: sounds.strength(body, RATE, one))
    wide = 25 if any(word in name for word in (*SLOW, "brass", "spiccato", "lead")) else 8
    assert abs(sounds.cents(sounds.pitch(body, RATE, harmonic), harmonic)) < wide
    powers = np.abs(np.fft.rfft(wave * np.hanning(len(wave)))) ** 2
    frequencies = np.fft.rfftfreq(len(wave), 1 / RATE)
    others = powers[np.abs(frequencies - harmonic) > 0.2 * hertz].sum()
    assert others > 10 ** (-32 / 10) * powers.sum()


@pytest.mark.parametrize("name", [name for name in BAND if name != "swell"])
def test_a_note_is_there_when_it_is_due(name: str) -> None:
    envelope = np.abs(made(name, seconds=1.2)).max(axis=0)
    heard = int(np.argmax(envelope > 0.1 * envelope.max())) / RATE
    limit = 0.14 if any(word in name for word in SLOW) else 0.03 if name in TUNED else 0.012
    assert heard < limit


@pytest.mark.parametrize("name", BAND)
def test_harder_is_louder_and_takes_are_the_same_every_time(name: str) -> None:
    soft, hard = played(name, 0.3), played(name, 0.95)
    assert hard.left**2 + hard.right**2 > 4 * (soft.left**2 + soft.right**2)
    again = played(name, 0.95)
    assert np.array_equal(hard.wave, again.wave)


def test_instruments_are_equally_loud_before_they_are_balanced() -> None:
    levels = []
    for name in TUNED:
        wave = np.atleast_2d(played(name).wave)
        levels.append(10 * np.log10(np.mean(np.square(wave), axis=1).sum() + 1e-12))
    assert np.std(levels) < 5


def test_a_drum_is_never_struck_twice_alike() -> None:
    notes = [Note(tick, 120, 60, 0.8, "drums", "snare") for tick in (0, 480, 960)]
    one, two, three = (sounding.wave for sounding in Player().sounds(of_notes(notes), notes))
    assert not np.allclose(one, two)
    assert not np.allclose(two, three)


def test_a_key_has_a_name() -> None:
    assert Key(9, "minor").name == "A minor"
    assert Key(3, "major").name == "E♭ major"

"""What is chosen for a piece before a note of it is written."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from studio.render.music.mood import Mood
from studio.render.music.notes import Part
from studio.render.music.repertoire import REPERTOIRE
from studio.render.music.score import Role, Score
from studio.render.music.theme import Theme, invented
from studio.render.music.theory import Key

_FULL = 0.9
"""From so legato a melody on, chords have four voices."""


@dataclass(frozen=True)
class Choices:
    """What chance made of a mood.

    Attributes:
        mood: The mood.
        key: The key.
        verses: Two progressions for most of it.
        lift: The progression for where it lifts.
        turn: The bar that leads into a lift.
        cadence: How it ends.
        voices: How many voices chords have.
        theme: What the melody is made of.
        groove: The groove.
        bass: How the bass goes.
        comping: How chords are played.
        motion: How chords are broken.
        band: What plays each part.
        second: What plays the melody when it comes back.
        opening: The part that begins.
        stops: Whether all stop for a beat in front of a lift.
        space: The room it is played in.
    """

    mood: Mood
    key: Key
    verses: tuple[str, str]
    lift: str
    turn: str
    cadence: str
    voices: int
    theme: Theme
    groove: str
    bass: str
    comping: str
    motion: str
    band: dict[Part, str]
    second: str
    opening: Part
    stops: bool
    space: str

    def loop(self, role: Role, number: int) -> str:
        """The progression of a phrase.

        Args:
            role: What its section is for.
            number: Its number in the section.
        """
        if role == "lift":
            return self.lift if number % 4 != 3 else self.verses[0]
        if role in ("calm", "proof"):
            return (self.verses[1], self.verses[0], self.lift, self.verses[0])[number % 4]
        return self.verses[0] if number % 4 < 2 else self.verses[1]


def chosen(score: Score) -> Choices:
    """Choose for a score, by its seed."""
    mood = REPERTOIRE[score.mood]

    def chance(of: str) -> Random:
        return Random(f"{score.seed} {score.mood} {of}")

    verses = chance("verses").sample(mood.verses, 2)
    leads = chance("lead").sample(mood.band["lead"], 2)
    band: dict[Part, str] = {part: chance(part).choice(names) for part, names in mood.band.items()}
    band["lead"] = leads[0]
    return Choices(
        mood=mood,
        key=Key(chance("tonic").choice(mood.tonics), chance("mode").choice(mood.modes)),
        verses=(verses[0], verses[1]),
        lift=chance("lift").choice(mood.lifts),
        turn=chance("turn").choice(mood.turns),
        cadence=chance("cadence").choice(mood.cadences),
        voices=4 if mood.legato >= _FULL or any("9" in bar or "maj7" in bar for bar in verses) else 3,
        theme=invented(chance("theme"), mood.cells),
        groove=chance("groove").choice(mood.grooves),
        bass=chance("bass").choice(mood.basses),
        comping=chance("comping").choice(mood.comping),
        motion=chance("motion").choice(mood.motions),
        band=band,
        second=leads[1],
        opening=chance("opening").choice(mood.openings),
        stops=mood.drums > 1 and chance("stops").random() < 0.5,
        space=chance("space").choice(mood.space),
    )

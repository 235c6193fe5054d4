"""A film on paper becomes another one: shorter, of another shape, or both; its shots stay its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput
from studio.story.grammar import Cut, Narrator, Origin, Part
from studio.story.versions import choosing, spacing

if TYPE_CHECKING:
    from studio.story.fitting import Fitted
    from studio.story.grammar import Beat, Brief, Picture, Storyboard
    from studio.story.measuring import Measure
    from studio.story.versions.spacing import Spaced

_SHARE = 0.3
"""The most of the shorter shot beside it that a transition may take."""
_LADDER = (1.0, 1.04, 1.08, 1.12)
"""Speeds to which a narration is fitted; who speaks at one of them speaks naturally at 1."""
_SHORTEST = 2.0


def refuse_length(brief: Brief, frames: int) -> None:
    """Refuse a version that is longer than its film, or so short that nothing can be told.

    Args:
        brief: What was asked for of the film.
        frames: How many frames the version is to have.
    """
    if frames > brief.frames:
        raise BadInput(
            f"a version lasts {frames / brief.fps:g} s, and its film {brief.seconds:g} s",
            hint="ask for no more than the film has, or plan a longer film",
        )
    if frames < _SHORTEST * brief.fps and frames < brief.frames:
        raise BadInput(
            f"{frames / brief.fps:g} s is too short for a version: nothing can be told in it",
            hint=f"ask for {_SHORTEST:g} s or more",
        )


def adapted(
    board: Storyboard, *, frames: int, size: tuple[int, int], measure: Measure | None = None, film: str = ""
) -> Storyboard:
    """Another length and shape of a film.

    A shorter one keeps the beats that carry the message, and of each the shots that there is time for; they
    are parts of the takes of the film. What is said is fitted anew. As long as the film is, everything stays.

    Args:
        board: The film.
        frames: How long the version is.
        size: Pixels across and down.
        measure: How many seconds a text is spoken at a speed, and by whom; guessed where nobody speaks.
        film: The folder of the film, as it is found from that of the version.

    Raises:
        BadInput: It is longer than the film, or so short that nothing can be told.
    """
    brief = board.brief
    refuse_length(brief, frames)
    origin = Origin(film=film, name=brief.name or brief.product or "film", frames=brief.frames)
    brief = brief.model_copy(update={"width": size[0], "height": size[1], "frames": frames})
    told = board.model_copy(update={"brief": brief, "origin": origin})
    return _Shorter(board, told, measure).cut() if frames < board.brief.frames else told


@dataclass(frozen=True)
class _Shorter:
    """A film that is cut down.

    Attributes:
        board: The film.
        told: The same with what is asked for.
        measure: How long lines take.
    """

    board: Storyboard
    told: Storyboard
    measure: Measure | None

    def cut(self) -> Storyboard:
        from studio.story.casting import heard
        from studio.story.quoting import present
        from studio.story.telling.unsaid import left_out

        spaced = spacing.spaced(_worded(self.board), self.told.brief, self._said)
        pictures = list(self._pictures(spaced))
        short = self.told.brief.seconds < choosing.MOODS
        beats = [beat.model_copy(update={"lines": _untimed(beat, short)}) for beat in spaced.beats]
        board = self.told.model_copy(update={"beats": beats, "pictures": pictures})
        found = self._fitted(board, beats)
        notes = [*self._gone(spaced), *found.notes]
        board = board.model_copy(
            update={
                "beats": _once(found.beats),
                "music": board.music.model_copy(update={"bars": spaced.bars}),
                "narrator": self._narrator(found.speed, found.pauses, notes),
            }
        )
        if left := left_out(board):
            notes.append(f"left out for want of time: {', '.join(f'“{claim}”' for claim in left)}")
        board = heard(present(board.model_copy(update={"notes": notes})))
        return type(board).model_validate(board.model_dump())

    def _fitted(self, board: Storyboard, beats: list[Beat]) -> Fitted:
        """What is said, in its time; the hook is a picture alone where else the thing would be but a name."""
        from studio.story.fitting import fitted
        from studio.story.revealing import is_bare

        brief = self.told.brief.model_copy(update={"mode": "hard"})
        spans = [board.span(beat.id) for beat in beats]
        found = fitted(beats, brief, spans, self._said)
        if is_bare(found.beats, brief):
            quiet = [beat.model_copy(update={"lines": []}) if beat.role == "hook" else beat for beat in beats]
            again = fitted(quiet, brief, spans, self._said)
            found = found if is_bare(again.beats, brief) else again
        return found

    def _said(self, text: str, speed: float, speaker: str) -> float:
        from studio.story.telling import guessed

        speed *= self._pace
        return (
            self.measure(text, speed, speaker)
            if self.measure
            else guessed(text, self.told.brief.language, speed)
        )

    @property
    def _pace(self) -> float:
        """How fast the speaker of the film speaks where time is not short."""
        speed = self.board.narrator.speed
        return 1.0 if any(abs(speed - one) < 1e-6 for one in _LADDER) else speed

    def _narrator(self, speed: float, pauses: float, notes: list[str]) -> Narrator:
        narrator = self.board.narrator
        if narrator.file:
            notes.append("the recording of the whole film is not heard: name one of this length as narrator")
            return Narrator()
        return narrator.model_copy(update={"speed": round(speed * self._pace, 4), "pauses": pauses})

    def _gone(self, spaced: Spaced) -> Iterator[str]:
        gone = [beat.id for beat in self.board.beats if beat.id not in {one.id for one in spaced.beats}]
        if gone:
            yield f"cut down from {self.board.brief.seconds:g} s without {', '.join(gone)}"

    def _pictures(self, spaced: Spaced) -> Iterator[Picture]:
        places = [self.board.pictures.index(shot.picture) for shot in spaced.shots]
        cuts = [Cut()] * len(places)
        for number, (one, other) in enumerate(pairwise(places)):
            shortest = min(spaced.shots[number].frames, spaced.shots[number + 1].frames)
            cut = self.board.pictures[one].cut
            # A transition stays where both its shots do: their takes have the frames for it.
            if other == one + 1 and cut.frames <= _SHARE * shortest:
                cuts[number] = cut
        for number, (place, shot) in enumerate(zip(places, spaced.shots, strict=True)):
            into = cuts[number - 1].before if number else 0
            yield self._picture(place, shot.frames, into, cuts[number])

    def _picture(self, place: int, frames: int, into: int, cut: Cut) -> Picture:
        picture = self.board.pictures[place]
        before, lasts, after = self.board.made(place)
        late = picture.part.first if picture.part else 0
        change: dict[str, Any] = {"frames": frames, "cut": cut}
        change["continuity"] = picture.continuity if into else "cut"
        card = place == len(self.board.pictures) - 1
        if not card and choosing.reads(picture) * self.told.brief.fps > frames + 1:
            # Nobody could read it in the time: the picture says enough.
            change["shot"] = picture.shot.model_copy(update={"words": None})
        # Where nothing is to be read, what the camera arrives at is seen, and not how it sets out.
        arrives = not card and change.get("shot", picture.shot).words is None and not into
        first = max(late, lasts - frames) if arrives else late
        fits = before + first >= into and first + frames + cut.after <= lasts + after
        change["effects"] = [
            effect.model_copy(update={"at": effect.at - first + late})
            for effect in picture.effects
            if 0 <= effect.at - first + late < frames
        ]
        change["part"] = Part(first=first, frames=lasts, before=before, after=after) if fits else None
        return picture.model_copy(update=change)


def _worded(board: Storyboard) -> Storyboard:
    """The film, whose reveal can be said in a few words that are more than the name."""
    bare = f"{board.brief.name}."
    beats = []
    for beat in board.beats:
        lines = list(beat.lines)
        if beat.role == "reveal" and lines and beat.caption and lines[0].shorter[-1:] == [bare]:
            caption, product = beat.caption.replace("*", "").rstrip("."), board.brief.product
            said = product if product.casefold() == caption.casefold() else caption
            named = f"{board.brief.name}: {said}."
            lines[0] = lines[0].model_copy(update={"shorter": [*lines[0].shorter[:-1], named, bare]})
        beats.append(beat.model_copy(update={"lines": lines}))
    return board.model_copy(update={"beats": beats})


def _once(beats: Sequence[Beat]) -> list[Beat]:
    """The beats, in which nothing is said twice: what was cut down to the same words is said at the end."""
    kept: list[Beat] = []
    said: set[str] = set()
    for beat in reversed(beats):
        lines = [line for line in beat.lines if line.text not in said]
        said.update(line.text for line in lines)
        kept.insert(0, beat.model_copy(update={"lines": lines}))
    return kept


def _untimed(beat: Beat, short: bool) -> Sequence[Any]:
    """What a beat says, before it is known when; in a short version only what it cannot do without."""
    kept = [line for line in beat.lines if not (short and line.optional)]
    return [line.model_copy(update={"start": 0, "end": 0}) for line in kept]

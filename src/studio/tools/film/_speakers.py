"""Who speaks in a film that is planned: the narrator, and everybody who is quoted, each with a voice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from studio.core.errors import BadCall, BadInput, StudioError
from studio.core.run import run

if TYPE_CHECKING:
    from studio.models.voice import Spoken, VoiceProvider
    from studio.story.brand.grammar import Kit
    from studio.story.casting import Role, Voices
    from studio.story.grammar import Brief, Narrator, Voice
    from studio.story.measuring import Speaking

NARRATOR = "narrator"


class Speakers(NamedTuple):
    """Who speaks in a film.

    Attributes:
        narrator: The narrator.
        measure: How long they and others take to say something; None where nobody speaks.
        voices: Gives those who say something in the picture their voices; None where nobody speaks.
    """

    narrator: Narrator
    measure: Speaking | None = None
    voices: Voices | None = None


def refuse(given: Mapping[str, Any]) -> None:
    """Refuse voices that nobody knows or would hear, or that say too little; files are looked at later."""
    from studio.models.voice import refuse_unknown

    voice, wishes = given["voice"], _wishes(given["speaker"] or ())
    if voice != "none" and not may_be_file(voice):
        refuse_unknown(voice)
    for wish in wishes.values():
        if ":" in wish:
            refuse_unknown(wish)
    if wishes and voice == "none":
        raise BadCall(
            f"nobody speaks, so {next(iter(wishes))} has no voice",
            hint="leave out --voice none, or --speaker",
        )


def may_be_file(told: str) -> bool:
    """Whether a word may name a recording, there or still to come."""
    return "/" in told or bool(Path(told).suffix) or Path(told).exists()


def foresee(brief: Brief, kit: Kit, voice: str, told: Sequence[str]) -> None:
    """Refuse what `speakers` would refuse, before anybody has spoken."""
    wishes = _wishes(told)
    try:
        _asked(brief, kit, voice, wishes)
    except StudioError:
        if _is_said(voice, kit):
            raise
        return
    for who in wishes:
        _foresee_one(who, brief)


def _foresee_one(who: str, brief: Brief) -> None:
    """Refuse a voice for somebody whom a brief does not quote; how they look may be settled by the film."""
    from studio.render.lexicon.tables import world
    from studio.story.casting import Role
    from studio.story.reading.sayings import sayings
    from studio.story.staging.speakers import STRANGERS, called

    quoted = [one.who for one in sayings(brief.claims, brief.language) if one.who]
    looks = {*STRANGERS, *(one.look for one in world().people.values())}
    if not quoted or called(who, brief.language) not in looks:
        _meant(who, [Role(called(one, brief.language), (one,), "woman") for one in quoted], brief)


def speakers(brief: Brief, kit: Kit, voice: str, told: Sequence[str], notes: list[str]) -> Speakers:
    """Who speaks, and how long they take to.

    Args:
        brief: What was asked for.
        kit: The client's brand kit.
        voice: Who the narrator is: auto, a voice, none, or a recording.
        told: Who else has which voice, each as WHO=VOICE.
        notes: Where it is added what is to be said of it.
    """
    from studio.story.grammar import Narrator

    wishes = _wishes(told)
    if voice == "none":
        return Speakers(Narrator())
    try:
        file, provider, called = _asked(brief, kit, voice, wishes)
    except StudioError as missing:
        if _is_said(voice, kit):
            raise
        notes.append(f"nobody speaks: {missing.message}; {missing.hint}")
        return Speakers(Narrator())
    if provider is None:
        notes.append(
            "captions show the lines of the storyboard: write there what the recording says, and when"
        )
        return Speakers(Narrator(file=file))
    narrator = Narrator(provider=provider.card.name, voice=called, pronunciations=kit.pronunciations)
    spoken = _speaking(narrator, brief)
    # Whoever was chosen speaks whenever the film is made again, even where a better voice is found by then.
    narrator = narrator.model_copy(update={"voice": called or spoken("a", 1.0, None).voice})
    return Speakers(
        narrator,
        lambda text, speed, voice: spoken(text, speed, voice).seconds,
        lambda roles: _given(roles, wishes, narrator, brief, notes),
    )


def _is_said(voice: str, kit: Kit) -> bool:
    """Whether somebody is to speak by all means."""
    return voice not in ("none", "auto") or (voice == "auto" and bool(kit.voice.provider))


def _asked(
    brief: Brief, kit: Kit, voice: str, wishes: Mapping[str, str]
) -> tuple[str, VoiceProvider | None, str]:
    """A recording that is heard, or who speaks and with which voice."""
    from studio.models.voice import chosen

    if file := recording(voice):
        if wishes:
            raise BadInput(
                f"{Path(file).name} is all that is heard, so {next(iter(wishes))} has no voice",
                hint="leave out --speaker, or have a voice speak",
            )
        if brief.mode == "hard":
            _fits(Path(file), brief)
        return file, None, ""
    if voice == "auto" and kit.voice.provider:
        voice = f"{kit.voice.provider}:{kit.voice.voice}"
    return "", chosen(voice, brief.language), voice.partition(":")[2]


def _speaking(narrator: Narrator, brief: Brief) -> Callable[[str, float, Voice | None], Spoken]:
    """Says a text at a speed, with somebody's voice or that of the narrator."""
    from studio.models.voice import Speech, chosen
    from studio.story import voices
    from studio.story.grammar import Voice

    scratch, turns = run().folder, count()
    usual = Voice(provider=narrator.provider, voice=narrator.voice)

    def spoken(text: str, speed: float, voice: Voice | None) -> Spoken:
        voice = voice or usual
        speech = Speech(
            text, language=brief.language, voice=voice.voice, speed=speed, pitch=voice.pitch,
            throat=voice.throat, pronunciations=narrator.pronunciations, seed=brief.seed, polish=False,
        )  # fmt: skip
        # Several lines are measured at a time.
        target = scratch / f"measured-{next(turns)}.wav"
        return chosen(voices.asked(voice), brief.language).speak(speech, target)

    return spoken


class Ensemble:
    """Those who speak in a film, each unlike the others."""

    def __init__(self, narrator: Narrator, language: str) -> None:
        from studio.models.voice import chosen

        self._language = language
        self._provider = chosen(":".join(filter(None, (narrator.provider, narrator.voice))), language)
        self._narrator = narrator.provider
        self._others = [self._natural(narrator.provider, narrator.voice)]

    def add(self, voice: Voice) -> None:
        """Count in somebody who has a voice."""
        from dataclasses import replace

        if voice.provider or voice.voice:
            natural = self._natural(voice.provider or self._narrator, voice.voice)
            self._others.append(replace(natural, height=natural.height * voice.pitch))

    def given(self, told: str) -> Voice:
        """The voice that somebody is to have, and count them in.

        Args:
            told: What people ask for: woman, old-man, narrator, or a voice, as flite:rms.

        Raises:
            StudioError: There is no such voice here.
        """
        from studio.models.voice.casting import KINDS, cast
        from studio.story import voices
        from studio.story.grammar import Voice

        if told == NARRATOR:
            return Voice()
        kind = next((kind for kind in KINDS if kind == told), None)
        if kind is None:
            voice = voices.named(told)
            voice = voice.model_copy(update={"provider": voice.provider or self._narrator})
            # A provider without a voice has one that is its best: it is written down with what it is called.
            named = {"voice": self._natural(voice.provider, voice.voice).voice}
            voice = voice.model_copy(update=named)
        else:
            manner = cast(kind, self._provider, self._language, self._others)
            voice = Voice(
                provider=self._narrator, voice=manner.voice, pitch=manner.pitch, throat=manner.throat,
                speed=manner.speed,
            )  # fmt: skip
        self.add(voice)
        return voice

    def _natural(self, provider: str, voice: str) -> Any:
        from studio.models.voice import chosen
        from studio.models.voice.casting import natural

        speaks = chosen(":".join(filter(None, (provider, voice))), self._language)
        return natural(speaks, voice or speaks.card.voices(self._language)[0], self._language)


def _given(
    roles: list[Role], wishes: Mapping[str, str], narrator: Narrator, brief: Brief, notes: list[str]
) -> dict[str, Voice]:
    """Everybody's voice: those that are asked for by their names first, then one for each of the others."""
    from studio.models.voice.casting import KINDS

    asked: dict[str, str] = {}
    for who, wish in wishes.items():
        person = _meant(who, roles, brief).person
        if asked.setdefault(person, wish) != wish:
            note = f"{who} does not speak as {wish}: the {person} in the picture speaks as {asked[person]}"
            notes += [note] if note not in notes else []
    told = {role.person: asked.get(role.person, role.kind) for role in roles}
    speak = [person for person in told if told[person] != NARRATOR]
    if not speak:
        return {}
    ensemble = Ensemble(narrator, brief.language)
    first = sorted(speak, key=lambda person: told[person] in KINDS)
    found = {person: ensemble.given(told[person]) for person in first}
    return {person: found[person] for person in speak}


def _meant(who: str, roles: list[Role], brief: Brief) -> Role:
    """Whom of those who say something a name means: baker, the baker, Marta."""
    from studio.core.written.findings import nearest
    from studio.story.staging.speakers import called, callings, without_article

    language = brief.language
    known = {
        part: role
        for role in reversed(roles)
        for name in (*role.names, role.person)
        for part in _parts(name, language)
    }
    for said, name in callings(brief).items():
        # Lines call Marta, the baker, by her trade alone.
        if role := known.get(name.casefold()):
            known = dict.fromkeys(_parts(said, language), role) | known
    for name in (who, without_article(who, language), called(who, language)):
        if found := known.get(name.casefold()):
            return found
    there = [name for name in known if name == without_article(name, language)]
    hint = nearest(who.casefold(), there) if there else "nobody is quoted in it"
    raise BadInput(f"nobody called {who} says a line in this film", hint=hint)


def _parts(name: str, language: str) -> list[str]:
    """What somebody is called who has a name and a trade: either, and both."""
    from studio.story.staging.speakers import without_article

    parts = [part.strip().casefold() for part in (name, *name.split(","))]
    return list(dict.fromkeys(filter(None, (*parts, *(without_article(part, language) for part in parts)))))


def _wishes(told: Sequence[str]) -> dict[str, str]:
    """Who is to have which voice."""
    found = {}
    for one in told:
        who, mark, voice = (part.strip() for part in one.partition("="))
        if not (mark and who and voice):
            raise BadCall(
                f"{one}: no voice", hint="write WHO=VOICE, such as baker=flite:rms or baker=old-man"
            )
        found[who] = voice
    return found


def recording(told: str) -> str:
    """A recording by its whole path; nothing where no file is called so.

    Args:
        told: What was asked for.
    """
    from studio.media import probe

    if not told or not Path(told).is_file():
        return ""
    if not probe.media(Path(told)).audio:
        raise BadInput(f"{Path(told).name} holds no sound", hint="name a recording")
    return str(Path(told).absolute())


def _fits(file: Path, brief: Brief) -> None:
    """Whether a recording ends with the film at the latest."""
    from studio.media import probe

    if (lasts := probe.media(file).duration) > brief.seconds + 1 / brief.fps:
        raise BadInput(
            f"{file.name} lasts {lasts:.2f} s, and the film {brief.seconds:.2f} s",
            hint="shorten it, or plan a longer film",
        )

"""From the words of a brief to what was understood of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadCall, BadInput

if TYPE_CHECKING:
    from studio.story.grammar import Brief
    from studio.story.reading.facts import Facts
    from studio.story.reading.lengths import Length

DEFAULT_SECONDS = 30.0
SHORTEST, LONGEST = 2.0, 3600.0
"""Films are between two seconds and an hour long."""
_WISHES = (
    "duration",
    "fps",
    "size",
    "lines",
    "aspect",
    "template",
    "name",
    "seed",
    "brand",
    "must",
    "must_not",
    "mode",
)


def understood(text: str, *, language: str = "auto", **wishes: Any) -> Brief:
    """What a brief asks for.

    What somebody wishes beside the brief goes before what the brief says.

    Args:
        text: The brief.
        language: The language of the film; that of the brief if it is auto.
        wishes: What is settled already: duration (in seconds), fps, size (width and height), lines (of the
            shorter side, where the brief says no size), aspect (16:9), template, name, seed, brand (a file),
            must, must_not, mode.

    Raises:
        BadInput: It is empty or no brief, contradicts itself, or asks for what there is not.
    """
    from studio.story.grammar import Brief
    from studio.story.reading.cleaning import cleaned, legible
    from studio.story.reading.denials import forbidden
    from studio.story.reading.grammar import words
    from studio.story.reading.languages import language_of
    from studio.story.reading.marks import bare
    from studio.story.reading.peeling import peeled
    from studio.story.reading.picturing import USUAL_LINES, picture_of, sized
    from studio.story.reading.sayings import set_aside
    from studio.story.reading.wishes import set_apart

    if unknown := sorted(set(wishes) - set(_WISHES)):
        raise BadCall(f"nobody can wish for {unknown[0]}", hint=f"there are: {', '.join(_WISHES)}")
    wishes = {name: wish for name, wish in wishes.items() if wish not in (None, "", [])}
    text = legible(text)
    plain = cleaned(text)
    spoken = language_of(plain, language)
    said = words(spoken)
    _refuse_silence(plain, spoken)
    aside = set_aside(peeled(plain, spoken).text, spoken)
    plain = set_apart(aside.text, said)
    asked = picture_of(plain, said)
    fps = float(wishes.get("fps") or asked.fps or 24)
    if not 1 <= fps <= 120:
        raise BadInput(
            f"{fps:g} frames a second cannot be made", hint="choose between 1 and 120; films have 24 or 25"
        )
    seconds, length, mode = _duration(plain, spoken, wishes)
    lines = int(wishes.get("lines", USUAL_LINES))
    width, height = sized(asked, str(wishes.get("aspect", "")), _size(wishes.get("size")), lines)
    known = read_facts(cleaned(text), spoken)
    kit = _kit(wishes)
    return Brief(
        text=text,
        language=spoken,
        frames=max(1, round(seconds * fps)),
        fps=fps,
        length=length,
        mode=mode,  # type: ignore[arg-type]
        width=width,
        height=height,
        template=str(wishes.get("template") or _template(plain, spoken)),
        name=bare(legible(str(wishes.get("name") or known.name or kit.get("name", "")))),
        product=bare(_product(known, plain, spoken) or _product(known, aside.back(plain), spoken)),
        audience=bare(known.audience),
        place=bare(known.town),
        tone=list(dict.fromkeys([*known.tones, *kit.get("tone", [])])),
        claims=[claim.text for claim in known.claims],
        must=[*known.must, *wishes.get("must", [])],
        must_not=list(dict.fromkeys([*known.must_not, *wishes.get("must_not", [])])),
        forbidden=forbidden(text, spoken),
        call=bare(known.call or known.address),
        slogan=known.slogan,
        brand=str(wishes.get("brand", "")),
        seed=int(wishes.get("seed", 1)),
    )


def other_tongue(brief: Brief) -> str:
    """A note where a brief asks for a film in another language than it is written in; else nothing."""
    from studio.story.reading.cleaning import cleaned
    from studio.story.reading.grammar import words
    from studio.story.reading.languages import NAMES
    from studio.story.reading.wishes import set_apart, tongues

    said = words(brief.language)
    asked = next((wish.means for wish in tongues(set_apart(cleaned(brief.text), said), said)), brief.language)
    if asked == brief.language:
        return ""
    other = NAMES[asked]
    return (
        f"the film is told in {NAMES[brief.language]}, the language of the brief, whose words are not"
        f" translated: for a film in {other}, write the brief in {other}"
    )


def read_facts(plain: str, language: str) -> Facts:
    """What a brief without markup says, lengths and shapes set aside."""
    from studio.story.reading.collecting import facts
    from studio.story.reading.grammar import any_of, words
    from studio.story.reading.lengths import lengths
    from studio.story.reading.peeling import peeled
    from studio.story.reading.picturing import picture_of
    from studio.story.reading.sayings import set_aside
    from studio.story.reading.wishes import set_apart, tongues

    said = words(language)
    told = peeled(plain, language)
    aside = set_aside(told.text, language)
    plain = set_apart(aside.text, said)
    links = re.compile(rf"(?:{any_of(said.lengths.links)}\s*)+$", re.IGNORECASE)
    spans = [
        (found.start() if (found := links.search(plain[: one.start])) else one.start, one.end)
        for one in lengths(plain, language)
    ]
    spans += picture_of(plain, said).spans
    spans += [(wish.start, wish.end) for wish in tongues(plain, said)]
    measures = ", ".join((said.lengths.said, said.lengths.links))
    left = re.sub(rf"\(\W*(?:{any_of(measures)}\W*)?\)", "", _without(plain, spans), flags=re.IGNORECASE)
    return facts(aside.back(left), language, told)


def _refuse_silence(plain: str, language: str) -> None:
    """Refuse a brief that tells nothing but what nobody is to say in its film."""
    from studio.story.reading.denials import told_apart

    if not re.search(r"\w", told_apart(plain, language).text):
        raise BadInput(
            "the brief tells nothing but what nobody is to say", hint="say as well what the film is about"
        )


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " " + text[end:]
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r"(?:,\s*)+(?=[,.;!])|[ \t]+[—–-][ \t]*(?=[.;!?\n]|$)", "", text)
    text = re.sub(r"\s+([,.;:!?])", r"\1", text)
    return re.sub(r"(?<!\.)([.!?])(?:[ \t]*[.,;])+(?!\.)", r"\1", text).strip(" ,")


def _duration(plain: str, language: str, wishes: Mapping[str, Any]) -> tuple[float, str, str]:
    from studio.story.reading.lengths import lengths

    mode = str(wishes.get("mode", ""))
    if wishes.get("duration") is not None:
        seconds = float(wishes["duration"])
        _refuse(seconds, f"{seconds:g} s")
        return seconds, f"{seconds:g} s", mode or "hard"
    found = lengths(plain, language)
    if not found:
        return DEFAULT_SECONDS, "", mode or "hard"
    if len({round(one.seconds, 3) for one in found}) > 1:
        one = found[0]
        other = next(each for each in found if abs(each.seconds - one.seconds) > 1e-3)
        raise BadInput(
            f"the brief asks for two lengths at once: “{one.text}” and “{other.text}”",
            hint="keep one of them, or say with --duration which is meant",
        )
    length: Length = found[0]
    _refuse(length.seconds, length.text)
    return length.seconds, length.text, mode or ("soft" if length.about else "hard")


def _refuse(seconds: float, said: str) -> None:
    if seconds < SHORTEST:
        raise BadInput(f"“{said}” is too short for a film", hint=f"the shortest lasts {SHORTEST:g} seconds")
    if seconds > LONGEST:
        raise BadInput(
            f"“{said}” is too long for one film",
            hint="the longest lasts an hour; make several, and join them",
        )


def _size(wish: Any) -> tuple[int, int] | None:
    if wish is None:
        return None
    if isinstance(wish, str):
        found = re.fullmatch(r"\s*(\d{2,4})\s*[x×]\s*(\d{2,4})\s*", wish)
        if found is None:
            raise BadInput(f"{wish} is no size of a picture", hint="write it like 1280x720")
        return int(found[1]), int(found[2])
    width, height = wish
    return int(width), int(height)


def _template(plain: str, language: str) -> str:
    """The way of telling that the words of a brief speak for most."""
    from studio.story.reading.grammar import any_of, words

    said = words(language).templates
    weights = {"announcement": 2.0, "explainer": 2.5, "lifestyle_ad": 1.5, "product_showcase": 1.0}
    scores = {
        name: weights[name] * len(re.findall(any_of(text), plain, re.IGNORECASE))
        for name, text in said.items()
    }
    best = max(weights, key=lambda name: scores.get(name, 0.0))
    return best if scores.get(best) else "product_showcase"


def _product(known: Facts, plain: str, language: str) -> str:
    from studio.story.reading.subjects import matches

    if known.product:
        return known.product.text
    found = matches(known.name, language) or matches(plain, language)
    text = known.name if matches(known.name, language) else plain
    return (
        text[found[0].start : found[0].end].casefold()
        if found and language != "de"
        else (text[found[0].start : found[0].end] if found else "")
    )


def _kit(wishes: Mapping[str, Any]) -> Mapping[str, Any]:
    if not wishes.get("brand"):
        return {}
    from studio.story.brand import load_kit

    kit = load_kit(Path(str(wishes["brand"])))
    return {"name": kit.name, "tone": kit.tone}

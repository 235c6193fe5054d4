"""How the words are written by which a brief is read: one file for each language."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from studio.core.written.loading import load
from studio.core.written.shapes import Written
from studio.story.grammar import Language

FOLDER = Path(__file__).parent / "words"


class Lengths(Written):
    """How a language says how long something is."""

    second: str = Field(description="Words for seconds.")
    minute: str = Field(description="Words for minutes.")
    hour: str = Field(description="Words for hours.")
    before: dict[str, float] = Field(description="Parts of a unit, said before it: half a minute.")
    between: dict[str, float] = Field(description="Parts between number and unit: one and a half minutes.")
    after: dict[str, float] = Field(description="Parts behind the unit: a minute and a half.")
    one: str = Field(description="Words for one of them.")
    and_: str = Field(alias="and", description="What stands between minutes and seconds.")
    links: str = Field(description="What may stand between the word for a film and its length.")
    said: str = Field(description="Words behind which the length of the film stands.")
    tail: str = Field(description="Words before which it stands.")
    about: str = Field(description="Words that say that it is not meant exactly.")
    apart: str = Field(description="Words before a time of day.")
    tied: str = Field(description="Words before a length that is not that of the film.")


class Denied(Written):
    """How a language says that something is not said."""

    not_: str = Field(alias="not", description="What denies the verb behind it.")
    without: str = Field(description="What denies the verb behind it, and nothing behind another denial.")
    forbidden: str = Field(description="What stands before a list of words that may not be said.")
    nobody: str = Field(description="Who does what nobody does.")
    none: str = Field(description="What makes nobody of a noun.")
    wanting: str = Field(description="What denies a clause: we do not want anybody to.")
    between: str = Field(description="What may stand between a denial and its verb.")
    told: str = Field(description="Forms of verbs of saying.")
    used: str = Field(description="Forms of verbs of using and showing, right before a quote.")
    behind: str = Field(default="", description="What denies the verb before it.")
    last: str = Field(default="", description="Forms of such verbs that stand behind a quote.")
    only: str = Field(description="By what a denial is none: nothing but.")
    again: str = Field(description="By what it is a promise: never again ask what.")
    instead: str = Field(description="What stands before that which is said in place of it, beside verbs.")
    empty: str = Field(description="What is so common that nobody can mean to forbid it.")
    or_: str = Field(alias="or", description="What stands between two of which neither is said.")
    really: str = Field(description="What may stand between we and what denies a clause.")
    we: str = Field(description="Who speaks of themselves: we never say no is what a film may say.")


class Slogans(Written):
    """How a language says what a slogan is."""

    nouns: str = Field(description="Words for a slogan, and for the last words of a film.")
    leads: str = Field(description="What stands before them: a bakery with the slogan.")
    ends: str = Field(description="What says with which words a film ends.")
    closing: str = Field(default="", description="The verb for that, where it stands behind the words.")
    shall: str = Field(description="What stands before that, with or without the film: it should.")
    lines: str = Field(description="What stands between that and the words: end on the line.")
    said: str = Field(description="What stands between a slogan's name and its words, beside is.")
    shown: str = Field(description="What says where and how it is seen.")
    none: str = Field(description="What stands in its place where there is none.")


class Forms(Written):
    """What stands before a colon in a form, by what stands behind it."""

    headings: str = Field(description="What stands above a part of a brief, in a line of its own.")
    name: str = Field(description="The client, or the name of what it is about.")
    product: str = Field(description="What it is about.")
    audience: str = Field(description="For whom it is.")
    place: str = Field(description="Where it is.")
    told: str = Field(description="What the film says.")
    measure: str = Field(description="How long it is, and of which shape.")
    noted: str = Field(description="What people note down.")
    dropped: str = Field(description="What is of no use to a film.")


class Letters(Written):
    """What makes a text a letter."""

    head: str = Field(description="What stands before a colon in the head of a mail.")
    greeting: str = Field(description="What a letter begins with.")
    greeted: str = Field(description="Whom it greets, beside names.")
    closing: str = Field(description="What a letter ends with, before the name.")
    much: str = Field(description="What may stand behind that, before the name.")
    secret: str = Field(description="Words of what lawyers put below every mail.")


class Christening(Written):
    """How a language says what somebody is called."""

    nouns: str = Field(description="Words for what is called so: the brand is.")
    called: str = Field(description="Forms of the verb behind such a noun, or any other.")
    itself: str = Field(description="The same with a pronoun before it.")
    ourselves: str = Field(description="What stands before one's own name: we are.")
    company: str = Field(description="What stands between a thing and who makes it.")
    commissioned: str = Field(description="What stands between what is told and for whom it is told.")


class Words(Written):
    """The words of one language; a word that ends in * stands for all its endings."""

    language: Language = Field(description="Its code.")
    marks: str = Field(description="Small words that tell the language.")
    letters: str = Field(description="Letters that tell the language.")
    film: str = Field(description="Words for a film.")
    make: str = Field(description="Verbs that ask for a film.")
    about: str = Field(description="What stands between the word for a film and what it is about.")
    treats: str = Field(description="The same in a sentence of its own: it is about.")
    skip: str = Field(description="Words behind such a verb that are not what it is about.")
    directing: str = Field(description="Words of a sentence that speaks of the film, not of its subject.")
    that: str = Field(description="Relative pronouns.")
    object: str = Field(description="Words behind such a pronoun by which it is no subject.")
    where: str = Field(description="What begins other clauses that belong to a noun.")
    indefinite: dict[str, str] = Field(description="Indefinite articles, and what they say of the noun.")
    definite: dict[str, str] = Field(description="Definite articles, and what they say of the noun.")
    merged: dict[str, str] = Field(
        default_factory=dict, description="Prepositions that hold an article, and the article: del, il."
    )
    genders: dict[str, str] = Field(
        default_factory=dict, description="Ends of nouns by their gender, where no article tells it."
    )
    within: str = Field(description="Words before a place.")
    spots: str = Field(description="Nouns that are places.")
    with_: str = Field(alias="with", description="The words for with.")
    lacking: str = Field(description="What stands before that which may not be seen.")
    promised: str = Field(description="What ends a sentence that promises to do without something.")
    heralds: str = Field(description="What stands before a colon and says what sort of film it is.")
    must: str = Field(description="What stands before that which has to be seen.")
    say: str = Field(description="What stands before that which is to be said.")
    says: str = Field(description="Verbs between what somebody is quoted with and who says it.")
    does: str = Field(description="Verbs for what somebody does who has said something: and shows her oven.")
    owned: str = Field(description="What stands before somebody in place of an article: his grandmother.")
    utters: str = Field(description="Those of them behind which nothing but speech stands, however short.")
    ones: str = Field(description="Pronouns for whoever was named before: she adds.")
    lets: str = Field(
        default="", description="What stands before somebody who says something, and says nothing without it."
    )
    dropped: str = Field(default="", description="The pronoun that may be left away: «…», aggiunge.")
    women: str = Field(description="Nouns that tell that somebody is a woman.")
    men: str = Field(description="Nouns that tell that somebody is a man.")
    hers: str = Field(description="Pronouns that tell the same of a woman.")
    his: str = Field(description="Pronouns that tell the same of a man.")
    feminine: str = Field(default="", description="Ends of nouns for women, where no article tells it.")
    masculine: str = Field(default="", description="Ends of nouns for men, where no article tells it.")
    neither: str = Field(default="", description="Nouns whose gender says nothing of who is meant.")
    mute: str = Field(
        description="What is written somewhere, and no person, though it is said to say something."
    )
    denied: Denied = Field(description="How it says that something is not said.")
    slogans: Slogans = Field(description="How it says what a slogan is.")
    christening: Christening = Field(description="How it says what somebody is called.")
    forms: Forms = Field(description="What stands before a colon in a form.")
    letters_: Letters = Field(alias="letter", description="What makes a text a letter.")
    guests: str = Field(description="Those who come to whom a film is about, and speak well of them.")
    naming: str = Field(description="What stands before a name.")
    calls: str = Field(description="Verbs by which an audience is asked to do something.")
    people: str = Field(description="Nouns for those whom it is for.")
    those: str = Field(description="Those of them whom a clause makes out: anyone who.")
    aimed: str = Field(description="What stands before them.")
    since: str = Field(description="What stands before a year of foundation.")
    tones: str = Field(description="Words for how it should feel.")
    soften: str = Field(description="What may stand beside these.")
    months: str = Field(description="The months.")
    days: str = Field(description="The days of the week.")
    on: str = Field(description="What stands before a date.")
    visible: str = Field(description="What a film may be asked to do without.")
    written: str = Field(description="Words for what is written in a film.")
    spoken: str = Field(description="Words for what is said in a film.")
    foul: str = Field(description="What those ask for who talk to a machine, not of their film.")
    machine: str = Field(description="What they call the machine and its rules.")
    adding: str = Field(description="What carries a clause on behind a comma.")
    pronouns: str = Field(description="What stands for a thing that was named before.")
    how: str = Field(description="What a question begins with that a film answers.")
    being: str = Field(description="What stands between a name and what it is.")
    own: str = Field(description="The same behind we and I.")
    templates: dict[str, str] = Field(description="Words that ask for a way of telling.")
    lengths: Lengths = Field(description="How it says how long something is.")
    aspects: dict[str, str] = Field(description="Words for the shape of the picture.")
    shapely: str = Field(description="Those of them that are nouns for other things, too.")
    tongues: dict[str, str] = Field(description="What asks for a film in a language.")


_COMPOUND = 4
"""How many letters a word has that may be the last part of another."""


@lru_cache(maxsize=8)
def words(language: str) -> Words:
    """The words of a language."""
    return load(FOLDER / f"{language}.yaml", Words)


def listed(text: str) -> list[str]:
    """The words of a list, the longest first."""
    return sorted((each.strip() for each in text.split(",") if each.strip()), key=len, reverse=True)


@lru_cache(maxsize=512)
def any_of(text: str) -> str:
    """A pattern for one of the words of a list, as a whole word."""
    return r"(?<![^\W_])(?:" + "|".join(_pattern(each) for each in listed(text)) + ")"


def ends_in(text: str) -> str:
    """A pattern for one of the words, also at the end of a longer one: Werbefilm; but bread is no ad."""
    long = ", ".join(word for word in listed(text) if len(word) >= _COMPOUND)
    longer = any_of(long).replace(r"(?<![^\W_])", r"(?<![^\W\d_])[^\W\d_]*?", 1)
    return f"(?:{longer}|{any_of(text)})"


def _pattern(word: str) -> str:
    stem = re.escape(word.removesuffix("*")).replace(r"\ ", r"\s+").replace("'", "['’]")
    if word.endswith("'"):
        return stem
    return stem + (r"[^\W\d_]*" if word.endswith("*") else "") + r"(?![^\W_])"


class Subject(Written):
    """One kind of thing that films are about: the words that name it; those that end in ! are verbs."""

    trades: list[str] = Field(description="Trades of the lexicon that stand for it.")
    en: str = Field(description="Its words in English.")
    de: str = Field(description="Its words in German, also at either end of longer words.")
    it: str = Field(description="Its words in Italian.")
    es: str = Field(description="Its words in Spanish.")
    fr: str = Field(description="Its words in French.")


class Subjects(Written):
    """Everything films are about that the telling has words for."""

    subjects: dict[str, Subject] = Field(description="The subjects by name.")


@lru_cache(maxsize=1)
def subjects() -> dict[str, Subject]:
    """All subjects."""
    return load(FOLDER / "subjects.yaml", Subjects).subjects

"""What a film is about, in a brief: the thing, its name and its town, told apart."""

from __future__ import annotations

import re
from dataclasses import replace

from studio.story.reading.facts import Facts
from studio.story.reading.grammar import words
from studio.story.reading.nouns import NOTHING, Noun, noun
from studio.story.reading.pieces import NAME, QUOTED, TOWN, articles
from studio.story.reading.subjects import matches, named_thing

_SOME = 2
MARKS = " ,.\"“”„«»‘’'\u00a0"
"""What may stand around a name."""


class Things:
    """Notes what a noun phrase says: what it is, whose, and where.

    Attributes:
        facts: Where it is noted.
        language: The language of the brief.
        words: The words of that language.
    """

    def __init__(self, language: str) -> None:
        self.facts = Facts()
        self.language = language
        self.words = words(language)

    def noun(self, said: str, merged: str = "") -> Noun:
        """A noun phrase in the form in which it can be the subject of a sentence."""
        return noun(said, self.words, merged)

    def thing(self, text: str, merged: str, *, opens: bool = False) -> None:
        """Note a noun phrase: the first is what the film is about, the next are said of it.

        Args:
            text: The phrase.
            merged: The preposition before it, if that holds its article.
            opens: Whether the brief begins with it, so that its capital says nothing.
        """
        found = self.facts
        if re.fullmatch(QUOTED, text.strip(" ,")) or (not opens and self._is_titled(text)):
            found.name = found.name or text.strip(MARKS)
            return
        if opens and self._is_whole_title(text):
            found.name = found.name or text.strip(MARKS)
            known = named_thing(text, self.language)
            found.product = self.noun(text[known.start : known.end].lower()) if known else found.product
            return
        thing = self._without_town(self.noun(text, merged))
        is_name = not opens or (
            " " in thing.text and (self.language != "de" or named_thing(text, "de") is not None)
        )
        if is_name and not found.name and (name := self._name_in(thing)):
            found.name = name
            thing = replace(thing, text=thing.text[: thing.text.rfind(name)].strip(' ,"“„«»'))
            thing = thing or NOTHING
        elif opens and not thing.article and self.language != "de":
            text = thing.text.lower() if thing.text.isupper() else thing.text[:1].lower() + thing.text[1:]
            thing = replace(thing, text=text)
        if self._is_town_no_more(thing):
            found.name, found.place, found.town = found.town, "", ""
            found.product = NOTHING
        if thing and found.product and self._is_slogan(found.product, thing):
            found.product, thing = thing, found.product
        if thing and found.product:
            found.say("phrase", thing.whole)
        found.product = found.product or thing

    def _is_whole_title(self, text: str) -> bool:
        """Museum of Lost Things: so many capitals around a little word are a name, and no town."""
        large = re.findall(r"(?<![\w'’])[A-ZÀ-Þ][\w'’-]{2,}", text)
        return self.language != "de" and len(large) > _SOME and bool(re.fullmatch(NAME, text.strip(MARKS)))

    def _is_town_no_more(self, thing: Noun) -> bool:
        """The opening of Marlowe Books, a bookshop: what is told of behind it was a name, and no town."""
        found = self.facts
        named = bool(found.product and " " in found.town and not found.name)
        return named and bool(thing.article) and named_thing(thing.text, self.language) is not None

    def _is_slogan(self, first: Noun, second: Noun) -> bool:
        """Smile again: the dentist. What comes first there is no thing."""
        plain = not first.article and named_thing(first.text, self.language) is None
        return plain and bool(second.article) and (not self.facts.name)

    def _is_titled(self, text: str) -> bool:
        """Le Bleuet, within a sentence: a name that begins with an article."""
        first = re.match(articles(self.words), text, re.IGNORECASE)
        return bool(self.language != "de" and first and text[:1].isupper() and re.fullmatch(NAME, text))

    def _without_town(self, thing: Noun) -> Noun:
        """The repair café of Lyon: the thing without its town, which is noted."""
        if self.language == "de" or self.facts.place:
            return thing
        town = re.search(rf"\s+(?:of|from|di|da|de|d['’])\s*(?={TOWN}$)", thing.text)
        before = thing.text[: town.start()] if town else ""
        small = re.search(r"(?:^|\s)[a-zà-ÿ]{3,}", before) or named_thing(before, self.language)
        if town is None or not before[-1:].islower() or not small:
            return thing
        self.facts.place, self.facts.town = thing.text[town.start() :].strip(), thing.text[town.end() :]
        return replace(thing, text=before)

    def _name_in(self, thing: Noun) -> str:
        """A name at the end of a noun phrase, or all of it."""
        text = thing.text
        if self.language != "de":
            if not thing.article and re.fullmatch(NAME, text):
                return text
            match = re.search(rf"(?:^|(?<=\s)){NAME}$", text)
            return match[0] if match and re.match(r"[A-ZÀ-Þ]", match[0]) else ""
        known = matches(text, "de")
        if (
            known
            and known[-1].end < len(text)
            and (match := re.fullmatch(rf"\s+({NAME})", text[known[-1].end :]))
        ):
            return match[1]
        if not thing.article and re.fullmatch(NAME, text) and not (known and " " not in text):
            return text
        return ""

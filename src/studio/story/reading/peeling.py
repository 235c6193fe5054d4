"""A brief without all that is read before it: letter, dialogue, denials, slogan, channels, form, name."""

from __future__ import annotations

from typing import NamedTuple

from studio.story.reading.capitals import lowered
from studio.story.reading.channels import shown_anywhere
from studio.story.reading.dashes import quoted
from studio.story.reading.denials import undenied
from studio.story.reading.forms import Form, form
from studio.story.reading.letters import letter
from studio.story.reading.naming import named
from studio.story.reading.slogans import sloganless


class Peeled(NamedTuple):
    """What is left of a brief, and what was around it.

    Attributes:
        text: What is left to be read.
        slogan: Its slogan.
        form: What was said behind labels.
        name: What a sentence said that the client is called.
        noted: What people note down, of the form and below the letter.
    """

    text: str
    slogan: str
    form: Form
    name: str
    noted: str


def peeled(text: str, language: str) -> Peeled:
    """A brief without what is read before it.

    Args:
        text: The brief, without markup.
        language: Its language.
    """
    body, signature = letter(lowered(text, language), language)
    told = sloganless(undenied(quoted(body, language), language).text, language)
    filled = form(shown_anywhere(told.text, language), language)
    christened = named(filled.text, language)
    noted = "\n".join(filter(None, (filled.noted, signature)))
    return Peeled(christened.text, told.slogan, filled, christened.name, noted)

"""What is understood of a brief: the thing, its name, its place, what is said of it and what is wanted."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from studio.story.reading import understood
from studio.story.reading.cleaning import cleaned
from studio.story.reading.languages import language_of
from studio.story.reading.understanding import read_facts

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "facts.yaml").read_text("utf-8"))
FIELDS = ("name", "place", "audience", "when", "call")
LISTS = ("tone", "must", "must_not")


@pytest.mark.parametrize("case", CASES, ids=[case["say"][:40] for case in CASES])
def test_a_brief_is_understood(case: dict[str, Any]) -> None:
    plain = cleaned(case["say"])
    facts = read_facts(plain, language_of(plain))
    found = {name: getattr(facts, name) for name in FIELDS}
    assert found == {name: case.get(name, "") for name in FIELDS}
    assert facts.product.whole == case.get("product", "")
    assert [claim.text for claim in facts.claims] == case.get("claims", [])
    assert [facts.tones, facts.must, facts.must_not] == [case.get(name, []) for name in LISTS]


@pytest.mark.parametrize("case", CASES, ids=[case["say"][:40] for case in CASES])
def test_it_becomes_a_brief_in_its_own_words(case: dict[str, Any]) -> None:
    brief = understood(case["say"])
    assert brief.text == case["say"]
    plain = " ".join(cleaned(case["say"]).split()).casefold()
    said = [brief.name, brief.audience, *brief.claims, *brief.must_not]
    assert all(words.rstrip(".").casefold() in plain for words in said)


def test_what_is_wished_for_beside_the_brief_goes_first() -> None:
    brief = understood(
        "A vertical ad for a bakery called Kornblume", name="Harbour Bread", aspect="1:1", fps=25, seed=9,
        must=["a loaf"], must_not=["text"], template="lifestyle_ad", mode="soft",
    )  # fmt: skip
    assert (brief.name, brief.width, brief.height, brief.fps, brief.seed) == (
        "Harbour Bread",
        720,
        720,
        25,
        9,
    )
    assert (brief.must, brief.must_not, brief.template, brief.mode) == (
        ["a loaf"],
        ["text"],
        "lifestyle_ad",
        "soft",
    )

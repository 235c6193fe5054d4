"""References in braces stand for what they name, with its type; what stands for nothing is refused."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio.core.errors import BadInput
from studio.core.materials import Image
from studio.engine.written.templates import Reference, escaped, filled, material, pieces, references, settled


@dataclass(frozen=True)
class Cut:
    """Something a tool returned: a value, a picture, and another."""

    seconds: float
    picture: Image
    mask: Image


@dataclass(frozen=True)
class Facts:
    """Something a tool returned that has no file."""

    width: int


CUT = Cut(1.5, Path("a/b.tar.gz"), Path("mask.png"))
SCOPE: dict[str, Any] = {
    "parameters": {"width": 800, "title": "A {b}", "folder": Path("out/here"), "none": None, "on": True},
    "cut": {"output": CUT, "count": 1, "failed": 0},
    "facts": {"output": Facts(640), "count": 1, "failed": 0},
    "cuts": {"output": [CUT, Cut(2.0, Path("c.png"), Path("d.png"))], "count": 2, "failed": 1},
    "item": Path("shots/one.mov"),
    "number": 7,
}


@pytest.mark.parametrize(
    ("template", "meant"),
    [
        ("{parameters.width}", 800),
        ("{parameters.folder}", Path("out/here")),
        ("{parameters.none}", None),
        ("{cut.output}", CUT),
        ("{cut.output.seconds}", 1.5),
        ("{cut.output.mask}", Path("mask.png")),
        ("{cuts.count}", 2),
        ("{cuts.output.seconds}", [1.5, 2.0]),
        ("{cuts.output.1.seconds}", 2.0),
        ("{cuts.output.stem}", ["b.tar", "c"]),
        ("{ item }", Path("shots/one.mov")),
        ("{item.stem}", "one"),
        ("{item.name}", "one.mov"),
        ("{item.suffix}", "mov"),
        ("{item.parent}", "shots"),
        ("{number}", 7),
    ],
)
def test_a_lone_reference_is_the_thing_itself(template: str, meant: Any) -> None:
    found = filled(template, SCOPE)
    assert (found, type(found)) == (meant, type(meant))


@pytest.mark.parametrize(
    ("template", "meant"),
    [
        ("", ""),
        ("plain", "plain"),
        ("{{item}}", "{item}"),
        ("}}{{", "}{"),
        ("{item.stem}-{number}.{item.suffix}", "one-7.mov"),
        ("{parameters.folder}/x", "out/here/x"),
        ("on={parameters.on}", "on=true"),
        ("{cuts.output.1.seconds}s", "2s"),
        ("see {cut.output}", "see a/b.tar.gz"),
        ("{{{number}}}", "{7}"),
    ],
)
def test_within_a_text_references_become_text(template: str, meant: str) -> None:
    assert filled(template, SCOPE) == meant


def test_lists_and_mappings_are_filled_through() -> None:
    given = {"a": ["{number}", 3, None], "b": {"c": "x{number}"}, "d": True}
    assert filled(given, SCOPE) == {"a": [7, 3, None], "b": {"c": "x7"}, "d": True}


@pytest.mark.parametrize(
    ("template", "complaint", "hint"),
    [
        ("{item", "{ without } in '{item'", "{{"),
        ("item}", "} without {", "}}"),
        ("{}", "{} is no reference", "{STAGE.output}"),
        ("{a b}", "{a b} is no reference", "{{"),
        ("{item..stem}", "is no reference", ""),
        ("{nothing.output}", "there is no nothing here", "cut"),
        ("{cutt.output}", "there is no cutt here", "did you mean cut"),
        ("{parameters.widht}", "{parameters.widht}: there is no widht", "did you mean width?"),
        ("{cut.output.second}", "a Cut has no second", "did you mean seconds?"),
        ("{item.stemm}", "a path has no stemm", "did you mean stem?"),
        ("{number.stem}", "a number has no stem", ""),
        ("{cuts.output.2}", "the list has 2 entries", "the first is 0"),
        ("x {cuts.output}", "{cuts.output} is a list", "stand alone"),
        ("x {facts.output}", "{facts.output} is a Facts", "name one of its parts"),
        ("x {parameters.none}", "{parameters.none} is nothing", "stand alone"),
    ],
)
def test_what_stands_for_nothing_is_refused(template: str, complaint: str, hint: str) -> None:
    with pytest.raises(BadInput) as refused:
        filled(template, SCOPE)
    assert complaint in refused.value.message
    assert hint in refused.value.hint


def test_references_are_found_wherever_they_are() -> None:
    found = references({"a": "x{one.output}", "b": [["{two.output.mask}"], 4]})
    assert found == [Reference("one", ("output",)), Reference("two", ("output", "mask"))]
    assert [one.at for one in found] == [1, 0]
    assert str(found[1]) == "{two.output.mask}"


def test_what_is_known_is_settled_and_the_rest_stays() -> None:
    known = {"parameters": SCOPE["parameters"]}
    given = ["{parameters.width}", "{parameters.title}: {item.stem} {{x}}", "{parameters.folder}", "{item}"]
    meanwhile = settled(given, known)
    assert meanwhile == [800, "A {{b}}: {item.stem} {{x}}", "out/here", "{item}"]
    assert json.loads(json.dumps(meanwhile)) == meanwhile
    assert filled(meanwhile, SCOPE) == [800, "A {b}: one {x}", "out/here", Path("shots/one.mov")]


def test_a_result_gives_its_first_file_where_files_are_wanted() -> None:
    assert material(CUT) == Path("a/b.tar.gz")
    assert material([CUT, 3]) == [Path("a/b.tar.gz"), 3]
    assert material(Facts(1)) == Facts(1)


@given(some.text())
def test_whatever_is_escaped_comes_out_as_it_was(text: str) -> None:
    assert filled(escaped(text), {}) == text
    assert filled(settled("{parameters.x}", {"parameters": {"x": text}}), {}) == text
    assert filled(settled("<{parameters.x}>", {"parameters": {"x": text}}), {}) == f"<{text}>"


@given(some.text(alphabet="{}a.0 \\n"))
def test_any_text_is_a_template_or_refused(text: str) -> None:
    with suppress(BadInput):
        found = pieces(text)
        if not any(isinstance(piece, Reference) for piece in found):
            assert filled(text, {}) == text.replace("{{", "{").replace("}}", "}")

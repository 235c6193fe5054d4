"""All that can be wrong with a pipeline is found at once, each fault in its place with a suggestion."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from studio.assembly import catalogue
from studio.core.catalogue import Catalogue
from studio.core.needs import Needs
from studio.core.written.findings import MOST, Finding
from studio.engine.pipeline.compiling import Compiled, compiled


@pytest.fixture(autouse=True)
def _material() -> None:
    Path("clips").mkdir()
    Path("empty").mkdir()
    for name in ("clips/a.mov", "clips/b.mov", "logo.png", "tone.wav", "look.cube"):
        Path(name).touch()


def checked(text: str, given: Mapping[str, Any] | None = None, **more: Any) -> Compiled:
    Path("p.yaml").write_text(text)
    return compiled(Path("p.yaml"), catalogue(), given, **more)


PRELUDE = """\
parameters:
  width: {type: integer, default: 800}
  pictures: {type: folder, default: clips}
  film: {type: video, default: clips/a.mov}
  title: {default: A film}
stages:
  look: {tool: video.info, input: clips/a.mov}
  poster: {tool: video.thumbnail, input: clips/a.mov}
  all: {tool: video.thumbnail, for_each: clips}
  set: {tool: image.preprocess, input: clips}
"""


STAGES = [
    ("^{input: logo.png}", "missing", "tool is missing", "image.resize"),
    ("{tool: ^image.resise, input: logo.png}", "tool", "image.resise", "did you mean image.resize?"),
    ("^{tool: image.resize}", "missing", "x has no input", "The picture"),
    ("{tool: image.resize, ^inptu: logo.png}", "name", "there is no inptu", "did you mean input?"),
    ("{tool: image.resize, input: ^lego.png}", "file", "no file lego.png", "did you mean logo.png?"),
    ("{tool: image.resize, input: ^clips}", "value", "clips is a folder", "for_each: clips"),
    ("{tool: image.resize, input: ^'*.png'}", "value", "is a pattern", 'for_each: "*.png"'),
    ("{tool: image.resize, input: ^[logo.png]}", "value", "this is a list", "for_each"),
    ("{tool: image.resize, input: ^5}", "value", "5 is no path", ""),
    ("{tool: image.sheet, input: [logo.png, ^nix.png]}", "file", "there is no nix.png", ""),
    ("{tool: image.sheet, input: ['{poster.output}', ^nix.png]}", "file", "no file nix.png", ""),
    ("{tool: image.sheet, input: ['{poster.output}', ^5]}", "value", "should be a path", ""),
    ("{tool: image.sheet, input: ['{poster.output}', ^'{look.output}']}", "type", "a FilmInfo", ""),
    ("{tool: image.sheet, input: [logo.png, ^tone.wav]}", "type", "tone.wav is a recording by its name", ""),
    ("{tool: video.info, input: ^logo.png}", "type", "logo.png is an image by its name", ""),
    ("{tool: audio.trim, input: ^logo.png}", "type", "a recording is wanted", ""),
    (
        "{tool: video.trim, input: clips/a.mov, with: ^{start: 3, end: 2}}",
        "value",
        "holds nothing",
        "end after",
    ),
    ("{tool: video.trim, for_each: clips, with: ^{end: 2, length: 2}}", "value", "not both", ""),
    (
        "{tool: video.trim, input: '{parameters.film}', with: ^{start: 801, end: '{parameters.width}'}}",
        "value",
        "a cut from 801 s to 800 s",
        "",
    ),
    ("{tool: film.plan, input: A café, with: ^{style: pink}}", "value", "no style called pink", "ink"),
    ("{tool: film.make, input: A café, with: ^{voice: nobody}}", "value", "no voice called nobody", ""),
    ("{tool: film.render, input: clips, with: ^{fallback: me}}", "value", "video called me", "builtin"),
    ("{tool: image.sheet, input: ^empty}", "file", "holds no image files", ""),
    ("{tool: image.resize, for_each: ^'*.jpg'}", "file", "nothing matches", ""),
    ("{tool: image.resize, for_each: [logo.png, ^no.png]}", "file", "no file no.png", ""),
    ("{tool: image.resize, for_each: ^5}", "type", "this is a whole number", "without for_each"),
    ("{tool: image.resize, for_each: ^'{look.count}'}", "type", "a whole number", ""),
    ("{tool: image.resize, for_each: ^'{poster.output}'}", "type", "this is an image", ""),
    ("{tool: image.resize, input: logo.png, with: {^widht: 5}}", "option", "widht", "mean width?"),
    ("{tool: image.resize, input: logo.png, with: {^picture: a}}", "option", "picture", "input"),
    ("{tool: image.resize, input: logo.png, with: {width: ^0}}", "value", "at least 1", "new width"),
    ("{tool: image.resize, input: logo.png, with: {width: ^wide}}", "value", "whole number", ""),
    ("{tool: image.resize, input: logo.png, with: {fit: ^in}}", "value", "'inside', ", ""),
    ("^{tool: video.dub, input: clips/a.mov}", "option", "video.dub needs with", "the new sound"),
    ("{tool: video.dub, input: clips/a.mov, with: {with: ^no.wav}}", "file", "no file no.wav", "tone"),
    ("{tool: video.grade, input: clips/a.mov, with: {lut: ^nix}}", "file", "no file nix", ""),
    ("{tool: image.resize, input: ^'{post.output}'}", "stage", "no post", "did you mean poster?"),
    ("{tool: image.resize, input: '{poster.output}', after: ^lok}", "stage", "waits for lok", "look?"),
    ("{tool: image.resize, input: ^'{poster.outptu}'}", "reference", "no outptu", "mean output?"),
    ("{tool: image.resize, input: ^'{poster}'}", "reference", "too little", "{poster.output}"),
    ("{tool: image.resize, input: ^'{poster.picture}'}", "reference", "no picture", "output.picture"),
    ("{tool: image.resize, input: ^'{poster.output.pict}'}", "reference", "no pict", "mean picture?"),
    ("{tool: image.resize, input: ^'{poster.output'}", "reference", "{ without }", "{{"),
    ("{tool: image.resize, input: ^'{item}'}", "reference", "only where there is for_each", ""),
    (
        "{tool: image.resize, input: ^'{parameters.film}'}",
        "type",
        "input: this is a video, and it takes an image",
        "",
    ),
    ("{tool: image.resize, input: ^'{parameters.flim}'}", "reference", "no flim", "mean film?"),
    ("{tool: image.resize, input: ^'{look.output}'}", "type", "a FilmInfo, and it takes an image", ""),
    ("{tool: image.resize, input: ^'{all.output}'}", "type", "a list of images, and it takes one", "each"),
    ("{tool: image.sheet, input: ^'{poster.output}'}", "type", "takes a list of images", ""),
    ("{tool: audio.trim, input: ^'{poster.output}'}", "type", "an image, and it takes a recording", ""),
    (
        "{tool: image.resize, input: '{poster.output}', with: {width: ^'{look.output.container}'}}",
        "type",
        "width: this is a text, and it takes a whole number",
        "new width",
    ),
    (
        "{tool: image.resize, input: '{poster.output}', with: {width: ^'{look.output.duration}'}}",
        "type",
        "width: this is a number, and it takes a whole number",
        "",
    ),
    (
        "{tool: image.watermark, input: logo.png, with: {text: ^'a {look.output}'}}",
        "type",
        "a FilmInfo, which cannot be part of a text",
        "name one of its parts",
    ),
    (
        "{tool: film.make, input: A café, with: {voice: ^'{parameters.film}'}}",
        "type",
        "voice: this is a video, and it takes a text",
        "{parameters.film.parent}/{parameters.film.name}",
    ),
    ("{tool: image.sheet, input: '{all.output}', when: ^'{item} > 3'}", "reference", "{item}", ""),
    ("{tool: image.sheet, input: '{all.output}', when: ^'look > 3'}", "condition", "look", "{look}"),
    ("{tool: image.sheet, input: '{all.output}', when: ^'{lok.count} > 3'}", "stage", "no lok", "look?"),
    ("{tool: image.resize, for_each: clips/*.mov, out: ^a.png}", "delivery", "be called a.png", "{item"),
    ("{tool: video.info, input: clips/a.mov, out: ^facts}", "delivery", "makes no files", "stays"),
    ("{tool: image.resize, input: logo.png, keep: ^false}", "delivery", "thrown away", "with out"),
    ("{tool: image.convert, input: logo.png, out: ^a.xyz}", "value", "format", ""),
    ("{tool: image.resize, input: logo.png, retries: ^often}", "shape", "names with values", "tried again"),
    ("{tool: image.resize, input: logo.png, retries: {times: ^-1}}", "shape", "at least 0", ""),
    ("{tool: image.resize, input: logo.png, timeout: ^soon}", "shape", "write a time", ""),
    ("{tool: image.resize, input: logo.png, jobs: ^3.5}", "shape", "whole number", ""),
    ("{tool: image.resize, input: logo.png, keep: ^maybe}", "shape", "true or false", ""),
    ("{tool: image.resize, input: logo.png, resources: {memory: ^lots}}", "shape", "write a size", ""),
    ("^[a]", "shape", "names with values", ""),
    ("^{tool: image.resize, input: '{x.output}'}", "circle", "x → x", "take one of these steps out"),
]
WHOLES = [
    ("^stages: {}", "missing", "there is no stage", "add one"),
    ("^name: x", "missing", "stages is missing", ""),
    ("^- a", "shape", "names with values", ""),
    ("folder: ^nowhere\nstages: {x: {tool: image.info, input: logo.png}}", "file", "no folder", ""),
    ("^stagse: {}", "name", "there is no stagse", "did you mean stages?"),
    ("stages:\n  ^item: {tool: image.info, input: logo.png}", "name", "cannot be called item", ""),
    ("stages:\n  ^a b: {tool: image.info, input: logo.png}", "name", "cannot be called a b", ""),
    ("parameters: {n: {type: integer, default: ^x}}\n", "parameter", "whole number", ""),
    ("parameters: {n: {type: integer, default: ^1, minimum: 2}}\n", "parameter", "at least 2", ""),
    ("parameters: {n: {type: integer, default: ^3, maximum: 2}}\n", "parameter", "at most 2", ""),
    (
        "parameters: {n: {type: number, minimum: ^3, maximum: 2, default: 1}}\n",
        "parameter",
        "minimum is more than maximum",
        "swap",
    ),
    ("parameters: {^n: {type: choice, default: a}}\n", "parameter", "needs choices", "choices:"),
    ("parameters: {^n: {choices: [a], default: a}}\n", "parameter", "cannot have choices", "choice"),
    ("parameters: {n: {minimum: ^1, default: a}}\n", "parameter", "is no number", "integer"),
    ("parameters: {n: {required: ^true, default: a}}\n", "parameter", "must be said", "one of them"),
    ("parameters: {n: {type: ^colour}}\n", "shape", "'text', 'integer'", "what it is"),
    ("parameters: {n: {type: folder, default: ^no}}\n", "parameter", "there is no folder no", ""),
    ("parameters: {n: {type: image, default: ^clips}}\n", "parameter", "there is no file clips", ""),
    ("parameters: {^n: {}}\n", "parameter", "n must be said", "--set n=VALUE"),
    ("on_success: [{webhook: ^nowhere}]\n", "hook", "nowhere is no address", "https://"),
    ("on_success: [^{}]\n", "hook", "either a command or a webhook", ""),
    ("on_failure: [{command: [^no-such-program]}]\n", "machine", "no program no-such-program", ""),
    ("on_failure: [{webhook: ^'https://x.org/{a.count}'}]\n", "reference", "parameters only", ""),
]


def found_at_the_mark(text: str) -> tuple[list[Finding], list[Finding]]:
    """What is found where a ^ stands in a text, and all that is found in it without the mark."""
    before = text[: text.index("^")]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    found = list(checked(text.replace("^", "", 1)).findings)
    return [one for one in found if (one.line, one.column) == place], found


@pytest.mark.parametrize(("stage", "rule", "message", "hint"), STAGES)
def test_a_fault_of_a_stage_has_its_place(stage: str, rule: str, message: str, hint: str) -> None:
    whole = f"^x: {stage[1:]}" if stage.startswith("^{") else f"x: {stage}"
    there, found = found_at_the_mark(f"{PRELUDE}  {whole}\n")
    assert any(one.rule == rule and message in one.message and hint in one.hint for one in there), found


@pytest.mark.parametrize(("text", "rule", "message", "hint"), WHOLES)
def test_a_fault_of_the_whole_has_its_place(text: str, rule: str, message: str, hint: str) -> None:
    stages = "stages: {x: {tool: image.info, input: logo.png}}\n"
    there, found = found_at_the_mark(
        text if "stag" in text or text in ("^name: x", "^- a") else text + stages
    )
    assert any(one.rule == rule and message in one.message and hint in one.hint for one in there), found


def test_options_that_depend_on_other_stages_may_contradict_one_another_only_later() -> None:
    cut = "{tool: video.trim, input: clips/a.mov, with: {start: 3, end: '{look.output.duration}'}}"
    assert checked(f"{PRELUDE}  x: {cut}\n").findings == ()


def test_circles_are_named_in_full_each_once() -> None:
    found = checked(
        """\
stages:
  a: {tool: image.resize, input: "{c.output}"}
  b: {tool: image.resize, input: "{a.output}"}
  c: {tool: image.resize, input: "{b.output}"}
  d: {tool: image.resize, input: logo.png, after: [e]}
  e: {tool: image.resize, input: logo.png, after: [d]}
  f: {tool: image.resize, input: "{e.output}"}
"""
    ).findings
    assert [(one.line, one.message) for one in found] == [
        (2, "a waits for itself: a → c → b → a"),
        (5, "d waits for itself: d → e → d"),
    ]


def test_two_stages_cannot_deliver_to_one_place() -> None:
    found = checked(
        """\
stages:
  a: {tool: image.resize, input: logo.png, out: web/one.png}
  b: {tool: image.crop, input: logo.png, out: ./web/../web/one.png, with: {square: true}}
  c: {tool: image.resize, input: logo.png, out: small}
  d: {tool: image.resize, input: logo.png, out: small/, with: {width: 5}}
  e: {tool: image.crop, input: logo.png, out: small, with: {square: true}}
"""
    ).findings
    assert [(one.line, one.column, one.rule) for one in found] == [(3, 47, "delivery"), (5, 49, "delivery")]
    assert found[0].message == "a and b would both deliver to ./web/../web/one.png"


def test_all_faults_are_found_at_once_also_beside_broken_shapes() -> None:
    found = checked(
        """\
stages:
  one: {tool: image.resize, input: no.png, retries: lots}
  two: {input: logo.png}
  three: {tool: image.resize, input: "{two.output}", with: {width: 0}, when: "{on"}
  four: {tool: image.risize, input: "{three.output}", after: [five]}
"""
    ).findings
    assert [(one.line, one.rule) for one in found] == [
        (2, "file"), (2, "shape"), (3, "missing"), (4, "value"), (4, "condition"), (5, "tool"), (5, "stage"),
    ]  # fmt: skip


def test_what_a_machine_lacks_is_found_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    needs = Needs(programs=("no-such-program",), secrets=("key",))
    monkeypatch.setattr(catalogue()["image.info"], "needs", needs)
    text = "stages:\n  x: {tool: image.info, input: logo.png}\n"
    found = checked(text).findings
    assert [(one.line, one.column, one.rule, one.message, one.hint) for one in found] == [
        (
            2,
            13,
            "machine",
            "image.info needs the program no-such-program",
            "studio doctor says how to get it",
        ),
        (2, 13, "machine", "image.info needs the secret key", "set STUDIO_SECRET_KEY"),
    ]
    assert [one.message for one in checked(text, secrets=["key"]).findings] == [found[0].message]


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        ({"widht": "3"}, "--set widht: there is no parameter widht", "did you mean width?"),
        ({"width": "wide"}, "--set width: should be a whole number (given: 'wide')", ""),
        ({"width": 2.5}, "--set width: should be a whole number", ""),
        ({"pictures": "nowhere"}, "--set pictures: there is no folder nowhere", ""),
        ({"film": "clips"}, "--set film: there is no file clips", ""),
    ],
)
def test_what_was_chosen_is_checked(given: dict[str, Any], message: str, hint: str) -> None:
    found = checked(PRELUDE, given)
    assert found.plan is None
    assert message in found.findings[0].message
    assert hint in found.findings[0].hint


def test_a_value_that_was_chosen_is_checked_by_the_tool() -> None:
    text = f"{PRELUDE}  x: {{tool: image.resize, input: logo.png, with: {{width: '{{parameters.width}}'}}}}\n"
    assert checked(text, {"width": "640"}).findings == ()
    found = checked(text, {"width": "0"}).findings
    assert [(one.line, one.column, one.rule) for one in found] == [(11, 58, "value")]


def test_who_has_very_many_faults_is_told_so() -> None:
    stages = "".join(
        f"  s{number}: {{tool: image.rezise, input: no.png, after: nix}}\n" for number in range(200)
    )
    found = checked(f"stages:\n{stages}").findings
    assert len(found) == MOST + 1
    assert found[-1].message == "and 200 more faults that are not told"


def test_an_input_that_may_be_left_out_is_not_missed(trial: Catalogue) -> None:
    assert checked("stages:\n  x: {tool: trial.paint}\n").findings == ()
    assert checked("stages:\n  x: {tool: trial.paint, input: [red]}\n").findings == ()
    assert [one.rule for one in checked("stages:\n  x: {tool: trial.paint, input: [pink]}\n").findings] == [
        "value"
    ]

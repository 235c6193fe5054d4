"""Whatever is written, it ends in a plan or in a list of findings: never in a traceback, never in a hang."""

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from studio.assembly import catalogue
from studio.engine.batch.compiling import compiled as batch
from studio.engine.pipeline.compiling import compiled as pipeline
from studio.engine.plans import thawed

ROOT = Path(__file__).parents[2]
GOOD = sorted(ROOT.glob("examples/pipelines/*.yaml")) + sorted(ROOT.glob("examples/batches/*.yaml"))
WORDS = [
    "tool", "input", "with", "after", "for_each", "when", "out", "stages", "parameters", "items", "defaults",
    "type", "default", "choices", "minimum", "required", "retries", "times", "wait", "timeout", "jobs",
    "keep", "cache", "overwrite", "folder", "name", "on_success", "command", "webhook", "resources", "memory",
    "image.resize", "image.sheet", "video.info", "video.dub", "width", "a", "b", "{a.output}", "{item}",
    "{item.stem}", "{parameters.a}", "{a.output.picture}", "{{", "}", "{", "a.png", "*.png", ".", "no",
    "{a.count} > 3", "integer", "list", "choice", "16:9", "1e9", "\u2028", "ä", "",
]  # fmt: skip
TOOLS = ["image.resize", "image.sheet", "video.info", "audio.join", "image.preprocess", "video.dub"]
words = some.sampled_from(WORDS)
plain = some.one_of(
    words, some.none(), some.booleans(), some.integers(), some.floats(allow_nan=False), some.text(max_size=8)
)
trees = some.recursive(
    plain,
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(words, inner, max_size=5),
    max_leaves=25,
)
stages = some.fixed_dictionaries(
    {"tool": some.sampled_from(TOOLS)},
    optional={
        "input": trees, "with": trees, "after": trees, "for_each": trees, "when": plain, "out": plain,
        "keep": plain, "retries": trees, "timeout": plain,
    },
)  # fmt: skip
pipelines = some.fixed_dictionaries(
    {"stages": some.dictionaries(some.sampled_from("abc"), stages, max_size=3)},
    optional={
        "parameters": some.dictionaries(some.sampled_from("ab"), trees, max_size=2),
        "on_success": trees,
    },
)
batches = some.fixed_dictionaries(
    {"items": some.lists(some.one_of(plain, stages), max_size=4)},
    optional={"defaults": stages, "folder": plain},
)
everyday = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# Making a failing example smaller takes longer than finding it; what was found can be read as it is.
at_length = settings(everyday, max_examples=6000, phases=(Phase.explicit, Phase.reuse, Phase.generate))


def ends_well(content: bytes) -> None:
    """Compile it as both, and see that what comes back is a plan or findings with their places."""
    file = Path("x.yaml")
    file.write_bytes(content)
    lines = len(content.decode("utf-8", "replace").splitlines()) + 1
    began = time.monotonic()
    for found in (pipeline(file, catalogue()), batch(file, catalogue())):
        assert (found.plan is None) == bool(found.findings)
        for one in found.findings:
            assert 1 <= one.line <= lines
            assert one.column >= 1
            assert one.message
        if found.plan:
            assert thawed(found.plan.frozen()) == found.plan
    assert time.monotonic() - began < 30


def as_yaml(value: Any) -> bytes:
    import yaml

    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode("utf-8", "replace")


@everyday
@given(some.one_of(trees, pipelines, batches))
def test_any_structure_ends_well(value: Any) -> None:
    Path("a.png").touch()
    ends_well(as_yaml(value))


@everyday
@given(some.binary(max_size=200))
def test_any_bytes_end_well(content: bytes) -> None:
    ends_well(content)


@everyday
@given(some.text(alphabet="ab:-[]{}&*!|>'\"%@`#?,\n\t .{}", max_size=80))
def test_any_text_ends_well(text: str) -> None:
    ends_well(text.encode())


def mutated(content: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for at, length, other in changes:
        start = at % (len(content) + 1)
        content = content[:start] + other + content[start + length :]
    return content


changes = some.lists(
    some.tuples(
        some.integers(0, 5000),
        some.integers(0, 6),
        some.sampled_from([b"", *(word.encode() for word in WORDS)]),
    ),
    min_size=1,
    max_size=4,
)


@everyday
@given(some.sampled_from(GOOD), changes)
def test_a_good_file_that_was_changed_ends_well(good: Path, changes: list[tuple[int, int, bytes]]) -> None:
    ends_well(mutated(good.read_bytes(), changes))


@pytest.mark.soak
@at_length
@given(some.one_of(trees, pipelines, batches))
def test_very_many_structures_end_well(value: Any) -> None:
    Path("a.png").touch()
    ends_well(as_yaml(value))


@pytest.mark.soak
@at_length
@given(some.sampled_from(GOOD), changes)
def test_very_many_changed_files_end_well(good: Path, changes: list[tuple[int, int, bytes]]) -> None:
    ends_well(mutated(good.read_bytes(), changes))


@pytest.mark.soak
@at_length
@given(some.binary(max_size=2000))
def test_very_many_bytes_end_well(content: bytes) -> None:
    ends_well(content)

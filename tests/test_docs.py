"""Documentation that cannot go stale: printed pages are printed again, links and commands must exist."""

import re
from pathlib import Path

import pytest

from studio.assembly import catalogue
from studio.core.catalogue import COMMANDS
from studio.faces import reference
from studio.faces.cli.app import JOINED

ROOT = Path(__file__).parent.parent
PAGES = reference.pages(ROOT)
NAMED = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
WRITTEN = [*(ROOT / name for name in NAMED), *sorted((ROOT / "docs/guide").glob("*.md"))]


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_printed_pages_are_fresh(path: Path) -> None:
    assert (ROOT / path).read_text("utf-8") == PAGES[path], "run make docs"


def test_no_page_outlives_its_tool() -> None:
    assert {page.relative_to(ROOT) for page in (ROOT / "docs/tools").glob("*.md")} <= set(PAGES)


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_commands_in_prose_exist(page: Path) -> None:
    beside = {*COMMANDS, "MATERIAL"}
    for material, verb in re.findall(r"studio ([\w]+) ([\w-]+)", page.read_text("utf-8")):
        joined = verb in JOINED.get(material, {})
        if material not in beside and material in catalogue().materials and not joined:
            assert f"{material}.{verb.replace('-', '_')}" in catalogue() or verb in ("VERB", "mirror")


def test_every_dependency_is_named_with_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    needed = re.search(r"\ndependencies = \[(.*?)\]", project, re.DOTALL)
    assert needed
    architecture = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    for name in re.findall(r'"([\w-]+)', needed[1]):
        assert name in architecture, name

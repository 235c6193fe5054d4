"""Which optional packages are missing, and the command that gets them."""

from importlib.metadata import PackageNotFoundError, requires
from importlib.util import find_spec

import pytest

from studio.core.needs import EXTRAS
from studio.host import packages


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which nothing optional is installed."""

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(packages, "version", missing)


def test_every_extra_is_explained_and_every_explained_extra_is_there() -> None:
    declared = requires(packages.DISTRIBUTION) or []
    assert all(any(f"'{extra}'" in line for line in declared) for extra in EXTRAS)
    named = {line.partition("extra == ")[2].strip("'\" ") for line in declared if "extra ==" in line}
    assert named == set(EXTRAS)


@pytest.mark.usefixtures("bare")
def test_what_an_extra_lacks_is_named() -> None:
    assert packages.missing_for("frames") == ["openimageio"]
    assert packages.missing_for("nothing") == []


def test_what_is_installed_is_not_missing() -> None:
    assert (packages.missing_for("frames") == []) is bool(find_spec("OpenImageIO"))


@pytest.mark.parametrize("extra", EXTRAS)
def test_the_command_names_the_extra(extra: str) -> None:
    assert packages.command_for(extra) == f"pip install 'animation-ai-studio[{extra}]'"


def test_the_folder_of_a_package_is_found_without_importing_it() -> None:
    folder = packages.folder("pytest", "_pytest")
    assert folder
    assert (folder / "main.py").is_file()
    assert packages.folder("pytest", "no_such_module") is None
    assert packages.folder("no-such-package", "x") is None

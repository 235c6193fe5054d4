"""A finished film is signed where a certificate is set, and inspect tells by whom and whether that holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import films
from tests.signing import pen

import studio
from studio.core.run import Run, entered
from studio.media import probe
from studio.media.films import credentials
from studio.story.provenance import ledger, packing


@pytest.fixture(autouse=True)
def _signing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    ours = pen(tmp_path / "pen")
    monkeypatch.setenv("STUDIO_SIGNING_CERTIFICATE", str(ours.certificate))
    monkeypatch.setenv("STUDIO_SIGNING_KEY", str(ours.key))
    yield
    credentials.configure(certificate="", key="", trusted="")


def test_a_signed_film_keeps_its_plan_and_says_who_signed_it() -> None:
    film = films.put_together(films.taken())
    told = studio.film.inspect(film)
    assert (told.credentials, told.signer, told.remark) == ("valid", "Test Studio", "")
    assert (told.pictures, told.sound, told.here) == ("as made", "none", True)
    said = credentials.read(film, ledger.LABEL).told
    assert said
    assert [one["shot"] for one in said["shots"]] == ["01", "02", "03"]
    assert packing.found(probe.media(film).metadata)


def test_a_film_that_is_cut_is_no_longer_signed_and_keeps_its_plan(tmp_path: Path) -> None:
    film = films.put_together(films.taken())
    cut = studio.video.trim(film, end=1)
    told = studio.film.inspect(cut.clip)
    assert told.credentials in ("none", "broken")
    assert told.planned_frames == 48


def test_without_the_library_the_film_is_made_and_a_note_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(credentials, "find_spec", lambda _: None)
    notes: list[str] = []

    with entered(Run(tmp_path / "run", listener=lambda event, _: notes.append(event))):
        film = films.put_together(films.taken())
    assert any("the film is not signed: c2pa-python is not there" in one for one in notes)
    assert studio.film.inspect(film).credentials == "none"


def test_a_film_that_is_to_say_nothing_of_itself_is_not_signed() -> None:
    film = films.taken()
    films.changed(film, "beats:", "finish: {metadata: false}\nbeats:")
    assert credentials.read(films.put_together(film)).state == "none"


@pytest.mark.parametrize(
    ("providers", "source"),
    [
        (("builtin", "builtin"), "algorithmicMedia"),
        (("builtin", "given"), "composite"),
        (("builtin", "wan"), "compositeWithTrainedAlgorithmicMedia"),
    ],
)
def test_how_pictures_came_about_is_said_as_the_iptc_does(providers: tuple[str, ...], source: str) -> None:
    from tests.story.provenance.test_packing import manifest

    told = manifest()
    takes = [
        one.model_copy(update={"provider": name}) for one, name in zip(told.takes, providers, strict=False)
    ]
    assert ledger.source(told.model_copy(update={"takes": takes})) == source

"""Who can make shots, and what is missing before they can."""

from pathlib import Path

import pytest
from tests import predicting

import studio
from studio.core.errors import NotFound
from studio.models.diffusion import pipes


def test_everybody_says_what_they_are_and_what_they_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipes, "lacking", lambda: ["torch"])
    makers = {one.name: one for one in studio.film.providers().makers}
    assert all(one.about for one in makers.values())
    assert (makers["builtin"].missing, makers["given"].missing) == ("", "")
    for name in ("wan", "ltx"):
        assert "studio weights add" in makers[name].missing
        assert "not installed: torch" in makers[name].missing


def test_an_api_lacks_its_key(tmp_path: Path) -> None:
    predicting.described(tmp_path / "home", "http://127.0.0.1:9")
    (maker,) = studio.film.providers(["http:stripes"]).makers
    assert "STUDIO_SECRET_STRIPES is not set" in maker.missing


def test_nobody_else_is_known() -> None:
    with pytest.raises(NotFound, match="no provider of video called buildin") as told:
        studio.film.providers(["buildin"])
    assert "builtin" in told.value.hint

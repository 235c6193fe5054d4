"""A server may misbehave in every way: what comes back is an object, or an error that says what to do."""

import json
import logging
import threading
import time
from contextlib import closing
from pathlib import Path
from socket import socket
from typing import Any

import pytest
from tests.command import SOON
from tests.models.text.unruly import (
    Behaviour,
    Unruly,
    breaking_off,
    endless,
    failing,
    hanging,
    raw,
    saying,
    server,
    trickling,
)

from studio.core.errors import BadInput, Cancelled, Refused, StudioError, ToolFailed, Unavailable
from studio.core.run import Run, entered
from studio.models.text import Access, Message
from studio.models.text.openai import OpenAi

KEY = "sk-very-secret-0123456789"
SCHEMA = {"type": "object", "properties": {"line": {"type": "string"}}, "required": ["line"]}
QUESTION = [Message("system", "You write."), Message("user", "An ad for bread.")]
GOOD = saying('{"line": "Warm."}')


def model(unruly: Unruly, key: str = "", name: str = "tiny", **more: Any) -> OpenAi:
    made = OpenAi.of(Access(unruly.url, name, key))
    made.pause = 0.01
    for one, value in more.items():
        setattr(made, one, value)
    return made


def test_an_object_comes_back_and_the_question_is_put_as_servers_expect() -> None:
    with server(GOOD) as unruly:
        assert model(unruly, KEY).complete(QUESTION, SCHEMA, seed=7, most=500) == {"line": "Warm."}
    (asked,) = unruly.asked
    assert asked["messages"] == [
        {"role": "system", "content": "You write."}, {"role": "user", "content": "An ad for bread."},
    ]  # fmt: skip
    assert (asked["model"], asked["seed"], asked["max_tokens"], asked["stream"]) == ("tiny", 7, 500, False)
    assert asked["response_format"]["json_schema"]["schema"] == SCHEMA
    assert unruly.headers[0]["Authorization"] == f"Bearer {KEY}"


def test_without_a_key_none_is_sent() -> None:
    with server(GOOD) as unruly:
        model(unruly).complete(QUESTION, SCHEMA)
    assert "Authorization" not in unruly.headers[0]


@pytest.mark.parametrize(
    "text",
    [
        '```json\n{"line": "Warm."}\n```', 'Sure! Here you are:\n{"line": "Warm."}\nAnything else?',
        '<think>{"line": "no"} hm</think>{"line": "Warm."}', ' \n{"line": "Warm."} ',
        'Not {this}, but {"line": "Warm."}',
    ],
)  # fmt: skip
def test_what_is_wrapped_around_an_object_is_passed_over(text: str) -> None:
    with server(saying(text)) as unruly:
        assert model(unruly).complete(QUESTION, SCHEMA) == {"line": "Warm."}


def test_a_server_without_schemas_is_asked_for_an_object_and_then_in_words() -> None:
    with server(failing(400, "response_format is not supported"), failing(400, "nor that"), GOOD) as unruly:
        asking = model(unruly)
        assert asking.complete(QUESTION, SCHEMA) == {"line": "Warm."}
        assert asking.complete(QUESTION, SCHEMA) == {"line": "Warm."}
    forms = [asked.get("response_format", {}).get("type") for asked in unruly.asked]
    assert forms == ["json_schema", "json_object", None, None]
    assert '"required": ["line"]' in unruly.asked[2]["messages"][-1]["content"]


def test_a_server_that_breaks_over_a_schema_is_asked_without_one() -> None:
    with server(failing(500), failing(500), GOOD) as unruly:
        assert model(unruly).complete(QUESTION, SCHEMA) == {"line": "Warm."}
    assert unruly.asked[-1]["response_format"] == {"type": "json_object"}


def test_what_a_server_does_not_know_is_left_out() -> None:
    told = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    with server(failing(400, told), failing(400, "temperature does not support 0.6"), GOOD) as unruly:
        model(unruly).complete(QUESTION, SCHEMA, most=300)
    last = unruly.asked[-1]
    assert last["max_completion_tokens"] == 300
    assert "max_tokens" not in last
    assert "temperature" not in last
    assert last["response_format"]["type"] == "json_schema"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(status: int) -> None:
    with server(failing(status), GOOD) as unruly:
        assert model(unruly).complete(QUESTION, SCHEMA) == {"line": "Warm."}
    assert len(unruly.asked) == 2


def test_a_server_that_wants_a_pause_gets_it() -> None:
    with server(failing(429, Retry_After="0.5"), GOOD) as unruly:
        began = time.monotonic()
        model(unruly).complete(QUESTION, SCHEMA)
    assert time.monotonic() - began >= 0.5


def test_each_pause_is_longer_than_the_one_before_and_there_is_an_end() -> None:
    with server(failing(503, "loading the model")) as unruly:
        asking = model(unruly, pause=0.1)
        began = time.monotonic()
        with pytest.raises(ToolFailed, match=r"busy or broken \(503\): loading the model"):
            asking.complete(QUESTION, SCHEMA)
    assert len(unruly.asked) == 4
    assert time.monotonic() - began >= 0.1 + 0.2 + 0.4


@pytest.mark.parametrize(
    ("behaviour", "error", "told"),
    [
        (failing(401, "no"), Unavailable, "does not let us in"),
        (failing(403, "no"), Unavailable, "does not let us in"),
        (failing(404, "model 'tiny' not found"), Unavailable, "does not know tiny: model 'tiny' not found"),
        (failing(418, "teapot"), ToolFailed, r"refused the question \(418\): teapot"),
        (failing(302, "", Location="http://elsewhere/"), ToolFailed, r"refused the question \(302\)"),
        (raw(b"<html>hello</html>"), ToolFailed, "does not answer as OpenAI"),
        (raw(b"\xff\xfe\x00"), ToolFailed, "does not answer as OpenAI"),
        (raw(b""), ToolFailed, "does not answer as OpenAI"),
        (raw(b'{"choices": []}'), ToolFailed, "does not answer as OpenAI"),
        (raw(b'{"choices": "x"}'), ToolFailed, "does not answer as OpenAI"),
        (raw(b"[" * 100_000), ToolFailed, "does not answer as OpenAI"),
        (saying("I cannot help with that."), ToolFailed, "answered no object: 'I cannot help"),
        (saying("[1, 2]"), ToolFailed, "answered no object"),
        (saying('{"line": "War'), ToolFailed, "answered no object"),
        (saying('{"line": "War', "length"), ToolFailed, "was cut off"),
        (saying("{" * 5_000), ToolFailed, "answered no object"),
        (saying("  "), ToolFailed, "said nothing"),
        (breaking_off, ToolFailed, "broke off"),
        (endless, ToolFailed, "longer than 4 MB"),
    ],
)
def test_whatever_is_wrong_is_told(behaviour: Behaviour, error: type[StudioError], told: str) -> None:
    with server(behaviour) as unruly, pytest.raises(error, match=told) as raised:
        model(unruly).complete(QUESTION, SCHEMA)
    assert raised.value.hint


@pytest.mark.parametrize("behaviour", [hanging, trickling])
def test_patience_ends(behaviour: Behaviour) -> None:
    with server(behaviour) as unruly:
        began = time.monotonic()
        with pytest.raises(ToolFailed, match=r"did not answer within 0\.4 seconds"):
            model(unruly, patience=0.4).complete(QUESTION, SCHEMA)
        assert time.monotonic() - began < SOON
    assert len(unruly.asked) == 1


@pytest.mark.parametrize("behaviour", [hanging, trickling, failing(503, Retry_After="20")])
def test_work_that_is_taken_back_ends_within_two_seconds(behaviour: Behaviour, tmp_path: Path) -> None:
    wanted = threading.Event()
    with server(behaviour) as unruly, entered(Run(tmp_path, cancelled=wanted.is_set)):
        threading.Timer(0.3, wanted.set).start()
        began = time.monotonic()
        with pytest.raises(Cancelled):
            model(unruly).complete(QUESTION, SCHEMA)
        assert time.monotonic() - began < SOON


def test_nobody_there_is_said_at_once() -> None:
    with closing(socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unavailable, match=r"nobody answers at 127\.0\.0\.1:.*refused") as raised:
        OpenAi.of(Access(f"http://127.0.0.1:{port}", "tiny")).complete(QUESTION, SCHEMA)
    assert "start the server" in raised.value.hint


def test_the_first_model_is_taken_where_none_is_named() -> None:
    with server(raw(json.dumps({"data": [{"id": "first"}, {"id": "second"}]}).encode()), GOOD) as unruly:
        asking = model(unruly, name="")
        assert asking.name == "first"
        asking.complete(QUESTION, SCHEMA)
    assert unruly.asked[0] == "/v1/models"
    assert unruly.asked[1]["model"] == "first"
    with server(raw(b'{"data": []}')) as unruly, pytest.raises(Unavailable, match="names no model"):
        model(unruly, name="").complete(QUESTION, SCHEMA)


def test_what_a_server_has_is_told_and_what_it_lacks_is_said() -> None:
    listed = raw(json.dumps({"data": [{"id": "first"}, {"id": "second"}]}).encode())
    with server(listed) as unruly:
        assert model(unruly, name="").reached() == "first, second"
        assert model(unruly, name="second").reached() == "second"
        with pytest.raises(Unavailable, match="has no tiny") as raised:
            model(unruly).reached()
        assert "first, second" in raised.value.hint
    with server(failing(401)) as unruly, pytest.raises(Unavailable, match="does not let us in"):
        model(unruly).reached()


@pytest.mark.parametrize(
    ("url", "path"),
    [("", "/v1"), ("/", "/v1"), ("/v1/", "/v1"), ("/api/v3", "/api/v3"), ("/v1/chat/completions", "/v1")],
)
def test_addresses_are_understood_as_people_give_them(url: str, path: str) -> None:
    assert OpenAi.of(Access(f"http://localhost:11434{url}", "tiny")).base.path == path


@pytest.mark.parametrize(
    "url", ["localhost:11434", "ftp://x/v1", "http://", "http://x:y/v1", "http://a:b@x/v1", "http://x/v1?a=b"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="no address"):
        OpenAi.of(Access(url, "tiny"))


def test_a_key_does_not_travel_in_the_open() -> None:
    with pytest.raises(Refused, match="in the open"):
        OpenAi.of(Access("http://models.example/v1", "tiny", KEY))
    for url in (
        "https://models.example/v1",
        "http://localhost/v1",
        "http://[::1]:8080/v1",
        "http://127.0.0.2",
    ):
        assert OpenAi.of(Access(url, "tiny", KEY)).key == KEY


def test_the_key_is_told_to_nobody(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with server(failing(401, f"Incorrect key: {KEY}")) as unruly:
        asking = model(unruly, KEY)
        with pytest.raises(Unavailable) as raised:
            asking.complete(QUESTION, SCHEMA)
    told = f"{raised.value} {raised.value.hint} {asking!r} {Access(unruly.url, '', KEY)!r} {caplog.text}"
    assert KEY not in told + "".join(capfd.readouterr())
    assert "********" in str(raised.value)


def test_what_a_server_says_cannot_dress_up_the_terminal() -> None:
    told = "\x1b[31mred\x1b[0m\nand\r" + "long " * 200
    with server(failing(418, told)) as unruly, pytest.raises(ToolFailed) as raised:
        model(unruly).complete(QUESTION, SCHEMA)
    assert raised.value.message.isprintable()
    assert len(raised.value.message) < 300

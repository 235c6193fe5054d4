"""What is done when a run has ended: commands and pages hear of it, and nothing they do changes it."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socketserver import StreamRequestHandler, TCPServer
from typing import Any

import pytest
from tests.command import until
from tests.engine.benches import bench_in, told
from tests.engine.house import House, orders

from studio.engine import lock
from studio.engine.bench import Bench
from studio.engine.hosting import hooks
from studio.engine.lock import Fenced
from studio.engine.plans import Hook, Stage

STAGE = Stage("one", "toil.write", {"order": "a.txt"})
CAT = Hook(("sh", "-c", "cat > story.json; pwd > where.txt"))


@pytest.fixture
def bench(house: House) -> Iterator[Bench]:
    with bench_in(house) as bench:
        yield bench


@contextmanager
def page(*codes: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A page that answers with these codes in turn; yields its address and what it has heard."""
    heard: list[dict[str, Any]] = []
    answers = iter(codes)

    class Page(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append({"story": json.loads(body), "type": self.headers["Content-Type"]})
            self.send_response(next(answers))
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def do_GET(self) -> None:
            heard.append({"story": None})
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with served(HTTPServer(("127.0.0.1", 0), Page)) as port:
        yield f"http://127.0.0.1:{port}/told", heard


@contextmanager
def served(server: TCPServer) -> Iterator[int]:
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def ended(house: House, bench: Bench, *wanted: Hook) -> str:
    run = house.submit(STAGE)
    hooks.carry_out(bench, run, Path.cwd(), "my films", "failed", wanted)
    return run


def test_a_command_gets_the_story_in_the_folder_of_the_run(house: House, bench: Bench) -> None:
    Path("films").mkdir()
    run = house.submit(STAGE)
    hooks.carry_out(bench, run, Path("films").absolute(), "my films", "done", [CAT])
    assert json.loads(Path("films/story.json").read_text()) == {
        "run": run,
        "name": "my films",
        "state": "done",
    }
    assert Path("films/where.txt").read_text().strip() == os.path.realpath("films")
    assert told(house, run, "hook.done") == [{"hook": " ".join(CAT.command)}]


def test_a_page_gets_the_story(house: House, bench: Bench) -> None:
    with page(204) as (address, heard):
        run = ended(house, bench, Hook(webhook=address))
    story = {"run": run, "name": "my films", "state": "failed"}
    assert heard == [{"story": story, "type": "application/json"}]
    assert told(house, run, "hook.done") == [{"hook": address}]


@pytest.mark.parametrize("code", [302, 307, 404, 500])
def test_a_page_that_refuses_is_asked_once_and_written_down(house: House, bench: Bench, code: int) -> None:
    with page(code) as (address, heard):
        run = ended(house, bench, Hook(webhook=address))
    assert len(heard) == 1, "a page it is sent on to would never get the story"
    assert told(house, run, "hook.failed", "hook.done") == [
        {"hook": address, "error": f"{address} answered {code}"}
    ]


def test_whatever_goes_wrong_is_written_down_and_the_next_is_done(house: House, bench: Bench) -> None:
    class Babble(StreamRequestHandler):
        def handle(self) -> None:
            self.rfile.readline()
            self.wfile.write(b"220 mail is spoken here\r\n")

    with served(TCPServer(("127.0.0.1", 0), Babble)) as port:
        wrong = {
            f"http://127.0.0.1:{port}/": "answered as no page does",
            "http://127.0.0.1:1/": "cannot be reached: ",
            "http://127.0.0.1:1/a b": "cannot be reached: ",
            "ftp://127.0.0.1/": "is no address of a page",
        }
        commands = {
            ("false",): "it ended with code 1",
            ("no-such-program", "x"): "no-such-program cannot be started",
            ("echo", "a\0b"): "embedded null byte",
        }
        run = ended(
            house, bench, *(Hook(webhook=address) for address in wrong), *(Hook(one) for one in commands), CAT
        )
    failures = told(house, run, "hook.failed")
    assert [failure["hook"] for failure in failures] == [*wrong, *(" ".join(one) for one in commands)]
    for failure, error in zip(failures, [*wrong.values(), *commands.values()], strict=True):
        assert error in failure["error"]
    assert told(house, run, "hook.done") == [{"hook": " ".join(CAT.command)}]
    assert json.loads(Path("story.json").read_text())["run"] == run


def test_a_host_that_was_overtaken_does_no_more(house: House, bench: Bench) -> None:
    lock.begin(house.tables)
    with pytest.raises(Fenced):
        ended(house, bench, Hook(("true",)), CAT)
    assert not Path("story.json").exists()


def test_a_run_does_what_its_plan_says_for_its_end_and_stays_as_it_is(house: House) -> None:
    orders("a.txt")
    orders("bad.txt", text="fail too dark\n")
    good, bad = Hook(("sh", "-c", "cat > good.json; exit 3")), Hook(("sh", "-c", "cat > bad.json; exit 3"))
    done = house.submit(STAGE, on_success=(good,), on_failure=(bad,))
    assert house.carry_out(done) == "done"
    assert Path("good.json").exists()
    assert not Path("bad.json").exists()
    failed = house.submit(
        Stage("one", "trial.obey", {"order": "bad.txt"}), on_success=(good,), on_failure=(bad,)
    )
    assert house.carry_out(failed) == "failed"
    assert json.loads(Path("bad.json").read_text()) == {"run": failed, "name": "test", "state": "failed"}
    assert json.loads(Path("good.json").read_text())["run"] == done
    assert [event.name for event in house.events(failed)][-2:] == ["hook.failed", "run.failed"]
    assert house.run(failed)["error"] == "one: too dark"


def test_cancelled_while_its_end_is_told_it_is_cancelled(house: House) -> None:
    orders("a.txt")
    slow = Hook(("sh", "-c", "touch begun; while test ! -e go; do sleep 0.02; done"))
    run = house.submit(STAGE, on_success=(slow,))
    with house.hosted(run):
        until(Path("begun").exists)
        assert house.ask(run, "cancel") == ""
        until(lambda: house.state(run) == "cancelled")
        Path("go").touch()
    assert house.states(run) == {"one": "done"}

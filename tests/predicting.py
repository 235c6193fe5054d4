"""A prediction API on this machine that renders real little clips, and misbehaves as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import numpy as np
from tests import local

from studio.media.films.reel import Reel

Behaviour = Callable[["Asking"], bool]
"""Answers instead of the API; False where the API is to answer after all."""


@dataclass
class Prediction:
    """A clip in the making."""

    id: str
    input: dict[str, Any]
    polls: int = 0
    state: str = "processing"


@dataclass
class Api:
    """The API: what it was asked, what it made, and what it does instead.

    Attributes:
        folder: Where its clips lie.
        url: Where it answers.
        polls: How often it is asked before a clip is there.
        cost: What it says that a clip has cost; nothing if None.
        instead: What it does instead of a step: submit, poll, clip, cancel; one call after the other.
        calls: Every call, as its step and its path.
        headers: What was said of those who asked, call by call.
        made: Every clip it was asked for.
        keys: Which clip each idempotency key stands for.
        kept: Every file it was sent, as the form it came in.
        heard: Set when something was told to be cancelled.
        gone: Set when the test is over, for behaviours that wait.
    """

    folder: Path
    url: str = ""
    polls: int = 1
    cost: float | None = None
    instead: dict[str, list[Behaviour]] = field(default_factory=dict)
    calls: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    made: dict[str, Prediction] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    kept: list[Message] = field(default_factory=list)
    heard: threading.Event = field(default_factory=threading.Event)
    gone: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, step: str) -> int:
        """How often a step was asked for."""
        return sum(one == step for one, _ in self.calls)

    def misbehave(self, step: str, *behaviours: Behaviour) -> None:
        """Have it do something else than a step, call by call; then it behaves again."""
        self.instead[step] = list(behaviours)

    def clip(self, prediction: Prediction) -> bytes:
        """The clip, rendered."""
        with self.lock:
            target = self.folder / f"{prediction.id}.mp4"
            if not target.exists():
                render(target, prediction.input)
            return target.read_bytes()


def render(target: Path, asked: dict[str, Any]) -> None:
    """Stripes that move, in the colour that the seed says: equal questions, equal pictures."""
    width, height, seed = int(asked["width"]), int(asked["height"]), int(asked["seed"])
    with Reel(target, (width, height), float(asked["fps"])) as reel:
        for number in range(int(asked["frames"])):
            planes = np.full((height * 3 // 2, width), 100 + seed % 50, np.uint8)
            planes[:height] = (np.arange(width) * 2 + number * 3 + seed) % 160 + 40
            reel.add(planes)


class Asking(local.Answer, BaseHTTPRequestHandler):
    """One call."""

    api: Api
    said: Any = None

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with suppress(ValueError):
            self.said = json.loads(content)
        if self.path.endswith("/cancel"):
            self._answer("cancel", self._cancel)
        elif self.path == "/prompt":
            self._answer("submit", self._queue)
        elif self.path == "/queue/stripes/video":
            self._answer("submit", self._enqueue)
        elif self.path.endswith("/files"):
            self._answer("upload", lambda: self._keep(content))
        else:
            self._answer("submit", self._submit)

    def do_PUT(self) -> None:
        self._answer("cancel", self._cancel)

    def do_GET(self) -> None:
        if self.path.startswith(("/clips/", "/view?")):
            self._answer("clip", self._clip)
        elif self.path.startswith("/history/"):
            self._answer("poll", self._history)
        elif self.path.startswith("/queue/"):
            self._answer("poll", self._queued)
        else:
            self._answer("poll", self._poll)

    def _answer(self, step: str, usual: Callable[[], None]) -> None:
        with self.api.lock:
            self.api.calls.append((step, self.path))
            self.api.headers.append(dict(self.headers))
            waiting = self.api.instead.get(step) or []
            behaviour = waiting.pop(0) if waiting else None
        with suppress(OSError):
            if behaviour is None or not behaviour(self):
                usual()

    def _keep(self, content: bytes) -> None:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        with self.api.lock:
            self.api.kept += message_from_bytes(head + content, policy=default).iter_parts()
            self.tell({"url": f"{self.api.url}/kept/{len(self.api.kept)}"})

    def _submit(self) -> None:
        api = self.api
        with api.lock:
            key = self.headers.get("Idempotency-Key", "")
            name = api.keys.get(key) or f"p{len(api.made)}"
            if key:
                api.keys[key] = name
            api.made.setdefault(name, Prediction(name, dict(_found(self.said))))
        self.tell({"id": name, "status": "starting"}, 201)

    def _poll(self) -> None:
        one = self.api.made.get(self.path.rpartition("/")[2])
        if one is None:
            self.tell({"detail": "no such prediction"}, 404)
            return
        one.polls += 1
        told: dict[str, Any] = {"id": one.id, "status": one.state}
        if one.state == "processing" and one.polls > self.api.polls:
            told |= {"status": "succeeded", "output": [f"{self.api.url}/clips/{one.id}.mp4"]}
            if self.api.cost is not None:
                told["metrics"] = {"cost": self.api.cost}
        self.tell(told)

    def _begun(self) -> Prediction:
        """A clip for a question of another shape: what it is to be stands somewhere in it."""
        with self.api.lock:
            one = Prediction(f"p{len(self.api.made)}", dict(_found(self.said)))
            self.api.made[one.id] = one
        return one

    def _enqueue(self) -> None:
        """As a queue does that gives links for everything."""
        own = f"{self.api.url}/queue/requests/{self._begun().id}"
        links = {"status_url": f"{own}/status", "response_url": own, "cancel_url": f"{own}/cancel"}
        self.tell({"request_id": own.rpartition("/")[2], **links})

    def _queued(self) -> None:
        one = self.api.made[self.path.split("/")[3]]
        if not self.path.endswith("/status"):
            self.tell({"video": {"url": f"{self.api.url}/clips/{one.id}.mp4"}, "seed": one.input["seed"]})
            return
        one.polls += 1
        self.tell({"status": "COMPLETED" if one.polls > self.api.polls else "IN_QUEUE"})

    def _queue(self) -> None:
        """As a server of graphs does."""
        self.tell({"prompt_id": self._begun().id, "number": 1, "node_errors": {}})

    def _history(self) -> None:
        one = self.api.made[self.path.rpartition("/")[2]]
        one.polls += 1
        if one.polls <= self.api.polls:
            self.tell({})
            return
        outputs = {"7": {"images": [{"filename": f"{one.id}.mp4", "subfolder": "", "type": "output"}]}}
        self.tell({one.id: {"status": {"status_str": "success", "completed": True}, "outputs": outputs}})

    def _cancel(self) -> None:
        self.api.made[self.path.split("/")[-2]].state = "canceled"
        self.api.heard.set()
        self.tell({"status": "canceled"})

    def _clip(self) -> None:
        content = self.api.clip(self.api.made[Path(self.path.partition("=")[2] or self.path).stem])
        begin = int(self.headers.get("Range", "bytes=0-")[6:].partition("-")[0])
        whole = f"bytes {begin}-{len(content) - 1}/{len(content)}"
        more = {"Content-Range": whole} if begin else {}
        self.say(content[begin:], 206 if begin else 200, ETag='"one"', **more)

    def tell(self, told: Any, status: int = 200) -> None:
        """Answer in JSON."""
        self.say(json.dumps(told).encode(), status, Content_Type="application/json")


_CALLED: dict[str, str] = {
    "num_frames": "frames", "length": "frames", "frames_per_second": "fps", "frame_rate": "fps",
    "noise_seed": "seed",
}  # fmt: skip


def _found(said: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What a clip is to be, wherever in a question it stands."""
    for name, value in said.items():
        if isinstance(value, dict):
            yield from _found(value)
        else:
            yield _CALLED.get(name, name), value


@contextmanager
def api(folder: Path, **more: Any) -> Iterator[Api]:
    """An API that is gone afterwards."""

    class Its(Asking):
        """The calls of this API."""

    folder.mkdir(parents=True, exist_ok=True)
    gone = threading.Event()
    with local.listening(Its, gone) as url:
        Its.api = Api(folder, url, gone=gone, **more)
        yield Its.api


def refusing(status: int, message: str = "", **headers: str) -> Behaviour:
    """Refuse."""
    return saying(json.dumps({"error": {"message": message}}).encode(), status, **headers)


def saying(body: bytes, status: int = 200, **headers: str) -> Behaviour:
    """Answer anything."""

    def behave(call: Asking) -> bool:
        call.say(body, status, **headers)
        return True

    return behave


def hanging(call: Asking) -> bool:
    """Never answer."""
    call.api.gone.wait(30)
    return True


def dropping(call: Asking) -> bool:
    """Hang up without a word."""
    call.close_connection = True
    return True


def cut_at(share: float) -> Behaviour:
    """Hang up in the middle of a clip."""

    def behave(call: Asking) -> bool:
        content = call.api.clip(call.api.made[Path(call.path).stem])
        begin = int(call.headers.get("Range", "bytes=0-")[6:].partition("-")[0])
        call.send_response(206 if begin else 200)
        call.send_header("Content-Length", str(len(content) - begin))
        call.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
        call.send_header("ETag", '"one"')
        call.end_headers()
        call.wfile.write(content[begin : begin + round(len(content) * share)])
        call.close_connection = True
        return True

    return behave


def dripping(call: Asking) -> bool:
    """A byte now and then, for ever."""
    call.send_response(200)
    call.end_headers()
    while not call.api.gone.wait(0.05):
        call.wfile.write(b"\0")
        call.wfile.flush()
    return True


def endless(call: Asking) -> bool:
    """More than anybody can hold."""
    call.send_response(200)
    call.end_headers()
    for _ in range(400):
        if call.api.gone.is_set():
            break
        call.wfile.write(b"\1" * 65_536)
    return True


def sending_to(url: str, status: int = 302) -> Behaviour:
    """Send somewhere else."""
    return saying(b"", status, Location=url)


def slowly(seconds: float) -> Behaviour:
    """Behave, but late."""

    def behave(_: Asking) -> bool:
        time.sleep(seconds)
        return False

    return behave


CARD = """\
about: Stripes, for tests.
licence: for tests alone
base: {url}
headers:
  Authorization: Bearer {{secret:stripes}}
submit:
  path: /predictions
  body:
    input:
      prompt: "{{prompt}}"
      image: "{{first}}"
      seed: "{{seed}}"
      frames: "{{frames}}"
      fps: "{{fps}}"
      width: "{{width}}"
      height: "{{height}}"
answer:
  output: output.0
poll:
  path: /predictions/{{id}}
  every: 0.02
cancel:
  path: /predictions/{{id}}/cancel
frames: {{most: 41, least: 5, step: 4, plus: 1}}
fps: [12]
sizes: {{multiple: 16, least: 32, most: 512}}
price: {{request: 0.25}}
timeouts: {{answer: 2, wait: 20, download: 20, quiet: 2}}
retry: {{tries: 3, first: 0.02, longest: 0.5}}
at_once: 4
"""


def card(url: str, *changes: tuple[str, str]) -> str:
    """What a person would write of the API."""
    text = CARD.format(url=url)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def described(home: Path, url: str, *changes: tuple[str, str], name: str = "stripes") -> Path:
    """The API as a provider of a home."""
    target = home / "providers" / f"{name}.yaml"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(card(url, *changes), "utf-8")
    return target

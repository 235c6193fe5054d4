"""Any server that speaks as OpenAI's does: Ollama, vLLM, llama.cpp, LM Studio, and OpenAI itself."""

from __future__ import annotations

import ipaddress
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from studio.core.errors import BadInput, Refused, StudioError, ToolFailed, Unavailable
from studio.core.run import stop_if_cancelled
from studio.models.exchange import Answer, BrokeOff, Manners, exchanged
from studio.models.text.answers import object_in

if TYPE_CHECKING:
    from studio.models.text import Access, Message, Schema

_CHAT, _MODELS = "/chat/completions", "/models"
_PATIENCE, _GREETING = 300.0, 3.0
_NAMED = 6
_MANNERS = Manners(
    _PATIENCE,
    absent="start the server of the language model, or set text_url to where it is",
    slow="a smaller model answers faster",
    long="is it a language model?",
)
_TRIES, _FIRST_WAIT, _LONGEST_WAIT = 4, 1.0, 20.0
_BUSY = {408, 409, 425, 429, 500, 502, 503, 504}
_REFUSED_WISH = {400, 404, 415, 422, 500, 501}
_SHOWN = 160
_WARMTH = 0.6
# How an answer's form is asked for, the firmest first; what a server does not know is not asked again.
_FORMS = ("json_schema", "json_object", "plain")


@dataclass
class OpenAi:
    """A model behind such a server.

    Attributes:
        base: The server, up to what is asked of it.
        model: Which model; the first the server names if empty.
        key: What lets us in.
        patience: How long to wait for an answer, in seconds.
        pause: How long to wait before a busy server is asked again, at first.
    """

    base: SplitResult
    model: str = ""
    key: str = field(default="", repr=False)
    patience: float = _PATIENCE
    pause: float = _FIRST_WAIT
    _form: int = field(default=0, repr=False)
    _unknown: set[str] = field(default_factory=set, repr=False)

    @classmethod
    def of(cls, access: Access) -> OpenAi:
        """The model that is configured so."""
        return cls(_base(access.url, access.key), access.model, access.key)

    @property
    def name(self) -> str:
        """Which model it is."""
        self.model = self.model or self._first_model()
        return self.model

    def reached(self) -> str:
        """Which models the server has; see TextProvider."""
        there = replace(self, patience=_GREETING)._models()
        if self.model and self.model not in there:
            raise Unavailable(
                f"{self.base.netloc} has no {self.model}",
                hint=f"set text_model to one of {', '.join(there[:_NAMED])}" if there else "give it a model",
            )
        return self.model or ", ".join(there[:_NAMED])

    def complete(
        self, messages: Sequence[Message], schema: Schema | None = None, *, seed: int = 1, most: int = 4000
    ) -> dict[str, Any]:
        """Answer with an object; see TextProvider."""
        while True:
            form = _FORMS[self._form] if schema is not None else _FORMS[max(1, self._form)]
            answer = self._asked(self._question(messages, schema, form, seed, most))
            if answer.status < 300:
                return object_in(self._said(answer))
            if answer.status not in _REFUSED_WISH or not self._asks_less(answer, form):
                raise self._complaint(answer)

    def _question(
        self, messages: Sequence[Message], schema: Schema | None, form: str, seed: int, most: int
    ) -> dict[str, Any]:
        said = [{"role": one.role, "content": one.text} for one in messages]
        if form != "json_schema":
            shape = f"\n\nAnswer with one JSON object of this schema, and nothing else:\n{json.dumps(schema)}"
            said[-1]["content"] += shape if schema else "\n\nAnswer with one JSON object, and nothing else."
        asked: dict[str, Any] = {
            "model": self.name, "messages": said, "max_tokens": most, "temperature": _WARMTH, "seed": seed,
            "stream": False,
        }  # fmt: skip
        if form == "json_schema":
            named = {"name": "answer", "strict": True, "schema": schema}
            asked["response_format"] = {"type": form, "json_schema": named}
        elif form == "json_object":
            asked["response_format"] = {"type": form}
        if "max_tokens" in self._unknown:
            asked["max_completion_tokens"] = most
        return {name: value for name, value in asked.items() if name not in self._unknown}

    def _asks_less(self, answer: Answer, form: str) -> bool:
        """Give up what the server does not know; False if there is nothing left to give up."""
        told = answer.body[:4000].decode("utf-8", "replace")
        for name in ("max_tokens", "temperature", "seed"):
            if name in told and name not in self._unknown:
                self._unknown.add(name)
                return True
        if answer.status == 404 or form == _FORMS[-1]:
            return False
        self._form = _FORMS.index(form) + 1
        return True

    def _asked(self, question: dict[str, Any]) -> Answer:
        """The server's answer; a server that is busy is asked again, a little later each time."""
        wait = self.pause
        for left in range(_TRIES - 1, -1, -1):
            try:
                answer = self._exchange(_CHAT, question)
            except BrokeOff:
                if not left:
                    raise
                answer = Answer(503, b"")
            wishes = answer.status == 500 and self._form < len(_FORMS) - 1 and left < _TRIES - 1
            if answer.status not in _BUSY or not left or wishes:
                break
            _rest(min(_LONGEST_WAIT, max(wait, answer.wait)))
            wait *= 2
        return answer

    def _exchange(self, path: str, said: Any = None) -> Answer:
        headers = {"User-Agent": "animation-ai-studio"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        manners = replace(_MANNERS, patience=self.patience)
        return exchanged(self.base, self.base.path + path, said, headers=headers, manners=manners)

    def _said(self, answer: Answer) -> str:
        """The words in a server's answer."""
        try:
            choice = json.loads(answer.body)["choices"][0]
            text = choice["message"]["content"]
            reason = choice.get("finish_reason")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise ToolFailed(
                f"{self.base.netloc} does not answer as OpenAI's server does",
                hint="does text_url end where its API begins, as http://localhost:11434/v1 does?",
            ) from None
        if reason == "length":
            raise ToolFailed("the model's answer was cut off", hint="a model with more room may do better")
        if not isinstance(text, str) or not text.strip():
            raise ToolFailed("the model said nothing", hint="try another model")
        return text

    def _first_model(self) -> str:
        if not (there := self._models()):
            raise Unavailable(f"{self.base.netloc} names no model", hint="say which: --set text_model=NAME")
        return there[0]

    def _models(self) -> list[str]:
        answer = self._exchange(_MODELS)
        if answer.status >= 300:
            raise self._complaint(answer)
        try:
            return [str(one["id"]) for one in json.loads(answer.body)["data"]]
        except (ValueError, LookupError, TypeError, RecursionError):
            return []

    def _complaint(self, answer: Answer) -> StudioError:
        """What a server's refusal comes to, never with the key in it."""
        where, said = self.base.netloc, self._quoted(answer.body)
        if answer.status in (401, 403):
            return Unavailable(f"{where} does not let us in{said}", hint="set STUDIO_SECRET_TEXT to its key")
        if answer.status == 404:
            hint = "is text_model one of its models, and does text_url end where its API begins?"
            return Unavailable(f"{where} does not know {self.model or 'that address'}{said}", hint=hint)
        if answer.status in _BUSY:
            return ToolFailed(f"{where} is busy or broken ({answer.status}){said}", hint="try again later")
        return ToolFailed(f"{where} refused the question ({answer.status}){said}", hint="try another model")

    def _quoted(self, body: bytes) -> str:
        text = body[:4000].decode("utf-8", "replace")
        try:
            told = json.loads(text)
            error = told.get("error", told) if isinstance(told, dict) else told
            text = error.get("message", "") if isinstance(error, dict) else str(error)
        except (ValueError, RecursionError):
            pass
        if self.key:
            text = str(text).replace(self.key, "********")
        plain = " ".join("".join(one if one.isprintable() else " " for one in str(text)).split())
        return f": {plain[:_SHOWN]}" if plain else ""


def _rest(seconds: float) -> None:
    """Wait, unless the work is taken back."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        stop_if_cancelled()
        time.sleep(min(0.1, left))


def _base(url: str, key: str) -> SplitResult:
    """A server's address, up to where its API begins."""
    found = urlsplit(url)
    try:
        fits = found.scheme in ("http", "https") and bool(found.hostname) and found.port != 0
    except ValueError:
        fits = False
    if not fits or found.username or found.query:
        raise BadInput("text_url is no address of a server", hint="write it as http://localhost:11434/v1")
    if key and found.scheme == "http" and not _here(found.hostname or ""):
        raise Refused(
            f"a key would go to {found.hostname} in the open", hint="write https, or take the key away"
        )
    path = found.path.rstrip("/").removesuffix(_CHAT)
    return found._replace(path=path or "/v1", fragment="")


def _here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")

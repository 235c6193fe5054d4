"""A program of its own that speaks with eSpeak NG; run as a file, never imported by the product.

eSpeak NG is under the GPL and keeps global state, so it stays in this process. Requests come as one line
of JSON each; an answer is one line of JSON, followed by as many bytes of 16-bit samples as it says. It
ends when its input does.

Each request is answered by a fork: what was said before leaves no trace in what is said next.
"""

import ctypes
import json
import os
import sys
from typing import Any, BinaryIO

_SYNCHRONOUS, _BUFFER = 2, 500
_EVENTS_OF_SOUNDS, _AS_IPA, _DO_NOT_EXIT = 1, 2, 0x8000
_UTF8, _SSML, _PHONEMES = 1, 0x10, 0x100
_RATE, _VOLUME, _PITCH, _RANGE = 1, 2, 3, 4
_PARAMETERS = (_RATE, "rate"), (_VOLUME, "volume"), (_PITCH, "pitch"), (_RANGE, "range")
_END, _WORD, _SOUND = 0, 1, 7
_CHARACTERS = 1
_SEED = 1


class _Name(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_int),
        ("identifier", ctypes.c_uint),
        ("position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user", ctypes.c_void_p),
        ("id", _Name),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class _Speaker:
    """The library, ready to speak."""

    def __init__(self, library: str, data: str) -> None:
        self._library = ctypes.CDLL(library)
        options = _EVENTS_OF_SOUNDS | _AS_IPA | _DO_NOT_EXIT
        place = data.encode() if data else None
        self.rate = self._library.espeak_Initialize(_SYNCHRONOUS, _BUFFER, place, options)
        if self.rate <= 0:
            raise OSError("eSpeak NG does not start")
        # Breath is drawn by chance, and newer ones begin it with the time of day.
        if hasattr(self._library, "espeak_ng_SetRandSeed"):
            self._library.espeak_ng_SetRandSeed(ctypes.c_long(_SEED))
        self._library.espeak_Info.restype = ctypes.c_char_p
        self.version = (self._library.espeak_Info(None) or b"").decode().split(" ")[0]
        self._sound = bytearray()
        self._events: list[list[Any]] = []
        # The library calls it later, so it must stay.
        self._heard = _Callback(self._hear)
        self._library.espeak_SetSynthCallback(self._heard)

    def say(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Speak one text; answers words and sounds with the sample each begins at."""
        if self._library.espeak_SetVoiceByName(request["voice"].encode()):
            return {"error": f"there is no voice {request['voice']}"}, b""
        for parameter, name in _PARAMETERS:
            self._library.espeak_SetParameter(parameter, request[name], 0)
        text = request["text"].encode() + b"\0"
        flags = _UTF8 | _SSML | _PHONEMES
        if self._library.espeak_Synth(text, len(text), 0, _CHARACTERS, 0, flags, None, None):
            return {"error": "eSpeak NG gave up"}, b""
        return {"rate": self.rate, "bytes": len(self._sound), "events": self._events}, bytes(self._sound)

    def _hear(self, samples: Any, count: int, events: Any) -> int:
        if samples and count:
            self._sound += ctypes.string_at(samples, 2 * count)
        number = 0
        while (event := events[number]).kind != _END:
            number += 1
            if event.kind == _WORD:
                self._events.append(["word", event.sample, event.position - 1])
            elif event.kind == _SOUND:
                # Eight bytes, and no zero after them where all eight are used.
                symbol = bytes(event.id.string).split(b"\0")[0].decode("utf-8", "ignore")
                self._events.append(["sound", event.sample, symbol])
        return 0


def _answer(answer: dict[str, Any], sound: bytes, out: BinaryIO) -> None:
    out.write(json.dumps(answer).encode() + b"\n" + sound)
    out.flush()


def _answer_apart(speaker: _Speaker, request: dict[str, Any], out: BinaryIO) -> None:
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        if status:
            _answer({"error": "eSpeak NG ended in the middle of it"}, b"", out)
        return
    answered = 1
    try:
        _answer(*speaker.say(request), out)
        answered = 0
    finally:
        os._exit(answered)


def main() -> None:
    """Answer requests until there are no more."""
    out = sys.stdout.buffer
    try:
        speaker = _Speaker(sys.argv[1], sys.argv[2])
    except OSError as lacking:
        _answer({"error": str(lacking)}, b"", out)
        return
    _answer({"rate": speaker.rate, "version": speaker.version}, b"", out)
    for line in sys.stdin.buffer:
        _answer_apart(speaker, json.loads(line), out)


if __name__ == "__main__":
    main()

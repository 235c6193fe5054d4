"""`python -m studio` and the `studio` command."""

import atexit
import io
import os
import signal
import sys
from contextlib import suppress

_STOPS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def main() -> None:
    """Run the command line and leave with its exit code."""
    _open_what_is_closed()
    _write_all_or_fail()
    ending = _Ending()
    for asked in _STOPS:
        if signal.getsignal(asked) is not signal.SIG_IGN:
            signal.signal(asked, _stop)
    try:
        from studio.faces.cli import process
        from studio.faces.cli.app import run

        process.alone = True
        code = run(sys.argv[1:])
    except KeyboardInterrupt as stopped:
        code = 128 + stopped.args[0]
    ending.code = code
    sys.exit(code)


class _Ending:
    """The very end of this process: what it holds is given back at once, not object by object.

    Hundreds of thousands of files found take longer to forget than a small command takes. This is heard of
    first, so it is carried out last, when threads have ended and everybody else has tidied up.
    """

    def __init__(self) -> None:
        self.code: int | None = None
        atexit.register(self._leave)

    def _leave(self) -> None:
        with suppress(OSError, ValueError):
            sys.stderr.flush()
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            if self.code is not None:
                os._exit(self.code)


def _open_what_is_closed() -> None:
    """Whoever starts us may close standard streams; a file opened later must not take their numbers."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_RDWR)
            os.set_inheritable(descriptor, True)
            setattr(sys, name, os.fdopen(descriptor, mode))


def _write_all_or_fail() -> None:
    """Without a buffer, what a full disk did not take is passed over; lines still go out one by one.

    This is for results alone: what is said beside them fails nobody's call.
    """
    out = sys.stdout
    if isinstance(out.buffer, io.RawIOBase):
        whole = io.BufferedWriter(io.FileIO(out.fileno(), "w", closefd=False))
        sys.stdout = io.TextIOWrapper(whole, out.encoding, out.errors, line_buffering=True)


def _stop(asked: int, _: object) -> None:
    """Stop once and tidily: who asks again must wait the moment that tidying up takes."""
    for other in _STOPS:
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt(asked)


if __name__ == "__main__":
    main()

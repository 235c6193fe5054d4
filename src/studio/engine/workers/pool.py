"""A few worker processes that carry out tool calls side by side."""

from __future__ import annotations

import json
import os
import queue
import selectors
import shutil
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from studio.engine.neighbour.keeper import Ending
from studio.engine.neighbour.terms import Terms
from studio.engine.neighbour.victims import importance
from studio.engine.workers import ends
from studio.engine.workers.calls import KEPT, Call, Hear, Message, understood
from studio.engine.workers.cards import Cards, Share
from studio.engine.workers.lanes import Lanes
from studio.engine.workers.staff import Watchman, Worker, hired
from studio.engine.workers.vouching import Voucher
from studio.engine.workers.word import Word
from studio.host import holding, programs
from studio.host.isolation import devices, layers
from studio.host.isolation.proof import Proof

_CHUNK = 1 << 16
_KEPT = str(16 << 20)
_AHEAD = 0.05
_MOST_AHEAD = 64


class Pool:
    """Starts workers as they are needed, replaces one that dies, ends all of them when it is closed."""

    def __init__(
        self,
        module: str,
        *,
        size: int,
        settings: Mapping[str, Any],
        hold: Mapping[str, Any],
        watchman: Watchman,
        dev: Path = devices.DEV,
    ) -> None:
        self._module = module
        self._size = size
        self._watchman = watchman
        self._voucher = Voucher(self._at_work, dev)
        self._start: dict[str, Any] = {"path": sys.path, "settings": dict(settings), "hold": dict(hold)}
        self._start["dev"] = str(dev)
        threads = hold["threads"]
        self._environment = {
            **holding.environment(threads),
            # Many small arenas keep what the last picture used; as few as there is work at a time are as
            # fast and stay small.
            "MALLOC_ARENA_MAX": str(min(threads, 2)),
            # Memory given back between two pictures is asked for again at once, at the price of page faults.
            "MALLOC_TRIM_THRESHOLD_": _KEPT,
            "MALLOC_MMAP_THRESHOLD_": _KEPT,
        }
        self._workers: list[Worker] = []
        self._waiting = Lanes()
        self._orders: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._usual: dict[str, float] = {}
        self._word = Word()
        self._kept_by: dict[str, set[str]] = {}
        self._stopped: set[int] = set()
        self._selector = selectors.DefaultSelector()
        self._woken, self._bell = os.pipe()
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._rung = False
        self._thread: threading.Thread | None = None
        self._closed = False

    @staticmethod
    def on(terms: Terms, module: str, size: int, settings: Mapping[str, Any]) -> Pool:
        """A pool that keeps to these terms."""
        threads = max(1, terms.cores // size)
        cards = Cards.of(terms.gpus, settings)
        watchman = Watchman(terms.keeper(size), threads=threads, cards=cards)
        return Pool(module, size=size, settings=settings, hold=terms.held(threads), watchman=watchman)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *unused: object) -> None:
        self.close()

    @property
    def capacity(self) -> int:
        """How many calls are carried out at a time."""
        return self._size

    @property
    def members(self) -> list[int]:
        """The process numbers of the workers at this moment."""
        return [worker.child.pid for worker in self._workers]

    def vouch(self, lane: str) -> Proof:
        """What was seen of all who worked on the calls of a lane, but for those meant for a GPU."""
        return self._voucher.proof(lane)

    def kept_to_memory(self, lane: str) -> str:
        """What has kept those who worked on the calls of a lane to their memory, and to how much."""
        return holding.kept(self._kept_by.pop(lane, set()), self._start["hold"]["memory"])

    def rank(self, lane: str, priority: int) -> None:
        """Say how important those calls are that come in a lane, as their run does among those that wait."""
        self._watchman.ranks[lane] = importance(priority)

    def submit(self, call: Call, hear: Hear) -> None:
        """Have a call carried out as soon as a worker is free; its last message is a final one."""
        self._order(lambda: self._waiting.add(call, hear))

    def cancel(self, numbers: Collection[int]) -> None:
        """End these calls, those that wait and those that are being worked on, with all they started."""
        wanted = frozenset(numbers)
        self._order(lambda: self._drop(wanted))

    def recall(self, numbers: Collection[int]) -> None:
        """Take back those of these calls that no worker has yet; each is said to be cancelled."""
        wanted = frozenset(numbers)
        self._order(lambda: self._take_back(wanted))

    def messages(self, calls: Iterable[Call]) -> Iterator[Message]:
        """Carry out the calls; what is said comes as it is said, the results in the order they are ready."""
        said: queue.SimpleQueue[Message] = queue.SimpleQueue()
        waiting = iter(calls)
        flying = 0
        free = self._size
        while True:
            for call in islice(waiting, free):
                self.submit(call, said.put)
                flying += 1
            if not flying:
                return
            message = said.get()
            free = int(message.final)
            flying -= free
            yield message

    def close(self) -> None:
        """Stop the workers, whatever they are doing."""
        if self._thread and self._thread.is_alive():
            self._order(None)
            self._thread.join()
        self._closed = True
        self._voucher.close()
        programs.stop([worker.child for worker in self._workers])
        for worker in self._workers:
            self._watchman.leaves(worker)
        self._selector.close()
        for end in (self._woken, self._bell):
            with suppress(OSError):
                os.close(end)

    def _order(self, order: Callable[[], None] | None) -> None:
        self._orders.put(order)
        if self._closed:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="pool", daemon=True)
            self._thread.start()
        # One ring is heard however many orders lie there by then.
        if not self._rung:
            self._rung = True
            os.write(self._bell, b"!")

    def _work(self) -> None:
        while True:
            for key, _ in self._selector.select(self._patience()):
                if key.data is not None:
                    self._listen(key.data)
                    continue
                os.read(self._woken, _CHUNK)
                self._rung = False
                while not self._orders.empty():
                    if (order := self._orders.get()) is None:
                        return
                    order()
            self._look_after()
            self._hand_out()
            self._word.tell(self._watchman.waits, self._waiting.heads)

    def _patience(self) -> float | None:
        """How long nothing but what others say needs to be looked after."""
        idle = not self._waiting and not any(worker.calls for worker in self._workers)
        return self._watchman.linger(self._workers)[1] if idle else self._watchman.patience

    def _look_after(self) -> None:
        """See to it that what is being done leaves the machine to others, too."""
        if not self._waiting and not any(worker.calls for worker in self._workers):
            return
        by_pid = {worker.child.pid: worker for worker in self._workers}
        for ending in self._watchman.look(self._workers, (call for call, _ in self._waiting.heads)):
            self._end(by_pid[ending.key], ending)
        self._stand_still(still=bool(self._watchman.keeper.stands_still))

    def _end(self, worker: Worker, ending: Ending) -> None:
        """End what a worker does at once: memory that runs short leaves no time for manners."""
        self._dismiss([worker], grace=0.0)
        call, hear = worker.calls[0]
        if ending.why == "overdrawn":
            worker.calls.popleft()
            hear(Message(call.number, error=ends.overdrawn(call.tool, ending.allowed)))
        else:
            # It begins anew, and must not find what it had half made.
            shutil.rmtree(call.scratch, ignore_errors=True)
            told = {"reason": ending.reason, "held": ending.held}
            hear(Message(call.number, event="shed", fields=told))
        self._waiting.put_back(worker.calls)

    def _stand_still(self, *, still: bool) -> None:
        """Stop all workers where they are, with all they have started, or let them go on."""
        wanted = {worker.child.pid for worker in self._workers} if still else set()
        if new := wanted - self._stopped:
            programs.pause(new)
        if freed := self._stopped - wanted:
            programs.go_on(freed)
        self._stopped = wanted

    def _hand_out(self) -> None:
        """Give what waits to those who are free, a little ahead where the calls are short."""
        self._make_way()
        for worker in self._workers:
            if not worker.calls and not self._begin(worker):
                break
        while self._waiting and len(self._workers) < self._size and self._begin(None):
            continue
        self._dismiss(self._watchman.linger(self._workers)[0])
        for worker in self._workers:
            while self._waiting and self._may_follow(worker, self._waiting.heads[0][0]):
                self._give(worker, *self._waiting.take(self._waiting.heads[0][0].number))

    def _make_way(self) -> None:
        """Let those go who have nothing to do, where all places are taken and they do not suit what waits."""
        if self._waiting and len(self._workers) >= self._size:
            first = self._waiting.heads[0][0]
            if any(worker.suits(first) for worker in self._workers):
                return
            idle = [worker for worker in self._workers if not worker.calls]
            self._dismiss(idle[:1])

    def _begin(self, worker: Worker | None) -> bool:
        """Have the first call begun that may; False if none may.

        Args:
            worker: Who is to do it; somebody new if None.
        """
        for call, _ in self._waiting.heads:
            if worker and not worker.suits(call):
                continue
            if refusal := self._watchman.refusal(call):
                refused, hear = self._waiting.take(call.number)
                hear(Message(refused.number, error=refusal))
                return True
            if (admission := self._watchman.let_in(call, worker)) is not None:
                break
        else:
            return False
        if worker is None:
            try:
                worker = self._hire(cards=call.on_gpu, share=admission.share)
            except OSError as refused:
                self._watchman.turns_back(admission)
                # With nobody at work nobody will ever be free; else the call waits for who is.
                if not self._workers:
                    call, hear = self._waiting.take(call.number)
                    hear(Message(call.number, error=ends.unstarted(refused)))
                return not self._workers
        worker.lease = admission.lease
        self._give(worker, *self._waiting.take(call.number))
        self._watchman.begins(worker)
        return True

    def _may_follow(self, worker: Worker, call: Call) -> bool:
        return len(worker.calls) < self._ahead(call.tool) and self._watchman.may_follow(worker, call)

    def _ahead(self, tool: str) -> int:
        """How many calls of a tool a worker may hold, so that it never waits for the next."""
        usual = self._usual.get(tool, 1.0)
        return max(1, min(_MOST_AHEAD, int(_AHEAD / max(usual, 1e-6))))

    def _hire(self, *, cards: bool, share: Share | None) -> Worker:
        worker = hired(self._module, self._environment, cards=cards, share=share)
        self._voucher.begin()
        self._workers.append(worker)
        self._selector.register(worker.out, selectors.EVENT_READ, worker)
        self._send(worker, {**self._start, "cards": cards})
        return worker

    def _give(self, worker: Worker, call: Call, hear: Hear) -> None:
        worker.calls.append((call, hear))
        self._send(worker, call.told)
        if worker.share and call.lane not in worker.told_of:
            worker.told_of.add(call.lane)
            hear(Message(call.number, event="on_card", fields=worker.share.told))

    def _send(self, worker: Worker, message: Mapping[str, Any]) -> None:
        assert worker.child.stdin
        try:
            worker.child.stdin.write(json.dumps(message, default=str).encode("ascii") + b"\n")
            worker.child.stdin.flush()
        except BrokenPipeError:
            # It has just died; the end of its output tells the rest.
            return

    def _listen(self, worker: Worker) -> None:
        if worker not in self._workers:
            return
        got = os.read(worker.out, _CHUNK)
        if not got:
            self._bury(worker)
            return
        *lines, worker.unread = (worker.unread + got).split(b"\n")
        for line in lines:
            said = json.loads(line)
            if said["kind"] == KEPT:
                worker.level, worker.memory = said["level"], said["memory"]
                continue
            message = understood(said)
            call, hear = worker.calls[0]
            if message.final:
                worker.calls.popleft()
                usual = self._usual.get(call.tool, message.seconds)
                self._usual[call.tool] = 0.7 * usual + 0.3 * message.seconds
                self._vouch_for(worker, call)
                self._goes_on(worker)
            hear(message)

    def _vouch_for(self, worker: Worker, call: Call) -> None:
        self._kept_by.setdefault(call.lane, set()).add(worker.memory or holding.WATCH)
        if not worker.cards:
            self._voucher.serves(call.lane, worker.child.pid, worker.level or layers.NONE)

    def _at_work(self) -> dict[int, str]:
        """Who works for whom at this moment, but for those who may touch a GPU; asked from outside."""
        found: dict[int, str] = {}
        for worker in tuple(self._workers):
            with suppress(IndexError):
                if worker.level:
                    found[worker.child.pid] = worker.calls[0][0].lane
        return found

    def _goes_on(self, worker: Worker) -> None:
        """A worker is through with a call: it begins with its next, or has nothing to do."""
        if worker.calls:
            self._watchman.begins(worker)
        else:
            self._watchman.rests(worker)

    def _bury(self, worker: Worker) -> None:
        """A worker died over a call: that call has failed, the others go on with a new worker."""
        self._dismiss([worker])
        if worker.calls:
            call, hear = worker.calls.popleft()
            self._vouch_for(worker, call)
            allowed = call.limit or self._watchman.keeper.budget
            hear(Message(call.number, error=ends.death(call.tool, worker.child.returncode, allowed)))
        self._waiting.put_back(worker.calls)

    def _dismiss(self, workers: Sequence[Worker], *, grace: float = 0.5) -> None:
        if not workers:
            return
        for worker in workers:
            self._selector.unregister(worker.out)
            self._workers.remove(worker)
        programs.stop([worker.child for worker in workers], grace=grace)
        for worker in workers:
            self._watchman.leaves(worker)

    def _take_back(self, numbers: frozenset[int]) -> None:
        self._watchman.forget(numbers)
        for call, hear in self._waiting.drop(numbers):
            hear(Message(call.number, cancelled=True))

    def _drop(self, numbers: frozenset[int]) -> None:
        self._watchman.forget(numbers)
        dropped = self._waiting.drop(numbers)
        hit = [worker for worker in self._workers if any(call.number in numbers for call, _ in worker.calls)]
        self._dismiss(hit)
        for worker in hit:
            if worker.calls and worker.calls[0][0].number not in numbers:
                # It begins anew with another worker, and must not find what it had half made.
                shutil.rmtree(worker.calls[0][0].scratch, ignore_errors=True)
            dropped += [(call, hear) for call, hear in worker.calls if call.number in numbers]
            self._waiting.put_back(
                [(call, hear) for call, hear in worker.calls if call.number not in numbers]
            )
        for call, hear in dropped:
            hear(Message(call.number, cancelled=True))

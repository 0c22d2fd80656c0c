"""What takes longer than a moment: the band of an ensemble and the credit of measures, in processes of their own.

Processes, because the two need some seconds, in which the server must go on answering at once.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from klima2035.executors.interface import Answer, Task
from klima2035.explorer.desk import Wanted
from klima2035.scenario import Scenario

KINDS = ("band", "credit")
DRAWS, SEED = 256, 1  # standard error of a probability at most 3.1 points; the report draws 512
SMALL_TASK, SMALL_BLOCK = 64, 32  # draws and coalitions at a time: less memory, and given up sooner
WORKERS = 2  # one for each kind: together they need longer than anybody likes to wait
SLOTS = 64  # pieces of work under way
MOST_KEPT = 64
PATIENCE = 60.0  # seconds
AT_REST = 30.0  # seconds without work after which the processes are let go: they hold some 200 MB each
LOOK = 0.05  # seconds between looks whether it is done or nobody waits any more


class GivenUpError(Exception):
    """Nobody waits for this piece of work any more."""


@dataclass(frozen=True)
class Piece:
    """One piece of work as it travels: what, of which scenario; its place among those under way, its number there."""

    kind: str
    scenario: Scenario
    slot: int
    number: int


class Patient:
    """Maps in this process, task by task, and stops when the piece of work is given up."""

    workers = 1

    def __init__(self, piece: Piece) -> None:
        self.piece = piece

    def map(self, function: Callable[[Task], Answer], tasks: Sequence[Task]) -> Iterator[Answer]:
        """Yield ``function(task)`` for each task, in order; GivenUpError when nobody waits any more."""
        for task in tasks:
            if _under_way[self.piece.slot] != self.piece.number:
                raise GivenUpError
            yield function(task)

    def __enter__(self) -> Patient:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing to let go."""


_under_way: Any = None  # in the worker: the number of the piece of work in each place, 0 for one that was given up


def _begin(under_way: Any) -> None:
    """Set the worker up."""
    global _under_way  # noqa: PLW0603 - the worker's only state
    from klima2035.executors.local import ready  # noqa: PLC0415

    ready()
    _under_way = under_way


def _work(piece: Piece) -> bytes:
    from klima2035.explorer import band, merit  # noqa: PLC0415 - the worker's alone
    from klima2035.explorer.engine import as_json  # noqa: PLC0415

    patient = Patient(piece)
    made = band.band(piece.scenario, patient) if piece.kind == "band" else merit.merit(piece.scenario, patient)
    return as_json(made)


class Later:
    """Hands pieces of work to other processes, keeps the last answers, and gives up what nobody waits for."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._under_way = self._context.Array("Q", SLOTS, lock=False)
        self._pool: ProcessPoolExecutor | None = None
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._number = 0
        self._rest: asyncio.TimerHandle | None = None

    async def work(self, kind: str, wanted: Wanted, key: str, gone: Callable[[], Awaitable[bool]]) -> bytes:
        """Return the answer of one piece of work; GivenUpError, TimeoutError, or what it raises.

        gone: tells whether the one who asked has left.
        """
        place = kind, key
        if place not in self._kept:
            self._kept[place] = await self._done(kind, wanted, gone)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(place)
        return self._kept[place]

    async def _done(self, kind: str, wanted: Wanted, gone: Callable[[], Awaitable[bool]]) -> bytes:
        self._number += 1
        slot = self._free()
        self._under_way[slot] = number = self._number
        try:
            async with asyncio.timeout(PATIENCE):
                waited = asyncio.wrap_future(self._submitted(Piece(kind, wanted.scenario, slot, number)))
                waited.add_done_callback(_heard)
                while not waited.done():
                    await asyncio.wait([waited], timeout=LOOK)
                    if not waited.done() and await gone():
                        raise GivenUpError
                return waited.result()
        except BrokenProcessPool:
            self._pool = None  # the next piece gets a new process
            raise
        finally:
            if self._under_way[slot] == number:
                self._under_way[slot] = 0
            if self._rest is not None:
                self._rest.cancel()
            self._rest = asyncio.get_running_loop().call_later(AT_REST, self._let_go)

    def _let_go(self) -> None:
        """Let the processes go that have had nothing to do for a while; the next piece starts others."""
        if not any(self._under_way) and self._pool is not None:
            self._pool.shutdown(wait=False)
            self._pool = None

    def _free(self) -> int:
        """Return a free place; the one of the oldest piece where all are taken, which is given up then."""
        numbers = list(self._under_way)
        return numbers.index(min(numbers))

    def _submitted(self, piece: Piece) -> Future[bytes]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(WORKERS, self._context, _begin, (self._under_way,))
        return self._pool.submit(_work, piece)

    def end(self) -> None:
        """Let the processes go, whatever they are at."""
        for slot in range(SLOTS):
            self._under_way[slot] = 0
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)  # the piece under way is given up at its next task


def _heard(done: asyncio.Future[bytes]) -> None:
    """Take note of how a piece of work ended that nobody waits for any more."""
    if not done.cancelled():
        done.exception()

"""What all executors have in common: the interface, how often, how far ahead, and answers in the order of tasks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Protocol, Self, TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")
Given_co = TypeVar("Given_co", covariant=True)

ATTEMPTS = 3  # times that a task is tried whose process was lost
AHEAD = 2  # tasks under way for each worker: more would hold more results


class Executor(Protocol):
    """Maps a function over tasks; results come in the order of the tasks."""

    @property
    def workers(self) -> int:
        """Return how many tasks are worked on at once."""
        ...

    def map(self, function: Callable[[Task], Answer], tasks: Sequence[Task]) -> Iterator[Answer]:
        """Yield ``function(task)`` for each task, in order; what a task raises is raised here."""
        ...

    def __enter__(self) -> Self:
        """Return the executor, ready to work."""
        ...

    def __exit__(self, *error: object) -> None:
        """Let the workers go."""
        ...


class Pending(Protocol[Given_co]):
    """A task that was handed out."""

    def result(self) -> Given_co:
        """Wait for the answer and return it."""
        ...

    def cancel(self) -> object:
        """Give the task up."""
        ...


def in_order(
    submit: Callable[[Task], Pending[Answer]], tasks: Sequence[Task], ahead: Callable[[], int]
) -> Iterator[Answer]:
    """Yield answers in the order of tasks, never more than ``ahead()`` of them under way; give up the rest."""
    waiting: deque[Pending[Answer]] = deque()
    rest = iter(tasks)
    try:
        while True:
            waiting.extend(map(submit, islice(rest, max(ahead() - len(waiting), 0))))
            if not waiting:
                return
            answer = waiting[0].result()
            waiting.popleft()
            yield answer
    finally:
        for pending in waiting:
            pending.cancel()

"""The work of a run: items in, results out in the same order, by this process or by several."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from normalizer.article import Article
from normalizer.corpus.inputs import PassedOver, Trouble
from normalizer.records import Normalizes, NotARecord, Rejected, article_of
from normalizer.settings import Hints

#: Items sent to a worker at a time: at 64 the way there and back costs 25 microseconds an item, one by one 149 (measured).
CHUNK = 64
#: Faults of this program that one strange article may bring out. It is rejected with the fault's name, and the run goes on.
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Item:
    """One article to be: its bytes, or ``None`` for a file that is read when its turn comes.

    ``place``: the file, for messages; ``path``: what the article states; ``offset``: where in the file it begins, in bytes.
    """

    raw: bytes | None
    place: str
    path: str | None
    offset: int = 0
    record: bool = False


#: What comes of an item: the canonical bytes of its article, or why there are none. Trouble and what was passed over go by untouched.
Result = bytes | Rejected | Trouble | PassedOver
Task = Item | Trouble | PassedOver


def results(tasks: Iterable[Task], normalizer: Normalizes, *, workers: int = 1, again: bool = False) -> Generator[Result, None, None]:
    """The results in the order of the tasks; the same bytes with any number of workers (processes). Holds a few chunks at a time."""
    if workers <= 1:
        return (work(task, normalizer, again) for task in tasks)
    return _Crew(normalizer, again, workers).results(tasks)


def work(task: Task, normalizer: Normalizes, again: bool) -> Result:
    """The result of one task as bytes. Whatever is in it, nothing is raised."""
    made = article(task, normalizer, again)
    return made.to_json() if isinstance(made, Article) else made


def article(task: Task, normalizer: Normalizes, again: bool = False) -> Article | Rejected | Trouble | PassedOver:
    """The article of one task, with its text and spans. Whatever is in it, nothing is raised."""
    if not isinstance(task, Item):
        return task
    try:
        raw = task.raw if task.raw is not None else Path(task.place).read_bytes()
    except OSError as error:
        return Trouble(task.place, f"cannot be read: {error.strerror or error}")
    try:
        if task.record:
            return article_of(raw, normalizer, path=task.path, again=again)
        return normalizer.normalize(raw, Hints(path=task.path))
    except NotARecord as error:
        return Rejected(task.place, task.offset, str(error), raw)
    except _FAULTS as error:
        return Rejected(task.place, task.offset, f"a fault of this program, please report it: {type(error).__name__}: {error}", raw)


_normalizer: Normalizes
_clean_again: bool


def _begin(normalizer: Normalizes, again: bool) -> None:
    """Ready a worker. An interrupt is for the process that leads: it ends the workers."""
    global _normalizer, _clean_again
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _normalizer, _clean_again = normalizer, again


def _chunk(tasks: list[Task]) -> list[Result]:
    return [work(task, _normalizer, _clean_again) for task in tasks]


class _Crew:
    """Worker processes. One that dies (killed for memory, a fault in a library of C) breaks the pool: its chunk is done again item by item,
    each alone with a worker of its own, so that the item which kills is found and rejected and no other is lost."""

    def __init__(self, normalizer: Normalizes, again: bool, workers: int) -> None:
        self._arguments = (normalizer, again)
        self._workers = workers
        self._pool = self._new(workers)
        self._waiting: deque[tuple[list[Task], Future[list[Result]] | None]] = deque()

    def _new(self, workers: int) -> ProcessPoolExecutor:
        # spawn: the same on every system, and a fork of a process with threads (the progress line is one) may hang.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=self._arguments)

    def results(self, tasks: Iterable[Task]) -> Generator[Result, None, None]:
        coming = iter(tasks)
        try:
            while chunk := list(islice(coming, CHUNK)):
                self._waiting.append((chunk, self._submit(chunk)))
                if len(self._waiting) > 2 * self._workers:
                    yield from self._next()
            while self._waiting:
                yield from self._next()
        finally:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _submit(self, chunk: list[Task]) -> Future[list[Result]] | None:
        try:
            return self._pool.submit(_chunk, chunk)
        except BrokenProcessPool:
            return None

    def _next(self) -> Iterable[Result]:
        chunk, future = self._waiting.popleft()
        try:
            if future:
                return future.result()
        except BrokenProcessPool:
            pass  # the chunk is done again below
        again = list(self._one_by_one(chunk))
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._new(self._workers)
        self._waiting = deque(
            (later, done if done and done.done() and not done.exception() else self._submit(later)) for later, done in self._waiting
        )
        return again

    def _one_by_one(self, chunk: list[Task]) -> Iterator[Result]:
        pool = self._new(1)
        try:
            for task in chunk:
                try:
                    yield from pool.submit(_chunk, [task]).result()
                except BrokenProcessPool:
                    pool.shutdown(wait=False)
                    pool = self._new(1)
                    yield _fatal(task)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _fatal(task: Task) -> Result:
    if not isinstance(task, Item):
        return task
    reason = "a worker process died on it, twice; it may need more memory than there is"
    try:
        return Rejected(task.place, task.offset, reason, task.raw if task.raw is not None else Path(task.place).read_bytes())
    except OSError as error:
        return Trouble(task.place, f"cannot be read: {error.strerror or error}")

"""The work of a run: items in, results out in the same order, by this process or by several."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from normalizer.article import Article, Encoding
from normalizer.corpus.inputs import PassedOver, Trouble
from normalizer.corpus.unpack import Budget
from normalizer.export import Form
from normalizer.records import Normalizes, NotARecord, Rejected, article_of
from normalizer.settings import Hints

#: Items sent to a worker at a time: at 64 the way there and back costs 25 microseconds an item, one by one 149 (measured).
CHUNK = 64
#: Bytes sent to a worker at a time: pages of megabytes go one by one, so that what waits does not fill the memory.
CHUNK_BYTES = 1 << 22
#: Faults of this program that one strange article may bring out. It is rejected with the fault's name, and the run goes on.
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Item:
    """One document to be: its bytes, or ``None`` for a file that is read when its turn comes.

    ``place``: the file, for messages; ``path``: what the article states; ``offset``: where in the file (unpacked, if it is packed) it begins,
    in bytes; ``hints``: what is known besides the path; ``extensions``: what the container states and no field carries; ``origin``: the bytes
    that a reader made the record of, and ``encoding`` what those are in, where it is not UTF-8; ``one``: only the first of its articles is asked for.
    """

    raw: bytes | None
    place: str
    path: str | None
    offset: int = 0
    record: bool = False
    hints: Hints | None = None
    extensions: Mapping[str, Any] | None = None
    origin: bytes | None = None
    encoding: Encoding | None = None
    one: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """Of which file, or member of an archive, a reader reads: ``place`` and ``path`` as an :class:`Item` has them, the name of its ``format``."""

    place: str
    path: str | None
    format: str
    budget: Budget


#: What comes of an item: the canonical bytes of its articles, or why there are none. Trouble and what was passed over go by untouched.
Result = bytes | Rejected | Trouble | PassedOver
Task = Item | Rejected | Trouble | PassedOver


def results(
    tasks: Iterable[Task], normalizer: Normalizes, *, workers: int = 1, again: bool = False, form: Form | None = None
) -> Generator[Result, None, None]:
    """The results in the order of the tasks; the same bytes with any number of workers (processes). Holds a few chunks at a time."""
    if workers <= 1:
        return (result for task in tasks for result in work(task, normalizer, again, form or Form()))
    return _Crew(normalizer, again, form or Form(), workers).results(tasks)


def work(task: Task, normalizer: Normalizes, again: bool, form: Form) -> list[Result]:
    """The results of one task as bytes, in the form asked for. Whatever is in it, nothing is raised."""
    return [form.write(made) if isinstance(made, Article) else made for made in articles(task, normalizer, again)]


def articles(task: Task, normalizer: Normalizes, again: bool = False) -> list[Article | Rejected | Trouble | PassedOver]:
    """The articles of one task, with their texts and spans: of a record one, of a document its stories. Whatever is in it, nothing is raised."""
    if not isinstance(task, Item):
        return [task]
    try:
        raw = task.raw if task.raw is not None else Path(task.place).read_bytes()
    except OSError as error:
        return [Trouble(task.place, f"cannot be read: {error.strerror or error}")]
    try:
        made = _made(raw, task, normalizer, again)
        if task.extensions:
            made = [replace(one, extensions=dict(one.extensions) | dict(task.extensions)) for one in made]
        if task.encoding:
            made = [replace(one, source=replace(one.source, encoding=task.encoding)) for one in made]
        return [*made]
    except NotARecord as error:
        return [Rejected(task.place, task.offset, str(error), task.origin or raw)]
    except _FAULTS as error:
        reason = f"a fault of this program, please report it: {type(error).__name__}: {error}"
        return [Rejected(task.place, task.offset, reason, task.origin or raw)]


def _made(raw: bytes, item: Item, normalizer: Normalizes, again: bool) -> list[Article]:
    if item.record:
        return [article_of(raw, normalizer, path=item.path, again=again)]
    hints = item.hints or Hints(path=item.path)
    return [normalizer.normalize(raw, hints)] if item.one else list(normalizer.normalize_all(raw, hints))


def _chunks(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """The tasks, some at a time."""
    chunk: list[Task] = []
    size = 0
    for task in tasks:
        chunk.append(task)
        size += len(task.raw or b"") + len(task.origin or b"") if isinstance(task, Item) else 0
        if len(chunk) == CHUNK or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


_normalizer: Normalizes
_clean_again: bool
_form: Form


def _begin(normalizer: Normalizes, again: bool, form: Form) -> None:
    """Ready a worker. An interrupt is for the process that leads: it ends the workers."""
    global _normalizer, _clean_again, _form
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _normalizer, _clean_again, _form = normalizer, again, form


def _chunk(tasks: list[Task]) -> list[Result]:
    return [result for task in tasks for result in work(task, _normalizer, _clean_again, _form)]


class _Crew:
    """Worker processes. One that dies (killed for memory, a fault in a library of C) breaks the pool: its chunk is done again item by item,
    each alone with a worker of its own, so that the item which kills is found and rejected and no other is lost."""

    def __init__(self, normalizer: Normalizes, again: bool, form: Form, workers: int) -> None:
        self._arguments = (normalizer, again, form)
        self._workers = workers
        self._pool = self._new(workers)
        self._waiting: deque[tuple[list[Task], Future[list[Result]] | None]] = deque()

    def _new(self, workers: int) -> ProcessPoolExecutor:
        # spawn: the same on every system, and a fork of a process with threads (the progress line is one) may hang.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=self._arguments)

    def results(self, tasks: Iterable[Task]) -> Generator[Result, None, None]:
        try:
            for chunk in _chunks(tasks):
                self._waiting.append((chunk, self._submit(chunk)))
                if len(self._waiting) > 2 * self._workers:
                    yield from self._next()
            while self._waiting:
                yield from self._next()
        finally:
            # Waiting costs the chunks that are under way; a pool that is still closing when Python ends complains now and then of a closed pipe.
            self._pool.shutdown(wait=True, cancel_futures=True)

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
            pool.shutdown(wait=True, cancel_futures=True)


def _fatal(task: Task) -> Result:
    if not isinstance(task, Item):
        return task
    reason = "a worker process died on it, twice; it may need more memory than there is"
    try:
        return Rejected(task.place, task.offset, reason, task.origin or (task.raw if task.raw is not None else Path(task.place).read_bytes()))
    except OSError as error:
        return Trouble(task.place, f"cannot be read: {error.strerror or error}")

"""``fix``: what ``check`` finds and the program can mend, written back. One library call; the tests of ``check`` on what it wrote find nothing.

Each text is fixed until nothing is left to fix, so that fixing again changes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from normalizer.config import Config
from normalizer.corpus.inputs import Trouble
from normalizer.hook import files
from normalizer.hook.check import Normalizers, wanted
from normalizer.hook.codes import by_subject, codes
from normalizer.hook.diagnose import Finding, findings, unwanted_kinds
from normalizer.hook.form import lost
from normalizer.hook.read import Record, Text, Unreadable, record, texts
from normalizer.records import Normalizes, article_of
from normalizer.settings import Hints

#: A text that would lose more per cent of its characters is left to a person (``--unsafe``).
MOST_LOST = 40
#: Every sample and wire text measured comes to rest after two.
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file that was rewritten, or would be: what was found in it, its bytes before and after."""

    path: str
    findings: tuple[Finding, ...]
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A file, or a record in it, that was not rewritten though something in it should be: why."""

    place: str
    reason: str


Result = Fixed | LeftAlone | Trouble


def fix(
    paths: Collection[str],
    config: Config,
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    unsafe: bool = False,
    keep: str | None = None,
    dry: bool = False,
) -> Iterator[Result]:
    """Write files anew, and say of each what was done.

    :param select: codes to fix, instead of what the settings select; ``ignore``: codes not to fix. Pieces whose code is not chosen stay.
    :param unsafe: also where more than :data:`MOST_LOST` per cent of a text would go.
    :param keep: a folder for the whole canonical article of each text that is rewritten.
    :param dry: write nothing.

    UnknownCode: nothing is called so. PackError: a rule folder cannot be read.
    """
    made = Normalizers()
    for file in files.choose(paths, config, [keep] if keep else []):
        if isinstance(file, Trouble):
            yield file
            continue
        if kind := files.only_checked(file.path):
            yield LeftAlone(file.path, f"{kind}: only texts and JSON records are written back")
            continue
        if link := files.behind_link(file.path):
            if not files.is_named(link, paths):
                continue  # a link inside a folder leads to a file of the same folder, which has its own turn
            yield LeftAlone(file.path, f"{link} is a link, and links are not followed; name the file itself")
            continue
        try:
            data, known = files.read(file.path)
        except OSError as error:
            yield Trouble(file.path, f"cannot be read: {error.strerror or error}")
            continue
        normalizer = made.of(file.config.settings(language=False))
        worker = _Fixer(file, normalizer, wanted(file.config, select, ignore), unsafe)
        after = worker.run(data)
        reason = None
        if after != data and not dry:
            if keep:
                reason = _keep(keep, file, worker.changed, made.of(file.config.settings(language=True)))
            reason = reason or files.replace(file.path, data, known, after)
        yield from worker.left
        if reason:
            yield LeftAlone(file.path, reason)
        elif after != data:
            yield Fixed(file.path, tuple(worker.found), data, after)


class _Fixer:
    """The texts of one file, fixed one by one."""

    def __init__(self, file: files.Chosen, normalizer: Normalizes, codes: frozenset[str], unsafe: bool) -> None:
        self._file, self._normalizer, self._wanted, self._unsafe = file, normalizer, codes, unsafe
        self._keep = unwanted_kinds(codes)
        #: What was found in texts that change, what was left alone, and the texts that change as they were.
        self.found: list[Finding] = []
        self.left: list[LeftAlone] = []
        self.changed: list[Text] = []

    def run(self, data: bytes) -> bytes:
        """The file's bytes as they should be."""
        parts, last = [], 0
        for text in texts(data, self._file.reader, self._normalizer, self._file.relative):
            if isinstance(text, Unreadable):
                self.left.append(LeftAlone(f"{self._file.path}:{text.line}:{text.column}", text.reason))
                continue
            new = self._fixed(text)
            if new != text.raw:
                parts += [data[last : text.offset], new]
                last = text.offset + len(text.raw)
        return b"".join([*parts, data[last:]])

    def _fixed(self, first: Text) -> bytes:
        """One text's bytes as they should be; as they were, where something speaks against it."""
        found = self._fixable(first)
        if not found:
            return first.raw
        place = f"{self._file.path}:{first.place(0)[0]}" if isinstance(first, Record) else self._file.path
        if reason := first.stuck or self._forbidden(first):
            self.left.append(LeftAlone(place, reason))
            return first.raw
        text = first
        for _ in range(_ROUNDS):
            text = self._again(text.rewritten(self._keep), first)
            more = self._fixable(text)
            if not more:
                break
            found += [one._replace(line=found[-1].line, column=found[-1].column) for one in more if one.rule]
        else:
            self.left.append(LeftAlone(place, "it does not come to rest; please report this text"))
            return first.raw
        gone = 0 if first.passed else lost(first.article, text.decoded)
        if gone > MOST_LOST and not self._unsafe:
            self.left.append(LeftAlone(place, f"{gone} % of the text would go; look at it with 'normalizer explain', or allow it with --unsafe"))
            return first.raw
        self.found += found
        self.changed.append(first)
        return text.raw

    def _fixable(self, text: Text) -> list[Finding]:
        return [one for one in findings(text, self._file.path, self._wanted) if codes()[one.code].fixed]

    def _forbidden(self, text: Text) -> str | None:
        """A repair that would be made, and whose diagnostic is switched off: the text stays as it is rather than half of it."""
        mending = {code.id for subject, code in by_subject().items() if subject.startswith("repair:") or subject in ("judge:charset", "judge:bom")}
        off = sorted({one.code for one in findings(text, self._file.path, mending - self._wanted)})
        return f"it cannot be written without mending {', '.join(off)}, which is switched off" if off else None

    def _again(self, raw: bytes, first: Text) -> Text:
        if isinstance(first, Record):
            return record(raw, self._normalizer, self._file.relative)
        return Text(self._normalizer.normalize(raw, Hints(path=self._file.relative)), raw)


def _keep(folder: str, file: files.Chosen, changed: Collection[Text], normalizer: Normalizes) -> str | None:
    """Write the whole canonical articles of a file below a folder, under the file's own path, beside older ones. What went wrong, or ``None``."""
    inside = os.path.normpath(file.relative.replace("../", ""))
    try:
        articles = [
            (
                article_of(text.raw, normalizer, path=file.relative)
                if isinstance(text, Record)
                else normalizer.normalize(text.raw, Hints(path=file.relative))
            )
            for text in changed
        ]
        target = Path(folder) / f"{inside}.jsonl"
        target.parent.mkdir(parents=True, exist_ok=True)
        for number in range(2, 10_000):
            try:
                with target.open("xb") as stream:
                    stream.writelines(article.to_json() + b"\n" for article in articles)
                    return None
            except FileExistsError:
                target = Path(folder) / f"{inside}.{number}.jsonl"
    except OSError as error:
        return f"its article cannot be kept in {folder}: {error.strerror or error}"
    return f"there are too many articles of it in {folder}"

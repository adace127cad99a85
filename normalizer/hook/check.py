"""``check``: every finding of every file, in order. One library call."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from normalizer.config import Config
from normalizer.corpus.inputs import Trouble
from normalizer.hook import files
from normalizer.hook.codes import UnknownCode, asks_language, chosen
from normalizer.hook.diagnose import Finding, findings
from normalizer.hook.read import texts
from normalizer.pipeline import Normalizer
from normalizer.settings import Settings


class Normalizers:
    """A normalizer for each settings that files ask for, made once."""

    def __init__(self) -> None:
        self._made: dict[Settings, Normalizer] = {}

    def of(self, settings: Settings) -> Normalizer:
        """The normalizer. PackError: a rule folder cannot be read."""
        if settings not in self._made:
            self._made[settings] = Normalizer(settings)
        return self._made[settings]


def wanted(config: Config, select: Collection[str] = (), ignore: Collection[str] = ()) -> frozenset[str]:
    """The codes looked for: ``select`` instead of what the settings select, ``ignore`` besides what they ignore. UnknownCode: there is none such."""
    try:
        return chosen(select or config.select, (*config.ignore, *ignore))
    except UnknownCode as error:
        chosen((*select, *ignore))  # the options' own slips say so themselves
        file = next(iter(config.where.values()), None)
        raise UnknownCode(f"{file}: {error}" if file else str(error)) from error


def check(
    paths: Collection[str], config: Config, *, select: Collection[str] = (), ignore: Collection[str] = ()
) -> Iterator[tuple[str, Finding] | Trouble]:
    """What is wrong with the articles in files and folders: each finding with its file's path for baselines, and each file that cannot be read.

    UnknownCode: nothing is called so. PackError: a rule folder cannot be read. Changes nothing.
    """
    made = Normalizers()
    for file in files.choose(paths, config):
        if isinstance(file, Trouble):
            yield file
            continue
        codes = wanted(file.config, select, ignore)
        language = asks_language(codes)
        try:
            data = Path(file.path).read_bytes()
        except OSError as error:
            yield Trouble(file.path, f"cannot be read: {error.strerror or error}")
            continue
        for text in texts(data, file.reader, made.of(file.config.settings(language=language)), file.relative):
            for finding in findings(text, file.path, codes, file.config.languages):
                yield file.relative, finding

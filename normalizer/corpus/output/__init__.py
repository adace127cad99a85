"""Where articles go: standard output, one file (plain, packed or a table), a folder of parts, a folder of articles. Files appear whole or not at all."""

from normalizer.corpus.output.file import File, Stream, WrongUse
from normalizer.corpus.output.rejects import Rejects
from normalizer.corpus.output.target import Sink, target

__all__ = ["File", "Rejects", "Sink", "Stream", "WrongUse", "target"]

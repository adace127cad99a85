"""A Parquet file: a row an article, every column of the type that the article's schema gives it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normalizer import canonical
from normalizer.corpus.output.file import WrongUse
from normalizer.schema import schema

if TYPE_CHECKING:
    import pyarrow

#: Rows, and bytes of their JSON, in one row group: what a writer holds, and a reader reads at least.
ROWS, BYTES = 5_000, 1 << 24
#: A record's own keys are of any shape: a column of JSON text holds them.
_JSON = "extensions"


def needed() -> None:
    """WrongUse: the library that writes tables is not installed."""
    if find_spec("pyarrow") is None:
        raise WrongUse("writing Parquet needs pyarrow: pip install 'article-normalizer[parquet]'")


class Table:
    """A Parquet file that appears whole when :meth:`commit` is called. ``keys``: dotted paths of what it holds; empty: everything."""

    def __init__(self, path: Path, keys: Iterable[str] = ()) -> None:
        from pyarrow import parquet

        self.path = Path(os.path.realpath(path))
        self._draft = self.path.with_name(f".{self.path.name}.{os.getpid()}.draft")
        self._schema = columns(keys)
        self._maps = [field.name for field in self._schema if _is_map(field.type)]
        self._rows: list[dict[str, Any]] = []
        self._size = 0
        self._writer = parquet.ParquetWriter(self._draft, self._schema, compression="zstd", store_schema=True)

    def write(self, line: bytes) -> None:
        """One more article, as canonical JSON."""
        row = canonical.tame(canonical.parse(line), written=True)[0]
        if _JSON in row:
            row[_JSON] = canonical.write(row[_JSON]).decode()
        for name in self._maps:
            if name in row:
                row[name] = list(row[name].items())
        self._rows.append(row)
        self._size += len(line)
        if len(self._rows) >= ROWS or self._size >= BYTES:
            self._flush()

    def _flush(self) -> None:
        import pyarrow

        if self._rows:
            self._writer.write_table(pyarrow.Table.from_pylist(self._rows, schema=self._schema), row_group_size=len(self._rows))
            self._rows, self._size = [], 0

    def commit(self) -> None:
        """The file appears."""
        self._flush()
        self._writer.close()
        if self.path.exists():
            self._draft.chmod(self.path.stat().st_mode & 0o7777)
        self._draft.replace(self.path)

    def discard(self) -> None:
        """Nothing is left of it, and what had its name stays."""
        self._writer.close()
        self._draft.unlink(missing_ok=True)


def columns(keys: Iterable[str] = ()) -> pyarrow.Schema:
    """The columns of a table of articles, in the order of the schema; of dotted ``keys`` only those."""
    import pyarrow

    whole = _type(schema(), [key.split(".") for key in keys])
    return pyarrow.schema([whole.field(number) for number in range(whole.num_fields)])


def _type(rule: Mapping[str, Any], keys: list[list[str]]) -> Any:
    """The type of what a rule of the schema allows, cut down to the keys."""
    import pyarrow

    if "$ref" in rule:
        rule = schema()["$defs"][rule["$ref"].removeprefix("#/$defs/")]
    if rule.get("type") == "array":
        return pyarrow.list_(_type(rule["items"], keys))
    if rule.get("type") == "integer":
        return pyarrow.int64()
    if rule.get("type") != "object":
        return pyarrow.string()
    if "properties" not in rule:
        return pyarrow.map_(pyarrow.string(), pyarrow.string())
    fields = []
    for name, below in rule["properties"].items():
        wanted = [key[1:] for key in keys if key[0] == name]
        if keys and not wanted:
            continue
        kind = pyarrow.string() if name == _JSON else _type(below, [] if [] in wanted else wanted)
        fields.append(pyarrow.field(name, kind, nullable=name not in rule.get("required", ())))
    return pyarrow.struct(fields)


def _is_map(kind: Any) -> bool:
    import pyarrow

    return bool(pyarrow.types.is_map(kind))

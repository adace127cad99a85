"""Parquet: columns named as the keys of records are, a few rows held at a time. Read by ``pyarrow`` (extra ``parquet``)."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from normalizer.corpus import unpack
from normalizer.corpus.inputs import Trouble
from normalizer.corpus.unpack import FREE, MOST_RATIO, Source
from normalizer.corpus.work import Item, Task, Where

#: Rows held at a time: articles of 5 kB on average, a few of a megabyte.
_ROWS = 64


def read(stream: Source, where: Where) -> Iterator[Task]:
    """The rows of a file as records. ImportError: pyarrow is not there."""
    import pyarrow
    from pyarrow import parquet

    aside = unpack.seekable(stream)
    size = aside.seek(0, 2)
    aside.seek(0)
    try:
        file = parquet.ParquetFile(aside, pre_buffer=False, buffer_size=unpack.BLOCK)
        claimed = sum(file.metadata.row_group(number).total_byte_size for number in range(file.metadata.num_row_groups))
        if claimed > FREE and claimed > MOST_RATIO * size:
            yield Trouble(where.place, f"unpacks to more than {MOST_RATIO} times its size, as bombs do and articles do not")
            return
        wanted = pyarrow.schema([field.with_type(_type(field.type)) for field in file.schema_arrow])
        number = 0
        for batch in file.iter_batches(_ROWS, use_threads=False):
            names = [name if name not in wanted.names[:at] else f"{name} ({at + 1})" for at, name in enumerate(wanted.names)]
            columns = [column.cast(field.type, safe=False).to_pylist() for column, field in zip(batch.columns, wanted, strict=True)]
            for row in zip(*columns, strict=True):
                made = json.dumps(dict(zip(names, map(_value, row), strict=True)), ensure_ascii=False).encode("utf-8", "surrogatepass")
                yield Item(made, f"{where.place}: row {number}", where.path, record=True)
                number += 1
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:
        said = " ".join(str(error).split())[:200].rstrip(". ")
        yield Trouble(where.place, f"is no whole Parquet file: {said}; what came before is read, fetch it again")


def _type(kind: Any) -> Any:
    """The type that a column is read as: the same everywhere. Times in nanoseconds need another library, times in zones the system's tables."""
    import pyarrow
    from pyarrow import types

    if types.is_timestamp(kind):
        return pyarrow.timestamp("us" if kind.unit == "ns" else kind.unit, "UTC" if kind.tz else None)
    if types.is_duration(kind) or types.is_time64(kind):
        return pyarrow.duration("us") if types.is_duration(kind) else pyarrow.time64("us")
    if types.is_dictionary(kind):
        return _type(kind.value_type)
    if types.is_struct(kind):
        return pyarrow.struct([kind.field(at).with_type(_type(kind.field(at).type)) for at in range(kind.num_fields)])
    if types.is_list(kind) or types.is_large_list(kind):
        return (pyarrow.list_ if types.is_list(kind) else pyarrow.large_list)(_type(kind.value_type))
    return kind


def _value(value: Any) -> Any:
    """A value of Arrow as JSON has it: bytes as the text they are (or base64), times as ISO 8601, decimal numbers as they are written."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return base64.b64encode(value).decode("ascii")
    if isinstance(value, datetime):
        return value.isoformat().removesuffix("+00:00") + ("Z" if value.tzinfo else "")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _value(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_value(part) for part in value]
    return str(value) if isinstance(value, Decimal | timedelta) else repr(value)

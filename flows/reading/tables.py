"""Files that hold one article per row: JSON Lines, CSV, Parquet; read row by row, whatever their size."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, cast

from flows.reading.checks import UnreadableError
from flows.reading.decode import detect_encoding
from flows.reading.drafts import MAX_CHARACTERS, Draft, Refusal
from flows.reading.rows import RowReader, missing_text

Columns = Mapping[str, str] | None

_MAX_LINE = 2 * MAX_CHARACTERS  # characters of a JSON line: the text, its escapes, and other fields
_DELIMITERS = ",;\t|"
_BATCH = 64  # rows of a Parquet file in memory at a time
_CHUNK = 1 << 20
_IN_MEMORY = 64 << 20  # bytes of unpacked Parquet kept in memory, more go to a temporary file

csv.field_size_limit(_MAX_LINE)


def read_jsonl(stream: BinaryIO, columns: Columns = None) -> Iterator[Draft | Refusal]:
    """One article per line; a line that is no JSON object is refused alone."""
    rows = RowReader(columns)
    is_empty = True
    for number, line in enumerate(_lines(stream), 1):
        if isinstance(line, UnreadableError):
            yield Refusal(str(number), UnreadableError(line.check, f"line {number} {line.reason}"))
            continue
        if not line.strip():
            continue
        is_empty = False
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = f"line {number} is no valid JSON ({error})"
            yield Refusal(str(number), UnreadableError("json_object", reason, line[:200]))
            continue
        if not isinstance(record, dict):
            reason = f"line {number} is a JSON {type(record).__name__}, not an object"
            yield Refusal(str(number), UnreadableError("json_object", reason, line[:200]))
            continue
        yield rows.read(record, number, f"line {number}")
    if is_empty:
        raise UnreadableError("not_empty", "it is empty")


def read_csv(stream: BinaryIO, columns: Columns = None) -> Iterator[Draft | Refusal]:
    """One article per row below a header; comma, semicolon, tab or bar divide the fields."""
    lines = _Counted(_lines(stream))
    first = next(lines, "")
    if not first.strip():
        raise UnreadableError("not_empty", "it has no header")
    delimiter = max(_DELIMITERS, key=first.count)
    parsed = csv.reader(_prepended(first, lines), delimiter=delimiter, strict=True)
    header = _next_row(parsed)
    if isinstance(header, str) or not header:
        raise UnreadableError("row_shape", f"the header can't be read ({header})")
    if error := missing_text(header, columns):
        raise error
    rows = RowReader(columns)
    number = 0
    while True:
        begin = lines.count + 1
        row = _next_row(parsed)
        if row is None:
            break
        if row == []:
            continue
        number += 1
        place = f"row {number} (line {begin})"
        if isinstance(row, str):
            reason = f"row {number} (lines {begin} to {lines.count}) is no valid CSV ({row})"
            yield Refusal(str(number), UnreadableError("row_shape", reason))
        elif len(row) > len(header):
            reason = f"{place} has {len(row)} fields, the header {len(header)}"
            record = {"fields": row}
            yield Refusal(str(number), UnreadableError("row_shape", reason), record)
        else:
            padded = row + [""] * (len(header) - len(row))
            yield rows.read(dict(zip(header, padded, strict=True)), number, place)
    if lines.error is not None:
        raise lines.error
    if number == 0:
        raise UnreadableError("not_empty", "it has a header but no rows")


def read_parquet(stream: BinaryIO, columns: Columns = None) -> Iterator[Draft | Refusal]:
    """One article per row, a few rows at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(_seekable(stream))
        names = table.schema_arrow.names
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError("parquet_readable", f"it is no valid Parquet file ({error})") from None
    if problem := missing_text(names, columns):
        raise problem
    rows = RowReader(columns)
    number = 0
    try:
        for batch in table.iter_batches(batch_size=_BATCH):
            for record in batch.to_pylist():
                number += 1
                yield rows.read(record, number, f"row {number}")
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError("parquet_readable", f"after row {number} it is damaged ({error})") from None
    if number == 0:
        raise UnreadableError("not_empty", "it has no rows")


class _Counted:
    """Lines for the csv module, counted; an overlong line ends them: nobody knows whose quotes are open."""

    def __init__(self, lines: Iterator[str | UnreadableError]) -> None:
        self._lines = lines
        self.count = 0
        self.error: UnreadableError | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.error is not None:
            raise StopIteration
        line = next(self._lines)
        self.count += 1
        if isinstance(line, UnreadableError):
            self.error = UnreadableError(line.check, f"line {self.count} {line.reason}; the rest is not read")
            raise StopIteration
        return line


def _prepended(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _next_row(parsed: Any) -> list[str] | str | None:
    """The next row, an error message, or None at the end."""
    try:
        return cast("list[str]", next(parsed))
    except StopIteration:
        return None
    except csv.Error as error:
        return str(error)


def _lines(stream: BinaryIO) -> Iterator[str | UnreadableError]:
    """Lines with their ends, in the encoding that the first bytes show; foreign bytes become surrogates."""
    sample = stream.peek(1)  # type: ignore[attr-defined]
    if not sample:
        return
    encoding = detect_encoding(sample, whole=False)
    text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="\n")
    try:
        first = True
        while line := text.readline(_MAX_LINE + 1):
            if len(line) > _MAX_LINE and not line.endswith("\n"):
                while (rest := text.readline(_CHUNK)) and not rest.endswith("\n"):
                    pass
                yield UnreadableError("row_length", f"has more than {_MAX_LINE:,} characters")
            else:
                yield line.removeprefix("\ufeff") if first else line
            first = False
    except UnicodeDecodeError as error:
        raise UnreadableError("decodable", f"the text is not valid {encoding.upper()} ({error.reason})") from None
    finally:
        with contextlib.suppress(ValueError):  # already closed where nobody reads on
            text.detach()  # the stream belongs to the caller


def _seekable(stream: BinaryIO) -> BinaryIO:
    """The stream itself, or what it unpacks to, since Parquet is read from its end."""
    if stream.seekable():
        return stream
    unpacked = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with the generator
    while chunk := stream.read(_CHUNK):
        unpacked.write(chunk)
    unpacked.seek(0)
    return cast("BinaryIO", unpacked)

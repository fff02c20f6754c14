"""Why something could not be read: the list of check names, and the exception that carries one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flows.reading.article import Rejection

# Every `Rejection.check` that reading gives, with what was demanded and not met.
CHECKS: dict[str, str] = {
    "regular_file": "what lies below raw is a regular file, not a device, socket or pipe",
    "readable": "the file or directory can be opened and read",
    "link_target_exists": "a symbolic link points to something that exists",
    "no_directory_loop": "a linked directory does not lead back into itself",
    "stable_while_read": "the file does not change while it is read",
    "known_format": "the file name's ending is one of the formats Depesche reads",
    "not_empty": "there is text in it",
    "not_binary": "the content is text, not an image, PDF, archive or program",
    "no_nul_bytes": "there are no NUL characters in the text",
    "decodable": "the bytes are UTF-8, UTF-16, Windows-1252 or another encoding of text",
    "text_length": "the text is not longer than an article can be",
    "unique_name": "no other article of the same run has this name",
    "gzip_complete": "the gzip stream is whole and its checksum is right",
    "zip_readable": "the zip archive and each member can be unpacked",
    "unpacked_size": "the content unpacks to a reasonable size (no archive bomb)",
    "safe_member_path": "a zip member's path stays below the archive",
    "member_is_file": "a zip member is a regular file, not a link",
    "not_encrypted": "a zip member needs no password",
    "no_nested_archive": "an archive holds no further zip archive",
    "member_count": "the archive does not hold more members than are read",
    "html_readable": "the HTML can be taken apart and holds an article's text",
    "json_object": "the line is one JSON object",
    "row_shape": "the row has as many fields as the table has columns, and its quotes are closed",
    "row_length": "the row is not longer than an article can be",
    "text_column": "a column holds the article's text",
    "text_type": "the text column holds text",
    "unique_row_id": "no earlier row of the same file has this id",
    "parsed": "the reader gets to the end without an error it does not know (worth reporting)",
    "parquet_readable": "the Parquet file can be opened and its row groups read",
}

_SHOWN = 120  # characters of a value, and of a name inside a reason
_KEPT = 2_000  # characters of each text inside a rejected record


class UnreadableError(Exception):
    """Something failed one of `CHECKS`; `reason` is a sentence about it without the file's name."""

    def __init__(self, check: str, reason: str, value: str | None = None) -> None:
        super().__init__(reason)
        self.check = check
        self.reason = reason
        self.value = value


def reject(
    error: UnreadableError, source_name: str, source_file: str, record: Mapping[str, Any] | None = None
) -> Rejection:
    """The Rejection for an error: its reason begins with the name of what was rejected."""
    return Rejection(
        source_name=source_name,
        source_file=source_file,
        check=error.check,
        reason=f"{printable(source_name)}: {error.reason}",
        value=None if error.value is None else printable(error.value),
        record=None if record is None else record_json(record),
    )


def printable(text: str, length: int = _SHOWN) -> str:
    """One line that any terminal and any UTF-8 file can show.

    >>> printable("Bericht\\nTeil 2")
    'Bericht\\\\nTeil 2'
    """
    shown = text if len(text) <= length else text[: length - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in shown)


def record_json(record: Mapping[str, Any]) -> str:
    """The record as JSON that is valid UTF-8; very long texts in it are shortened, never dropped."""
    shortened = {str(name): _shortened(value) for name, value in record.items()}
    dumped = json.dumps(shortened, ensure_ascii=False, default=str)
    return dumped.encode("utf-8", "backslashreplace").decode("utf-8")


def _shortened(value: Any) -> Any:
    if isinstance(value, str) and len(value) > _KEPT:
        return value[:_KEPT] + "…"
    if isinstance(value, (bytes, bytearray)):
        return f"{len(value)} bytes"
    if isinstance(value, (list, dict)) and len(str(value)) > _KEPT:
        return str(value)[:_KEPT] + "…"
    return value

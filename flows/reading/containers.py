"""Compressed files: what a `.gz` or `.zip` holds, in bounded pieces; one bad member spares the others."""

from __future__ import annotations

import gzip
import io
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from flows.reading.checks import UnreadableError

MAX_UNPACKED = 2 << 30  # bytes of one member, and of all members of an archive together
MAX_RATIO = 250  # unpacked to packed; real text stays below 20, repetitive tables below 100
_FREE = 16 << 20  # bytes that may unpack at any ratio: too few to hurt
MAX_MEMBERS = 100_000
BUFFER = 1 << 18  # bytes; also what a table's encoding is told from

_HIDDEN = re.compile(r"(?:^|[/\\])\.[^./\\][^/\\]*$")
_WINDOWS_DRIVE = re.compile(r"[A-Za-z]:")
_IGNORED_MEMBERS = ("__MACOSX/",)  # what macOS adds to an archive beside the files themselves


@dataclass(frozen=True, slots=True)
class Member:
    """One thing to read: `name` ends in its format's ending, `stream` gives its unpacked bytes once."""

    name: str  # path of the member, "" for a file that is no archive
    ending: str  # "txt", "jsonl", …
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class BadMember:
    """A member that can't be read, and why."""

    name: str
    error: UnreadableError


class Budget:
    """How many bytes may still be unpacked from one file."""

    def __init__(self, packed: int) -> None:
        self.packed = packed
        self.unpacked = 0

    def spend(self, count: int) -> None:
        self.unpacked += count
        if self.unpacked > MAX_UNPACKED:
            raise UnreadableError("unpacked_size", f"it unpacks to more than {MAX_UNPACKED >> 20} MiB")
        if self.unpacked > _FREE and self.unpacked > MAX_RATIO * self.packed:
            raise UnreadableError("unpacked_size", f"it unpacks to more than {MAX_RATIO} times its packed size")


class Unpacked(io.RawIOBase):
    """A decompressing stream that counts against budgets and turns damage into UnreadableError."""

    def __init__(self, stream: BinaryIO, budgets: tuple[Budget, ...], kind: str) -> None:
        self._stream = stream
        self._budgets = budgets
        self._kind = kind

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            chunk = self._stream.read(len(view))
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, RuntimeError, OSError) as error:
            raise self._damage(error) from None
        for budget in self._budgets:
            budget.spend(len(chunk))
        view[: len(chunk)] = chunk
        return len(chunk)

    def _damage(self, error: Exception) -> UnreadableError:
        at = f"after {self._budgets[0].unpacked} unpacked bytes"
        if self._kind == "gzip":
            what = "ends too early" if isinstance(error, EOFError) else f"is damaged ({error})"
            return UnreadableError("gzip_complete", f"the gzip stream {what} {at}")
        return UnreadableError("zip_readable", f"the zip member is damaged {at} ({error})")


def ending_of(name: str) -> str:
    """The ending that says what is in a file, in lower case.

    >>> ending_of("Archiv/2024.JSONL"), ending_of("a.txt.gz"), ending_of("ohne")
    ('jsonl', 'gz', '')
    """
    base = name.rpartition("/")[2]
    return base.rpartition(".")[2].lower() if "." in base[1:] else ""


def open_members(handle: BinaryIO, name: str, size: int) -> Iterator[Member | BadMember]:
    """What is to be read in an open file: itself, what its gzip holds, or each member of its zip."""
    ending = ending_of(name)
    if ending == "zip":
        yield from _zip_members(handle, size)
    elif ending == "gz":
        yield _ungzipped("", name, handle, size, ())
    else:
        yield Member("", ending, handle)


def _ungzipped(member: str, name: str, handle: BinaryIO, size: int, budgets: tuple[Budget, ...]) -> Member | BadMember:
    inner = ending_of(name[: -len(".gz")])
    if inner in ("zip", "gz", "tgz", "tar"):
        return BadMember(member, UnreadableError("no_nested_archive", f"a .{inner}.gz is not opened; unpack it once"))
    unzipped = gzip.GzipFile(fileobj=handle, mode="rb")
    stream = Unpacked(unzipped, (Budget(size), *budgets), "gzip")  # type: ignore[arg-type]
    return Member(member, inner, io.BufferedReader(stream, BUFFER))


# What `zipfile` raises for members that are damaged, encrypted, or packed in a way that it does not know.
ZIP_ERRORS = (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, zlib.error, ValueError)


def _zip_members(handle: BinaryIO, size: int) -> Iterator[Member | BadMember]:
    try:
        archive = zipfile.ZipFile(handle)
        infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError) as error:
        yield BadMember("", UnreadableError("zip_readable", f"the zip archive can't be opened ({error})"))
        return
    whole = Budget(size)
    seen: set[str] = set()
    for number, info in enumerate(infos):
        if number == MAX_MEMBERS:
            left = len(infos) - MAX_MEMBERS
            yield BadMember(
                "", UnreadableError("member_count", f"{left} members after the {MAX_MEMBERS}th are not read")
            )
            return
        name = _member_name(info.filename)
        if info.is_dir() or name.startswith(_IGNORED_MEMBERS) or _HIDDEN.search(name):
            continue
        try:
            _check_member(info, name, seen)
            seen.add(name)
            yield _zip_member(archive, info, name, whole)
        except UnreadableError as error:
            yield BadMember(name, error)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, whole: Budget) -> Member | BadMember:
    try:
        opened = archive.open(info)
    except ZIP_ERRORS as error:
        raise UnreadableError("zip_readable", f"the zip member can't be opened ({error})") from None
    budgets = (Budget(info.compress_size), whole)
    stream = io.BufferedReader(Unpacked(opened, budgets, "zip"), BUFFER)  # type: ignore[arg-type]
    if ending_of(name) == "gz":
        return _ungzipped(name, name, stream, info.file_size, (whole,))
    return Member(name, ending_of(name), stream)


def _member_name(name: str) -> str:
    valid = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return unicodedata.normalize("NFC", valid)


def _check_member(info: zipfile.ZipInfo, name: str, seen: set[str]) -> None:
    """Raises UnreadableError for a member that is not simply a file below the archive."""
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or _WINDOWS_DRIVE.match(name):
        raise UnreadableError("safe_member_path", "the member's path leads out of the archive", name)
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise UnreadableError("member_is_file", "the member is a link or a device, not a file")
    if info.flag_bits & 0x1:
        raise UnreadableError("not_encrypted", "the member is encrypted, and Depesche has no password")
    if ending_of(name) == "zip":
        raise UnreadableError("no_nested_archive", "a zip inside a zip is not opened; unpack it once")
    if name in seen:
        raise UnreadableError("unique_name", "the archive holds an earlier member of this name")

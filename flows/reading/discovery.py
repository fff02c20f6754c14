"""Which files there are below raw, and what each is called in the dataset."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

# At the top of raw: notes and settings about the articles, not articles.
_NOT_ARTICLES = frozenset({"README", "README.md", "README.txt", "depesche.yml", "depesche.yaml", "entities.yml"})


def list_files(raw: Path) -> Iterator[Path]:
    """Everything below raw that is to be read, sorted by name, hidden files left out; links are followed.

    A directory that can't be listed, or a link that leads back into one of its parents, is given itself:
    `read_file` answers it with a Rejection. Nothing is raised, also not for a raw that is missing.
    """
    for path in _walk(raw, frozenset()):
        if not (path.parent == raw and path.name in _NOT_ARTICLES):
            yield path


def _walk(directory: Path, parents: frozenset[tuple[int, int]]) -> Iterator[Path]:
    try:
        status = directory.stat()
        identity = (status.st_dev, status.st_ino)
        if identity in parents:
            yield directory
            return
        entries = sorted(os.scandir(directory), key=lambda entry: os.fsencode(entry.name))
    except OSError:
        yield directory
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = directory / entry.name
        if _is_directory(entry):
            yield from _walk(path, parents | {identity})
        else:
            yield path


def _is_directory(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def name_below(path: Path, raw: Path) -> str:
    r"""The file's name in the dataset: its path below raw with slashes, NFC, always valid UTF-8.

    Bytes of a file name that are no UTF-8 are shown as escapes.

    >>> name_below(Path("raw/bo\u0308rse/a.txt"), Path("raw"))
    'börse/a.txt'
    """
    try:
        relative = path.relative_to(raw)
    except ValueError:
        relative = Path(path.name)
    shown = os.fsencode(relative.as_posix()).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", shown)

"""The corpora's files: their checksums and the forms they come in."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

import yaml

CHECKSUMS = Path(__file__).with_name("checksums.sha256")


def check_files(folder: Path, checksums: Path) -> None:
    """Raises ValueError for the first file that is not the one the shipped lists and weights were made of."""
    for line in checksums.read_text(encoding="utf-8").splitlines():
        expected, name = line.split("  ", 1)
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != expected:
            raise ValueError(f"{name} has another content: SHA-256 {found}, expected {expected}")


def word_list(key: str) -> frozenset[str]:
    """One of the lists in `words.yml`."""
    lists = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
    return frozenset(lists[key])


def read_lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file, without their ends."""
    return path.read_text(encoding="utf-8").splitlines()


def tagged_words(corpora: Path) -> Iterator[tuple[str, bool]]:
    """Each word of the annotated corpora with whether it is outside of all names."""
    for line in read_lines(corpora / "germeval14/NER-de-wiki.tsv"):
        cells = line.split("\t")
        if len(cells) == 4 and cells[0] != "#":
            yield cells[1], cells[2] == cells[3] == "O"
    for line in read_lines(corpora / "mobie/train.conll2003"):
        cells = line.split()
        if len(cells) == 4:
            yield cells[0], cells[3] == "O"
    for path in sorted((corpora / "ler").glob("*.gz")):
        for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
            cells = line.split()
            if len(cells) == 2:
                yield cells[0], cells[1] == "O"
    for path in sorted((corpora / "ud_gsd").glob("*.conllu")):
        for line in read_lines(path):
            cells = line.split("\t")
            if len(cells) == 10:
                yield cells[1], cells[3] != "PROPN"


def write_list(folder: Path, name: str, lines: set[str]) -> None:
    """The sorted lines, packed without a time, so that the same lines make the same file."""
    with (folder / f"{name}.txt.gz").open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(("\n".join(sorted(lines)) + "\n").encode("utf-8"))

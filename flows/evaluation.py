"""An evaluation: gold files in, the real stages over their texts unless a warehouse is named, scores out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from flows.config import Config
from flows.errors import InputError
from flows.evaluating.found import Found, read_found
from flows.evaluating.gold import read_gold, with_text
from flows.evaluating.records import Gold
from flows.evaluating.scoring import Score, score
from flows.storing.warehouse import Warehouse

Progress = Callable[[int, int], None]  # is told how many of how many articles are done


def evaluate(
    files: Iterable[Path],
    warehouse: Warehouse | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
) -> list[Score]:
    """One score per gold file, of its first `limit` articles.

    Without a warehouse the gold's own texts are read into one that is dropped afterwards. Raises InputError naming
    file and line where a gold file can't be used, or where none of its articles is in the warehouse.
    """
    golds = named([(path, read_gold(path, limit)) for path in dict.fromkeys(files)])
    if warehouse is not None:
        return score_warehouse(golds, warehouse)
    with tempfile.TemporaryDirectory(prefix="depesche-") as folder:
        return score_warehouse(golds, load_texts(golds, Path(folder), progress))


def named(golds: Iterable[tuple[Path, list[Gold]]]) -> dict[str, list[Gold]]:
    """Gold by the file's stem, or its path where two stems are the same."""
    every = list(golds)
    stems = [path.stem for path, _ in every]
    return {path.stem if stems.count(path.stem) == 1 else str(path): articles for path, articles in every}


def load_texts(golds: Mapping[str, list[Gold]], folder: Path, progress: Progress | None = None) -> Warehouse:
    """A warehouse below the folder with the gold's texts read.

    Raises InputError where an article has no text, or another one than the same article in another gold file.
    """
    from flows.run import load_in_process  # brings all finders

    raw, warehouse = folder / "raw", Warehouse(folder / "warehouse")
    raw.mkdir()
    texts: dict[str, Gold] = {}
    for gold in (gold for articles in golds.values() for gold in articles):
        if not gold.has_text:
            raise InputError(
                f"{gold.place}: {gold.doc!r} has no text to read: give its 'text', or name a warehouse that holds "
                "the article with --warehouse"
            )
        known = texts.setdefault(gold.doc, gold)
        if known.reading.text != gold.reading.text:
            raise InputError(f"{gold.place} has another text for {gold.doc!r} than {known.place}")
        if known is gold:
            _write_text(raw / f"{gold.doc}.txt", gold)
    load_in_process(raw, warehouse, Config(), progress)
    return warehouse


def _write_text(path: Path, gold: Gold) -> None:
    try:
        path.write_bytes(gold.reading.text.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise InputError(f"{gold.place} has half a character (a lone surrogate) at {error.start} of 'text'") from error
    except OSError as error:
        raise InputError(f"{gold.place}: no file can have the name {gold.doc!r} ({error.strerror})") from error


def score_warehouse(golds: Mapping[str, list[Gold]], warehouse: Warehouse) -> list[Score]:
    """One score per gold file, of what the warehouse holds of its articles; those it does not hold are told.

    Raises InputError where it holds none of them, WarehouseError where there is none.
    """
    docs = [gold.doc for articles in golds.values() for gold in articles]
    found = read_found(warehouse, docs)
    if not found.readings and docs:
        hint = f"their source_name must end in the gold's 'doc', such as {docs[0] + '.txt'!r}"
        reasons = "".join(f"; {reason}" for reason in list(found.rejects.values())[:1])
        raise InputError(f"none of the {len(docs)} articles of the gold is in {warehouse.database}: {hint}{reasons}")
    return [_score(name, articles, found) for name, articles in golds.items()]


def _score(name: str, articles: list[Gold], found: Found) -> Score:
    grounded, warnings = [], []
    for gold in articles:
        reading = found.readings.get(gold.doc)
        if reading is None:
            reason = found.rejects.get(gold.doc, "it is not in the dataset")
            warnings.append(f"{gold.place}: {gold.doc!r} counts as empty: {reason}")
        elif gold.has_text and gold.reading.text != reading.text:
            warnings.append(f"{gold.place}: the dataset's text of {gold.doc!r} differs; offsets may not line up")
        grounded.append(with_text(gold, reading.text) if reading else gold)
    result = score(name, grounded, found.readings)
    result.warnings = warnings
    return result

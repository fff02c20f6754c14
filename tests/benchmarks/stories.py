"""Linking the tellings of a story: the texts of a folder, and as many invented ones as asked for, in growing numbers.

Of the invented texts a third are reprints in groups of up to ten, cut and edited; a fifth of all stories share one
imprint. Seconds are processor time.
"""

from __future__ import annotations

import random
import resource
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from flows.reading.article import Article
from flows.reading.discovery import list_files
from flows.reading.reader import read_file
from flows.resolving.candidates import find_candidates, hash_runs
from flows.resolving.stories import Telling, gather
from flows.resolving.wording import Wording, overlap

SYLLABLES = [consonant + vowel for consonant in "bdfghklmnrstwz" for vowel in "aeiou"]


def main() -> None:
    raw = Path(sys.argv[1] if len(sys.argv) > 1 else "raw")
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 50_000
    read = [item for path in list_files(raw) for item in read_file(path, raw)]
    measure(str(raw), [item.text for item in read if isinstance(item, Article)])
    count = most // 8
    while count <= most:
        measure("invented", list(invented(count)))
        count *= 2
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def measure(name: str, texts: list[str]) -> None:
    """As `flows.storing.stories` does it: words are kept only of texts that have a candidate."""
    by_name = {sha256(text.encode()).hexdigest(): text for text in texts}
    start = process_time()
    lengths, long, hashed = {}, [], []
    for text, content in by_name.items():
        wording = Wording.of(content)
        lengths[text] = len(wording.words)
        if not wording.is_short:
            long.append(text)
            hashed += hash_runs([wording])
    read = process_time()
    candidates = {long[each]: {long[other] for other in others} for each, others in find_candidates(hashed).items()}
    found = process_time()
    wordings = {text: Wording.of(by_name[text]) for text in candidates}
    tellings = [Telling(text, text, text, None) for text in by_name]
    places = gather(tellings, lengths, candidates, lambda less, more: overlap(wordings[less], wordings[more]))
    end = process_time()
    pairs = sum(map(len, candidates.values())) // 2
    linked = sum(place.fullest_id is not None for place in places.values())
    print(
        f"{name}: {len(by_name):,} texts in {end - start:.1f} s ({read - start:.1f} words, {found - read:.1f} "
        f"candidates, {end - found:.1f} comparing), {pairs:,} candidate pairs, {linked:,} linked"
    )


def invented(count: int) -> Iterator[str]:
    chance = random.Random(count)
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(20_000)]
    imprint = " ".join(chance.choices(vocabulary, k=60))
    made = 0
    while made < count:
        words = chance.choices(vocabulary, k=chance.randint(120, 500))
        tail = imprint if chance.random() < 0.2 else ""
        for number in range(chance.randint(2, 10) if chance.random() < 0.1 else 1):
            told = words[: chance.randint(len(words) // 2, len(words))] if number else list(words)
            for place in chance.sample(range(len(told)), len(told) // 50 if number else 0):
                told[place] = chance.choice(vocabulary)
            yield " ".join(told) + " " + tail
            made += 1


if __name__ == "__main__":
    main()

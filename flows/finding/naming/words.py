"""The words that name rules read: finer than the tokenizer's, since hyphens and slashes bound names."""

from __future__ import annotations

import re

# Abbreviations and initials keep their stop ("Dr."); marks inside names do not split ("AT&T").
_WORD = re.compile(
    r"[A-ZÄÖÜ]\.[A-Za-zäöü]{2,}(?![\w.])|(?:[A-ZÄÖÜ]|St|Dr|Prof|Nr|Co|Inc|Corp|Ltd|Mr|Mrs|Ms|Bros|Gebr|Cie|Jr|Sr)\.(?=[\s,&)\-]|$)"
    r"|[^\W_]+(?:(?:['’&+]|\.(?=(?:com|de|net|org|ai|io|ch|at|tv)\b)|\.(?=[A-Za-z]\b)|(?<=[a-z])\.(?=\d\b))[^\W_]+)*"
    r"|\n|[^\w\s]"
)


class Words:
    """Parallel lists over the words and marks of a text; offsets are half-open code points.

    >>> Words("Siemens-Chef Dr. Muster").texts
    ['Siemens', '-', 'Chef', 'Dr.', 'Muster']
    """

    __slots__ = ("_compound_ends", "_compound_starts", "at_end", "at_start", "ends", "starts", "text", "texts")

    def __init__(self, text: str) -> None:
        self.text = text
        found = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
        self.texts = [each[0] for each in found]
        self.starts = [each[1] for each in found]
        self.ends = [each[2] for each in found]
        # Looked up rather than walked: a text may be one compound of a million parts.
        hyphens = [i for i, word in enumerate(self.texts) if word in "-‑" and self.hyphen(i)]
        self._compound_starts: dict[int, int] = {}
        self._compound_ends: dict[int, int] = {}
        for i in hyphens:
            self._compound_starts[i + 1] = self._compound_starts.get(i - 1, i - 1)
        for i in reversed(hyphens):
            self._compound_ends[i - 1] = self._compound_ends.get(i + 1, i + 1)
        self.at_start = {start: index for index, start in enumerate(self.starts)}
        self.at_end = {end: index for index, end in enumerate(self.ends)}

    def __len__(self) -> int:
        return len(self.texts)

    def word(self, index: int) -> str:
        """The word, or a line end outside of the text."""
        return self.texts[index] if 0 <= index < len(self.texts) else "\n"

    def glued(self, index: int) -> bool:
        """Whether nothing stands between the word and the one before it."""
        return 0 < index < len(self.texts) and self.starts[index] == self.ends[index - 1]

    def hyphen(self, index: int) -> bool:
        """Whether the word is a hyphen inside a compound."""
        return self.word(index) in "-‑" and self.glued(index) and self.glued(index + 1)

    def compound_end(self, index: int) -> int:
        """The index of the last word of the compound that goes on from this one."""
        return self._compound_ends.get(index, index)

    def compound_start(self, index: int) -> int:
        """The index of the first word of the compound that ends in this one."""
        return self._compound_starts.get(index, index)


def split_name(name: str) -> list[str]:
    """The words of a name as `Words` splits them, for keys of gazetteers."""
    return [name] if name.isalpha() else _WORD.findall(name)


def capitalised(word: str) -> bool:
    """Whether a word could be (part of) a name by its letters: an upper-case letter within the first two."""
    return word[0].isupper() or (len(word) > 2 and word[1].isupper() and word[0].islower())

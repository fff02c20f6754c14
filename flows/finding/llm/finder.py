"""The language model as finder: an article and the rules' records in, the merged records and what was refused out."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from flows.finding.llm.answer_schema import answer_schema, roles_by_type
from flows.finding.llm.cache import AnswerCache, question_key
from flows.finding.llm.client import LlmClient, LlmError
from flows.finding.llm.grounding import Grounder, Refusal
from flows.finding.llm.merge import merge
from flows.finding.llm.parts import split_text
from flows.finding.llm.settings import LlmSettings
from flows.finding.llm.usage import Usage
from flows.finding.records import Records
from flows.reading.article import Article

VERSION = 1
_GIVE_UP = 3  # failures in a row after which the endpoint is taken for dead


@dataclass
class LlmFound:
    """Merged records, and the model's records that were refused; `failures` say why parts were not answered."""

    records: Records
    refusals: list[Refusal] = field(default_factory=list)
    failures: list[LlmError] = field(default_factory=list)


class LlmFinder:
    """Asks one model about articles; `used` is what the run took before, for its budgets."""

    def __init__(self, settings: LlmSettings, cache: Path, used: Usage | None = None) -> None:
        self._settings = settings
        self._cache = AnswerCache(cache)
        self._client = LlmClient(settings)
        self._before = used or Usage()
        self._client.usage = self._before
        self._schema = answer_schema()
        self._system = _prompt()
        self._failed = 0
        self._dead: LlmError | None = None
        # White space and "+" mean something in the column `extractor`.
        self.extractor = f"llm:{re.sub(r'[^-_.:/@A-Za-z0-9]', '_', settings.model)}/{VERSION}"

    @property
    def usage(self) -> Usage:
        """What this finder took, without what was used before."""
        now, before = self._client.usage, self._before
        return Usage(
            now.requests - before.requests,
            now.cached - before.cached,
            now.input_tokens - before.input_tokens,
            now.output_tokens - before.output_tokens,
            now.cost_usd - before.cost_usd,
        )

    def close(self) -> None:
        self._client.close()

    def find(self, article: Article, rules: Records) -> LlmFound:
        """The rules' records with what the model's answers add; a part that gets no answer adds nothing."""
        settings = self._settings
        grounder = Grounder(article, rules, self.extractor, settings.score)
        result = LlmFound(rules)
        deadline = time.monotonic() + settings.timeout_s
        for part in split_text(article.text, settings.context_chars):
            text = article.text[part.start : part.end]
            if not text.strip():
                continue
            try:
                grounder.take(self._answer(article, text, deadline))
            except LlmError as error:
                result.failures.append(error)
        result.records = merge(rules, grounder.found, grounder.agreed, self.extractor, settings.score)
        result.refusals = grounder.refusals
        return result

    def _answer(self, article: Article, text: str, deadline: float) -> dict[str, Any]:
        """The answer on a piece of text, from the cache if it was given before."""
        published = f"Erschienen am {article.published_on.isoformat()}.\n\n" if article.published_on else ""
        messages = [
            {"role": "system", "content": self._system},
            {"role": "user", "content": f"{published}Artikel:\n\n{text}"},
        ]
        key = question_key(messages, self._schema, self._settings.parameters)
        known = self._cache.get(key)
        if known is not None:
            self._client.usage += Usage(cached=1)
            return known
        if self._dead is not None:
            raise LlmError(self._dead.check, f"not asked, since the endpoint failed before: {self._dead}")
        try:
            answer = self._client.ask(messages, self._schema, deadline)
        except LlmError as error:
            self._failed += error.check == "llm_endpoint"
            if error.lasting or self._failed >= _GIVE_UP:
                self._dead = error
            raise
        self._failed = 0
        self._cache.put(key, answer)
        return answer


def _prompt() -> str:
    """The instructions; the schema is part of them for servers that do not force the answer into it."""
    text = resources.files("flows.finding.llm").joinpath("prompt.md").read_text("utf-8")
    schema = json.dumps(answer_schema(), ensure_ascii=False)
    return f"{text.replace('{roles}', roles_by_type())}\nDas Schema der Antwort:\n{schema}\n"

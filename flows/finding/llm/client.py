"""One question to an OpenAI-compatible endpoint: bounded in time, tries and money."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from typing import Any

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, stop_after_delay

from flows.errors import InputError
from flows.finding.llm.settings import LlmSettings
from flows.finding.llm.usage import Usage, price

_MOST_BYTES = 20_000_000
_AGAIN = frozenset({408, 409, 425, 429})  # and all of 500 and above: worth another try
_FORMAT_REFUSED = frozenset({400, 422, 500, 501})
_FORMAT_WORDS = ("response_format", "json_schema", "grammar", "schema")  # of a server that can't do with a format
_LASTING = frozenset({401, 403, 404})
_LONGEST_WAIT = 60.0  # seconds
_CHARS_PER_TOKEN = 3  # of German text, where the server does not count


class LlmError(Exception):
    """The model gave no answer; `check` is the name it gets in `rejects`."""

    def __init__(self, check: str, reason: str, *, lasting: bool = False) -> None:
        super().__init__(reason)
        self.check = check
        self.lasting = lasting  # the next article would meet it too


class _PassingError(LlmError):
    """Worth another try, after `wait` seconds where the server names them."""

    def __init__(self, check: str, reason: str, wait: float | None = None) -> None:
        super().__init__(check, reason)
        self.wait = wait


def read_key(settings: LlmSettings) -> str | None:
    """The key from the environment. Raises InputError where the variable is named but not set."""
    if settings.api_key_env is None:
        return None
    key = os.environ.get(settings.api_key_env)
    if not key:
        raise InputError(f"'llm: api_key_env:' names {settings.api_key_env}, but that environment variable is not set")
    return key


class LlmClient:
    """Asks one model; `usage` counts what all questions took."""

    def __init__(self, settings: LlmSettings) -> None:
        self._settings = settings
        self._key = read_key(settings)
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        self._http = httpx.Client(headers=headers, follow_redirects=False)
        self._formats = ["json_schema", "json_object", ""]  # the first that the server takes
        self.usage = Usage()

    def close(self) -> None:
        self._http.close()

    def ask(self, messages: list[dict[str, str]], schema: Mapping[str, Any], deadline: float) -> dict[str, Any]:
        """The answer as parsed JSON; `deadline` is a time of the monotonic clock.

        Raises LlmError where there is none in time, or none that can be read.
        """
        retrying = Retrying(
            stop=stop_after_attempt(self._settings.tries) | stop_after_delay(max(0.0, deadline - time.monotonic())),
            wait=self._wait,
            retry=retry_if_exception_type(_PassingError),
            sleep=lambda seconds: time.sleep(max(0.0, min(seconds, deadline - time.monotonic()))),
            reraise=True,
        )
        answer: dict[str, Any] = retrying(self._try, messages, schema, deadline)
        return answer

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        named = error.wait if isinstance(error, _PassingError) else None
        doubled: float = self._settings.backoff_s * 2 ** (state.attempt_number - 1)
        return min(named if named is not None else doubled, _LONGEST_WAIT)

    def _try(self, messages: list[dict[str, str]], schema: Mapping[str, Any], deadline: float) -> dict[str, Any]:
        body = {**self._settings.parameters, "messages": messages, "stream": False}
        self._check_budget(sum(len(message["content"]) for message in messages))
        while True:
            status, headers, content = self._post({**body, **_response_format(self._formats[0], schema)}, deadline)
            refused = status in _FORMAT_REFUSED and any(word in content.lower() for word in _FORMAT_WORDS)
            if not refused or len(self._formats) == 1:
                break
            self._formats.pop(0)
        if status in _AGAIN or status >= 500:
            raise _PassingError("llm_endpoint", self._told(status, content), _retry_after(headers))
        if status != 200:
            raise LlmError("llm_endpoint", self._told(status, content), lasting=status in _LASTING)
        return self._read(content, sum(len(message["content"]) for message in messages))

    def _post(self, body: dict[str, Any], deadline: float) -> tuple[int, httpx.Headers, str]:
        """Status, headers and body, read until the deadline also where the server sends a byte now and then."""
        url = f"{self._settings.endpoint.rstrip('/')}/chat/completions"
        late = LlmError("llm_endpoint", f"no answer from {url} within {self._settings.timeout_s:g} s")
        left = deadline - time.monotonic()
        if left <= 0:
            raise late
        self.usage += Usage(requests=1)
        try:
            with self._http.stream("POST", url, json=body, timeout=left) as response:
                received = bytearray()
                for chunk in response.iter_bytes():
                    received += chunk
                    if time.monotonic() > deadline:
                        raise late
                    if len(received) > _MOST_BYTES:
                        raise LlmError("llm_malformed", f"{url} sent more than {_MOST_BYTES:,} bytes")
                return response.status_code, response.headers, received.decode("utf-8", "replace")
        except httpx.TimeoutException:
            raise late from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _PassingError("llm_endpoint", self._safe(f"{url} can't be reached: {error!r}")) from None

    def _read(self, content: str, asked_chars: int) -> dict[str, Any]:
        try:
            reply = json.loads(content)
            choice = reply["choices"][0]
            text = choice["message"]["content"] or ""
        except (ValueError, LookupError, TypeError):
            raise _PassingError("llm_malformed", self._safe(f"no chat completion: {content[:200]!r}")) from None
        counted = reply.get("usage") or {}
        read = int(counted.get("prompt_tokens") or asked_chars // _CHARS_PER_TOKEN)
        written = int(counted.get("completion_tokens") or len(text) // _CHARS_PER_TOKEN)
        cost = price(self._settings.usd_per_million_tokens, read, written)
        self.usage += Usage(input_tokens=read, output_tokens=written, cost_usd=cost)
        if choice.get("finish_reason") == "length":
            reason = f"the answer was cut off after {written} tokens: raise 'llm: max_output_tokens:'"
            raise LlmError("llm_malformed", reason)
        try:
            # Some models wrap their JSON into a code block or think aloud before it.
            answer = json.loads(text[text.find("{") : text.rfind("}") + 1])
        except ValueError:
            raise _PassingError("llm_malformed", self._safe(f"the answer is no JSON object: {text[:200]!r}")) from None
        if not isinstance(answer, dict):
            raise _PassingError("llm_malformed", f"the answer is no JSON object: {text[:200]!r}")
        return answer

    def _check_budget(self, asked_chars: int) -> None:
        """Raises LlmError where the question, with the longest answer, could go over the budget of the run."""
        settings = self._settings
        read, written = asked_chars // _CHARS_PER_TOKEN, settings.max_output_tokens
        tokens, cost = self.usage.tokens + read + written, self.usage.cost_usd
        cost += price(settings.usd_per_million_tokens, read, written)
        if settings.max_tokens_per_run is not None and tokens > settings.max_tokens_per_run:
            reason = f"not asked: {self.usage.tokens} of {settings.max_tokens_per_run} tokens of this run are used"
            raise LlmError("llm_budget", reason)
        if settings.max_cost_per_run is not None and cost > settings.max_cost_per_run:
            reason = f"not asked: {self.usage.cost_usd:.4f} of {settings.max_cost_per_run} US dollars are used"
            raise LlmError("llm_budget", reason)

    def _told(self, status: int, content: str) -> str:
        return self._safe(f"{self._settings.endpoint} answered {status}: {' '.join(content.split())[:200]}")

    def _safe(self, text: str) -> str:
        """The text without the key, should a server send it back."""
        return text.replace(self._key, "***") if self._key else text


def _response_format(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    if name == "json_schema":
        named = {"name": "facts", "strict": True, "schema": schema}
        return {"response_format": {"type": name, "json_schema": named}}
    return {"response_format": {"type": name}} if name else {}


def _retry_after(headers: httpx.Headers) -> float | None:
    """Seconds that the server asks to wait; a date counts as not said."""
    try:
        return max(0.0, float(headers["retry-after"]))
    except (KeyError, ValueError):
        return None

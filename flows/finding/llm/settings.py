"""Which language model is asked, where, and what it may cost."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field


class Prices(BaseModel):
    """US dollars per million tokens."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: Decimal = Field(default=Decimal(0), ge=0)
    output: Decimal = Field(default=Decimal(0), ge=0)


class LlmSettings(BaseModel):
    """The settings `llm:`; used where `finder: llm` asks for it."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())

    endpoint: str = Field(pattern=r"^https?://\S+$")  # up to "/v1"; "/chat/completions" is added
    model: str = Field(min_length=1)
    api_key_env: str | None = None  # name of the environment variable that holds the key
    temperature: float = Field(default=0, ge=0, le=2)
    seed: int = 1
    max_output_tokens: int = Field(default=4000, ge=1)
    context_chars: int = Field(default=24_000, ge=500)  # longer articles are sent in parts
    score: float = Field(default=0.7, ge=0, le=1)  # of what the model alone found
    timeout_s: float = Field(default=120, gt=0)  # per article, all tries together
    tries: int = Field(default=4, ge=1, le=20)
    backoff_s: float = Field(default=1, ge=0)  # before the second try; doubles with each
    max_tokens_per_run: int | None = Field(default=None, ge=0)
    max_cost_per_run: Decimal | None = Field(default=None, ge=0)  # US dollars; needs prices
    usd_per_million_tokens: Prices = Prices()

    @property
    def parameters(self) -> dict[str, object]:
        """What the answer depends on, besides text and prompt."""
        return {
            "model": self.model,
            "temperature": self.temperature,
            "seed": self.seed,
            "max_tokens": self.max_output_tokens,
        }

    @property
    def finds_by(self) -> dict[str, object]:
        """What the records depend on; limits and addresses are not part of it."""
        return {**self.parameters, "context_chars": self.context_chars, "score": self.score}

"""What asking a language model took."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from flows.finding.llm.settings import Prices


@dataclass(frozen=True, slots=True)
class Usage:
    """Requests sent, answers taken from the cache, tokens, and US dollars by the prices of the settings."""

    requests: int = 0
    cached: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: Decimal = Decimal(0)

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.requests + other.requests,
            self.cached + other.cached,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cost_usd + other.cost_usd,
        )

    @property
    def tokens(self) -> int:
        return self.input_tokens + self.output_tokens


def price(prices: Prices, input_tokens: int, output_tokens: int) -> Decimal:
    """US dollars for the tokens."""
    return (prices.input * input_tokens + prices.output * output_tokens) / 1_000_000

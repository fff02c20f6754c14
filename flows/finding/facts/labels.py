"""What the fact model tells apart: kinds of anchors, the roles around them, statuses."""

from __future__ import annotations

from schemas.vocabulary import EVENT_ROLES

# The order of these lists is that of the network's outputs: a change needs new weights.
EVENT_TYPES = (
    "partnership", "joint_venture", "investment", "funding_round", "acquisition", "merger", "spin_off", "ipo",
    "insolvency", "layoffs", "strike", "leadership_change", "product_launch", "facility", "contract", "legal",
)  # fmt: skip
METRICS = (
    "revenue", "operating_profit", "net_profit", "orders", "employees", "market_cap", "valuation", "share_price",
    "dividend", "debt", "market_share",
)  # fmt: skip
PREDICATES = (
    "executive_of", "founder_of", "subsidiary_of", "shareholder_of", "competitor_of", "product_of", "headquartered_in",
)  # fmt: skip
# A loss is a negative profit, and told by other words: an anchor of its own.
LOSSES = {"operating_loss": "operating_profit", "net_loss": "net_profit"}
SUBJECT = "subject"  # the anchor that is the subject of relations
SPEECH = "speech"  # the anchor that is a quotation
NOTHING = 0  # number of "no anchor" and of "no role"

KINDS = ("", *EVENT_TYPES, *METRICS, *LOSSES, SUBJECT, SPEECH)
VALUES = (*METRICS, *LOSSES)  # kinds that only a value can anchor
KIND = {kind: number for number, kind in enumerate(KINDS)}

_EVENT_ROLES = (
    "partner", "venture", "investor", "recipient", "location", "company", "buyer", "acquired", "seller", "old", "new",
    "parent", "child", "union", "person", "organization", "product", "supplier", "customer", "party", "authority",
)  # fmt: skip
ROLES = ("", *_EVENT_ROLES, "amount", "count", "bearer", "period", *PREDICATES, "speaker")
ROLE = {role: number for number, role in enumerate(ROLES)}

STATUSES = (
    "rumored", "planned", "announced", "completed", "expanded", "ended", "denied", "reported", "forecast", "target",
)  # fmt: skip
STATUS = {status: number for number, status in enumerate(STATUSES)}
EVENT_STATUSES, FIGURE_STATUSES = slice(0, 7), slice(7, 10)

# What an event carries besides its arguments.
_SLOTS = {
    **dict.fromkeys(("investment", "funding_round", "acquisition", "ipo", "contract", "legal"), ("amount",)),
    **dict.fromkeys(("layoffs", "strike"), ("count",)),
}
# Which roles an anchor of a kind has around it.
ROLES_OF: dict[str, tuple[str, ...]] = {
    **{kind: (*roles, *_SLOTS.get(kind, ())) for kind, roles in EVENT_ROLES.items()},
    **dict.fromkeys(VALUES, ("bearer", "period")),
    SUBJECT: PREDICATES,
    SPEECH: ("speaker",),
}

"""Which words does the field use for claims, sources and times?

Claim types follow AVeriTeC (event, property, quantity, causal, comparison, position, quotation)
with `prediction` added; certainty and polarity follow FactBank; types of time follow TIMEX3.
"""

from typing import Literal

ClaimType = Literal[
    "event",
    "property",
    "quantity",
    "causal",
    "comparison",
    "position",
    "quotation",
    "prediction",
]
CheckWorthiness = Literal["high", "medium", "low"]
Certainty = Literal["certain", "probable", "possible", "underspecified"]
Polarity = Literal["positive", "negative"]
SourceType = Literal["person", "organization", "document", "government", "unnamed"]
QuoteType = Literal["direct", "indirect", "mixed"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
NothingToCheck = Literal["opinion", "question", "advice", "not_verifiable", "unresolvable"]
"""Why a sentence carries no claim."""

"""How is the service?"""

from typing import Literal

from .wire import Wire

Backend = Literal["openai", "replay", "baseline", "replay-or-baseline"]
"""Who answers: a live model, recorded answers only, rules only, or without a model the recorded
answers where they fit and rules elsewhere."""


class Health(Wire):
    """The process answers. Says nothing about the model or the cache."""

    status: Literal["ok"]


class Readiness(Wire):
    """Whether it can do its work."""

    status: Literal["ready", "degraded"]
    """`degraded`: it answers, but without the help of its cache."""
    backend: Backend
    """Who answers: a live model (`openai`), recorded answers only, rules only (`baseline`), or,
    where no model is configured, recorded answers and where none fits the rules."""
    cache: str
    """`ok`, or what is wrong with it."""
    version: str

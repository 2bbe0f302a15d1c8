"""Which date, time, duration or set does a time expression of an article stand for?"""

from service.text.dates.dateline import dateline
from service.text.dates.resolver import resolve
from service.text.dates.timex import Anchor, Timex

__all__ = ["Anchor", "Timex", "dateline", "resolve"]

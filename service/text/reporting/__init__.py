"""Who says what a sentence says, to judge by its reporting words alone?"""

from service.text.reporting.attributing import reported
from service.text.reporting.said import Reported, Speaker
from service.text.reporting.sources import source_type

__all__ = ["Reported", "Speaker", "reported", "source_type"]

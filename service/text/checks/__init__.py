"""Does the article bear out what a claim says?"""

from service.text.checks.evidence import Evidence
from service.text.checks.outcome import check

__all__ = ["Evidence", "check"]

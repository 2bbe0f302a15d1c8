"""Does the article bear out what a claim says?"""

from service.text.checks.evidence import Evidence

__all__ = ["Evidence"]

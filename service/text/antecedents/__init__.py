"""Whom does the article mean by this source?

Names are runs of capitalised words, kinds are read off closed lists, and nothing is guessed: where
two names fit equally well, a description stays a description and a pronoun is refused.
"""

from service.text.antecedents.sources import GroundedHop, Sources, Unnamed

__all__ = ["GroundedHop", "Sources", "Unnamed"]

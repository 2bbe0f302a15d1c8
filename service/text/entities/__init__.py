"""Whom and what does a claim name, and where does the article name them?"""

from service.text.entities.index import EntityIndex

__all__ = ["EntityIndex"]

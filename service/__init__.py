"""Claimwire: an article in, its factual claims out."""

__version__ = "0.1.0"

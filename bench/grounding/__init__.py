"""Is each quote found where it stands, and how fast, beside langextract's aligner?"""

from bench.grounding.measuring import run

__all__ = ["run"]

"""What can be had without any language model: a sentence as a claim, sources by reporting words."""

from service.llm.baseline.model import BASELINE, BaselineModel

__all__ = ["BASELINE", "BaselineModel"]

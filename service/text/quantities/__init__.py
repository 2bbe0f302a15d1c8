"""Which numbers does a passage of an article give, of what, and how exactly?"""

from service.text.quantities.finder import Counted, find_quantities, quantities
from service.text.quantities.measured import Measured

__all__ = ["Counted", "Measured", "find_quantities", "quantities"]

"""Which numbers does a passage of an article give, of what, and how exactly?"""

from service.text.quantities.finder import find_quantities, quantities
from service.text.quantities.measured import Measured

__all__ = ["Measured", "find_quantities", "quantities"]

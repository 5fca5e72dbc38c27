"""Whether the ontology and the facts can be true together, told by HermiT, and what follows from them."""

from igr_kg.reason.closure import closure
from igr_kg.reason.consistency import Verdict, consistent

__all__ = ["Verdict", "closure", "consistent"]

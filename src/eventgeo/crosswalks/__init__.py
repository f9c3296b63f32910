"""Events in the shape of the two data sets that conflict researchers join them to: ACLED and UCDP GED."""

from eventgeo.crosswalks.acled import to_acled
from eventgeo.crosswalks.ucdp import to_ucdp

__all__ = ["to_acled", "to_ucdp"]

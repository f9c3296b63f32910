"""How good the tables are: gold documents and the measures against them."""

from eventgeo.evaluation.gold import GoldDocument, read_gold
from eventgeo.evaluation.measures import Scores, score

__all__ = ["GoldDocument", "Scores", "read_gold", "score"]

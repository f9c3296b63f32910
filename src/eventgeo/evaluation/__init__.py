"""How good the tables are: gold documents and the measures against them."""

from eventgeo.evaluation.gold import GoldDocument, read_gold
from eventgeo.evaluation.measures import Scores, score
from eventgeo.evaluation.place_scores import PlaceScores
from eventgeo.evaluation.places import score_places
from eventgeo.evaluation.toponyms import PlacedToponym, ToponymDocument, read_toponyms

__all__ = [
    "GoldDocument",
    "PlaceScores",
    "PlacedToponym",
    "Scores",
    "ToponymDocument",
    "read_gold",
    "read_toponyms",
    "score",
    "score_places",
]

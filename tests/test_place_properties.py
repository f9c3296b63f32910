"""What holds of every gazetteer and text: which rows a place is found among decides nothing about it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventgeo.gazetteer.sources import Entry
from eventgeo.model import Document, Place
from eventgeo.resolution import RuleResolver
from eventgeo.resolution.geodesy import great_circle_km
from eventgeo.resolution.spans import resolve_mentions
from gazetteer_builds import Builds

NAMES = ("Wallberg", "Sidari", "Ostrique", "Tell Kalma", "Duvnik")
"""Names of the texts; made up, and unlike each other in sound."""

UNRELATED = ("Gromfeld", "Pukuhiki", "Zizimembe", "Громфельд", "فجغ")
"""Names of rows that no text names."""

COUNTRIES = ("SY", "FR", "ML", "UA", "FJ")
TEXTS = (
    ("fr", "Des combats à {0}, près de {1}, ont fait dix morts ; {2} est calme."),
    ("en", "Fighting in {0}, near {1}, killed ten people in {2} province."),
    ("es", "Combates en {0}, cerca de {1}, en la provincia de {2}."),
    ("ar", "اشتباكات في {0} قرب {1} وفي {2}"),
)

latitudes = st.one_of(st.sampled_from((-90.0, 90.0, 0.0)), st.floats(-90, 90).map(lambda x: round(x, 4)))
longitudes = st.one_of(st.sampled_from((-180.0, 180.0, 0.0)), st.floats(-180, 180).map(lambda x: round(x, 4)))


def _entries(names, **fields):
    """Return a strategy of places of some names, up to six."""

    def numbered(places):
        return [
            Entry(place=replace(place, place_id=f"row:{fields.get('first', 1) + at}"))
            for at, place in enumerate(places)
        ]

    place = st.builds(
        Place,
        place_id=st.just(""),
        name=st.sampled_from(names),
        kind=st.sampled_from(("populated", "populated", "admin", "natural")),
        latitude=latitudes,
        longitude=longitudes,
        country=st.sampled_from(COUNTRIES),
        population=st.sampled_from((0, 0, 500, 20_000, 3_000_000)),
        radius_km=st.just(2.0),
        source=st.just("rows"),
    )
    return st.lists(place, min_size=1, max_size=6).map(numbered)


texts = st.tuples(st.sampled_from(TEXTS), st.permutations(NAMES)).map(
    lambda pair: Document(doc_id="1", lang=pair[0][0], text=pair[0][1].format(*pair[1]))
)


def _resolved(document, gazetteer):
    """Return the place id of each name of the document that is marked: all of them."""
    spans = [_Found(document.text.index(name), name) for name in NAMES if name in document.text]
    found = resolve_mentions(document, spans, RuleResolver(gazetteer))
    return [resolution.chosen and resolution.chosen.place.place_id for resolution in found]


class _Found:
    def __init__(self, start, name):
        self.start, self.end = start, start + len(name)


@pytest.fixture(scope="module")
def builds(tmp_path_factory):
    return Builds(tmp_path_factory.mktemp("rows"))


few = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])


@few
@given(_entries(NAMES), _entries(UNRELATED, first=100), texts)
def test_an_unrelated_row_never_changes_a_place(builds, rows, unrelated, document):
    assert _resolved(document, builds.store(rows)) == _resolved(document, builds.store(rows + unrelated))


@few
@given(_entries(NAMES), st.randoms(), texts)
def test_the_order_of_rows_never_changes_a_place(builds, rows, random, document):
    shuffled = random.sample(rows, len(rows))
    assert _resolved(document, builds.store(rows)) == _resolved(document, builds.store(shuffled))


@few
@given(_entries(NAMES[:1], first=1))
def test_every_row_is_found_at_its_point_however_far_out(builds, rows):
    gazetteer = builds.store(rows)
    found = {candidate.place.place_id: candidate.place for candidate in gazetteer.lookup(NAMES[0])}
    for row in rows:
        place = found[row.place.place_id]
        away_km = great_circle_km(place.latitude, place.longitude, row.place.latitude, row.place.longitude)
        assert away_km < 0.1


@pytest.mark.parametrize(
    ("one", "other", "away_km", "country"),
    [
        ((-16.8, 179.95), (-16.8, -179.95), 10.6, "FJ"),
        ((-16.8, 180.0), (-16.8, -180.0), 0.0, "FJ"),
        ((89.99, 0.0), (89.99, 180.0), 2.2, "NO"),
        ((-90.0, 0.0), (-90.0, 170.0), 0.0, "AQ"),
    ],
)
def test_nearness_counts_across_the_antimeridian_and_the_poles(builds, one, other, away_km, country):
    """Of two towns of a name the one is meant that lies a few km from another place of the text."""
    assert great_circle_km(*one, *other) == pytest.approx(away_km, abs=0.2)
    rows = [
        _row(1, "Wallberg", *one, population=5_000, country=country),
        _row(2, "Wallberg", -one[0] / 2, 90.0, population=6_000, country=country),
        _row(3, "Duvnik", *other, population=900_000, country=country),
    ]
    document = Document(doc_id="1", lang="en", text="Clashes broke out in Duvnik and in Wallberg.")
    assert _resolved(document, builds.store(rows)) == ["row:1", "row:3"]


def _row(number, name, latitude, longitude, **fields):
    place = Place(
        place_id=f"row:{number}",
        name=name,
        kind="populated",
        latitude=latitude,
        longitude=longitude,
        radius_km=2.0,
        source="rows",
        **fields,
    )
    return Entry(place=place)

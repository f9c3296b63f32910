"""The 23 event types, read from ``event_types.csv``.

Sources of the crosswalks: ACLED codebook (2023), UCDP GED codebook 24.1 (type of violence: 1 state-based,
2 non-state, 3 one-sided; several where it hangs on the actors), PLOVER ontology (2018), CAMEO codebook
1.1b3 (2012). "none" says that a codebook has no such event. Where ACLED has several sub-events for one
type, the table gives the closest that the type alone allows, and ``acled_note`` what else it may be.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from eventgeo.datafiles import read_text

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One row of the ontology. Every crosswalk holds a code or the word "none"."""

    event_type: str
    family: str
    definition: str
    acled_event_type: str
    acled_sub_event_type: str
    acled_note: str
    ucdp_type_of_violence: str
    plover: str
    cameo_root: str
    cameo_codes: str
    cues_fr: str
    cues_en: str


@cache
def event_types() -> Mapping[str, EventType]:
    """Return the event types by name, in the order of the table.

    Examples
    --------
    >>> event_types()["strike"].acled_sub_event_type
    'Air/drone strike'
    >>> len(event_types())
    23
    """
    rows = csv.DictReader(read_text("ontology", "event_types.csv").splitlines())
    return MappingProxyType({row["event_type"]: EventType(**row) for row in rows})


def ontology() -> pd.DataFrame:
    """Return the ontology as a table, one row an event type.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``event_type``; columns family, definition, the crosswalks to ACLED, UCDP, PLOVER and
        CAMEO, and cue words.

    Examples
    --------
    >>> ontology().loc["riot", "family"]
    'contention'
    """
    import pandas as pd

    return pd.DataFrame([asdict(row) for row in event_types().values()]).set_index("event_type")

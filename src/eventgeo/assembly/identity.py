"""The id of an event mention: the same from run to run, machine to machine."""

from __future__ import annotations

import hashlib

from eventgeo.model import Trigger


def event_id(doc_id: str, trigger: Trigger) -> str:
    """Return a hash of the document's id, the trigger's offsets and its type.

    Examples
    --------
    >>> trigger = Trigger(start=4, end=8, text="raid", event_type="strike", lemma="raid",
    ...                   features=frozenset({"noun"}), rule="fr.strike.raid")
    >>> event_id("a", trigger)
    '3cebc2391cc6ed70'
    """
    key = "\x1f".join((doc_id, trigger.event_type, str(trigger.start), str(trigger.end)))
    return hashlib.sha256(key.encode()).hexdigest()[:16]

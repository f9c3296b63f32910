"""Places that belong to someone beside the event: who tells it, who is called on, where a convoy was bound.

"a diplomat in Cairo said" tells nothing of where the event was; "called on Rwanda to withdraw from Goma"
names one who shall act. Rules and words stand in ``[speakers]``, ``[addressees]`` and ``[bound]`` of
``rules/<lang>/places.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from eventgeo.assembly.rulefiles import read_rules
from eventgeo.model import Token

_NOUN_REACH = 6  # tokens from the preposition back to the speaker
_VERB_REACH = 4  # tokens from the place on to the verb of saying
_SOURCE_REACH = 4  # tokens from "selon", or a verb of saying, on to the speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class BystanderRules:
    """One language's words, ready for use; beginnings of words are tuples."""

    far_speakers: frozenset[str]
    local: frozenset[str]
    saying: frozenset[str]
    sources: frozenset[str]
    asking: tuple[str, ...]
    asking_links: frozenset[str]
    asked: frozenset[str]
    bound_nouns: frozenset[str]
    bound_links: frozenset[str]


@cache
def bystander_rules(lang: str) -> BystanderRules:
    """Return the rules of `lang`; those of a language without a file are empty."""
    table = read_rules(lang, "places")
    speakers, asked, bound = (table.get(name, {}) for name in ("speakers", "addressees", "bound"))
    return BystanderRules(
        far_speakers=frozenset(speakers.get("nouns", ())),
        local=frozenset(speakers.get("local", ())),
        saying=frozenset(speakers.get("saying", ())),
        sources=frozenset(speakers.get("sources", ())),
        asking=tuple(asked.get("verbs", ())),
        asking_links=frozenset(asked.get("links", ())),
        asked=frozenset(asked.get("infinitives", ())),
        bound_nouns=frozenset(bound.get("nouns", ())),
        bound_links=frozenset(bound.get("links", ())),
    )


def is_speakers_place(tokens: Sequence[Token], anchor: int, last: int, lang: str) -> bool:
    """Tell whether a place is where one who speaks is, who need not be where it happened.

    Parameters
    ----------
    tokens : sequence of Token
    anchor, last : int
        Where the phrase of the place begins (at its preposition) and, exclusive, where its name ends.
    lang : str

    Examples
    --------
    >>> from eventgeo.text.tokens import tokenize
    >>> tokens = tokenize("Ten were freed, a diplomat in Cairo said.")
    >>> is_speakers_place(tokens, 6, 8, "en")
    True
    >>> is_speakers_place(tokenize("A diplomat in Cairo was killed."), 2, 4, "en")
    False
    """
    rules = bystander_rules(lang)
    noun = -1
    for at in range(anchor - 1, max(-1, anchor - 1 - _NOUN_REACH), -1):
        norm = tokens[at].norm
        if norm in rules.local or not tokens[at].is_word or norm in rules.saying:
            return False
        if norm in rules.far_speakers:
            noun = at
            break
    if noun < 0 or any(t.norm in rules.local for t in tokens[max(0, noun - 2) : noun]):
        return False
    if any(t.norm in rules.saying for t in _clause_after(tokens, last)):
        return True
    before = tokens[max(0, noun - _SOURCE_REACH) : noun]
    return any(t.norm in rules.saying or t.norm in rules.sources for t in before)


def _clause_after(tokens: Sequence[Token], last: int) -> Sequence[Token]:
    end = last
    while end < min(len(tokens), last + _VERB_REACH) and tokens[end].is_word:
        end += 1
    return tokens[last:end]


def is_addressed(tokens: Sequence[Token], first: int, last: int, lang: str) -> bool:
    """Tell whether a name is that of one who is asked to act: "called on Rwanda to", "demande à Kigali de".

    Examples
    --------
    >>> from eventgeo.text.tokens import tokenize
    >>> tokens = tokenize("Paris called on Rwanda to leave Goma")
    >>> is_addressed(tokens, 3, 4, "en"), is_addressed(tokens, 6, 7, "en")
    (True, False)
    """
    rules = bystander_rules(lang)
    if last >= len(tokens) or tokens[last].norm not in rules.asked:
        return False
    at, link = first - 1, ""
    while at > 0 and first - at <= 3 and tokens[at].norm in rules.asking_links:
        link = tokens[at].norm
        at -= 1
    if link == tokens[last].norm:
        return False  # "appelé à Gao à manifester"
    return at >= 0 and bool(rules.asking) and tokens[at].norm.startswith(rules.asking)


def is_bound_for(tokens: Sequence[Token], anchor: int, first: int, lang: str) -> bool:
    """Tell whether a place is only where a convoy or a ship was bound: "une flottille pour Gaza".

    The words from `anchor` to `first` tie the name in.

    Examples
    --------
    >>> from eventgeo.text.tokens import tokenize
    >>> is_bound_for(tokenize("une flottille pour Gaza"), 2, 3, "fr")
    True
    >>> is_bound_for(tokenize("partis pour Gaza"), 1, 2, "fr")
    False
    """
    rules = bystander_rules(lang)
    if anchor <= 0 or not any(t.norm in rules.bound_links for t in tokens[anchor:first]):
        return False
    return any(t.norm in rules.bound_nouns for t in tokens[max(0, anchor - 2) : first])

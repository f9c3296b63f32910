"""Which actor a bare noun means: "les soldats" in a text whose only soldiers so far are Malian.

A noun without name or nationality takes the country or the id of the only actor of its kind that the text
has named before it: forces by their country, groups where an article points back to them ("les insurgés"),
"regime forces" by the country of the only government. Two of a kind, or one that is told apart by another
word ("Kurdish forces"), leave the noun without: none is better than a wrong one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from eventgeo.model import ActorMention, Sentence, Token
from eventgeo.tagging.actors_inflection import ARABIC_ARTICLE
from eventgeo.tagging.actors_lexicon import ActorLexicon, Entry
from eventgeo.text.tokens import tokenize

_FORCES = frozenset({"state force", "police", "government"})
"""Kinds of which a noun takes the country, and an id of its own by rule: "police" is "ML-police"."""
_EQUIPMENT = frozenset({"air-force", "navy"})
"""Forces told by their machines: "a helicopter" may be anybody's."""
_MAY_MEAN: Mapping[str, frozenset[str]] = {
    **{kind: frozenset({kind}) for kind in (*_FORCES, "rebel", "jihadist", "militia")},
    "coalition": frozenset({"coalition"}),
    "peacekeepers": frozenset({"peacekeepers"}),
    "armed group": frozenset({"rebel", "jihadist", "militia"}),
}
"""Kinds of named actors that a noun of a kind may mean."""


def identify(
    mentions: Sequence[ActorMention], sentences: Sequence[Sentence], lexicon: ActorLexicon
) -> tuple[ActorMention, ...]:
    """Return `mentions` with ids and countries for the nouns that can only mean one actor.

    Parameters
    ----------
    mentions : sequence of ActorMention
        Of one document, in text order.
    sentences : sequence of Sentence
        Those of the document.
    lexicon : ActorLexicon

    Examples
    --------
    >>> from eventgeo.tagging.actors import find_actors
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "L'armée malienne avance. La police a arrêté deux soldats."
    >>> [(actor.text, actor.actor_id) for actor in find_actors(split_sentences(text, "fr"), "fr")]
    [('armée malienne', 'ML-army'), ('police', ''), ('soldats', 'ML-army')]
    """
    starts = [sentence.start for sentence in sentences]
    named: list[ActorMention] = []
    told_apart: list[ActorMention] = []
    found = []
    for actor in mentions:
        kinds = _MAY_MEAN.get(actor.actor_kind)
        if kinds is not None and not actor.actor_id and not actor.country:
            sentence = sentences[max(0, bisect_right(starts, actor.start) - 1)]
            first, tokens = _tokens(actor, sentence)
            if actor.actor_kind != "government":
                actor = _of_government(actor, tokens, named, lexicon)
            bare = _head(tokens, lexicon)
            if bare is not None and not actor.country:
                actor = _meant(actor, bare, kinds, [*named, *told_apart], sentence, first, lexicon)
            elif not actor.country:
                told_apart.append(actor)
        elif kinds is not None and actor.rule != "country":
            named.append(actor)
        found.append(actor)
    return tuple(found)


def _tokens(actor: ActorMention, sentence: Sentence) -> tuple[int, Sequence[Token]]:
    place = attrgetter("start")
    first = bisect_right(sentence.tokens, actor.start, key=place) - 1
    return first, sentence.tokens[first : bisect_left(sentence.tokens, actor.end, key=place)]


def _head(tokens: Sequence[Token], lexicon: ActorLexicon) -> Entry | None:
    """Return the head noun that these tokens are, None where there is more to them."""
    read = lexicon.read(tokens)
    entry = lexicon.match(read, 0) if read else None
    whole = entry is not None and entry.sort == "head" and len(entry.words) == len(tokens)
    return entry if whole else None


def _meant(
    actor: ActorMention,
    noun: Entry,
    kinds: frozenset[str],
    before: Sequence[ActorMention],
    sentence: Sentence,
    first: int,
    lexicon: ActorLexicon,
) -> ActorMention:
    """Return `actor`, a bare `noun` at token `first`, as what it means."""
    others = [other for other in before if other.actor_kind in kinds]
    if actor.actor_kind == "government":  # "American diplomats" tell of no other government
        others = [other for other in others if _says_whose(other, lexicon)]
    if noun.slug in _EQUIPMENT and not _points_back(actor, sentence, first, lexicon):
        return actor
    if actor.actor_kind in _FORCES:
        return _of_country(actor, noun.slug, _only_country(others), others)
    if not _points_back(actor, sentence, first, lexicon):
        return actor
    ids = {other.actor_id for other in others}
    if len(ids) != 1 or "" in ids:
        return actor
    last = others[-1]
    reason = f"{actor.rule}; the only {last.actor_kind} named so far is {last.text!r}"
    return replace(
        actor, actor_id=last.actor_id, actor_name=last.actor_name, country=last.country, rule=reason
    )


def _of_government(
    actor: ActorMention, tokens: Sequence[Token], named: Sequence[ActorMention], lexicon: ActorLexicon
) -> ActorMention:
    """Return "regime forces", "forces gouvernementales" with the country of the only government named."""
    read = lexicon.read(tokens)
    if not any(token.norm in lexicon.of_government for token in read):
        return actor
    nouns = [e for at in range(len(read)) if (e := lexicon.match(read, at)) is not None and e.sort == "head"]
    slug = next((noun.slug for noun in nouns if noun.kind == actor.actor_kind), "")
    others = [other for other in named if other.actor_kind in _FORCES and _says_whose(other, lexicon)]
    return _of_country(actor, slug, _only_country(others), others)


def _of_country(actor: ActorMention, slug: str, country: str, others: Sequence[ActorMention]) -> ActorMention:
    if not country or not slug:
        return actor
    reason = f"{actor.rule}; of {country}, the only country of {actor.actor_kind} so far ({others[-1].text})"
    return replace(actor, actor_id=f"{country}-{slug}", country=country, rule=reason)


def _says_whose(actor: ActorMention, lexicon: ActorLexicon) -> bool:
    """Tell whether a mention is of a government or of its forces by a word that says so."""
    return any(token.norm in lexicon.of_government for token in lexicon.read(tokenize(actor.text)))


def _only_country(others: Iterable[ActorMention]) -> str:
    countries = {other.country for other in others}
    return countries.pop() if len(countries) == 1 else ""


def _points_back(actor: ActorMention, sentence: Sentence, first: int, lexicon: ActorLexicon) -> bool:
    """Tell whether a noun has an article that points at what is known: "les", "the", "ال"."""
    if lexicon.construct:
        return actor.text.startswith(ARABIC_ARTICLE)
    return first > 0 and sentence.tokens[first - 1].norm in lexicon.definite

"""Which actor a bare noun means: "les soldats" in a text whose only soldiers so far are Malian.

A noun without name or nationality takes the country or the id of the only actor of its kind that the text
has named before it: forces by their country, groups where an article points back to them ("les insurgés"),
"regime forces" by the country of the only government. Two of a kind, or one that is told apart by another
word ("Kurdish forces"), leave the noun without: none is better than a wrong one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter, itemgetter

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
    named, known = _Known(lexicon=lexicon), _Known(lexicon=lexicon)  # the second with those told apart, too
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
                actor = _meant(actor, bare, kinds, known, sentence, first, lexicon)
            elif not actor.country:
                known.add(actor)
        elif kinds is not None and actor.rule != "country":
            named.add(actor)
            known.add(actor)
        found.append(actor)
    return tuple(found)


@dataclass(slots=True)
class _Kind:
    """What the mentions of one kind have said so far; kept as sums, since a text may have thousands."""

    countries: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    last: tuple[int, ActorMention] | None = None

    def add(self, number: int, actor: ActorMention) -> None:
        self.countries.add(actor.country)
        self.ids.add(actor.actor_id)
        self.last = number, actor


@dataclass(slots=True, kw_only=True)
class _Known:
    """The mentions of a text so far by their kind, and apart those that say whose they are."""

    lexicon: ActorLexicon
    kinds: dict[str, _Kind] = field(default_factory=dict)
    owned: dict[str, _Kind] = field(default_factory=dict)
    count: int = 0

    def add(self, actor: ActorMention) -> None:
        self.count += 1
        self.kinds.setdefault(actor.actor_kind, _Kind()).add(self.count, actor)
        if _says_whose(actor, self.lexicon):
            self.owned.setdefault(actor.actor_kind, _Kind()).add(self.count, actor)

    def of(self, kinds: Collection[str], *, owned: bool = False) -> _Kind:
        """Return the sums of several kinds as one."""
        rows = [row for kind, row in (self.owned if owned else self.kinds).items() if kind in kinds]
        return _Kind(
            countries={country for row in rows for country in row.countries},
            ids={actor_id for row in rows for actor_id in row.ids},
            last=max((row.last for row in rows if row.last), key=itemgetter(0), default=None),
        )


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
    known: _Known,
    sentence: Sentence,
    first: int,
    lexicon: ActorLexicon,
) -> ActorMention:
    """Return `actor`, a bare `noun` at token `first`, as what it means."""
    # "American diplomats" tell of no other government
    others = known.of(kinds, owned=actor.actor_kind == "government")
    if noun.slug in _EQUIPMENT and not _points_back(actor, sentence, first, lexicon):
        return actor
    if actor.actor_kind in _FORCES:
        return _of_country(actor, noun.slug, others)
    if not _points_back(actor, sentence, first, lexicon):
        return actor
    if len(others.ids) != 1 or "" in others.ids or others.last is None:
        return actor
    _, last = others.last
    reason = f"{actor.rule}; the only {last.actor_kind} named so far is {last.text!r}"
    return replace(
        actor, actor_id=last.actor_id, actor_name=last.actor_name, country=last.country, rule=reason
    )


def _of_government(
    actor: ActorMention, tokens: Sequence[Token], named: _Known, lexicon: ActorLexicon
) -> ActorMention:
    """Return "regime forces", "forces gouvernementales" with the country of the only government named."""
    read = lexicon.read(tokens)
    if not any(token.norm in lexicon.of_government for token in read):
        return actor
    nouns = [e for at in range(len(read)) if (e := lexicon.match(read, at)) is not None and e.sort == "head"]
    slug = next((noun.slug for noun in nouns if noun.kind == actor.actor_kind), "")
    return _of_country(actor, slug, named.of(_FORCES, owned=True))


def _of_country(actor: ActorMention, slug: str, others: _Kind) -> ActorMention:
    if len(others.countries) != 1 or "" in others.countries or others.last is None or not slug:
        return actor
    [country], (_, last) = others.countries, others.last
    reason = f"{actor.rule}; of {country}, the only country of {actor.actor_kind} so far ({last.text})"
    return replace(actor, actor_id=f"{country}-{slug}", country=country, rule=reason)


def _says_whose(actor: ActorMention, lexicon: ActorLexicon) -> bool:
    """Tell whether a mention is of a government or of its forces by a word that says so."""
    return any(token.norm in lexicon.of_government for token in lexicon.read(tokenize(actor.text)))


def _points_back(actor: ActorMention, sentence: Sentence, first: int, lexicon: ActorLexicon) -> bool:
    """Tell whether a noun has an article that points at what is known: "les", "the", "ال"."""
    if lexicon.construct:
        return actor.text.startswith(ARABIC_ARTICLE)
    return first > 0 and sentence.tokens[first - 1].norm in lexicon.definite

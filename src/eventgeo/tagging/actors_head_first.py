"""Actor phrases where the noun comes before what describes it: French, Spanish, Arabic."""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.model import Token
from eventgeo.tagging.actors_inflection import ARABIC_ARTICLE
from eventgeo.tagging.actors_lexicon import ActorLexicon, Entry
from eventgeo.tagging.actors_phrase import Phrase, is_name, name_end, person_end
from eventgeo.tagging.actors_register import Actor
from eventgeo.tagging.actors_spelling import is_closed, is_conjoined, preposition
from eventgeo.tagging.clitics import load_spelling

_DEEPEST = 2
"""Complements inside complements that are followed: "positions des combattants de Daech"."""


def phrase_at(tokens: Sequence[Token], at: int, lexicon: ActorLexicon) -> Phrase | None:
    """Return the actor phrase that opens at token `at`, or None.

    Examples
    --------
    >>> from eventgeo.tagging.actors_lexicon import actor_lexicon
    >>> from eventgeo.text.tokens import tokenize
    >>> phrase = phrase_at(tokenize("positions de Daech en Irak"), 0, actor_lexicon("fr"))
    >>> phrase.last, phrase.kind, phrase.actors[0].actor_id
    (3, 'site', 'islamic-state')
    """
    entry = lexicon.match(tokens, at)
    if entry is None and tokens[at].norm in lexicon.prenominal and at + 1 < len(tokens):
        noun = lexicon.match(tokens, at + 1)
        if noun is not None and noun.sort == "head":
            return _grow(tokens, at, at + 1, noun, lexicon, 0)
    if entry is not None and _is_pronoun(tokens, at, lexicon):
        return None
    if entry is not None and not _is_adjective(tokens, at, entry, lexicon):
        return _grow(tokens, at, at, entry, lexicon, 0)
    end = person_end(tokens, at, lexicon)
    if end > at:
        return Phrase(first=at, last=end, kind="person", rule="personal name")
    return None


_PEOPLE = frozenset({"person", "civilians", "crowd"})
_OF_PEOPLE = frozenset({"person", "site", "armed group", "organisation"})


def _is_adjective(tokens: Sequence[Token], at: int, entry: Entry, lexicon: ActorLexicon) -> bool:
    """Tell whether a word that can be noun or adjective is the latter ("une zone rebelle")."""
    if at == 0 or entry.sort != "head" or len(entry.words) > 1:
        return False
    word = entry.words[0]
    if word.endswith(lexicon.noun_endings) or _stands_alone(tokens[at], lexicon):
        return False
    if word not in lexicon.modifiers and not word.endswith(lexicon.participles):
        return False
    before = tokens[at - 1]
    return before.is_word and before.norm not in lexicon.determiners and not before.norm[0].isdigit()


def _stands_alone(token: Token, lexicon: ActorLexicon) -> bool:
    """Tell whether "and", a preposition or an owner is written on a word: on no adjective they are."""
    spelling = load_spelling(lexicon.lang)
    if spelling is None:
        return False
    return is_conjoined(token) or bool(preposition(token, spelling)) or is_closed(token, spelling)


def _is_pronoun(tokens: Sequence[Token], at: int, lexicon: ActorLexicon) -> bool:
    """Tell whether a noun stands without determiner or number, and so means nobody ("personne")."""
    if tokens[at].norm not in lexicon.bare_pronouns:
        return False
    if at == 0:
        return True
    before = tokens[at - 1]
    determined = before.norm in lexicon.determiners and before.norm not in lexicon.bare_after
    return not (determined or lexicon.modifier(before) or before.norm[:1].isdigit())


def _fits(head: Entry, inner: Entry) -> bool:
    """Tell whether a complement can belong to `head`: "groupe de personnes", but no "rebelles du frère"."""
    if inner.kind in ("site", "weapon"):
        return head.kind == inner.kind
    if inner.sort != "head" or inner.kind not in _PEOPLE:
        return True
    return head.kind in _OF_PEOPLE


def _grow(
    tokens: Sequence[Token], first: int, at: int, entry: Entry, lexicon: ActorLexicon, depth: int
) -> Phrase:
    end = at + len(entry.words)
    actors = [entry.actor] if entry.actor else []
    countries = [entry.country] if entry.country else []
    described = entry.sort in ("head", "people") or (entry.actor is not None and entry.surface[0].islower())
    if described:
        end = _modifiers_end(tokens, end, lexicon, countries)
    if entry.sort == "head":
        end = _complements_end(tokens, end, entry, lexicon, depth, actors, countries)
    return Phrase(
        first=first,
        last=end,
        kind=entry.kind,
        slug=entry.slug,
        actors=tuple(actors),
        countries=tuple(countries),
        rule=entry.sort if entry.sort != "head" else f"head noun {entry.words[0]}",
    )


_OWNED = frozenset({"site", "state force", "police"})
"""Kinds whose owner may stand behind "to": "موقع للجيش", but no "مسلحا للجيش"."""


def _construct_start(tokens: Sequence[Token], end: int, head: Entry, lexicon: ActorLexicon) -> int:
    """Return where a complement begins behind a noun that takes it without a word for "of", -1 for none.

    What has an article, a full plural ending or an owner takes none right behind it ("القوات | سوريا").
    """
    token, last = tokens[end], tokens[end - 1]
    if is_conjoined(token):
        return -1
    if token.norm in lexicon.linkers:
        return -1 if head.kind in ("site", "weapon") else end + 1
    if token.norm in lexicon.owner_prepositions:
        return end + 1 if head.kind in _OWNED else -1
    spelling = load_spelling(lexicon.lang)
    written = "" if spelling is None else preposition(token, spelling)
    if written:
        return end if written in lexicon.owner_prepositions and head.kind in _OWNED else -1
    full = last.norm.startswith(ARABIC_ARTICLE) or last.norm.endswith(lexicon.noun_endings)
    return -1 if full or (spelling is not None and is_closed(last, spelling)) else end


def _modifiers_end(tokens: Sequence[Token], end: int, lexicon: ActorLexicon, countries: list[str]) -> int:
    """Follow adjectives, also joined by "et" ("iraniens et irakiens")."""
    while end < len(tokens):
        step = 0
        if lexicon.modifier(tokens[end]):
            step = 1
        elif (
            tokens[end].norm in lexicon.share_prepositions
            and end + 2 < len(tokens)
            and tokens[end + 1].norm in lexicon.shares
            and lexicon.modifier(tokens[end + 2])
        ):
            step = 3  # "à majorité kurde"
        elif (
            tokens[end].norm in lexicon.conjunctions
            and end + 1 < len(tokens)
            and lexicon.modifier(tokens[end + 1])
        ):
            step = 2 if lexicon.modifier(tokens[end - 1]) else 0
        elif tokens[end].norm in lexicon.negators and end + 1 < len(tokens):
            after = tokens[end + 1].norm
            step = 2 if after.endswith(lexicon.participles) or lexicon.modifier(tokens[end + 1]) else 0
        if not step or tokens[end + step - 1].is_capitalised:
            break
        if lexicon.construct and is_conjoined(tokens[end]):
            break
        countries.append(lexicon.modifiers.get(tokens[end + step - 1].norm, ""))
        end += step
    return end


def _complements_end(
    tokens: Sequence[Token],
    end: int,
    head: Entry,
    lexicon: ActorLexicon,
    depth: int,
    actors: list[Actor],
    countries: list[str],
) -> int:
    """Follow names set beside the head ("groupe Etat islamique") and "de" complements ("membres de l'EI")."""
    while end < len(tokens) and depth < _DEEPEST:
        linked = lexicon.construct or tokens[end].norm in lexicon.linkers
        start = end + 1 if linked else end
        if lexicon.construct:
            start = _construct_start(tokens, end, head, lexicon)
            if start < 0:
                break
        while linked and start < len(tokens) and tokens[start].norm in lexicon.articles:
            start += 1
        if start >= len(tokens):
            break
        inner = lexicon.match(tokens, start)
        if inner is not None and (linked or inner.sort == "actor" or (inner.sort == "head" and inner.cased)):
            if not _fits(head, inner) or (lexicon.construct and start > end and inner.sort == "country"):
                break  # "القوات الأمريكية من سوريا": out of Syria
            grown = _grow(tokens, start, start, inner, lexicon, depth + 1)
            actors.extend(grown.actors)
            countries.extend(grown.countries)
            end = grown.last
        elif linked and tokens[start].norm in lexicon.complements:
            end = _modifiers_end(tokens, start + 1, lexicon, countries)
        elif head.takes_names and inner is None and is_name(tokens[start], lexicon):
            end = name_end(tokens, start, lexicon)
        elif not linked and inner is not None and inner.sort in ("people", "country") and head.takes_names:
            countries.append(inner.country)
            end = max(start + len(inner.words), name_end(tokens, start, lexicon))
        else:
            break
        end = _modifiers_end(tokens, end, lexicon, countries)
    return end

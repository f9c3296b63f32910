"""Actor mentions: armed groups, forces, governments, crowds, civilians, and persons in such parts.

A mention opens at a known word (the name of an actor or country, or a head noun such as "soldats") and grows
to its noun phrase by the grammar of the language: head first ("forces kurdes des YPG") or head last
("Syrian regime forces"). What it means is read off its words: a canonical actor inside gives its id, a
demonym or country gives "SY-army" and its like.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventgeo.model import ActorMention, Document, Sentence, Token
from eventgeo.tagging.actors_head_first import phrase_at as head_first_phrase_at
from eventgeo.tagging.actors_head_last import phrase_at as head_last_phrase_at
from eventgeo.tagging.actors_identity import identify
from eventgeo.tagging.actors_lexicon import ActorLexicon, MoreNames, actor_lexicon
from eventgeo.tagging.actors_phrase import Phrase
from eventgeo.tagging.actors_spelling import particles_end
from eventgeo.tagging.clitics import load_spelling
from eventgeo.text.sentences import split_sentences


def find_actors(
    sentences: Sequence[Sentence], lang: str, *, year: int | None = None, own: MoreNames | None = None
) -> tuple[ActorMention, ...]:
    """Find the actor mentions of a text.

    Parameters
    ----------
    sentences : sequence of Sentence
    lang : str
        ISO 639-1 code; a language without an actor lexicon has no mentions.
    year : int, optional
        In which the text was published: names of actors that did not exist yet are none of theirs, and those
        that were gone are theirs only in a text that tells of a year of theirs. By default all names count.
    own : OwnActors, optional
        Actors beside the register's (:func:`eventgeo.tagging.actors_own.load_actors`).

    Returns
    -------
    tuple of ActorMention
        In text order, not overlapping: the head noun phrase without article and relative clause.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "L'armée syrienne a pris la ville, tuant des combattants de Daech."
    >>> [(a.text, a.actor_id) for a in find_actors(split_sentences(text, "fr"), "fr")]
    [('armée syrienne', 'SY-army'), ('combattants de Daech', 'islamic-state')]
    >>> find_actors((), "fr")
    ()
    """
    lexicon = actor_lexicon(lang, own)
    if lexicon is None:
        return ()
    spelt = [lexicon.read(sentence.tokens) for sentence in sentences]
    here = lexicon.in_document(spelt, year)
    return identify(_find(sentences, spelt, here), sentences, here)


def describe_actor(
    tokens: Sequence[Token], document: Document, *, rule: str, own: MoreNames | None = None
) -> ActorMention:
    """Return the mention that these tokens make, with the actor that the lexicon finds in them.

    Parameters
    ----------
    tokens : sequence of Token
        All of the mention, at least one; another tagger found them.
    document : Document
    rule : str
        Who found them.
    own : OwnActors, optional
        Actors beside the register's.

    Examples
    --------
    >>> from eventgeo.text.tokens import tokenize
    >>> text = "combattants de Daech"
    >>> document = Document(doc_id="1", text=text, lang="fr")
    >>> describe_actor(tokenize(text), document, rule="example").actor_id
    'islamic-state'
    """
    start, end = tokens[0].start, tokens[-1].end
    text = document.text[start:end]
    plain = ActorMention(start=start, end=end, text=text, actor_kind="other", rule=rule)
    lexicon = actor_lexicon(document.lang or "", own)
    if lexicon is None:
        return plain
    sentence = Sentence(start=start, end=end, text=text, index=0, tokens=tuple(tokens))
    spelt = lexicon.read(sentence.tokens)
    year = document.year
    start += _particles(spelt[0], lexicon.lang)
    plain = replace(plain, start=start, text=document.text[start:end])
    if lexicon.depends(spelt, year):
        others = split_sentences(document.text, lexicon.lang)
        lexicon = lexicon.in_document([lexicon.read(other.tokens) for other in others], year)
    known = [mention for mention in _find((sentence,), (spelt,), lexicon) if mention.actor_kind]
    best = next((mention for mention in known if mention.actor_id), known[0] if known else None)
    if best is None:
        return plain
    return replace(
        plain,
        actor_id=best.actor_id,
        actor_name=best.actor_name,
        actor_kind=best.actor_kind,
        country=best.country,
    )


def _find(
    sentences: Sequence[Sentence], spelt: Sequence[Sequence[Token]], lexicon: ActorLexicon
) -> tuple[ActorMention, ...]:
    """Find the mentions of sentences whose tokens are given in the lexicon's spelling too."""
    phrase_at = head_first_phrase_at if lexicon.head_first else head_last_phrase_at
    found: list[ActorMention] = []
    for sentence, tokens in zip(sentences, spelt, strict=True):
        at = 0
        while at < len(tokens):
            phrase = phrase_at(tokens, at, lexicon)
            if phrase is None:
                at += 1
                continue
            found.append(_mention(phrase, tokens, sentence, lexicon.lang))
            at = phrase.last
    return tuple(found)


def _mention(phrase: Phrase, tokens: Sequence[Token], sentence: Sentence, lang: str) -> ActorMention:
    first = tokens[phrase.first]
    start = first.start + _particles(first, lang)
    end = tokens[phrase.last - 1].end
    text = sentence.text[start - sentence.start : end - sentence.start]
    country = next((c for c in phrase.countries if c), "")
    actor = phrase.actors[0] if phrase.actors else None
    if actor:
        return ActorMention(
            start=start,
            end=end,
            text=text,
            actor_id=actor.actor_id,
            actor_name=actor.name,
            actor_kind=phrase.kind if phrase.kind in ("site", "weapon") else actor.kind,
            country=actor.country or country,
            rule=phrase.rule,
        )
    slug = "government" if phrase.rule == "country" else phrase.slug
    return ActorMention(
        start=start,
        end=end,
        text=text,
        actor_id=f"{country}-{slug}" if country and slug else "",
        actor_name="",
        actor_kind=phrase.kind,
        country=country,
        rule=phrase.rule,
    )


def _particles(token: Token, lang: str) -> int:
    """Return the characters at the beginning of `token` that are words of their own ("and", "by")."""
    spelling = load_spelling(lang)
    return 0 if spelling is None else particles_end(token, spelling)

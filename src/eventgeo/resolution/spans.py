"""Mentions given in a text, by hand or by another tagger, and the places they mean there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from eventgeo.errors import DocumentError
from eventgeo.model import Document, Resolution, Tags, Toponym
from eventgeo.protocols import Resolver, Tagger
from eventgeo.text.language import detect_language
from eventgeo.text.sentences import split_sentences
from eventgeo.text.surrogates import without_surrogates

LANGUAGES = ("fr", "en", "es", "ar")
"""Languages preferred where a short text leaves room for doubt."""

_FALLBACK = "en"

_LEAST_CERTAINTY = 0.9
"""Of a name beside the mentions, that it is a place at all: what is no place would lead astray."""


class SpanLike(Protocol):
    """Anything with offsets: a :class:`~eventgeo.model.Span`, a row of a table."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionTags:
    """What a resolver sees of a document whose mentions are given.

    ``at`` holds for each mention, in the order given, its number in ``tags.toponyms``, None where it is
    blank; toponyms that no mention stands for are names beside them, which tell where the text plays.
    """

    tags: Tags
    at: tuple[int | None, ...]


def resolve_mentions(
    document: Document, spans: Sequence[SpanLike], resolver: Resolver, *, tagger: Tagger | None = None
) -> tuple[Resolution, ...]:
    """Choose a place for each of the mentions given.

    Parameters
    ----------
    document : Document
        Where ``lang`` is None, the language is found from the text.
    spans : sequence of SpanLike
        Offsets in code points, ``end`` exclusive. Any order; they may overlap and repeat.
    resolver : Resolver
    tagger : Tagger, optional
        Finds names beside the mentions given, which tell where the text plays; they are resolved with them
        but not returned. It also tells which mentions stand for a government. Their kinds ("la province de
        …") the resolver reads for itself.

    Returns
    -------
    tuple of Resolution
        One a mention, in the order given.

    Raises
    ------
    DocumentError
        Offsets that are no whole numbers, or do not lie in the text.

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> from eventgeo.model import Span
    >>> from eventgeo.resolution import RuleResolver
    >>> from eventgeo.tagging.lexicon_tagger import LexiconTagger
    >>> document = Document(doc_id="1", text="Des combats à Tripoli, au Liban.", lang="fr")
    >>> gazetteer, tripoli = open_gazetteer(), Span(start=14, end=21, text="Tripoli")
    >>> found, = resolve_mentions(
    ...     document, [tripoli], RuleResolver(gazetteer), tagger=LexiconTagger(gazetteer)
    ... )
    >>> found.chosen.place.country
    'LB'
    >>> resolve_mentions(document, [], RuleResolver(gazetteer))
    ()
    """
    seen = tag_mentions(document, spans, tagger=tagger)
    found = resolver.resolve(seen.tags) if any(number is not None for number in seen.at) else ()
    return tuple(
        found[number] if number is not None else _blank(seen.tags.document, span)
        for number, span in zip(seen.at, spans, strict=True)
    )


def tag_mentions(
    document: Document, spans: Sequence[SpanLike], *, tagger: Tagger | None = None
) -> MentionTags:
    """Return the tags of a document with the mentions given as its toponyms, in text order.

    Parameters and errors are those of :func:`resolve_mentions`.

    Examples
    --------
    >>> from eventgeo.model import Span
    >>> document = Document(doc_id="1", text="Homs, Hama", lang="en")
    >>> seen = tag_mentions(document, [Span(start=6, end=10, text="Hama"), Span(start=0, end=4, text="Homs")])
    >>> [toponym.text for toponym in seen.tags.toponyms], seen.at
    (['Homs', 'Hama'], (1, 0))
    """
    document = _with_language(document)
    bounds = [_checked(document, number, span) for number, span in enumerate(spans)]
    tags = _read(document, tagger)
    governments = _Stretches(name for name in tags.toponyms if name.metonymy)
    given = {
        (start, end): Toponym(
            start=start, end=end, text=document.text[start:end], metonymy=governments.meet(start, end)
        )
        for start, end in sorted(set(bounds))
        if document.text[start:end].strip()
    }
    taken = _Stretches(given.values())
    beside = [
        name
        for name in tags.toponyms
        if name.confidence >= _LEAST_CERTAINTY and not taken.meet(name.start, name.end)
    ]
    toponyms = sorted((*given.values(), *beside), key=lambda toponym: (toponym.start, toponym.end))
    numbers = {(toponym.start, toponym.end): number for number, toponym in enumerate(toponyms)}
    return MentionTags(tags=replace(tags, toponyms=tuple(toponyms)), at=tuple(map(numbers.get, bounds)))


def _with_language(document: Document) -> Document:
    text = without_surrogates(document.text)
    lang = document.lang or detect_language(text, supported=LANGUAGES).lang
    return replace(document, text=text, lang=lang)


def _read(document: Document, tagger: Tagger | None) -> Tags:
    """Return what the tagger finds in the document, or its sentences where it does not read the language."""
    lang = document.lang or ""
    if tagger is not None and lang in getattr(tagger, "languages", LANGUAGES):
        return tagger.tag([document])[0]
    return Tags(document=document, sentences=split_sentences(document.text, lang or _FALLBACK))


def _checked(document: Document, number: int, span: SpanLike) -> tuple[int, int]:
    start, end = span.start, span.end
    for offset in (start, end):
        if not isinstance(offset, int) or isinstance(offset, bool):
            raise DocumentError(
                f"mention {number}: offset {offset!r} is no whole number", source=document.doc_id
            )
    length = len(document.text)
    if not 0 <= start < end <= length:
        raise DocumentError(
            f"mention {number}: {start} to {end} is no stretch of the text, which has {length} characters; "
            "offsets count code points from 0, and the end is not included",
            source=document.doc_id,
        )
    return start, end


def _blank(document: Document, span: SpanLike) -> Resolution:
    toponym = Toponym(start=span.start, end=span.end, text=document.text[span.start : span.end])
    return Resolution(toponym=toponym, chosen=None, reason="the mention is blank")


class _Stretches:
    """The parts of a text that spans cover, to be asked whether another span meets one of them."""

    def __init__(self, spans: Iterable[SpanLike]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted((span.start, span.end) for span in spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def meet(self, start: int, end: int) -> bool:
        before = bisect_left(self._starts, end)  # so many begin before the end
        return before > 0 and self._ends[before - 1] > start

"""A second reading of a document with what an online geocoder knows of names left without a place.

First the gazetteer is asked alone. Only names for which it has no place, none that fits the text, or only one
whose name is like it are put to the service, one question a name; then the document is read again, with the
answers among the candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from eventgeo.model import MATCHES, Candidate, Resolution, Tags
from eventgeo.protocols import Gazetteer, Resolver
from eventgeo.resolution.particles import names_meant
from eventgeo.resolution.resolver import RuleResolver
from eventgeo.resolution.said import said_of
from eventgeo.text.tokens import normal_form

_BY_LIKENESS = ("transliteration", "fuzzy")


class Answer(Protocol):
    """What became of a question: candidates, and in words what is to be said of them or of their absence."""

    @property
    def candidates(self) -> tuple[Candidate, ...]: ...

    @property
    def remark(self) -> str: ...


class Service(Protocol):
    """Something that can be asked for a name: :class:`eventgeo.gazetteer.geopy_fallback.GeocoderService`."""

    @property
    def name(self) -> str: ...

    def ask(self, name: str) -> Answer: ...


class GeocodedResolver:
    """The rule resolver, with a service for names that the gazetteer lacks.

    Parameters
    ----------
    gazetteer : Gazetteer
    service : Service
    resolver : callable, default RuleResolver
        Makes a resolver for a gazetteer.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        service: Service,
        *,
        resolver: Callable[[Gazetteer], Resolver] = RuleResolver,
    ) -> None:
        self.gazetteer = gazetteer
        self.service = service
        self._resolver = resolver
        self._alone = resolver(gazetteer)

    def resolve(self, tags: Tags) -> tuple[Resolution, ...]:
        """Return one resolution a toponym, in the order of ``tags.toponyms``."""
        found = tuple(self._alone.resolve(tags))
        meant = names_meant(tags, self.gazetteer)
        lacking = {
            normal_form(name): name
            for name, resolution in zip(meant, found, strict=True)
            if _lacks_a_place(resolution) and self._may_be_asked(name)
        }
        if not lacking:
            return found
        answers = {key: self.service.ask(name) for key, name in lacking.items()}
        if any(answer.candidates for answer in answers.values()):
            refused = {
                normal_form(name)
                for name, resolution in zip(meant, found, strict=True)
                if not _is_met_by_likeness(resolution)
            }
            with_answers = _WithAnswers(self.gazetteer, answers, refused & answers.keys())
            found = tuple(self._resolver(with_answers).resolve(tags))
        return tuple(
            _with_remark(resolution, answers[key], self.service.name)
            if (key := normal_form(name)) in answers
            else resolution
            for name, resolution in zip(meant, found, strict=True)
        )

    def _may_be_asked(self, name: str) -> bool:
        """Whether the user said nothing of a name."""
        return not said_of(self.gazetteer, name)


class _WithAnswers:
    """A gazetteer with answers to some names among its places.

    Of a name that was refused a place before, places whose name is only like it are not offered again: beside
    an answer they would look better than they are.
    """

    def __init__(self, gazetteer: Gazetteer, answers: Mapping[str, Answer], refused: Collection[str]) -> None:
        self.gazetteer = gazetteer
        self._answers = answers
        self._refused = refused

    @property
    def name(self) -> str:
        return self.gazetteer.name

    def lookup(self, name: str, **options: bool) -> tuple[Candidate, ...]:
        key, known = normal_form(name), self.gazetteer.lookup(name, **options)
        answer = self._answers.get(key)
        if answer is None or not answer.candidates:
            return known
        if key in self._refused:
            known = tuple(candidate for candidate in known if candidate.match not in _BY_LIKENESS)
        return tuple(
            sorted((*answer.candidates, *known), key=lambda candidate: MATCHES.index(candidate.match))
        )


def _lacks_a_place(resolution: Resolution) -> bool:
    """Whether a name has no place of its own: none, one beside which it was put, one of a name like it."""
    chosen = resolution.chosen
    return chosen is None or chosen.match == "context" or chosen.match in _BY_LIKENESS


def _is_met_by_likeness(resolution: Resolution) -> bool:
    return resolution.chosen is not None and resolution.chosen.match in _BY_LIKENESS


def _with_remark(resolution: Resolution, answer: Answer, service: str) -> Resolution:
    """Return a resolution whose reason says what the service had to say."""
    chosen = resolution.chosen
    remarks = list(_remarks(answer, chosen is not None and chosen.place.source == service))
    return replace(resolution, reason="; ".join([resolution.reason, *remarks])) if remarks else resolution


def _remarks(answer: Answer, is_chosen: bool) -> Iterator[str]:
    if is_chosen or not answer.candidates:
        yield answer.remark
    else:
        best = answer.candidates[0].place
        yield f"{answer.remark}, {best.name} ({best.country or best.kind}), does not fit the text"

"""Any geopy geocoder as a fallback for names that the store lacks.

Off unless asked for. One question a name, cached on disk, no faster than the service allows; whatever goes
wrong is said once and counted, and the name stays without a place, as it would have without the service.
"""

from __future__ import annotations

import threading
import time
import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventgeo.errors import ConfigurationError, GazetteerServiceWarning
from eventgeo.gazetteer.answer_cache import FILE_NAME, AnswerCache, Found, Remembered
from eventgeo.gazetteer.build import cache_folder
from eventgeo.gazetteer.circuit_breaker import CircuitBreaker
from eventgeo.gazetteer.geocoder_answers import candidates_from, licence_of
from eventgeo.gazetteer.geopy_question import QuestionFailedError, put_question
from eventgeo.model import MATCHES, Candidate
from eventgeo.protocols import Gazetteer

_LONGEST_NAME = 120
_MOST_PLACES = 10
_PUBLIC_NOMINATIM = "nominatim.openstreetmap.org"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a question: candidates, and in words what is to be said of them or of their absence."""

    candidates: tuple[Candidate, ...]
    remark: str


class GeocoderService:
    """A geopy geocoder with a cache, a pace and a breaker.

    Parameters
    ----------
    geocoder : object
        Anything with ``geocode(query)``: ``geopy.geocoders.Nominatim(user_agent="my-project/1.0")``.
    name : str, optional
        Source of the places it answers; by default its class, in lower case.
    cache : AnswerCache, optional
        By default the file ``geocoder-answers.sqlite`` in the library's cache folder.
    min_delay_s : float, default 1
        Seconds from one question to the next, of all processes that share the cache.
    timeout_s : float, default 10
        Seconds to wait for an answer.
    language : str, default ""
        Language of the answers' names, where the geocoder takes one.
    failures, pause_s : int, float
        After so many failures in a row it is left alone for so many seconds.
    offline : bool, default False
        Ask nobody: only what the cache remembers.

    Raises
    ------
    ConfigurationError
        Something that cannot be asked, a geocoder without a user agent of yours, a pace that the public
        Nominatim forbids.

    Examples
    --------
    >>> class Mine:
    ...     def geocode(self, query):
    ...         return [("Tell Rifaat, Syria", (36.47, 37.09))] if query == "Tell Rifaat" else None
    >>> service = GeocoderService(Mine(), cache=AnswerCache(None), min_delay_s=0)
    >>> [candidate.place.country for candidate in service.ask("Tell Rifaat").candidates]
    ['SY']
    >>> service.ask("Xyzzy").remark
    'mine knows no such place'
    """

    def __init__(
        self,
        geocoder: Any,
        *,
        name: str = "",
        cache: AnswerCache | None = None,
        min_delay_s: float = 1.0,
        timeout_s: float = 10.0,
        language: str = "",
        failures: int = 3,
        pause_s: float = 300.0,
        offline: bool = False,
    ) -> None:
        if not callable(getattr(geocoder, "geocode", None)):
            raise ConfigurationError(
                f"a {type(geocoder).__name__} is no geocoder: it lacks geocode(query); "
                'give one of geopy.geocoders, such as Nominatim(user_agent="my-project/1.0")'
            )
        _check_user_agent(geocoder)
        domain = str(getattr(geocoder, "domain", ""))
        if domain == _PUBLIC_NOMINATIM and min_delay_s < 1:
            raise ConfigurationError(
                f"min_delay_s is {min_delay_s}; {_PUBLIC_NOMINATIM} allows one question a second: "
                "use 1 or more"
            )
        if timeout_s <= 0 or min_delay_s < 0:
            raise ConfigurationError(
                f"timeout_s is {timeout_s} and min_delay_s {min_delay_s}; the first must be above 0, "
                "the second 0 or more"
            )
        self.name = name or type(geocoder).__name__.lower()
        self.geocoder = geocoder
        self.cache = cache if cache is not None else AnswerCache(default_path())
        self.offline = offline
        self.counts: Counter[str] = Counter()
        self._key = f"{self.name} {domain}".strip()
        self._delay_s = min_delay_s
        self._timeout_s = timeout_s
        self._language = language
        self._breaker = CircuitBreaker(failures=failures, pause_s=pause_s)
        self._warned: set[str] = set()
        self._lock = threading.Lock()

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_lock"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state, _lock=threading.Lock())

    def ask(self, name: str) -> Answer:
        """Return the places of that name by the cache, else by the service; never an exception.

        Parameters
        ----------
        name : str

        Returns
        -------
        Answer
        """
        sendable = name.encode("utf-8", "ignore").decode("utf-8")  # halves of characters are no text
        query = " ".join(sendable.split())[:_LONGEST_NAME].strip()
        if not query:
            return Answer(candidates=(), remark="")
        known = self._recall(query)
        if known is not None and (known.fresh or self.offline):
            return self._answer(known.found, query)
        closed = "it is not asked offline" if self.offline else self._breaker.why_open()
        if not closed:
            try:
                return self._answer(self._ask(query), query)
            except QuestionFailedError as failure:
                closed = str(failure)
        if known is not None:  # an old answer is better than none
            return self._answer(known.found, query)
        self.counts["unanswered"] += 1
        return Answer(candidates=(), remark=f"{self.name} was of no help: {closed}")

    def summary(self) -> str:
        """Return in a line what was asked, and with what success.

        Examples
        --------
        >>> class Nobody:
        ...     def geocode(self, query):
        ...         return None
        >>> GeocoderService(Nobody(), cache=AnswerCache(None)).summary()
        'nobody: 0 names asked, 0 from the cache, 0 failures'
        """
        counts = self.counts
        return (
            f"{self.name}: {counts['asked']:,} names asked, {counts['cached']:,} from the cache, "
            f"{counts['failed']:,} failures"
        )

    def _answer(self, found: Found, query: str) -> Answer:
        candidates = candidates_from(found, query, self.name)
        licence = licence_of(found, self.name)
        if candidates:
            source = f"answer of {self.name}" + (f" ({licence})" if licence else "")
            return Answer(candidates=candidates, remark=source)
        what = "only places of other names or kinds" if found else "no such place"
        return Answer(candidates=(), remark=f"{self.name} knows {what}")

    def _recall(self, query: str) -> Remembered | None:
        known = self.cache.recall(self._key, query, self._language)
        if known is not None and (known.fresh or self.offline):
            self.counts["cached"] += 1
        return known

    def _ask(self, query: str) -> Found:
        """Ask the service when its turn comes, one question at a time.

        Raises
        ------
        QuestionFailedError
            It did not answer, or not with places.
        """
        with self._lock:
            known = self._recall(query)
            if known is not None and known.fresh:  # somebody asked while this one waited
                return known.found
            if closed := self._breaker.why_open():
                raise QuestionFailedError(closed)
            if (wait_s := self.cache.take_turn(self._key, self._delay_s)) > 0:
                time.sleep(wait_s)
            try:
                found = put_question(
                    self.geocoder,
                    query,
                    most=_MOST_PLACES,
                    language=self._language,
                    timeout_s=self._timeout_s,
                )
            except QuestionFailedError as failure:
                self._failed(failure)
                raise
            self._breaker.succeeded()
            self.counts["asked"] += 1
            self.cache.remember(self._key, query, self._language, found)
            return found

    def _failed(self, failure: QuestionFailedError) -> None:
        self.counts["failed"] += 1
        if not failure.only_this_question:
            left_alone = self._breaker.failed(
                str(failure), at_once=failure.at_once, pause_s=failure.retry_after_s
            )
            self._warn(str(failure), left_alone=left_alone)

    def _warn(self, why: str, *, left_alone: bool) -> None:
        kind = "left alone" if left_alone else "failed"
        if kind not in self._warned:
            self._warned.add(kind)
            further = "; it is left alone for now" if left_alone else "; further failures are only counted"
            warnings.warn(
                f"the geocoder {self.name} did not answer ({why}){further}. Names that the gazetteer lacks "
                "stay without a place",
                GazetteerServiceWarning,
                stacklevel=5,
            )


class FallbackGazetteer:
    """A gazetteer that asks a service for the names it lacks.

    Parameters
    ----------
    gazetteer : Gazetteer
    service : GeocoderService
    """

    def __init__(self, gazetteer: Gazetteer, service: GeocoderService) -> None:
        self.gazetteer = gazetteer
        self.service = service

    @property
    def name(self) -> str:
        """The names of both, as provenance in the tables."""
        return f"{self.gazetteer.name} + {self.service.name}"

    def lookup(self, name: str, **options: bool) -> tuple[Candidate, ...]:
        """Return the gazetteer's places of that name, and where it knows only like ones the service's too."""
        found = self.gazetteer.lookup(name, **options)
        said_of = getattr(self.gazetteer, "said_of", None)
        if any(candidate.match in ("exact", "normalised") for candidate in found):
            return found
        if callable(said_of) and said_of(name):  # the user's own word, even that it is no place
            return found
        more = self.service.ask(name).candidates
        return tuple(sorted((*more, *found), key=lambda candidate: MATCHES.index(candidate.match)))


def default_path() -> Path:
    """Return where answers are kept unless told otherwise."""
    return cache_folder() / FILE_NAME


def _check_user_agent(geocoder: Any) -> None:
    """Refuse geopy's own user agent, by which services cannot tell who asks."""
    headers = getattr(geocoder, "headers", None)
    agent = headers.get("User-Agent", "") if isinstance(headers, Mapping) else None
    if agent is not None and (not agent.strip() or agent.startswith("geopy/")):
        raise ConfigurationError(
            "the geocoder names no user agent of yours; services ask for one, by which they can reach you: "
            f'{type(geocoder).__name__}(user_agent="my-project/1.0 (me@example.org)")'
        )

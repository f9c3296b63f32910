"""The places given to the events before: a story stays where it is until the text moves it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from eventgeo.assembly.place_scene import TriggerSite
from eventgeo.assembly.place_view import TriggerView


class History:
    """What the events before were given, in text order."""

    def __init__(self) -> None:
        self._last: tuple[TriggerSite, frozenset[int]] | None = None
        self._by_type: dict[str, tuple[TriggerSite, frozenset[int]]] = {}
        self._times: Counter[int] = Counter()
        self._events = 0

    def add(self, site: TriggerSite, chosen: Sequence[int]) -> None:
        """Note the places of an event."""
        self._last = (site, frozenset(chosen))
        self._by_type[site.trigger.event_type] = self._last
        self._times.update(chosen)
        self._events += 1

    def features(self, view: TriggerView, entity: int, where: str) -> list[str]:
        """Return the features of a candidate that come from earlier events."""
        if self._last is None:
            return [f"hist.first:{where}"]
        share = self._times[entity] / self._events
        level = "0" if share == 0 else "low" if share < 0.34 else "mid" if share < 0.67 else "high"
        return [
            f"hist.share:{where}:{level}",
            *self._from_last(view, entity, where, *self._last),
            *self._from_type(view, entity, where),
        ]

    def _from_last(
        self, view: TriggerView, entity: int, where: str, before: TriggerSite, chosen: frozenset[int]
    ) -> list[str]:
        site, scene = view.site, view.scene
        names = []
        if any(scene.is_wider(entity, e) for e in chosen):
            names.append(f"hist.wider:{where}")
        elif any(scene.is_wider(e, entity) for e in chosen):
            names.append(f"hist.narrower:{where}")
        sentence = "same" if before.sentence == site.sentence else "prev"
        if entity in chosen:
            names += [
                f"hist.last:{where}:{sentence}",
                f"hist.last:{where}:{view.rival(entity)}",
                f"hist.last:{where}:{site.determiner}",
                f"hist.last:{site.trigger.event_type}",
            ]
            if where == "away" and view.rivals and view.rival(entity) == "none":
                names.append(f"hist.slot:{view.role[entity]}")  # "fui vers X": whence is where the story was
        else:
            names.append(f"hist.last_{'other' if chosen else 'none'}:{where}:{sentence}")
        return names

    def _from_type(self, view: TriggerView, entity: int, where: str) -> list[str]:
        site = view.site
        same_type = self._by_type.get(site.trigger.event_type)
        if same_type is None:
            return [f"hist.type_new:{where}"]
        before, chosen = same_type
        same_word = before.trigger.lemma == site.trigger.lemma
        if entity in chosen:
            names = [f"hist.type:{where}:{site.determiner}", f"hist.type:{where}:{view.rival(entity)}"]
            return [*names, f"hist.lemma:{where}"] if same_word else names
        if chosen:
            return [f"hist.type_other:{where}:{site.determiner}"]
        names = [f"hist.type_none:{where}:{site.determiner}"]
        return [*names, f"hist.lemma_none:{where}"] if same_word else names

"""What speaks for each modality of an event: named values that a model weighs (`modality_model`).

The rules judge an event by the cues whose scope holds it, the reader by all that stands about it. Beside
their verdicts count the trigger's form, every cue of its sentence whose scope ends before it, and what was
found of the events beside it and of other mentions of its type: an attack told as a plan in the first
sentence is one in the last, too.

A feature without a colon speaks for the modality whose row it stands in ("rules": the rules say this one), so
that few weights serve all four; one that begins with a modality ("planned: form inf") speaks for that alone.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eventgeo.assembly.modality import Evidence
from eventgeo.assembly.modality_cues import FoundCue
from eventgeo.model import MODALITIES, Tags, Trigger, TriggerReading
from eventgeo.odds import shares
from eventgeo.text.sentences import sentence_numbers

Rows = tuple[dict[str, float], ...]
"""The features of one event: a row for each of :data:`MODALITIES`, in their order."""

NO_CUE = "reader where no cue stands"
"""A feature that tells that no cue of the sentence speaks against the event."""
SURE = "rules, sure"
"""A feature that tells that cues leave no doubt ("n'ont pas cessé de bombarder")."""

_FORMS = ("inf", "fut", "cond", "subj", "ger", "imp", "pp", "fin", "demonstrative", "definite", "indefinite")
"""Forms of a trigger, the more telling first."""
_LEAST_READ = 0.005
"""A reading is not taken for surer than this allows."""
_LEAST_SHARED = 0.02
"""Nor is what was found of another event."""
_FIRST_LOOK = {"reader": 0.85, "rules": 2.0}
"""How reader and rules count when other events are looked at, which are not weighed themselves yet."""
_NEAR = 6
"""Words between a cue and its event, from which on it stands far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    """One event with what is known of it before it is weighed."""

    trigger: Trigger
    sentence: int
    evidence: Evidence
    reading: TriggerReading
    form: str
    kind: str
    first_look: tuple[float, ...]


def modality_features(tags: Tags, evidence: Sequence[Evidence]) -> tuple[Rows, ...]:
    """Return the features of each event of a document, in order.

    Parameters
    ----------
    tags : Tags
        With one reading a trigger.
    evidence : sequence of Evidence
        What the rules say of each trigger (:func:`eventgeo.assembly.modality.modality_evidence`).

    Examples
    --------
    >>> from eventgeo.assembly.modality import modality_evidence
    >>> from eventgeo.model import Document
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Ils ont refusé de bombarder la ville."
    >>> verb = Trigger(start=18, end=27, text="bombarder", event_type="strike", lemma="bombarder",
    ...                features=frozenset({"verb", "inf"}), rule="example")
    >>> tags = Tags(document=Document(doc_id="1", text=text, lang="fr"), triggers=(verb,),
    ...             sentences=split_sentences(text, "fr"),
    ...             readings=(TriggerReading(modality=(0.2, 0.7, 0.05, 0.05)),))
    >>> [rows] = modality_features(tags, modality_evidence(tags))
    >>> negated = rows[1]
    >>> sorted(negated)[:4]
    ['cue "refusal"', 'cue before a verb', 'cue before, for this form', 'cue before, near']
    >>> negated["rules"], "rules" in rows[0]
    (1.0, False)
    """
    numbers = sentence_numbers(tags.triggers, tags.sentences)
    mentions = [
        _mention(trigger, number, found, reading)
        for trigger, number, found, reading in zip(
            tags.triggers, numbers, evidence, tags.readings, strict=True
        )
    ]
    by_type: defaultdict[str, list[_Mention]] = defaultdict(list)
    by_sentence: defaultdict[int, list[_Mention]] = defaultdict(list)
    for mention in mentions:
        by_type[mention.trigger.event_type].append(mention)
        by_sentence[mention.sentence].append(mention)
    found = []
    for mention in mentions:
        rows = _rows(mention)
        _add_cues(rows, mention)
        _add_others(rows, mention, by_type[mention.trigger.event_type], by_sentence[mention.sentence])
        found.append(rows)
    return tuple(found)


def _mention(trigger: Trigger, number: int, found: Evidence, reading: TriggerReading) -> _Mention:
    features = found.form or trigger.features
    kind = "verb" if "verb" in features else "noun"
    scores = [
        _FIRST_LOOK["reader"] * _log(reading.modality[at], _LEAST_READ)
        + _FIRST_LOOK["rules"] * (modality == found.judgement.modality)
        for at, modality in enumerate(MODALITIES)
    ]
    return _Mention(
        trigger=trigger,
        sentence=number,
        evidence=found,
        reading=reading,
        form=next((form for form in _FORMS if form in features), kind),
        kind=kind,
        first_look=shares(scores),
    )


def _rows(mention: _Mention) -> Rows:
    form, verdict = mention.form, mention.evidence.judgement.modality
    nearby = mention.evidence.nearby
    no_cue = nearby is not None and not any(
        _speaks(hit) and not _is_of_another_saying(hit, mention) for hit in nearby.found
    )
    rows: Rows = tuple({} for _ in MODALITIES)
    for place, modality in enumerate(MODALITIES):
        row = rows[place]
        read = _log(mention.reading.modality[place], _LEAST_READ)
        row["reader"] = row[f"reader of {form}"] = read
        if no_cue:
            row[NO_CUE] = read
        if modality == verdict:
            if mention.evidence.sure:
                row[SURE] = 1.0
            row["rules"] = row[f"rules: {modality} {form}"] = 1.0
        if modality != "asserted":
            row[modality] = row[f"{modality}: form {form}"] = 1.0
    return rows


def in_words(name: str) -> str:
    """Return what a feature is about, as a reason names it.

    Examples
    --------
    >>> in_words("reader of inf"), in_words('cue "refusal"'), in_words("planned: asserted cue before, near")
    ('the reader', 'a cue of "refusal"', 'cues before it')
    """
    name = name.partition(": ")[2] or name
    for beginning, words in _IN_WORDS.items():
        if beginning in name:
            return words
    group = name.partition('"')[2].rstrip('"')
    return f'a cue of "{group}"' if group else name


_IN_WORDS = {
    "reader": "the reader",
    "rules": "the rules",
    "form ": "its form",
    "cue before": "cues before it",
    "cue after": "cues after it",
    "same type elsewhere": "other mentions of its type",
    "in the sentence": "events beside it",
}
"""Parts of names, and what they are about."""


# --- cues --------------------------------------------------------------------------------------------------


def _add_cues(rows: Rows, mention: _Mention) -> None:
    """Add the cues of the sentence, each to the modality it stands for.

    What a cue does that stands for none ("presupposed", "asserted") is learned for each modality.
    """
    for name in mention.evidence.cues:
        _add_to_all(rows, f'reached by "{name}"')
    nearby = mention.evidence.nearby
    for hit in nearby.found if nearby is not None else ():
        for name in _cue_names(hit, mention):
            if _speaks(hit):
                rows[MODALITIES.index(hit.cue.category)][name] = 1.0
            else:
                _add_to_all(rows, f"{hit.cue.category} {name}")


def _speaks(hit: FoundCue) -> bool:
    """Say whether a cue speaks for a modality that events seldom have."""
    return hit.cue.category in MODALITIES[1:]


def _cue_names(hit: FoundCue, mention: _Mention) -> Iterator[str]:
    first, last = mention.evidence.words
    if hit.end <= first:
        side, gap, looks = "before", first - hit.end, "forward"
    elif hit.start >= last:
        side, gap, looks = "after", hit.start - last, "backward"
    else:
        return
    if _is_of_another_saying(hit, mention):
        yield "cue before, of another saying"
        return
    yield f"cue {side}, {'near' if gap < _NEAR else 'far'}"
    yield f"cue {side} a {mention.kind}"
    yield f'cue "{hit.cue.name}"'
    if hit.cue.direction != looks:
        yield f"cue {side}, that looks away"
    elif not hit.cue.takes or hit.cue.takes & (mention.evidence.form | {mention.trigger.event_type}):
        yield f"cue {side}, for this form"
    else:
        yield f"cue {side}, for another form"


def _is_of_another_saying(hit: FoundCue, mention: _Mention) -> bool:
    """Say whether a verb of saying begins anew between a cue and its event ("denied … and said it …")."""
    nearby, between = mention.evidence.nearby, range(hit.end, mention.evidence.words[0])
    return nearby is not None and bool(between) and not nearby.told_anew.isdisjoint(between)


def _add_to_all(rows: Rows, name: str) -> None:
    for modality, row in zip(MODALITIES[1:], rows[1:], strict=True):
        row[f"{modality}: {name}"] = 1.0


# --- other events ------------------------------------------------------------------------------------------


def _add_others(
    rows: Rows, mention: _Mention, of_type: Sequence[_Mention], of_sentence: Sequence[_Mention]
) -> None:
    """Add what was found of the events of the same type, and of those in the same sentence."""
    alike = [other for other in of_type if other is not mention]
    beside = [other for other in of_sentence if other is not mention]
    after = next((other for other in beside if other.trigger.start > mention.trigger.start), None)
    for place, row in enumerate(rows):
        if alike:
            row["same type elsewhere"] = _log(max(other.first_look[place] for other in alike))
        if beside:
            mean = sum(other.first_look[place] for other in beside) / len(beside)
            row["others in the sentence"] = _log(mean)
        if after is not None:
            row["next in the sentence"] = _log(after.first_look[place])


def _log(probability: float, least: float = _LEAST_SHARED) -> float:
    return math.log(max(least, probability))

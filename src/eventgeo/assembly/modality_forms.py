"""What a trigger's own form and the words about it make of it, before any cue is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from eventgeo.assembly.modality_cues import CueRules
from eventgeo.model import Modality

_SUBJECT = 4
"""Words of a subject between a verb and its object, at most."""


def form_in_context(
    features: frozenset[str], norms: Sequence[str], first: int, rules: CueRules, joined: bool = False
) -> frozenset[str]:
    """Add what the words before the trigger make of it.

    A noun is ``definite``, ``demonstrative`` or ``indefinite`` by its article, which the rules may further
    tell ("une": ``single``; "des", which may be either: ``partitive``; but "de": ``bare``). A participle has
    the forms of its auxiliary: "sera pris" is ``fut``, "serait pris" ``cond``, "a pris" ``perfect``, "d'être
    pris" as good as an infinitive. Endings tell more of a finite verb ("bombardait": ``imperfect``), and a
    verb that opens its clause in a form of address ("désertez") is ``imp``.

    Parameters
    ----------
    features : frozenset of str
        As the tagger gave them (:class:`eventgeo.model.Trigger`).
    norms : sequence of str
        The words of the sentence.
    first : int
        Where the trigger begins among them.
    rules : CueRules
    joined : bool
        Whether "and" is written as one with the trigger.

    Examples
    --------
    >>> from eventgeo.assembly.modality_cues import modality_rules
    >>> rules = modality_rules("fr")
    >>> sorted(form_in_context(frozenset({"verb", "pp"}), "la ville sera prise".split(), 3, rules))
    ['fut', 'pp', 'verb']
    >>> sorted(form_in_context(frozenset({"noun"}), "une attaque".split(), 1, rules))
    ['indefinite', 'noun', 'single']
    """
    if "fin" in features and not joined and _is_noun_here(norms, first, rules):
        features = features - {"verb", "fin"} | {"noun"}
    if "verb" not in features and first and norms[first - 1] in rules.modals:
        return features - {"noun"} | {"verb", "inf"}  # "will bomb": a verb, though it looks like a noun
    if "verb" not in features:
        before = norms[max(0, first - 2) : first]
        features |= {
            name for name, starts in rules.noun_beginnings.items() if norms[first].startswith(starts)
        }
        features |= {rules.article_forms[norm] for norm in before if norm in rules.article_forms}
        if first and norms[first - 1] in rules.next_forms:
            features |= {rules.next_forms[norms[first - 1]]}
        if any(norm in rules.demonstratives for norm in before):
            return features | {"definite", "demonstrative"}
        if any(norm in rules.definites for norm in before):
            return features | {"definite"}
        return features | {"indefinite"}
    before = norms[first - 1] if first else "."
    features -= {"imp"}  # its form is that of a present; only its place tells
    if norms[first].endswith(rules.address_endings) and not before[0].isalnum():
        features |= {"imp"}
    if "fin" in features and "cond" not in features:
        features |= _forms_by_spelling(norms, first, rules)
    if "pp" in features:
        at = first - 1
        while at >= 0 and norms[at] in rules.light and norms[at] not in rules.auxiliaries:
            at -= 1
        if at >= 0 and norms[at] in rules.auxiliaries:
            features |= rules.auxiliaries[norms[at]]
    return features


def _is_noun_here(norms: Sequence[str], first: int, rules: CueRules) -> bool:
    """Say whether a word that looks like a past is a noun, since its clause has a verb already."""
    if not rules.nominalisers or norms[first].startswith(tuple(chain(*rules.verb_beginnings.values()))):
        return False
    for at in range(first - 1, max(-1, first - 1 - _SUBJECT), -1):
        if norms[at] in rules.nominalisers:
            return True
        if norms[at] in rules.hard_stops | rules.soft_stops | rules.nominalisers_end:
            return False
    return False


def _forms_by_spelling(norms: Sequence[str], first: int, rules: CueRules) -> set[str]:
    """Return the forms that the spelling of a verb shows, its clitics passed over ("se rendirán")."""
    verb = next((norm for norm in norms[first : first + 2] if norm not in rules.clitics), norms[first])
    forms = {name for name, endings in rules.verb_endings.items() if verb.endswith(endings)}
    if not verb.startswith(rules.plain_verbs):
        forms |= {name for name, beginnings in rules.verb_beginnings.items() if verb.startswith(beginnings)}
    return forms


def modality_of_form(form: frozenset[str], rules: CueRules) -> Modality:
    """Return what the form of a trigger says by itself ("prendra": planned)."""
    for name, modality in rules.forms.items():
        if name in form:
            return modality
    return "asserted"

"""Names that meet but for a slip of the pen: "Bakmhut", "Mariuopl".

The sound of a name written with a slip is mostly that of the name, or one letter off; all sounds one letter
off are few enough to be asked for. So whether two names meet depends on these two alone, however many others
there are.
"""

from __future__ import annotations

from collections.abc import Iterable

SOUND_LETTERS = "abcdfghiklmnprstuvzS"
"""The letters of sounds, but for signs that hardly ever occur."""
_SHORTEST = 5
_LONG = 8
_LONGEST = 40


def most_slips(normalised: str) -> int:
    """Return how many letters of a normalised name may be wrong: none of a short one, two of a long one.

    Examples
    --------
    >>> most_slips("homs"), most_slips("idleb"), most_slips("deir ezzor")
    (0, 1, 2)
    """
    length = len(normalised.replace(" ", ""))
    return 0 if not _SHORTEST <= length <= _LONGEST else 1 if length < _LONG else 2


def sounds_one_off(sound: str) -> set[str]:
    """Return `sound` with up to one letter left out, put in, changed, or swapped with the next.

    What stands after "+" is no sound and stays.

    Examples
    --------
    >>> {"bkhmt", "bkmt", "bkmht", "bkmhtS", "dkmht"} <= sounds_one_off("bkmht")
    True
    """
    sound, mark, rest = sound.partition("+")
    parts = [(sound[:at], sound[at:]) for at in range(len(sound) + 1)]
    found = {sound}
    found.update(left + right[1:] for left, right in parts[:-1])
    found.update(left + right[1] + right[0] + right[2:] for left, right in parts[:-2])
    found.update(left + letter + right[1:] for left, right in parts[:-1] for letter in SOUND_LETTERS)
    found.update(left + letter + right for left, right in parts for letter in SOUND_LETTERS)
    return {other + mark + rest for other in found if other}


def slips_undone(normalised: str) -> set[str]:
    """Return a name with each two neighbouring letters swapped, and with each letter left out.

    A slip may part letters that stand for one sound, or join such: so the sounds of these are asked for, too.

    Examples
    --------
    >>> {"bakhmut", "bkmhut"} <= slips_undone("bakmhut")
    True
    """
    parts = [(normalised[:at], normalised[at:]) for at in range(len(normalised))]
    swapped = {left + right[1] + right[0] + right[2:] for left, right in parts[:-1]}
    return swapped | {left + right[1:] for left, right in parts}


def within_slips(normalised: str, keys: Iterable[str]) -> dict[str, float]:
    """Return those of `keys` that are `normalised` but for slips, with the share of letters that are right.

    Swapped neighbours are one slip.

    Examples
    --------
    >>> within_slips("bakmhut", ["bakhmut", "bukhara"])
    {'bakhmut': 0.857}
    """
    from rapidfuzz.distance import OSA

    most = most_slips(normalised)
    found = {}
    for key in keys:
        slips = OSA.distance(normalised, key, score_cutoff=most)
        if slips <= most:
            found[key] = round(1 - slips / max(len(normalised), len(key)), 3)
    return found

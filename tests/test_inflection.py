"""Forms of words: tables of lemma, form and features."""

from __future__ import annotations

import pytest

from eventgeo.errors import ResourceError
from eventgeo.tagging.inflection import load_inflector


@pytest.mark.parametrize(
    ("lemma", "form", "features"),
    [
        ("bombarder", "bombardé", {"pp"}),
        ("bombarder", "bombardent", {"fin", "subj"}),
        ("bombarder", "bombarderaient", {"cond"}),
        ("libérer", "libère", {"fin", "subj", "imp"}),
        ("libérer", "libérera", {"fut"}),
        ("libérer", "libèrera", {"fut"}),
        ("assiéger", "assiègent", {"fin", "subj"}),
        ("assiéger", "assiégeaient", {"fin"}),
        ("enlever", "enlèvent", {"fin", "subj"}),
        ("enlever", "enlèvera", {"fut"}),
        ("dénoncer", "dénonçant", {"ger"}),
        ("appeler", "appellent", {"fin", "subj"}),
        ("déployer", "déploient", {"fin", "subj"}),
        ("déployer", "déployées", {"pp"}),
        ("envahir", "envahissent", {"fin", "subj"}),
        ("envahir", "envahi", {"pp"}),
        ("rendre", "rendus", {"pp"}),
        ("détruire", "détruisent", {"fin", "subj"}),
        ("rejoindre", "rejoignant", {"ger"}),
        ("reprendre", "reprises", {"pp"}),
        ("reprendre", "reprirent", {"fin"}),
        ("combattre", "combattu", {"pp"}),
        ("retenir", "retiennent", {"fin", "subj"}),
        ("reconquérir", "reconquis", {"pp"}),
        ("fuir", "fuient", {"fin", "subj"}),
        ("renvoyer", "renverra", {"fut"}),
    ],
)
def test_french_verb(lemma: str, form: str, features: set[str]) -> None:
    found = load_inflector("fr").verb(lemma)[form]
    assert found >= features - {"subj"}
    assert found <= features | {"subj", "imp", "fin"}


@pytest.mark.parametrize(
    ("lemma", "form", "features"),
    [
        ("attack", "attacked", {"fin", "pp"}),
        ("bomb", "bombing", {"ger"}),
        ("seize", "seizing", {"ger"}),
        ("shoot", "shot", {"fin", "pp"}),
        ("retake", "retook", {"fin"}),
        ("retake", "retaken", {"pp"}),
        ("flee", "fled", {"fin", "pp"}),
    ],
)
def test_english_verb(lemma: str, form: str, features: set[str]) -> None:
    assert load_inflector("en").verb(lemma)[form] == features


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("raid", ("raid", "raids")),
        ("obus", ("obus",)),
        ("hôpital", ("hôpital", "hôpitaux")),
        ("drapeau", ("drapeau", "drapeaux")),
    ],
)
def test_french_noun(lemma: str, forms: tuple[str, ...]) -> None:
    assert load_inflector("fr").noun(lemma) == forms


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("aérien", {"aérien", "aériens", "aérienne", "aériennes"}),
        ("explosif", {"explosif", "explosifs", "explosive", "explosives"}),
        ("armé", {"armé", "armés", "armée", "armées"}),
        ("commercial", {"commercial", "commerciale", "commerciaux", "commerciales"}),
        ("turc", {"turc", "turcs", "turque", "turques"}),
        ("français", {"français", "française", "françaises"}),
    ],
)
def test_french_adjective(lemma: str, forms: set[str]) -> None:
    assert set(load_inflector("fr").adjective(lemma)) >= forms


def test_a_word_no_paradigm_fits_is_named() -> None:
    with pytest.raises(ResourceError, match=r"fr/inflection\.toml.*'xyz'"):
        load_inflector("fr").verb("xyz")


def test_a_language_without_table_is_named() -> None:
    with pytest.raises(ResourceError, match="lexicons/tlh"):
        load_inflector("tlh")

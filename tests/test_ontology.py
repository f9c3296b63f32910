"""The ontology is whole: 23 types, each with every crosswalk or an explicit "none"."""

import pytest

import eventgeo as eg
from eventgeo.ontology import event_types

ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Air/drone strike", "Chemical weapon", "Grenade", "Remote explosive/landmine/IED",
        "Shelling/artillery/missile attack", "Suicide bomb",
    },
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction",
        "Non-violent transfer of territory", "Other",
    },
    "Violence against civilians": {"Abduction/forced disappearance", "Attack", "Sexual violence"},
}  # fmt: skip
PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "none",
}  # fmt: skip
TYPES = {
    "strike", "shelling", "clash", "assault", "bombing", "interception", "encirclement", "capture",
    "withdrawal", "deployment", "evacuation", "displacement", "killing", "abduction", "arrest", "release",
    "abuse", "destruction", "defection", "surrender", "agreement", "protest", "riot",
}  # fmt: skip
FAMILIES = {"combat", "territory", "people", "property", "allegiance", "contention"}


def test_the_types_are_those_of_the_guidelines():
    assert set(event_types()) == TYPES


@pytest.mark.parametrize("row", event_types().values(), ids=lambda row: row.event_type)
def test_every_crosswalk_is_filled_with_a_code_that_exists(row):
    assert row.family in FAMILIES
    assert row.definition.endswith(".")
    assert row.acled_sub_event_type in ACLED[row.acled_event_type]
    assert row.ucdp_type_of_violence == "none" or set(row.ucdp_type_of_violence.split("|")) <= {"1", "2", "3"}
    assert row.plover in PLOVER
    assert row.cameo_root == "none" or 1 <= int(row.cameo_root) <= 20
    assert row.cameo_codes == "none" or all(code.isdigit() for code in row.cameo_codes.split("|"))
    assert row.cameo_codes.startswith(row.cameo_root)
    assert row.cues_fr and row.cues_en


def test_ontology_is_shown_as_a_table():
    table = eg.ontology()
    assert table.shape[0] == 23
    assert not table.isna().any().any()
    assert not (table == "").any().any()

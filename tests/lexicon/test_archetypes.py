import re
from pathlib import Path

from crosscurrents.lexicon.archetypes import load_archetypes


def test_thirty_six_and_other():
    archetypes = load_archetypes()
    assert len(archetypes) == 37
    assert list(archetypes)[-1] == "other"
    assert archetypes["command"].scale == ("outside", "partial", "under command")
    assert archetypes["security"].one_of
    assert not archetypes["control"].one_of


def test_scales_and_arguments_are_well_formed():
    for archetype in load_archetypes().values():
        if archetype.name == "other":
            assert archetype.scale == archetype.arguments == ()
            continue
        assert 3 <= len(set(archetype.scale)) == len(archetype.scale) <= 4
        assert 1 <= len(archetype.arguments) <= 2
        assert len(archetype.arguments) == 2 or not archetype.one_of
        assert archetype.definition


def test_exclusions_name_archetypes():
    archetypes = load_archetypes()
    for archetype in archetypes.values():
        for exclusion in archetype.excludes:
            assert exclusion.take in archetypes
            assert exclusion.take != archetype.name


def test_equal_to_the_specification(shared: Path):
    rows = re.findall(
        r"^\| ([a-z]+) \| ([a-z, ]*?) ?\| ([a-z, ]*?) ?\|", (shared / "ARCHETYPES.md").read_text("utf-8"), re.M
    )
    specified = {name: (arguments, scale) for name, arguments, scale in rows if name != "archetype"}
    archetypes = load_archetypes()
    assert set(specified) == set(archetypes)
    for name, (arguments, scale) in specified.items():
        joint = " or " if archetypes[name].one_of else ", "
        assert joint.join(archetypes[name].arguments) == arguments
        assert ", ".join(archetypes[name].scale) == scale

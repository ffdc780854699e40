from crosscurrents.extract.states import states

from .made import Maker, view

TEXT = "Drought reduced the harvest, so prices rose in Selene."


def test_archetype_direction_variant_and_arguments():
    make = Maker(TEXT)
    mark = make.mark(
        "states", "state", "prices rose in Selene", [("good", "prices"), ("speaker", "Drought")],
        archetype="price", direction="up", variant="rising", modality="happened",
    )  # fmt: skip
    (found,) = states(view(TEXT, [mark]))
    assert (found.state.archetype, found.state.direction, found.state.variant) == ("price", "up", "rising")
    assert found.state.arguments == {"good": "prices"}
    assert found.evidence.quote == "prices rose in Selene"


def test_a_variant_of_another_scale_is_none():
    make = Maker(TEXT)
    mark = make.mark("states", "state", "prices rose", archetype="price", direction="up", variant="disaster")
    (found,) = states(view(TEXT, [mark]))
    assert found.state.variant is None


def test_what_fits_no_archetype_is_no_state():
    make = Maker(TEXT)
    assert list(states(view(TEXT, [make.mark("states", "state", "prices rose", archetype="other")]))) == []
    assert list(states(view(TEXT, [make.mark("states", "state", "prices rose")]))) == []

from __future__ import annotations

import pytest

from crosscurrents.evaluate.plover_types import QUAD_OF, plover_type


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("consult", "CONSULT"),
        ("DEMAND", "REQUEST"),
        ("FIGHT", "ASSAULT"),
        ("SANCTION-expel", "SANCTION"),
        ("172 coerce", "COERCE"),
        ("175", "ASSAULT"),
        ("1712", "ASSAULT"),
        ("0841", "RETREAT"),
        ("081", "CONCEDE"),
        (20, "ASSAULT"),
        ("010", None),
        (None, None),
    ],
)
def test_plover_type(name: object, wanted: str | None) -> None:
    assert plover_type(name) == wanted


def test_every_type_has_a_quad_class() -> None:
    assert len(QUAD_OF) == 16 and set(QUAD_OF.values()) == {"VC", "MC", "VX", "MX"}

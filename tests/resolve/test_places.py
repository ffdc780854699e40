from __future__ import annotations

from crosscurrents.records.situation import Place
from tests.resolve.newsroom import Story, situation


def test_a_known_place_has_coordinates_and_spellings_meet() -> None:
    story = Story("a.txt").say("Rain fell in Tashkent.").name_("Tashkent", "place")
    (place,) = situation(story).of(Place)
    assert place.name == "Tashkent" and place.country == "Uzbekistan"  # type: ignore[attr-defined]
    assert abs(place.lat - 41.3) < 0.3 and abs(place.lon - 69.2) < 0.3  # type: ignore[attr-defined]


def test_unknown_places_meet_by_their_skeleton() -> None:
    stories = [
        Story("a.txt").say("Rain fell in Dhurravesh.").name_("Dhurravesh", "place"),
        Story("b.txt").say("Rain fell in al-Durraveesh.").name_("al-Durraveesh", "place"),
    ]
    (place,) = situation(*stories).of(Place)
    assert place.forms == {"a.txt": ("Dhurravesh",), "b.txt": ("al-Durraveesh",)}  # type: ignore[attr-defined]
    assert place.lat is None  # type: ignore[attr-defined]


def test_a_mere_noun_is_no_place() -> None:
    story = Story("a.txt").say("Gunmen stormed the mill.").event("ASSAULT", "stormed", ["Gunmen"], place="mill")
    assert situation(story).of(Place) == ()

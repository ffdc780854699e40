import pytest

from crosscurrents.lexicon.places import load_places
from crosscurrents.lexicon.resource import RESOURCES

GAZETTEER = load_places()


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("al-Hol", "SY", 36.4, 41.1),
        ("al-Hawl", "SY", 36.4, 41.1),
        ("Roj camp", "SY", 36.8, 42.2),
        ("al-Qaem", "IQ", 34.4, 41.1),
        ("al-Bukamal", "SY", 34.5, 40.9),
        ("Abu Kamal", "SY", 34.5, 40.9),
        ("Saraqib", "SY", 35.9, 36.8),
        ("Deir Ezzor", "SY", 35.3, 40.1),
        ("Shingal", "IQ", 36.3, 41.9),
        ("Baniyas", "SY", 35.2, 35.9),
        ("Ceyhan", "TR", 36.9, 35.9),
        ("Sana'a", "YE", 15.4, 44.2),
        ("El Fasher", "SD", 13.6, 25.4),
        ("Al Fashir", "SD", 13.6, 25.4),
        ("Kharkov", "UA", 50.0, 36.2),
        ("Second Thomas Shoal", "", 9.7, 115.9),
        ("Port-au-Prince", "HT", 18.5, -72.3),
        ("Peking", "CN", 39.9, 116.4),
        ("São Paulo", "BR", -23.5, -46.6),
        ("Sao Paulo", "BR", -23.5, -46.6),
    ],
)
def test_find(name, country, lat, lon):
    best = GAZETTEER.find(name)[0]
    assert best.country == country
    assert abs(best.lat - lat) < 0.3
    assert abs(best.lon - lon) < 0.3


def test_the_country_near_by_comes_first():
    assert GAZETTEER.find("Tripoli")[0].country == "LY"
    assert GAZETTEER.find("Tripoli", near="LB")[0].country == "LB"
    assert GAZETTEER.find("Victoria", near="SC")[0].country == "SC"


def test_a_country_comes_before_towns_of_its_name():
    assert GAZETTEER.find("Mexico")[0].kind == "country"


def test_a_place_called_so_comes_before_one_also_called_so():
    assert GAZETTEER.find("El Paso")[0].name == "El Paso"
    assert GAZETTEER.find("Victoria")[0].name == "Victoria"


@pytest.mark.parametrize("name", ["", "Xyzzyville", "the", "\t"])
def test_find_nothing(name):
    assert GAZETTEER.find(name) == []


def test_table_is_sorted_within_its_size_and_sound():
    lines = (RESOURCES / "places.names.tsv").read_text("utf-8").splitlines()
    assert lines == sorted(lines, key=lambda line: line.split("\t")[0])
    assert lines == sorted(lines)
    size = sum((RESOURCES / name).stat().st_size for name in ("places.tsv", "places.names.tsv"))
    assert size < 5_000_000
    rows = [line.split("\t") for line in (RESOURCES / "places.tsv").read_text("utf-8").splitlines()]
    assert all(len(row) == 6 for row in rows)
    assert all(-90 <= float(row[2]) <= 90 and -180 <= float(row[3]) <= 180 for row in rows)

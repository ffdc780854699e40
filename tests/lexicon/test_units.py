import pytest

from crosscurrents.lexicon.units import load_units

UNITS = load_units()


@pytest.mark.parametrize(
    ("noun", "unit"),
    [
        ("kilometres", "km"),
        ("square miles", "square_mile"),
        ("Iraqi dinars", "IQD"),
        ("dollars", "USD"),
        ("US$", "USD"),
        ("€", "EUR"),
        ("EGP", "EGP"),
        ("barrels", "barrel"),
        ("barrels per day", "barrel/day"),
        ("barrels of crude a day", "barrel/day"),
        ("barrels daily", "barrel/day"),
        ("bpd", "barrel/day"),
        ("dollars a barrel", "USD/barrel"),
        ("tonnes of wheat", "t"),
        ("percent", "percent"),
        ("per cent", "percent"),
        ("%", "percent"),
        ("percentage points", "percentage_point"),
        ("times", "times"),
        ("megawatts", "MW"),
        ("soldiers", "persons"),
        ("border guards", "persons"),
        ("members of parliament", "persons"),
        ("women", "persons"),
        ("asylum-seekers", "persons"),
        ("militiamen", "persons"),
        ("brigades", "brigade"),
        ("attacks", "attack"),
        ("acts of violence", "act of violence"),
        ("military bases", "military base"),
        ("countries", "country"),
        ("aircraft", "aircraft"),
        ("crises", "crisis"),
        ("boxes", "box"),
        ("churches", "church"),
        ("Houses", "house"),
    ],
)
def test_counted(noun, unit):
    assert UNITS.counted(noun) == unit


@pytest.mark.parametrize(("word", "factor"), [("million", 1e6), ("bn", 1e9), ("Thousand", 1e3), ("soldier", None)])
def test_scale(word, factor):
    assert UNITS.scale(word) == factor


def test_vague_numbers():
    assert UNITS.least("dozens") == 24
    assert UNITS.least("Tens of  thousands") == 20_000
    assert UNITS.least("forty") is None


def test_symbols_stand_longest_first():
    lengths = [len(symbol) for symbol in UNITS.symbols]
    assert lengths == sorted(lengths, reverse=True)
    assert UNITS.symbols["HK$"] == "HKD"


def test_codes_are_unique_and_of_three_letters():
    codes = [currency.code for currency in UNITS.currencies]
    assert len(codes) == len(set(codes)) > 100
    assert all(len(code) == 3 and code.isupper() for code in codes)


def test_no_name_means_two_currencies():
    names = [name.lower() for currency in UNITS.currencies for name in (*currency.names, *currency.plain)]
    assert len(names) == len(set(names))
    symbols = [symbol for currency in UNITS.currencies for symbol in currency.symbols]
    assert len(symbols) == len(set(symbols))


def test_person_nouns_are_singulars():
    assert len(UNITS.person_nouns) >= 250
    # participles and collectives ("killed", "family-member") have no plural to undo
    assert [noun for noun in sorted(UNITS.person_nouns) if not UNITS.is_person(noun)] == []

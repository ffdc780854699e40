"""The unit of a number from the words around it: measures, money, rates, counted nouns, figures beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from crosscurrents.extract.money import currency_before, currency_of, named_currency
from crosscurrents.extract.numerals import is_figure
from crosscurrents.lexicon.actors import load_actors
from crosscurrents.lexicon.units import PERSONS, load_units
from crosscurrents.text.numbers import Numeral, find_numbers

TIME_UNITS = frozenset({
    "day", "week", "month", "year", "hour", "minute", "second", "decade", "century", "fortnight", "night", "quarter",
})  # fmt: skip
CountedNoun = Callable[[int, int], tuple[int, int] | None]

_LARGEST_PRICE = 100_000  # a greater sum is no price of one thing
_NEAR = 300  # characters before a number in which another may tell its unit
_SMALL = frozenset({"time", "times", "km", "m", "point"})  # units that a bare number far off does not take over

_LENGTHS = frozenset({"km", "m"})
_SENTENCE_END = re.compile(r"[.!?][\"'”’]?\s")

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_FUNCTION_WORDS = frozenset({
    "a", "an", "and", "or", "but", "to", "of", "in", "on", "at", "by", "for", "from", "with", "without", "within",
    "over", "under", "between", "among", "against", "after", "before", "since", "until", "than", "as", "the",
    "this", "that", "these", "those", "which", "who", "whom", "whose", "when", "while", "where", "if", "because",
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "will", "would",
    "may", "might", "could", "can", "should", "shall", "must", "not", "no", "it", "he", "she", "they", "we", "you",
    "i", "its", "his", "her", "their", "our",
})  # fmt: skip
_PASSED_OVER = frozenset({
    "others", "more", "additional", "extra", "further", "other", "new", "fresh", "odd", "least", "most", "so",
    "such", "many", "much", "total", "whole", "full", "good", "round", "some", "about", "nearly", "its", "his",
    "her", "their", "our", "the", "of", "these", "those", "them", "separate", "different", "consecutive",
})  # fmt: skip
_PARTS_AND_MULTIPLES = {
    "decade": ("year", 10.0), "decades": ("year", 10.0), "century": ("year", 100.0), "centuries": ("year", 100.0),
    "fortnight": ("day", 14.0), "fortnights": ("day", 14.0), "cent": ("USD", 0.01), "cents": ("USD", 0.01),
    "bcm": ("m3", 1e9), "mcm": ("m3", 1e6), "degrees": ("degC", 1.0), "pc": ("percent", 1.0),
    "per cent": ("percent", 1.0),
}  # fmt: skip
_GLUED = frozenset({"s", "h", "l", "L", "m", "g", "t", "x"})  # one letter is a unit only after digits
# What is said of people only, behind a bare number.
_PEOPLE = re.compile(
    r"(?:(?:were|was|are|have been|had been|others?|people|more|of them|of whom|in all) )*(?:killed|dead|died|wounded"
    r"|injured|hurt|"
    r"missing|arrested|detained|displaced|captured|rescued|voted|abstained|strong|lives?|deaths?|on board|aboard|fled"
    r"|sick|ill|"
    r"evacuated|drowned|jailed|freed|released|homeless|voting|voters|marched|signed|elected|sought|left|crossed"
    r"|arrived|live|work|"
    r"attended|took part|joined)\b"
)
_RATE = re.compile(
    r"^(?: of [\w-]+(?: [\w-]+)?)?(?P<joint>[ ,]*(?:(?P<word>daily|weekly|monthly|annually|yearly|hourly)\b"
    r"|(?:\b(?:a|an|per|each|every|the|for each|for a|for every)\b|/) ?)"
    r"(?P<thousand>thousand )?(?P<per>[A-Za-z]+(?:-[a-z]+)*)?(?: (?P<second>[a-z]+))?)"
)
_EXCHANGE = re.compile(
    r"^[ \w]{0,14}?\b(?:to|against|per|for) (?:the|a|one) (?:US |U\.S\. |American )?(?P<of>dollar|euro)\b|^ an? "
    r"(?P<for>dollar)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"^ (?:times )?(?:as (?:many|much|high|large|big|long|likely|often)|more than|higher|larger|bigger|the|that|those"
    r"|over|their|its|greater)\b"
)
_LEAD = re.compile(
    r"(?:-| )?(?:(?:more|additional|extra|further|full|whole|good|odd|other|consecutive|straight|solid) )*"
)
_LEAD_OF_PART = re.compile(r" (?:of )?(?:an?|one) ")
_POINTS = re.compile(
    r"\b(?:per ?cent|percent|percentage|polls?|lead|ahead|margin|rates?|inflation|turnout|tariffs?|growth|swing"
    r"|share)\b|%",
    re.IGNORECASE,
)
_MAGNITUDE = re.compile(r"\bmagnitude (?:of |was |is )?$", re.IGNORECASE)
_LISTED = re.compile(
    r"(?:, | and | or | to |, and | against | compared with )(?:then |about |around |to |only |[$€£])*(?=\d|[a-z])"
)
_VOTED = re.compile(
    r"^,? (?:votes? )?(?:in favou?r|against|abstain|for(?=[,.;]| and)|no\b|yes\b"
    r"|to (?:\d|none|nil|one|two|three|four|five|six|seven|eight|nine|ten)\b)"
)
_SECOND_OF_TALLY = re.compile(r"(?P<first>\d[\d.,]*|\b[a-z]+(?:-[a-z]+)?)(?: votes)? to $")
_VOTING = re.compile(
    r"\b(?:vot(?:e[ds]?|ing)|ballots?|resolution|motion|tally|in favou?r|against|abstain\w*)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Unit:
    """A unit (OUTPUT.md) with the factor that the value takes with it, and where its words end in the text."""

    name: str
    factor: float
    end: int


def unit_of(text: str, number: Numeral, end: int, noun: CountedNoun | None, depth: int) -> Unit:
    """Give the unit of a number in `text` whose figure ends at `end`.

    `noun` is as in `quantities.quantity`; `depth` bounds how many figures deep a number without a unit looks around.
    """
    money = currency_before(text, number.start)
    if money:
        return _priced(text, number, _rated(text, Unit(money, 1.0, number.end), money=True), depth)
    found = _written(text, number, depth) or _exchange(text, number) or _counted(text, number, end, noun)
    return found or _bare(text, number, noun, depth)


def _written(text: str, number: Numeral, depth: int) -> Unit | None:
    """The unit that the words beside the number, or its own kind, name."""
    if number.kind == "multiple" or half_as(text, number):
        return _of_multiple(text, number)
    if _MAGNITUDE.search(text[max(0, number.start - 20) : number.start]):
        return Unit("magnitude", 1.0, number.end)
    measured = _measured(text, number) if number.kind != "odds" else None
    if measured:
        return _priced(text, number, measured, depth)
    return Unit("percent", 100.0, number.end) if number.kind in {"fraction", "odds"} else None


def _priced(text: str, number: Numeral, unit: Unit, depth: int) -> Unit:
    """A price takes the measure of a price told before it: "$4.20 a gallon" makes of "$5" a price of gallons."""
    value = number.value if number.value is not None else number.high
    if not (len(unit.name) == 3 and unit.name.isupper()) or value is None or value >= _LARGEST_PRICE or depth < 2:
        return unit
    for other in _earlier(text, number):
        told = unit_of(text, other, other.end, None, 0)
        above, _, below = told.name.partition("/")
        if above == unit.name:
            return replace(unit, name=told.name, factor=told.factor) if below and below not in TIME_UNITS else unit
    return unit


def half_as(text: str, number: Numeral) -> bool:
    """Whether a fraction compares: "half as much"."""
    return number.kind == "fraction" and bool(re.match(r" as (?:much|many|high|large|big|long)\b", text[number.end :]))


def _of_multiple(text: str, number: Numeral) -> Unit:
    word = text[number.start : number.end].casefold()
    occasions = word in {"twice", "thrice"} and not _COMPARED.match(text[number.end :])
    return Unit("time" if occasions else "times", 1.0, number.end)


def _measured(text: str, number: Numeral) -> Unit | None:
    """A unit of measure or a currency in the words right behind the number, longest first, with its rate."""
    tail = re.split(r"[,;:!?()\n\"“”]|\.(?:\s|$)", text[number.end : number.end + 70], maxsplit=1)[0]
    lead = _LEAD_OF_PART.match(tail) if number.kind == "fraction" else _LEAD.match(tail)
    if number.kind == "fraction" and lead is None:
        return None
    at = number.end + (lead.end() if lead else 0)
    words = list(re.finditer(r"[^\s]+", tail[at - number.end :]))[:5]
    for count in range(len(words), 0, -1):
        stop = at + words[count - 1].end()
        found = named_unit(text, text[at:stop], at, number)
        if found:
            return _rated(text, Unit(found[0], found[1], stop), money=len(found[0]) == 3 and found[0].isupper())
    return None


def named_unit(text: str, words: str, at: int, number: Numeral) -> tuple[str, float] | None:
    """The unit named by exactly these words, and its factor."""
    words = re.sub(r"['’]s?$", "", words)
    plain = words.casefold()
    own = _own_unit(text, plain, at)
    if own:
        return own
    if plain in {"s", "second", "seconds", "quarter"} or (words in _GLUED and not text[number.end - 1].isdigit()):
        return ("second", 1.0) if plain == "seconds" else None
    unit = _measure(words)
    if unit in {"times", "magnitude"} and plain not in {"magnitude"}:
        return None
    if unit:
        return unit, 1.0
    code = None if re.search(r"\d", words) else currency_of(words, text, at)
    return (code, 1.0) if code else None


def _own_unit(text: str, plain: str, at: int) -> tuple[str, float] | None:
    """Units that are told apart by their surroundings, or that become a part or a multiple of another."""
    if re.fullmatch(r"basis points?|bps?", plain):
        return "percentage_point", 0.01
    if re.fullmatch(r"(?:percentage )?points?|pp", plain):
        rated = plain not in {"point", "points"} or bool(_POINTS.search(text[max(0, at - 160) : at + 60]))
        return ("percentage_point", 1.0) if rated else ("point", 1.0)
    if plain in {"time", "times"}:
        return ("times" if plain == "times" and _COMPARED.match(text[at + len(plain) :]) else "time"), 1.0
    return _PARTS_AND_MULTIPLES.get(plain)


@lru_cache(maxsize=4096)
def _measure(words: str) -> str | None:
    """The measure named by these words, or by the first part of a compound ("kilometre-long")."""
    units = load_units()
    unit = units.measure(words) or units.measure(words.casefold())
    if unit is None and "-" in words.strip("-"):
        unit = units.measure(words.split("-", maxsplit=1)[0])
    return unit


def _rated(text: str, unit: Unit, *, money: bool) -> Unit:
    """Add "a day", "per barrel", "to the dollar" behind a unit; only money is counted by other things than time."""
    if "/" in unit.name or unit.name in {"percentage_point", "time", "times", *TIME_UNITS}:
        return unit
    if money and (exchange := _EXCHANGE.match(text[unit.end : unit.end + 40])):
        base = _base(exchange)
        return replace(unit, name=f"{unit.name}/{base}", end=unit.end + exchange.end()) if unit.name != base else unit
    match = _RATE.match(text[unit.end : unit.end + 44])
    if match is None:
        return unit
    units = load_units()
    if match["word"]:
        return replace(
            unit,
            name=f"{unit.name}/{units.adverbs[match['word']]}",
            end=unit.end + match.start("joint") + len(match["joint"].rstrip()),
        )
    if not match["per"]:
        return unit
    return _per(unit, match, money=money)


def _per(unit: Unit, match: re.Match[str], *, money: bool) -> Unit:
    units, word, joint = load_units(), match["per"], match["joint"]
    pair = _measure(f"{word} {match['second']}") if match["second"] else None
    below = "person" if word in {"head", "person", "capita", "man"} else pair or units.counted(word)
    factor = unit.factor / 1000 if match["thousand"] else unit.factor
    end = unit.end + match.end("second" if pair else "per")
    whole = replace(unit, name=f"{unit.name}/{below}", factor=factor, end=end)
    if " the " in joint:
        return whole if money and match.start("joint") == 0 and below not in TIME_UNITS and _measure(word) else unit
    if below in TIME_UNITS or below == "person":
        return whole
    return whole if money and match.start("joint") == 0 and below != PERSONS else unit


def _base(exchange: re.Match[str]) -> str:
    return "EUR" if (exchange["of"] or "").casefold() == "euro" else "USD"


def _exchange(text: str, number: Numeral) -> Unit | None:
    """90 to the dollar: the other currency is the one named nearest."""
    match = _EXCHANGE.match(text[number.end :])
    if match is None:
        return None
    base = _base(match)
    named = named_currency(text, number.start, but=base)
    return Unit(f"{named}/{base}", 1.0, number.end + match.end()) if named else None


# --- counted nouns ----------------------------------------------------------------------------------------------------


def _counted(text: str, number: Numeral, end: int, noun: CountedNoun | None) -> Unit | None:
    """The noun that the number counts, by the parse where there is one, else by the words behind the number."""
    hyphened = re.match(r"-(?P<noun>[a-z]{3,})", text[number.end :])
    if hyphened and hyphened["noun"] not in {"odd", "fold", "strong", "plus"}:
        return Unit(load_units().counted(hyphened["noun"]), 1.0, number.end + hyphened.end())
    place = noun(number.start, number.end) if noun else None
    if place is not None and place[0] >= number.end:
        start, stop = place
        while text[start - 1] == "-" and start - 1 > number.end and text[start - 2].isalpha():  # life-jackets
            start = re.search(r"\w*$", text[: start - 1]).start()  # type: ignore[union-attr]
        word = text[start:stop]
        if word.casefold() in _PASSED_OVER:
            return None
        if _PEOPLE.match(word.casefold()) or (not _plural(word) and _counts_people(word)):
            return _rated(text, Unit(PERSONS, 1.0, stop), money=False)
        if number.value == 1 or _plural(word):
            return _rated(text, Unit(_count_of(word, text[number.end : start]), 1.0, stop), money=False)
    return _noun(text, number, end, parsed=noun is not None)


def _count_of(word: str, before: str = "") -> str:
    """The unit that a counted noun gives; the word before it may make it a noun for people ("asylum seekers")."""
    units = load_units()
    modifier = before.rstrip().rpartition(" ")[2]
    return (
        PERSONS if _counts_people(word) or (modifier and units.is_person(f"{modifier}-{word}")) else units.counted(word)
    )


def _noun(text: str, number: Numeral, end: int, *, parsed: bool) -> Unit | None:
    """The last word of the phrase behind the number, if it can be a plural; people where any word names them."""
    if parsed and end <= number.end + 1:
        return None
    stop = end if end > number.end + 1 else min(len(text), number.end + 40)
    words = _phrase(text, number.end, stop)
    if not words:
        return None
    if _PEOPLE.match(words[-1].group().casefold()):
        return Unit(PERSONS, 1.0, words[-1].end())
    counted = next((n for n, w in enumerate(words) if _plural(w.group())), None)
    if counted is None:
        if number.value != 1 or end <= number.end + 1:
            return None
        counted = len(words) - 1
    before = words[counted - 1].group() if counted else ""
    place = words[counted]
    return _rated(text, Unit(_count_of(place.group(), before), 1.0, place.end()), money=False)


def _phrase(text: str, start: int, stop: int) -> list[re.Match[str]]:
    """The words of the noun phrase behind a number: up to punctuation or a function word."""
    words: list[re.Match[str]] = []
    at = start
    for match in _WORD.finditer(text, start, stop):
        if text[at : match.start()].strip(" -\"“'‘’”"):
            break
        if match.group().casefold() in _PASSED_OVER and not words:
            at = match.end()
            continue
        if match.group().casefold() in _FUNCTION_WORDS:
            break
        words.append(match)
        at = match.end()
    return words


def _plural(word: str) -> bool:
    units = load_units()
    plain = word.casefold().rstrip(".")
    return units.singular(plain) != plain or plain in units.irregular or plain in units.irregular.values()


def _counts_people(word: str) -> bool:
    if load_units().is_person(word):
        return True
    if word[:1].isupper() and len(word) > 3:
        return load_actors().state_of(word.removesuffix("s")) is not None
    return False


# --- bare numbers -----------------------------------------------------------------------------------------------------


def _bare(text: str, number: Numeral, noun: CountedNoun | None, depth: int) -> Unit:
    """The unit of a number without a noun: votes, people, else that of a figure beside it that fits."""
    unit = _of_tally(text, number) or _listed(text, number, noun, depth)
    if unit:
        return unit
    if harmed(text, number):
        return Unit(PERSONS, 1.0, number.end)
    for other in _earlier(text, number) if depth > 0 else []:
        told = unit_of(text, other, other.end, noun, depth - 1)
        if _fits(text, number, other, told):
            return _rated(text, Unit(told.name, 1.0, number.end), money=False)
    whole = number.value is None or number.value.is_integer()
    return Unit(PERSONS if whole else "percent", 1.0, number.end)


def harmed(text: str, number: Numeral) -> bool:
    """Whether the words behind a bare number can only be said of people ("39 killed", "12 were arrested")."""
    return bool(_PEOPLE.match(text[number.end : number.end + 60].lstrip(' "”').casefold()))


def _of_tally(text: str, number: Numeral) -> Unit | None:
    """271 to 266 in a text on a vote, 90 in favour, 53.1 to 46.9."""
    if number.kind == "tally" and _is_share_tally(text, number):
        return Unit("percent", 1.0, number.end)
    begins = max(0, number.start - 40)
    second = _SECOND_OF_TALLY.search(text[begins : number.start])
    if second and _is_share_tally(text, replace(number, start=begins + second.start("first"))):
        return Unit("percent", 1.0, number.end)
    voted = _VOTED.match(text[number.end :])
    near = text[max(0, number.start - 90) : number.end + 60]
    if (second or voted or number.kind == "tally") and len(_VOTING.findall(near)) > bool(voted):
        return Unit("vote", 1.0, number.end)
    return None


def _is_share_tally(text: str, number: Numeral) -> bool:
    """Whether "52 to 48" parts a hundred, or decimals: then it is percent."""
    parts = [
        p.value or 0.0
        for piece in re.split(r" to |(?<=\d)[-–—:](?=\d)", text[number.start : number.end])
        for p in find_numbers(piece)
    ]
    return len(parts) == 2 and (sum(parts) == 100 or any(not p.is_integer() for p in parts))


def _listed(text: str, number: Numeral, noun: CountedNoun | None, depth: int) -> Unit | None:
    """The unit of the number that follows in one list: "40, 71 and 62 percent", "from six to twelve hours"."""
    joint = _LISTED.match(text[number.end :])
    following = find_numbers(text[number.end : number.end + 40])[:1] if joint and depth > 0 else ()
    if joint is None or not following or following[0].start != joint.end():
        return None
    other = replace(following[0], start=number.end + following[0].start, end=number.end + following[0].end)
    told = unit_of(text, other, other.end, noun, depth - 1)
    if told.name == PERSONS or (told.name in TIME_UNITS and " to " not in joint.group()):
        return None
    return Unit(told.name, 1.0, number.end)


def _earlier(text: str, number: Numeral) -> list[Numeral]:
    """The figures before a number, nearest first."""
    near = (n for n in reversed(find_numbers(text)) if number.start - _NEAR <= n.start and n.end <= number.start)
    return list(islice((n for n in near if is_figure(text, n)), 4))


def _fits(text: str, number: Numeral, other: Numeral, told: Unit) -> bool:
    """Whether a bare number can have the unit of an earlier figure."""
    value = number.value if number.value is not None else number.high
    if value is None:
        return True
    if told.name == "percent":
        return abs(value) <= 100 and number.kind != "vague"
    if told.name in TIME_UNITS or told.name in _SMALL:
        between = text[other.end : number.start].count(" ")
        if told.name in _LENGTHS and _of_one_size(text[other.end : number.start], value, other.value):
            return True
        return value < 100 and between < 16 and (other.value or 0) * told.factor < 100
    return value.is_integer() or told.name != PERSONS


def _of_one_size(between: str, value: float, other: float | None) -> bool:
    """Whether two lengths of one sentence can be told with one unit: "360 km, along a frontier of 610"."""
    return bool(other) and 1 / 4 <= value / (other or 1) <= 4 and not _SENTENCE_END.search(between)

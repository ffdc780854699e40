"""Numbers in English text, in digits and in words: cardinals, ordinals, fractions, odds, multiples and ranges.

Only the number itself is read here; what it counts is the business of `extract`. Values are plain floats: a fraction
or odds is the share (``two-thirds`` is .667, ``one in five`` .2), a multiple the factor (``tenfold`` is 10).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

NumeralKind = Literal["cardinal", "fraction", "odds", "multiple", "vague", "range", "change", "tally"]

ONES = dict(
    zip([
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ], range(20), strict=True)
)  # fmt: skip
TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
SCALES = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7, "milliard": 1e9,
    "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12, "k": 1e3,
}  # fmt: skip
_GROUPS = {"dozen": 12, "score": 20, "couple": 2, "pair": 2}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
          "tenth": 10, "twentieth": 20, "hundredth": 100}  # fmt: skip
_PLURAL_PARTS = {"halves": 2} | {f"{word}s": n for word, n in _PARTS.items() if word != "half"}
_VAGUE = {"dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions"}
_ORDINAL_ONES = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth",
]  # fmt: skip
_ORDINALS = {word: n for n, word in enumerate(_ORDINAL_ONES)} | {f"{word[:-1]}ieth": n for word, n in TENS.items()}
_MULTIPLES = {
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twice": 2, "triple": 3, "tripled": 3, "triples": 3,
    "tripling": 3, "treble": 3, "trebled": 3, "trebling": 3, "thrice": 3, "quadruple": 4, "quadrupled": 4,
    "quadrupling": 4, "quintupled": 5, "twofold": 2,
}  # fmt: skip
_FOLD = re.compile(r"(\d+(?:\.\d+)?|[a-z]+)[- ]?fold\b")

_TOKEN = re.compile(
    r"(?P<digits>(?<![\w.,])[-−]?(?:\d{1,3}(?:,\d{2,3})+(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?![\d.,]*\d)|\d{1,3},\d{1,2}(?![\d,])(?= (?:million|billion|per ?cent|percent"
    r"|%))|\d+(?:[.]\d+)?|\.\d+))"
    r"|(?P<word>[A-Za-z]+)|(?P<mark>[-–—,:%])"
)
_GLUED = re.compile(r"(?<=\d)(bn|mn|mln|tn|trn|k|m)\b", re.IGNORECASE)
_NOT_COUNTED = frozenset(
    {
        "above", "across", "after", "at", "away", "before", "behind", "below", "beneath", "deep", "down", "east",
            "every",
        "from", "high", "in", "inside", "into", "long", "north", "of", "off", "on", "or", "past", "per", "plus",
            "short",
        "south", "tall", "thick", "to", "towards", "under", "up", "west", "wide",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Numeral:
    """Characters [start, end) that name a number; `value` is None for a range and for ``hundreds``.

    `low` and `high` are the ends of a range; for ``hundreds`` and the like `low` is the least that it can mean. A
    `change` ("from 25 to 50") has the later value, a `tally` ("271 to 266") the first.
    """

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    kind: NumeralKind


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int
    digits: float | None


@dataclass(frozen=True)
class _Part:
    """A number read so far: tokens [first, after), its value, its last scale, and how it was written."""

    first: int
    after: int
    value: float | None
    scale: float
    kind: NumeralKind


def parse_ordinal(word: str) -> int | None:
    """Give the number of an ordinal in words or digits (``third``, ``21st``, ``twenty-first``), or None."""
    word = word.casefold().strip()
    if match := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word):
        return int(match[1])
    tens, _, ones = word.replace(" ", "-").rpartition("-")
    if tens:
        return TENS[tens] + _ORDINALS[ones] if tens in TENS and 1 <= _ORDINALS.get(ones, 0) <= 9 else None
    return _ORDINALS.get(word)


def parse_number(text: str) -> float | None:
    """Give the value of a text that is one number and nothing else (``two and a half``, ``1,250``), or None."""
    found = find_numbers(text)
    stripped = text.strip()
    if len(found) != 1 or text[found[0].start : found[0].end] != stripped:
        return None
    return found[0].value


@lru_cache(maxsize=256)
def find_numbers(text: str) -> tuple[Numeral, ...]:
    """Give every number of `text`, in order, none inside another.

    Ordinals, and ``one`` as a pronoun, are not told apart from counts here: a caller that must be sure looks at the
    words around.
    """
    tokens = _tokens(text)
    parts, at = [], 0
    while at < len(tokens):
        part = _part(tokens, at)
        at = part.after if part else at + 1
        if part:
            parts.append(part)
    return tuple(_joined(text, tokens, parts))


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        written = match.group()
        value = _digits(written) if match.lastgroup == "digits" else None
        found.append(_Token(written.casefold(), match.start(), match.end(), value))
        if value is not None and (glued := _GLUED.match(text, match.end())) and _is_scale(text, match.start(), glued):
            found.append(
                _Token("million" if glued[1].lower() == "m" else glued[1].lower(), glued.start(), glued.end(), None)
            )
    return _without_overlap(found)


def _without_overlap(tokens: list[_Token]) -> list[_Token]:
    """Drop the word token that repeats a glued scale."""
    kept: list[_Token] = []
    for token in tokens:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


def _digits(written: str) -> float:
    written = written.replace("−", "-")
    if re.fullmatch(r"-?\d{1,3},\d{1,2}", written):  # a decimal comma
        return float(written.replace(",", "."))
    cleaned = re.sub(r"[,\s]", "", written)
    return float(cleaned)


def _is_scale(text: str, start: int, glued: re.Match[str]) -> bool:
    """Tell whether letters glued to digits mean a scale; ``m`` only beside a currency or before what is counted."""
    if glued[1].lower() != "m":
        return True
    before = text[:start].rstrip()[-1:]
    if before and before in "$€£¥₹₦₽₺₩₪₴₱฿₫₸₡₲₵₭៛﷼":
        return True
    if re.search(r"\b(?:Rs|[A-Z]{3})\.?\s?$", text[:start]):
        return True
    following = re.match(r"\s+([A-Za-z]+)", text[glued.end() :])
    return bool(following) and following is not None and _is_counted(following[1].casefold())


def _is_counted(word: str) -> bool:
    return word not in _NOT_COUNTED and (word.endswith("s") or word in {"people", "men", "women", "children"})


def _part(tokens: list[_Token], at: int) -> _Part | None:
    """Read the longest number that begins at token `at`."""
    readers: tuple[Callable[[list[_Token], int], _Part | None], ...] = (_vague, _multiple, _fraction, _cardinal)
    for reader in readers:
        if part := reader(tokens, at):
            return part
    return None


def _word(tokens: list[_Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _vague(tokens: list[_Token], at: int) -> _Part | None:
    """``hundreds``, ``tens of thousands``, ``hundreds of thousands of``: no value, at least so many."""
    word = _word(tokens, at)
    if word == "tens" and _word(tokens, at + 1) == "of" and _word(tokens, at + 2) not in _VAGUE:
        return _Part(at, at + 1, 20.0, 1, "vague")
    if word == "tens" and _word(tokens, at + 1) == "of" and _word(tokens, at + 2) in _VAGUE:
        return _Part(at, at + 3, 10 * _least(_word(tokens, at + 2)), 1, "vague")
    if word not in _VAGUE:
        return None
    if _word(tokens, at + 1) == "of" and _word(tokens, at + 2) in _VAGUE:
        return _Part(at, at + 3, _least(word) * _least(_word(tokens, at + 2)), 1, "vague")
    return _Part(at, at + 1, _least(word), 1, "vague")


def _least(word: str) -> float:
    return {"dozens": 24.0, "scores": 40.0, "hundreds": 100.0}.get(word) or SCALES[word[:-1]]


def _multiple(tokens: list[_Token], at: int) -> _Part | None:
    """``double``, ``tripled``, ``tenfold``, ``10-fold``."""
    word = _word(tokens, at)
    if word in _MULTIPLES:
        return _Part(at, at + 1, float(_MULTIPLES[word]), 1, "multiple")
    if match := _FOLD.fullmatch(word):
        value = ONES.get(match[1]) or TENS.get(match[1]) or {"hundred": 100}.get(match[1])
        return _Part(at, at + 1, float(value), 1, "multiple") if value else None
    number = _cardinal(tokens, at)
    if number and number.value is not None:
        after = number.after + (_word(tokens, number.after) == "-")
        if _word(tokens, after) == "fold":
            return _Part(at, after + 1, number.value, 1, "multiple")
    return None


def _fraction(tokens: list[_Token], at: int) -> _Part | None:
    """``half``, ``a third``, ``two-thirds``, ``three quarters``; not ``half a million`` and not ``second half``."""
    word = _word(tokens, at)
    if word == "half" and not _half_of_scale(tokens, at):
        return _Part(at, at + 1, 0.5, 1, "fraction")
    if word in {"a", "an", "one"} and _word(tokens, at + 1 + (_word(tokens, at + 1) == "-")) in _PARTS:
        after = at + 1 + (_word(tokens, at + 1) == "-")
        if _half_of_scale(tokens, after):
            return None
        return _Part(at, after + 1, 1 / _PARTS[_word(tokens, after)], 1, "fraction")
    count = ONES.get(word) if tokens[at].digits is None else tokens[at].digits
    after = at + 1 + (_word(tokens, at + 1) == "-")
    if count and count > 1 and _word(tokens, after) in _PLURAL_PARTS:
        return _Part(at, after + 1, count / _PLURAL_PARTS[_word(tokens, after)], 1, "fraction")
    return None


def _half_of_scale(tokens: list[_Token], at: int) -> bool:
    """Tell whether a fraction word multiplies a scale: ``half a million``, ``a quarter of a million``."""
    after = at + 1 + (_word(tokens, at + 1) == "of")
    if _word(tokens, at) != "half" and after == at + 1:
        return False
    scale = _word(tokens, after + 1) if _word(tokens, after) in {"a", "an", "-"} else _word(tokens, after)
    return scale in SCALES or (
        scale in {"dozen", "hundred", "century", "decade"} and _word(tokens, at) == "half" and scale != "decade"
    )


def _cardinal(tokens: list[_Token], at: int) -> _Part | None:
    """A cardinal in digits, in words or mixed: ``2.5 million``, ``four hundred and fifty``, ``two and a half``."""
    reader = _CardinalReader(tokens, at)
    return reader.read()


class _CardinalReader:
    """Adds up the words of one cardinal, from left to right."""

    def __init__(self, tokens: list[_Token], at: int) -> None:
        self.tokens, self.first, self.at = tokens, at, at
        self.total, self.current = 0.0, None  # type: float, float | None
        self.scale, self.last = float("inf"), 1.0

    def read(self) -> _Part | None:
        """Read as far as the words go on; None where no number begins here."""
        self._opening()
        while self._step():
            pass
        if self.at == self.first or (self.current is None and self.total == 0):
            return None
        return _Part(self.first, self.at, self.total + (self.current or 0), self.last, "cardinal")

    def _opening(self) -> None:
        """Take ``a``, ``half a``, ``a quarter of a`` and ``several`` before a scale."""
        words = [_word(self.tokens, self.at + i) for i in range(4)]
        if words[0] in {"half", "quarter"} and _half_of_scale(self.tokens, self.at):
            self._begin(0.5 if words[0] == "half" else 0.25, 1 + (words[1] == "of"))
        elif words[0] in {"a", "an"} and words[1] in {"half", "quarter"} and _half_of_scale(self.tokens, self.at + 1):
            self._begin(0.5 if words[1] == "half" else 0.25, 2 + (words[2] == "of"))
        elif words[0] in {"a", "an", "another"} and (
            words[1] in SCALES or words[1] in _GROUPS or words[1] == "hundred"
        ):
            self._begin(1.0, 1)

    def _begin(self, value: float, used: int) -> None:
        self.current = value
        self.at += used
        if _word(self.tokens, self.at) in {"a", "an", "-"}:
            self.at += 1

    def _step(self) -> bool:
        """Take the next token if the number goes on with it."""
        if self.at >= len(self.tokens):
            return False
        token = self.tokens[self.at]
        word = token.text
        if token.digits is not None:
            return self._number(token.digits, digits=True)
        if word in ONES or word in TENS:
            return self._number(float(ONES[word] if word in ONES else TENS[word]), digits=False)
        return self._scale_word(word)

    def _scale_word(self, word: str) -> bool:
        if word == "hundred":
            return self._hundred()
        if word in SCALES:
            return self._scale(SCALES[word])
        return self._group(_GROUPS[word]) if word in _GROUPS else self._link(word)

    def _number(self, value: float, *, digits: bool) -> bool:
        if self.current is None:
            if digits and self.total:
                return False
            self.current = value
        elif (not digits and value < 100 and self.current % 100 == 0 and self.current) or (
            not digits and 1 <= value <= 9 and self.current % 10 == 0 and self.current % 100 >= 20
        ):
            self.current += value
        else:
            return False
        self.at += 1
        return True

    def _hundred(self) -> bool:
        if self.current is not None and not 0 < self.current < 100:
            return False
        if self.current is None and not self.total:
            return self.at == self.first and self._take(100.0)
        return self._take((self.current or 1) * 100)

    def _take(self, value: float) -> bool:
        self.current = value
        self.last = max(self.last, 100.0)
        self.at += 1
        return True

    def _scale(self, scale: float) -> bool:
        if self.current is None and self.total and self.scale != float("inf"):
            self.total *= scale  # "lakh crore": a scale of a scale
        elif self.current is None or scale >= self.scale:
            return False
        else:
            self.total += self.current * scale
        self.last = max(self.last, scale)
        self.current, self.scale = None, scale
        self.at += 1
        return True

    def _group(self, size: int) -> bool:
        if self.current is None or (size != 12 and self.current != 1 and size != 20):
            return False
        self.current *= size
        self.at += 1
        return False

    def _link(self, word: str) -> bool:
        """Take ``and`` or a hyphen only where a number goes on; ``and a half`` ends the number or its multiplier."""
        following = _word(self.tokens, self.at + 1)
        begun = self.current is not None or self.total > 0
        if word == "-" and self.current in TENS.values() and 0 < ONES.get(following, 0) < 10:
            return self._skip()
        if word == "-" and self.current is not None and following in (*SCALES, "hundred"):
            return self._skip()
        if word != "and" or not begun:
            return False
        if following in {"a", "one", "three"} and _word(self.tokens, self.at + 2).rstrip("s") in {
            "half",
            "quarter",
            "third",
        }:
            return self._and_fraction(following)
        whole = self.total + (self.current or 0)
        small = ONES.get(following, TENS.get(following, 0))
        return whole % 100 == 0 and small > 0 and self.last >= 100 and self._skip()

    def _skip(self) -> bool:
        self.at += 1
        return True

    def _and_fraction(self, count: str) -> bool:
        part = _PARTS[_word(self.tokens, self.at + 2).rstrip("s")]
        share = ONES.get(count, 1) / part
        if self.current is None:
            self.total += share * self.last
        else:
            self.current += share
        self.at += 3
        return True


_OUT_OF_ODDS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100, 1000, 10_000, 100_000})


def _joined(text: str, tokens: list[_Token], parts: list[_Part]) -> list[Numeral]:
    """Join neighbouring numbers that make odds or a range."""
    found, at = [], 0
    while at < len(parts):
        pair = _pair(text, tokens, parts[at], parts[at + 1]) if at + 1 < len(parts) else None
        found.append(pair or _single(tokens, parts[at]))
        at += 2 if pair else 1
    return found


def _single(tokens: list[_Token], part: _Part) -> Numeral:
    start, end = tokens[part.first].start, tokens[part.after - 1].end
    if part.kind == "vague":
        return Numeral(start, end, None, part.value, None, "vague")
    return Numeral(start, end, part.value, None, None, part.kind)


_ODDS = re.compile(r"[- ]+(?:(?:[a-z'’]+ ){0,2}?out[- ]of|in|of)[- ](?:every[- ])?")
_RANGE = re.compile(
    r"(?: ?[-–—] ?| to | or |, perhaps |, maybe |, even )(?:around |about |perhaps |as many as |even "
    r")?(?:[a-z]{0,3}[$€£])?"
)


def _pair(text: str, tokens: list[_Token], one: _Part, two: _Part) -> Numeral | None:
    start, end = tokens[one.first].start, tokens[two.after - 1].end
    between = text[tokens[one.after - 1].end : tokens[two.first].start].casefold()
    if one.kind != "cardinal" or two.kind != "cardinal" or one.value is None or two.value is None:
        return None
    if _ODDS.fullmatch(between) and _is_odds(between, one.value, two.value, text[end:]):
        return Numeral(start, end, one.value / two.value, None, None, "odds")
    before = text[max(0, start - 30) : start].casefold()
    spanned = bool(
        re.search(r"\bbetween (?:about |around |some )?(?:[a-z]{0,3}[$€£]|[a-z]{2,3}\.? )?$", before)
    ) and re.fullmatch(r" and (?:[a-z]{0,3}[$€£]|[a-z]{2,3}\.? )?", between)
    if not spanned and not _RANGE.fullmatch(between):
        return None
    low = one.value * two.scale if one.scale == 1 and two.scale > 1 and one.value * two.scale < two.value else one.value
    return _range(start, end, low, two.value, between, before)


def _is_odds(between: str, one: float, two: float, rest: str) -> bool:
    if not 0 < one < two or two not in _OUT_OF_ODDS:
        return False
    if "every" in between or ("out" in between and two in {10, 100}):
        return True
    if re.match(r"[- ]+of\b", between):
        return False
    if re.match(r" (?:hour|day|week|month|year)s?\b", rest):
        return False
    return two <= 10 or "-" in between or (two <= 20 and not re.match(r" [a-z]+s\b(?! (?:of|in))", rest))


def _range(start: int, end: int, low: float, high: float, between: str, before: str) -> Numeral | None:
    dashed = between.strip() in {"-", "–", "—"}
    if re.search(r"\bfrom (?:\w{0,3}[$€£] ?)?$", before) and between.startswith(" to "):
        return Numeral(start, end, high, None, None, "change")
    if low < high:
        return Numeral(start, end, None, low, high, "range")
    if between.startswith(" to ") or dashed:
        return Numeral(start, end, low, None, None, "tally")
    return None

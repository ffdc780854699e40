"""Writing systems: of which one a text is, whether it runs from right to left, and how many words it holds.

Scripts are told by Unicode blocks. Chinese and Japanese characters are one script here ("Han"): kana tell the two
apart, which is a matter of language.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from functools import cache

# First and last character of the blocks of each script (Unicode 15, Blocks.txt), in order; gaps belong to none.
_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x007A, "Latin"), (0x00AA, 0x024F, "Latin"), (0x0250, 0x02AF, "Latin"), (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x052F, "Cyrillic"), (0x0530, 0x058F, "Armenian"), (0x0590, 0x05FF, "Hebrew"), (0x0600, 0x06FF, "Arabic"),
    (0x0700, 0x074F, "Syriac"), (0x0750, 0x077F, "Arabic"), (0x0780, 0x07BF, "Thaana"), (0x07C0, 0x07FF, "Nko"),
    (0x0860, 0x086F, "Syriac"), (0x0870, 0x08FF, "Arabic"), (0x0900, 0x097F, "Devanagari"), (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"), (0x0A80, 0x0AFF, "Gujarati"), (0x0B00, 0x0B7F, "Oriya"), (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"), (0x0C80, 0x0CFF, "Kannada"), (0x0D00, 0x0D7F, "Malayalam"), (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E00, 0x0E7F, "Thai"), (0x0E80, 0x0EFF, "Lao"), (0x0F00, 0x0FFF, "Tibetan"), (0x1000, 0x109F, "Myanmar"),
    (0x10A0, 0x10FF, "Georgian"), (0x1100, 0x11FF, "Hangul"), (0x1200, 0x139F, "Ethiopic"), (0x1780, 0x17FF, "Khmer"),
    (0x1800, 0x18AF, "Mongolian"), (0x1C80, 0x1C8F, "Cyrillic"), (0x1C90, 0x1CBF, "Georgian"),
    (0x1D00, 0x1DBF, "Latin"), (0x1E00, 0x1EFF, "Latin"), (0x1F00, 0x1FFF, "Greek"), (0x2C60, 0x2C7F, "Latin"),
    (0x2D80, 0x2DDF, "Ethiopic"), (0x2DE0, 0x2DFF, "Cyrillic"), (0x2E80, 0x2FDF, "Han"), (0x3005, 0x3007, "Han"),
    (0x3040, 0x30FF, "Han"), (0x3100, 0x312F, "Han"), (0x3130, 0x318F, "Hangul"), (0x31F0, 0x31FF, "Han"),
    (0x3400, 0x4DBF, "Han"), (0x4E00, 0x9FFF, "Han"), (0xA640, 0xA69F, "Cyrillic"), (0xA720, 0xA7FF, "Latin"),
    (0xA8E0, 0xA8FF, "Devanagari"), (0xA960, 0xA97F, "Hangul"), (0xA9E0, 0xA9FF, "Myanmar"),
    (0xAA60, 0xAA7F, "Myanmar"), (0xAB00, 0xAB2F, "Ethiopic"), (0xAC00, 0xD7FF, "Hangul"), (0xF900, 0xFAFF, "Han"),
    (0xFB00, 0xFB06, "Latin"), (0xFB1D, 0xFB4F, "Hebrew"), (0xFB50, 0xFDFF, "Arabic"), (0xFE70, 0xFEFE, "Arabic"),
    (0xFF21, 0xFF5A, "Latin"), (0xFF66, 0xFF9F, "Han"), (0x20000, 0x3FFFF, "Han"),
)  # fmt: skip
_FIRSTS = tuple(first for first, _, _ in _BLOCKS)
_KANA = re.compile(r"[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_MARKED = re.compile(r"[\u0300-\u036f\u0483-\u1cff\u200c\u200d\u2e80-\uffff\U00010000-\U0010ffff]")
# Scripts that are written without blanks, with the letters (marks left out) that a word has there on average.
_WITHOUT_BLANKS = (
    (re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3040-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
                r"\uff66-\uff9f\U00020000-\U0003ffff]+"), 2),
    (re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f]+"), 4),
)  # fmt: skip


def script_of(char: str) -> str:
    """The script of a letter; empty where it is none, or of a script that is not known here."""
    if not char.isalpha():
        return ""
    code = ord(char)
    first, last, script = _BLOCKS[max(bisect_right(_FIRSTS, code) - 1, 0)]
    return script if first <= code <= last else ""


def scripts(text: str) -> Counter[str]:
    """How many letters of `text` each script has."""
    if text.isascii():
        return Counter({"Latin": n} if (n := sum(map(str.isalpha, text))) else {})
    found: Counter[str] = Counter()
    for char, n in sorted(Counter(text).items()):
        if script := script_of(char):
            found[script] += n
    return found


def main_script(text: str) -> str:
    """The script of most letters of `text`; empty where it has none."""
    found = scripts(text)
    return max(sorted(found), key=found.__getitem__) if found else ""


def kana(text: str) -> int:
    """How many kana `text` holds: Japanese has them, Chinese has not."""
    return len(_KANA.findall(text))


def runs_right_to_left(text: str) -> bool:
    """Whether most of the letters of `text` are written from right to left (Unicode, bidirectional class)."""
    kinds: Counter[str] = Counter()
    for char, n in Counter(text).items():
        kinds[unicodedata.bidirectional(char)] += n
    return sum(kinds[k] for k in _RIGHT_TO_LEFT) > kinds["L"]


def count_words(text: str) -> int:
    """The number of words in `text`; a hyphened compound is one. Where words are not parted by blanks, their number is
    that of the letters over the letters that a word has on average.
    """
    if not _MARKED.search(text):
        return len(_WORD.findall(text))
    found, text = 0, text.translate(_marks())
    for run, letters in _WITHOUT_BLANKS:
        found += sum(-(-len(match) // letters) for match in run.findall(text))
        text = run.sub(" ", text)
    return found + len(_WORD.findall(text))


@cache
def _marks() -> dict[int, None]:
    """Vowel signs, points and joiners: they belong to words, but are no word characters to `re`."""
    return {code: None for code in range(0x10000) if unicodedata.category(chr(code)) in ("Mn", "Mc", "Cf")}

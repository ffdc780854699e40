"""The language of a text, and its paragraphs in another one.

py3langid gives log scores, which say more about names than about grammar where a text is short. So a short text is
English unless another language leads clearly, and a paragraph is foreign only where another language leads clearly and
the document's own commonest words (its articles, prepositions, conjunctions) are missing from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from crosscurrents.ingest.layout import Range, word_count
from crosscurrents.text.normal import words_at

DEFAULT_LANGUAGE = "en"
_MOST_CHARACTERS = 20_000  # of a text are looked at
_SHORT_TEXT = 25  # words; below it another language than English must lead clearly
_FEWEST_WORDS = 10  # the scores of a shorter text vary as much as those of this many words
_CLEAR_LEAD = 4.0  # difference of log scores a word
_SHORTEST_PARAGRAPH = 8  # words; a shorter one amid the text is not judged
_SHORTEST_LINE = 4  # the same for a line before or after the text
_COMMON_WORDS = 25  # words of a document that stand in most of its paragraphs
_MOST_COMMON_SHARE = 0.06  # of a foreign paragraph's words may be such


def language_of(text: str, ranges: Sequence[Range]) -> str:
    """The ISO 639-1 code of the text in `ranges`; "en" where it has no letters."""
    sample = "\n".join(text[start:end] for start, end in ranges)[:_MOST_CHARACTERS]
    if not any(char.isalpha() for char in sample):
        return DEFAULT_LANGUAGE
    scores = _scores(sample)
    best = max(sorted(scores), key=scores.__getitem__)
    lead = scores[best] - scores[DEFAULT_LANGUAGE]
    words = word_count(sample)
    return DEFAULT_LANGUAGE if words < _SHORT_TEXT and lead < _CLEAR_LEAD * max(words, _FEWEST_WORDS) else best


def foreign_paragraphs(
    text: str, ranges: Sequence[Range], language: str, outside: Collection[Range] = ()
) -> Iterator[tuple[Range, str]]:
    """The paragraphs among `ranges` that are not in `language`, each with its own language.

    Those in `outside` stand before or after the text, where shorter ones are judged too.
    """
    words = [[word for _, _, word in words_at(text[start:end])] for start, end in ranges]
    holders = Counter(word for paragraph in words for word in sorted(set(paragraph)))
    ranked = sorted(((-n, word) for word, n in holders.items() if n > 1))[:_COMMON_WORDS]
    common = {word for _, word in ranked}
    for paragraph, own in zip(ranges, words, strict=True):
        shortest = _SHORTEST_LINE if paragraph in outside else _SHORTEST_PARAGRAPH
        if len(own) < shortest or sum(word in common for word in own) > _MOST_COMMON_SHARE * len(own):
            continue
        scores = _scores(text[slice(*paragraph)])
        best = max(sorted(scores), key=scores.__getitem__)
        if scores[best] - scores.get(language, min(scores.values())) >= _CLEAR_LEAD * len(own):
            yield paragraph, best


def _scores(text: str) -> dict[str, float]:
    import py3langid

    return {language: float(score) for language, score in py3langid.rank(text)}

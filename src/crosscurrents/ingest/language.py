"""The language of a text, and its paragraphs in another one.

The script is looked at first (Unicode blocks, then letters that only one of a script's languages has), the commonest
words of English next; only then is py3langid asked, among the languages of the script. Its log scores say more about
names than about grammar where a text is short. So a short text in Latin script is English unless another language leads
clearly, and a paragraph in the script of the document is foreign only where another language leads clearly and the
document's own commonest words (its articles, prepositions, conjunctions) are missing from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from crosscurrents.ingest.cues import language_cues
from crosscurrents.ingest.layout import Range, word_count
from crosscurrents.text.normal import words_at
from crosscurrents.text.scripts import kana, main_script, scripts

DEFAULT_LANGUAGE = "en"
_MOST_CHARACTERS = 20_000  # of a text are looked at
_SHORT_TEXT = 25  # words; below it another language than English must lead clearly
_FEWEST_WORDS = 10  # the scores of a shorter text vary as much as those of this many words
_CLEAR_LEAD = 4.0  # difference of log scores a word
_SHORTEST_PARAGRAPH = 8  # words; a shorter one amid the text is not judged by its words
_SHORTEST_LINE = 4  # the same for a line before or after the text
_COMMON_WORDS = 25  # words of a document that stand in most of its paragraphs
_MOST_COMMON_SHARE = 0.06  # of a foreign paragraph's words may be such
_ENGLISH_SHARE = 0.11  # of words are common ones of English alone in a text of which a third is English
_LETTER_SHARE = 0.01  # of letters that tell a language
_KANA_SHARE = 0.05  # of the characters of a Japanese text are kana


def language_of(text: str, ranges: Sequence[Range]) -> str:
    """The code (ISO 639) of the language of the text in `ranges`; "en" where it has no letters, and where a third or
    more of it is English, whatever the rest is in.
    """
    sample = "\n".join(text[start:end] for start, end in ranges)[:_MOST_CHARACTERS]
    script = main_script(sample)
    if not script or _is_english(sample):
        return DEFAULT_LANGUAGE
    if script != "Latin":
        return _language_in(script, sample)
    scores = _scores(sample)
    best = _best(scores)
    words = word_count(sample)
    clear = scores[best] - scores[DEFAULT_LANGUAGE] >= _CLEAR_LEAD * max(words, _FEWEST_WORDS)
    return best if clear or words >= _SHORT_TEXT else DEFAULT_LANGUAGE


def foreign_paragraphs(
    text: str, ranges: Sequence[Range], language: str, outside: Collection[Range] = ()
) -> Iterator[tuple[Range, str]]:
    """The paragraphs among `ranges` that are not in `language`, each with its own language.

    Those in another script are told by it. Those in `outside` stand before or after the text, where shorter ones are
    judged by their words too.
    """
    words = [[word for _, _, word in words_at(text[start:end])] for start, end in ranges]
    holders = Counter(word for paragraph in words for word in sorted(set(paragraph)))
    ranked = sorted(((-n, word) for word, n in holders.items() if n > 1))[:_COMMON_WORDS]
    common = frozenset(word for _, word in ranked)
    if language == DEFAULT_LANGUAGE:  # "in" and "a" speak for no language
        common = language_cues().english
    own_script = "Latin" if language == DEFAULT_LANGUAGE else main_script("".join(text[a:b] for a, b in ranges))
    for paragraph, own in zip(ranges, words, strict=True):
        words_of_it = text[slice(*paragraph)]
        script = main_script(words_of_it)
        if script != own_script:
            if script and not (language == DEFAULT_LANGUAGE and _is_english(words_of_it)):
                yield paragraph, _language_in(script, words_of_it)
            continue
        shortest = _SHORTEST_LINE if paragraph in outside else _SHORTEST_PARAGRAPH
        if len(own) < shortest or sum(word in common for word in own) > _MOST_COMMON_SHARE * len(own):
            continue
        scores = _scores(words_of_it)
        best = _best(scores)
        if scores[best] - scores.get(language, min(scores.values())) >= _CLEAR_LEAD * len(own):
            yield paragraph, best


def _is_english(text: str) -> bool:
    """Whether words that only English has make up as much of a text as where a third of it is English."""
    words = [word for _, _, word in words_at(text)]
    found = sum(word in language_cues().english for word in words)
    return found > 1 and found >= _ENGLISH_SHARE * max(len(words), word_count(text))


def _language_in(script: str, text: str) -> str:
    """The language of a text in another script than Latin: by its own letters, else by the classifier."""
    candidates = language_cues().scripts.get(script, ())
    if len(candidates) < 2:
        return candidates[0] if candidates else "und"
    if script == "Han":
        return "ja" if kana(text) >= _KANA_SHARE * scripts(text)["Han"] else "zh"
    letters = Counter(char for char in text if char.isalpha())
    for language, own in language_cues().letters.items():
        if language in candidates and sum(letters[c] for c in sorted(own)) >= _LETTER_SHARE * letters.total():
            return language
    return _best(_scores(text), candidates)


def _best(scores: dict[str, float], among: Collection[str] = ()) -> str:
    """The language of the highest score; where none is scored the first of those that it is `among`."""
    found = {language: score for language, score in scores.items() if not among or language in among}
    return max(sorted(found), key=found.__getitem__) if found else next(iter(among))


def _scores(text: str) -> dict[str, float]:
    """The classifier's log score of every language; of its classes that are one language here the best."""
    import py3langid

    cues, found = language_cues(), dict[str, float]()
    for name, score in py3langid.rank(text):
        language = cues.same.get(name, name)
        if language not in cues.ignored:
            found[language] = max(found.get(language, float("-inf")), float(score))
    return found

import pytest

from crosscurrents.annotate.tense import tense_of_parse, tense_of_words
from crosscurrents.records.document import Parse


def parse(*tokens):
    """A parse from (form, lemma, pos, tag, dep, head) rows parted by blanks; the text is the forms joined by blanks."""
    rows = [token.split() for token in tokens]
    starts, at = [], 0
    for form, *_ in rows:
        starts.append(at)
        at += len(form) + 1
    forms, lemmas, pos, tags, deps, heads = zip(*rows, strict=True)
    ends = tuple(s + len(f) for s, f in zip(starts, forms, strict=True))
    return Parse(tuple(starts), ends, lemmas, pos, tags, deps, tuple(map(int, heads)))


def tense_at_end(made):
    return tense_of_parse(made, made.starts[-1], made.ends[-1])


PAST = ("They they PRON PRP nsubj 1", "met meet VERB VBD ROOT 1", "Friday Friday PROPN NNP npadvmod 1")
WILL = (
    "They they PRON PRP nsubj 2",
    "will will AUX MD aux 2",
    "meet meet VERB VB ROOT 2",
    "Friday Friday PROPN NNP npadvmod 2",
)
HAVE = (
    "They they PRON PRP nsubj 2",
    "have have AUX VBP aux 2",
    "met meet VERB VBN ROOT 2",
    "Friday Friday PROPN NNP npadvmod 2",
)
MEET = ("They they PRON PRP nsubj 1", "meet meet VERB VBP ROOT 1", "Friday Friday PROPN NNP npadvmod 1")
NOUN = (
    "They they PRON PRP nsubj 1",
    "feared fear VERB VBD ROOT 1",
    "votes vote NOUN NNS dobj 1",
    "on on ADP IN prep 2",
    "Friday Friday PROPN NNP pobj 3",
)


@pytest.mark.parametrize(
    ("rows", "tense"), [(PAST, "past"), (WILL, "future"), (HAVE, "perfect"), (MEET, "future"), (NOUN, "unknown")]
)
def test_the_governing_verb_gives_the_tense(rows, tense):
    assert tense_at_end(parse(*rows)) == tense


def test_no_parse_no_tense():
    assert tense_of_parse(Parse(), 0, 3) == "unknown"


def test_tense_of_words_looks_at_its_own_clause():
    text = "The envoys left on Monday; the king will speak on Friday"
    assert tense_of_words(text, 19, 25) == "past"
    assert tense_of_words(text, text.index("Friday"), len(text)) == "future"
    assert tense_of_words("Friday", 0, 6) == "unknown"

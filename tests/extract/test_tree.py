from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.extract.tree import Tree
from crosscurrents.records.document import Parse

from .made import parse_of

TEXT = "Officials said on Monday that gunmen had attacked a convoy near Tarrow in March."


def word(tree: Tree, token: int) -> str:
    return TEXT[tree.parse.starts[token] : tree.parse.ends[token]]


def test_tokens_are_those_that_share_a_character():
    tree = Tree(parse_of(TEXT))
    start = TEXT.index("gunmen")
    assert [word(tree, t) for t in tree.tokens(start + 2, start + 8)] == ["gunmen", "had"]
    assert len(tree.tokens(9, 10)) == 0  # the blank between two words


def test_head_governs_the_others():
    tree = Tree(parse_of(TEXT))
    head = tree.head(TEXT.index("a convoy"), TEXT.index(" in March"))
    assert head is not None
    assert word(tree, head) == "convoy"


def test_verb_is_the_nearest_one_above():
    tree = Tree(parse_of(TEXT))
    assert word(tree, tree.verb(tree.tokens(TEXT.index("convoy"), TEXT.index("convoy") + 1)[0])) == "attacked"
    assert word(tree, tree.verb(tree.tokens(TEXT.index("Monday"), TEXT.index("Monday") + 1)[0])) == "said"


def test_clause_is_the_verbs_own():
    tree = Tree(parse_of(TEXT))
    attacked = tree.tokens(TEXT.index("attacked"), TEXT.index("attacked") + 1)[0]
    low, high = tree.clause(attacked)
    assert TEXT[low:high] == "that gunmen had attacked a convoy near Tarrow in March"


def test_a_sentence_without_parse_has_no_tokens():
    tree = Tree(Parse())
    assert len(tree) == 0
    assert list(tree.tokens(0, 10)) == []
    assert tree.head(0, 10) is None


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=10))
def test_walks_end_whatever_the_arcs_are(heads):
    count = len(heads)
    arcs = tuple(min(h, count - 1) for h in heads)
    places = tuple(range(0, 2 * count, 2))
    word_like = ("NOUN",) * count
    tree = Tree(
        Parse(places, tuple(p + 1 for p in places), word_like, word_like, word_like, word_like, arcs),
    )
    for token in range(count):
        assert len(list(tree.up(token))) <= count

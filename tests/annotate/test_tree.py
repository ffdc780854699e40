from __future__ import annotations


def test_phrase_keeps_tails_and_leaves_article_and_apposition(make_tree) -> None:
    tree = make_tree("The governor of Papua, a former judge, resigned.")
    subject = tree.subject(next(t for t in range(len(tree)) if tree.word(t) == "resigned"))
    assert subject is not None
    assert tree.text[slice(*tree.phrase(subject))] == "governor of Papua"


def test_subject_of_a_joined_verb_is_shared(make_tree) -> None:
    tree = make_tree("The army closed the road and burned two villages.")
    verb = next(t for t in range(len(tree)) if tree.word(t) == "burned")
    subject = tree.subject(verb)
    assert subject is not None and tree.word(subject) == "army"


def test_tokens_in_counts_whole_tokens_only(make_tree) -> None:
    tree = make_tree("Boats left.")
    assert list(tree.tokens_in(0, 5)) == [0]
    assert list(tree.tokens_in(1, 5)) == []


def test_top_is_the_head_of_a_stretch(make_tree) -> None:
    text = "The old harbour master spoke."
    tree = make_tree(text)
    top = tree.top(0, text.index(" spoke"))
    assert top is not None and tree.word(top) == "master"

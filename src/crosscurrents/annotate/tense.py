"""The tense of the words around a time, from the parse: it tells "on Sunday" past from "on Sunday" to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from crosscurrents.records.document import Parse

Tense = Literal["past", "perfect", "future", "unknown"]

_PLANNING = frozenset([
    "set", "schedule", "plan", "expect", "slate", "propose", "promise", "due", "plan", "fix", "intend", "earmark",
    "call",
])  # fmt: skip
_FUTURE_WORDS = re.compile(
    r"\b(?:will|shall|would|may|might|could|should|must|won't|going to|due|expected|scheduled|set for|planned|plans?"
    r"|promised|"
    r"to (?!the\b|a\b|an\b|[A-Z\d])\w+|unless|if|deadline|upcoming)\b|'ll\b"
)
_PAST_WORDS = re.compile(
    r"\b(?:was|were|had|has|have|did|said|\w{2,}ed|fell|took|began|came|went|met|won|lost|held|broke|left|sent|struck"
    r"|fought)\b"
)
_CLAUSE_END = re.compile(r"[;:.!?()]|, (?:and|but|which|who|while|when)\b")


def tense_of_words(text: str, start: int, end: int) -> Tense:
    """Guess the tense of the clause around characters [start, end) from its words alone, without a parse."""
    begins = max((m.end() for m in _CLAUSE_END.finditer(text, 0, start)), default=0)
    closing = _CLAUSE_END.search(text, end)
    clause = text[begins:start] + " " + text[end : closing.start() if closing else len(text)]
    if _FUTURE_WORDS.search(clause):
        return "future"
    return "past" if _PAST_WORDS.search(clause) else "unknown"


def tense_of_parse(parse: Parse, start: int, end: int) -> Tense:
    """Give the tense of the verb that governs characters [start, end) in a parse.

    A present counts as future: news tells in it what is scheduled ("the council meets on Monday"). A time that hangs on
    a noun is unknown unless its verb is one of the future: "postponed the vote on 4 May" looks ahead from the past.
    """
    tokens = {i for i, (a, b) in enumerate(zip(parse.starts, parse.ends, strict=True)) if a < end and b > start}
    if not tokens:
        return "unknown"
    top = next((i for i in sorted(tokens) if parse.heads[i] not in tokens or parse.heads[i] == i), min(tokens))
    nominal = False
    for token in _ancestors(parse, top):
        tense, sure = _verb_tense(parse, token)
        if tense is not None:
            return tense if sure and not (nominal and tense != "future") else "unknown"
        nominal = nominal or (token not in tokens and parse.pos[token] in {"NOUN", "PROPN"})
    return "unknown"


def _ancestors(parse: Parse, token: int) -> Iterator[int]:
    """The token and its heads, outwards."""
    seen = set()
    while token not in seen:
        seen.add(token)
        yield token
        token = parse.heads[token]


def _verb_tense(parse: Parse, token: int) -> tuple[Tense | None, bool]:
    """The tense of one token and whether it is sure; None for what is no verb or leaves its tense to its head."""
    lemma, tag = parse.lemmas[token].lower(), parse.tags[token]
    if parse.pos[token] not in {"VERB", "AUX"}:
        return ("future", True) if lemma == "due" else (None, False)
    helpers = [
        i for i, head in enumerate(parse.heads) if head == token and i != token and parse.deps[i] in {"aux", "auxpass"}
    ]
    lemmas, tags = {parse.lemmas[i].lower() for i in helpers}, {parse.tags[i] for i in helpers}
    if tags & {"MD", "TO"}:
        return "past" if "have" in lemmas else "future", True
    if lemma in _PLANNING and tag == "VBN":
        return "future", True
    if "VBD" in tags:
        return "past", True
    if "have" in lemmas:
        return "perfect", True
    return _bare_tense(parse, token, tag, bool(helpers))


def _bare_tense(parse: Parse, token: int, tag: str, helped: bool) -> tuple[Tense | None, bool]:
    """The tense of a verb without modal, "had", "was" or "to"."""
    if tag == "VBD":
        return "past", True
    if tag == "VBN":
        participle: Tense | None = "past" if parse.deps[token] in {"acl", "advcl"} else None
        return ("future", False) if helped else (participle, True)
    if tag in {"VBZ", "VBP"} or (tag == "VBG" and helped):
        return ("future", True)
    return ("future", False) if parse.heads[token] == token else (None, False)

"""Cutting a clause out of a sentence by deletion only, and honestly.

Every rule names one part of the sentence that may go: an opener, a speaker whom the line names anyway, words set
off between subject and verb, a clause that trails behind. A part stays where it holds a needed word, a modal, a hedge
or a negation, and the whole cut is given up where what is left is no clause or tears a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from crosscurrents.brief.frames import Frame, Joint, Range
from crosscurrents.text.normal import ARTICLES

LEAST_GAP = 4  # words: a shorter part in the midst of a clause is not worth an ellipsis
OPEN_MARK = 2  # characters that mark an open end: a blank and an ellipsis
LISTED = 3  # words of a member of a list
QUOTED_REACH = 2  # characters before an opening quotation mark
NEAR = 4  # words that may stand between a joint and the subject or verb that it leads to
SHORTEST = 3  # words of a clause

_EDGES = " \t\r\n,;:–—-*#>•·"
_MARKS = ("“”", '""', "«»")
_WORDS = re.compile(r"[^\W_]+")
_SMALL = re.compile(r"\b[a-z]+\b")


@dataclass(frozen=True)
class Cut:
    """What is left of a sentence: increasing ranges of the stored text. `open`: its end was cut off to make it fit."""

    slices: tuple[Range, ...]
    open: bool = False


def cut(frame: Frame, room: int) -> Cut | None:
    """The clause around the anchor in at most `room` characters; None where no honest cut is so short."""
    deleted: list[Range] = []
    for rule in RULES:
        for part in rule(frame):
            if not any(_crosses(part, other) for other in deleted):
                deleted = [*(d for d in deleted if not _within(d, part)), part]
                if not _sound(frame, deleted):
                    deleted.remove(part)
    slices = _slices(frame, deleted)
    if length(frame.text, slices) <= room:
        return Cut(slices)
    return _shortened(frame, deleted, room)


def length(text: str, slices: tuple[Range, ...]) -> int:
    """How many characters the slices make as they are printed."""
    return len(joined(text, slices))


def joined(text: str, slices: tuple[Range, ...]) -> str:
    """The slices with an ellipsis between them, white space made single."""
    return " … ".join(" ".join(text[a:b].split()) for a, b in slices)


# ---- what may go
def _opener(frame: Frame) -> Iterator[Range]:
    """ "However, ..."; "But ..." """
    if match := frame.vocabulary.connector.match(frame.text, frame.start, frame.end):
        bare = "," not in match.group() and match.group().strip().lower() not in ("and", "but")
        if not bare and frame.loose(frame.start, match.end()):
            yield frame.start, match.end()


def _leading_speaker(frame: Frame) -> Iterator[Range]:
    """ "The ministry said that ..."; "According to the ministry, ..." """
    if frame.speaker is None:
        return
    for match in re.finditer(r"\bthat\s+", frame.text[frame.start : frame.anchor[0]]):
        begin, end = frame.start + match.start(), frame.start + match.end()
        if _speaks(frame, frame.start, begin) and not _joined_before(frame, begin):
            if not _quotes_part(frame, end):
                yield from _if_free(frame, frame.start, end)
            return
    yield from _bare_speech(frame)
    comma = next((j for j in frame.joints if j.kind == ","), None)
    if comma and frame.next_words(frame.start, 2) == ["according", "to"] and frame.said_in(frame.start, comma.start):
        yield from _if_free(frame, frame.start, comma.end)


def _bare_speech(frame: Frame) -> Iterator[Range]:
    """ "The ministry said the ferry ...": the verb stands directly before what is needed, but for an article."""
    front = list(_WORDS.finditer(frame.text, frame.start, frame.first))
    if front and front[-1].group().lower() in ARTICLES:
        front.pop()
    if front and _quotes_part(frame, front[-1].end()):
        return
    if len(front) > 1 and frame.vocabulary.is_speech(front[-1].group()) and frame.said_in(frame.start, frame.first):
        yield from _if_free(frame, frame.start, front[-1].end())


def _quotes_part(frame: Frame, at: int) -> bool:
    """Whether a quotation opens at `at` and ends before its sentence: what follows tells how it was said."""
    opening = (b for a, b in frame.quotations if 0 <= a - at <= QUOTED_REACH)
    return any(frame.words(b, frame.end)[:1] for b in opening)


def _joined_before(frame: Frame, at: int) -> bool:
    return any(j.start < at for j in frame.joints if j.kind != ",")


def _speaks(frame: Frame, start: int, end: int) -> bool:
    """Whether a verb of speech stands near the end of [start, end), and the speaker before it."""
    near = frame.words(start, end)[-5:]
    return frame.said_in(start, end) and any(frame.vocabulary.is_speech(w) for w in near)


def _trailing_speaker(frame: Frame) -> Iterator[Range]:
    """ "..., the ministry said"; "..., according to the ministry" """
    if frame.speaker is None or not frame.joints:
        return
    at = frame.joints[-1]
    tail = frame.words(at.end, frame.end)
    says = tail[:2] == ["according", "to"] or any(frame.vocabulary.is_speech(w) for w in tail)
    if at.kind in ",”" and len(tail) <= 12 and says and frame.said_in(at.end, frame.end):
        yield from _if_free(frame, at.start, frame.end)


def _leading_clause(frame: Frame) -> Iterator[Range]:
    """ "A did one thing, and B ..." where B is who acts; "As one thing went on, B ..." """
    for joint in reversed(frame.joints):
        word = next(iter(frame.next_words(joint.end, 1)), "")
        coordinated = word in frame.vocabulary.words("coordinators")
        begin = frame.after_word(joint.end) if coordinated else _skip_blanks(frame, joint.end)
        if begin > frame.first or not _begins_with_source(frame, begin):
            continue
        if (coordinated or joint.kind == ";" or _subordinate(frame, joint)) and _may_lead_off(frame, joint.start):
            yield frame.start, begin
            return


def _begins_with_source(frame: Frame, at: int) -> bool:
    return any(at <= a and len(frame.words(at, a)) < NEAR for a, _ in frame.sources)


def _subordinate(frame: Frame, joint: Joint) -> bool:
    """Whether the sentence opens with one clause or phrase that tells when or why, up to this comma."""
    opener = next(iter(frame.words(frame.start, joint.start)), "")
    alone = joint.kind == "," and joint == frame.joints[0]
    trails = opener in frame.vocabulary.words("trailers") or opener.endswith("ing")
    return alone and (trails or frame.vocabulary.only_times(frame.text[frame.start : joint.start]))


def _may_lead_off(frame: Frame, end: int) -> bool:
    """Whether the front of a sentence governs nothing of what follows: no condition, no speech of someone else."""
    front = frame.words(frame.start, end)
    governs = frame.vocabulary.words("conditions") | {"although", "though", "despite"}
    speech = frame.speaker is None and any(frame.vocabulary.is_speech(w) for w in front)
    return frame.free(frame.start, end) and not speech and not any(w in governs for w in front)


def _set_off(frame: Frame) -> Iterator[Range]:
    """ "The party, which ..., accepted": what commas set off between who acts and the verb."""
    commas = [j for j in frame.joints if j.kind == "," and j.end <= frame.anchor[0]]
    for _, end in frame.sources:
        opening = next((j for j in commas if 0 <= j.start - end <= 1), None)
        if opening is None or opening == commas[-1]:
            continue
        if _predicate_follows(frame, commas[-1].end) and not _predicate_at(frame, opening.end):
            yield from _if_free(frame, opening.start, commas[-1].end, LEAST_GAP)


def _predicate_follows(frame: Frame, at: int) -> bool:
    """Whether the anchor is, or stands next to, the verb that follows a comma."""
    between = frame.words(at, frame.anchor[0])
    leading = [*between, *frame.words(*frame.anchor)[:1]]
    return len(between) <= NEAR and any(frame.vocabulary.is_finite(w) for w in leading)


def _predicate_at(frame: Frame, at: int) -> bool:
    """Whether a verb begins here: then what commas set off is what the sentence says, and no comment."""
    first, second = [*frame.next_words(at, 2), "", ""][:2]
    participle = first not in frame.vocabulary.words("finite") and second in frame.vocabulary.words("small")
    return frame.vocabulary.is_finite(first) and not participle


def _bracketed(frame: Frame) -> Iterator[Range]:
    for start, end in frame.brackets:
        yield from _if_free(frame, start, end, LEAST_GAP)


def _dashed(frame: Frame) -> Iterator[Range]:
    """ "The road - the only one to the port - was closed" """
    dashes = [j for j in frame.joints if j.kind == "-"]
    if len(dashes) == 2:
        yield from _if_free(frame, dashes[0].start, dashes[1].end, LEAST_GAP)


def _trailing(frame: Frame) -> Iterator[Range]:
    """ "..., which had ..."; "..., saying ..."; "..., and the army left"; "...; the road stayed closed" """
    for joint in frame.joints:
        if joint.start >= frame.last and _trails(frame, joint) and frame.free(joint.start, frame.end):
            yield joint.start, frame.end
            return


def _trails(frame: Frame, joint: Joint) -> bool:
    """Whether what follows a joint is a clause of its own or a comment, which the clause before it does not need."""
    following = frame.next_words(joint.end, 8)
    if not following or joint.kind in ":”":
        return False
    if joint.kind == ";":
        return True
    vocabulary, first = frame.vocabulary, following[0]
    if vocabulary.words("relatives") & set(following[:3]):
        return True
    if first == "and":
        return not _enumerates(frame, joint) and any(vocabulary.is_finite(w, b) for b, w in pairwise(following))
    comment = first.endswith("ing") and first not in ("including", "during") and len(first) > 4
    return comment or first in vocabulary.words("trailers")


def _enumerates(frame: Frame, joint: Joint) -> bool:
    """Whether the comma before "and" closes a list: another comma stands a few words before it."""
    before = [j for j in frame.joints if j.kind == "," and j.start < joint.start]
    return bool(before) and len(frame.words(before[-1].end, joint.start)) <= LISTED


def _if_free(frame: Frame, start: int, end: int, least: int = 1) -> Iterator[Range]:
    if frame.free(start, end) and len(frame.words(start, end)) >= least:
        yield start, end


RULES: tuple[Callable[[Frame], Iterator[Range]], ...] = (
    _opener,
    _leading_speaker,
    _leading_clause,
    _trailing_speaker,
    _set_off,
    _bracketed,
    _dashed,
    _trailing,
)


def around(frame: Frame, room: int) -> Cut | None:
    """The anchor with as many of the words around it as fit, up to the next joint; for words that are no clause.

    None where a modal, hedge or negation stands next to the words and finds no room.
    """
    inside = [r for r in frame.brackets if r[0] < frame.anchor[0] and frame.anchor[1] < r[1]]
    beside = [r for r in frame.brackets if r not in inside]
    ends = [*(j.end for j in frame.joints), *(b for _, b in beside), *(a + 1 for a, _ in inside)]
    starts = [*(j.start for j in frame.joints), *(a for a, _ in beside), *(b - 1 for _, b in inside)]
    begin = max([frame.start, *(at for at in ends if at <= frame.anchor[0])])
    end = min([frame.end, *(at for at in starts if at >= frame.anchor[1])])
    words = [(m.start(), m.end()) for m in _WORDS.finditer(frame.text, begin, end)]
    start, stop = frame.anchor
    before = [w for w in words if w[1] <= start][::-1]
    after = [w for w in words if w[0] >= stop]
    for word in [w for pair in zip_longest(after, before) for w in pair if w]:
        wider = (min(start, word[0]), max(stop, word[1]))
        if length(frame.text, (wider,)) + OPEN_MARK <= room:
            start, stop = wider
    leading = frame.vocabulary.words("relatives") | frame.vocabulary.words("small")
    for word in before[::-1]:
        if word[0] == start and frame.text[slice(*word)].lower() in leading:
            start = next(w[0] for w in [*before[::-1], frame.anchor] if w[0] > start)
    left_out = next((w for w in before if w[0] < start), None)
    is_open = any(w[1] > stop for w in after)
    if length(frame.text, ((start, stop),)) + OPEN_MARK * is_open > room or (
        left_out and frame.vocabulary.keeps(frame.text[slice(*left_out)])
    ):
        return None
    return Cut(((start, stop),), open=is_open)


# ---- what is left
def _slices(frame: Frame, deleted: list[Range]) -> tuple[Range, ...]:
    """The ranges between the deletions, without marks at their edges."""
    found, at = [], frame.start
    for start, end in [*sorted(deleted), (frame.end, frame.end)]:
        if at < start and (kept := _trimmed(frame.text, at, start)):
            found.append(kept)
        at = max(at, end)
    return tuple(_unquoted(frame.text, found))


def _trimmed(text: str, start: int, end: int) -> Range | None:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and (text[end - 1] in _EDGES or (text[end - 1] == "." and not _abbreviates(text, start, end))):
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def _abbreviates(text: str, start: int, end: int) -> bool:
    """Whether the point before `end` belongs to an acronym written with points."""
    return bool(re.search(r"(?:[^\W\d_]\.){2,}$", text[start:end]))


def _unquoted(text: str, slices: list[Range]) -> list[Range]:
    """The same without quotation marks that enclose all of it."""
    whole = "".join(text[a:b] for a, b in slices)
    for marks in _MARKS:
        enclosed = whole[:1] == marks[0] and whole[-1:] == marks[1]
        if enclosed and sum(whole.count(m) for m in set(marks)) == 2:
            (first, a_end), (b_start, last) = slices[0], slices[-1]
            ends = [(first + 1, a_end)] if len(slices) == 1 else [(first + 1, a_end), *slices[1:-1]]
            ends = [(first + 1, last - 1)] if len(slices) == 1 else [*ends, (b_start, last - 1)]
            return [kept for a, b in ends if (kept := _trimmed(text, a, b))]
    return slices


def _sound(frame: Frame, deleted: list[Range]) -> bool:
    """Whether the rest is a clause: enough words, all needed ones, a verb if the sentence has one, whole quotations."""
    slices = _slices(frame, deleted)
    kept = " ".join(frame.text[a:b] for a, b in slices)
    whole = frame.text[frame.start : frame.end]
    if len(kept.split()) < SHORTEST or not _holds_needed(frame, slices):
        return False
    verb = frame.vocabulary.has_verb(kept) or not frame.vocabulary.has_verb(whole)
    return verb and all(_balanced(kept, marks) or not _balanced(whole, marks) for marks in ("“”", '""', "()", "[]"))


def _holds_needed(frame: Frame, slices: tuple[Range, ...]) -> bool:
    letters = [i for a, b in (frame.anchor, *frame.needed) for i in range(a, b) if frame.text[i].isalnum()]
    return all(any(a <= i < b for a, b in slices) for i in letters)


def _balanced(text: str, marks: str) -> bool:
    opened, closed = text.count(marks[0]), text.count(marks[1])
    return opened % 2 == 0 if marks[0] == marks[1] else opened == closed


def _shortened(frame: Frame, deleted: list[Range], room: int) -> Cut | None:
    """The clause with its tail cut off at a joint, else before a small word, as late as it fits.

    What is left must hold the verb that governs the sentence: a subject without one says nothing.
    """
    joints = [j.start for j in frame.joints if j.start >= frame.last]
    smaller = (
        m
        for m in _SMALL.finditer(frame.text, frame.last + 1, frame.end)
        if m.group() in frame.vocabulary.words("small")
    )
    parts = [m.start() for m in smaller]
    for places in (joints, parts):
        for at in sorted(places, reverse=True):
            tail = (at, frame.end)
            rest = [*(d for d in deleted if not _within(d, tail)), tail]
            slices = _slices(frame, rest)
            fits = length(frame.text, slices) + OPEN_MARK <= room and frame.free(*tail) and _sound(frame, rest)
            if fits and frame.vocabulary.has_main_verb(" ".join(frame.text[a:b] for a, b in slices)):
                return Cut(slices, open=True)
    return None


def _skip_blanks(frame: Frame, at: int) -> int:
    while at < frame.end and frame.text[at].isspace():
        at += 1
    return at


def _crosses(one: Range, other: Range) -> bool:
    """Whether two ranges overlap without one lying in the other."""
    return one[0] < other[1] and other[0] < one[1] and not _within(one, other) and not _within(other, one)


def _within(inner: Range, outer: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]

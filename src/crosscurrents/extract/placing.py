"""When and where: the time and the place that a sentence gives to one of its events.

Both follow the parse: words that hang on the trigger belong to it, then those that hang on its clause, and only then
what opens the sentence. A time of saying ("said on Monday that ...") is not the time of what is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from crosscurrents.extract.view import View
from crosscurrents.records.dates import DateRange
from crosscurrents.records.document import Document, Name, Sentence, TimeMark
from crosscurrents.records.statement import Words

# Prepositions that place an event; "on" and "against" mostly name whom it is done to.
_LOCATIVE = frozenset(
    {"in", "at", "near", "from", "to", "into", "inside", "outside", "around", "across", "along", "through",
     "throughout", "over", "off", "between"}
)  # fmt: skip
_TOWARDS = frozenset({"on", "against"})
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss"})
_INSIDE_NAME = frozenset({"compound", "appos", "conj", "nmod", "poss", "amod", "flat"})
_PLACES = frozenset({"place", "state"})
# Arcs from a verb to one that shares its time: the second of two joined verbs, a participle ("..., killing two").
_SAME_TIME = frozenset({"conj", "advcl", "dep"})
_OBJECTS = frozenset({"dobj", "attr", "oprd", "npadvmod"})
_THROUGH = frozenset({"during", "throughout", "since"})
_ERAS = frozenset({"year", "decade", "century", "war", "era", "reign", "rule"})
_RECENT = 30  # days: a sentence that names an older time tells history
_CONTEXT = 2  # sentences: how far back a day that was named still holds
_OPENING = 4  # tokens: a time that begins within so many of the sentence's first ones opens it


def date_of(view: View, start: int, end: int, *, past: bool) -> DateRange | None:
    """The time of the event whose trigger is [start, end), or None where the sentence gives it none.

    An event told as `past` cannot lie after the document: such a time is passed over.
    """
    times = [t for t in view.sentence.times if not (past and _is_later(view, t))]
    mark = _attached(view, times, start, end) or _opening(view, times, start, end)
    return mark.date if mark else None


def own_news(view: View, start: int, end: int) -> DateRange | None:
    """The days of which an undated event of a report is news: that of writing and the one before.

    Only a report dated to the day has news of its own, and only its main clauses tell them: in the simple past or the
    perfect, beside no time that lies long before. Where the report names only one of the two days, or the sentences
    just before name one, it is that day. The basis is `inferred`.
    """
    own, head = view.document.date, view.tree.head(start, end)
    if head is None or own is None or not _has_news(view.document):
        return None
    verb = view.tree.verb(head)
    if not _tells_news(view, verb) or _spans_years(view, verb) or any(_is_old(t, own) for t in view.sentence.times):
        return None
    here = view.sentence.index
    near = [day for index, day in view.news if here - _CONTEXT <= index <= here]
    named = {day for _, day in view.news}
    if near or len(named) == 1:
        day = near[-1] if near else named.pop()
        return DateRange(day, day, "day", "inferred")
    return DateRange((own.first - timedelta(days=1)).isoformat(), own.end, "range", "inferred")


def _has_news(document: Document) -> bool:
    """Whether a document is a report that is dated to the day."""
    own = document.date
    return document.kind == "report" and own is not None and own.start is not None and own.start == own.end


def news_days(document: Document, sentences: Iterable[Sentence]) -> tuple[tuple[int, str], ...]:
    """(index of the sentence, ISO day) of every naming of a report's own day or of the one before, in order of text."""
    own = document.date
    if own is None or not _has_news(document):
        return ()
    days = {own.first.isoformat(), (own.first - timedelta(days=1)).isoformat()}
    told = [(s.index, t.date) for s in sentences for t in s.times if t.date and t.date.start == t.date.end]
    return tuple((index, date.start) for index, date in told if date.start in days)


def said_at(view: View, start: int, end: int) -> DateRange | None:
    """The time of the saying of words in which somebody acts by saying them ("said on Monday they would strike back").

    None where no verb of saying holds [start, end) or nothing gives it a time.
    """
    held = [a for a in view.sentence.attributions if a.cue and a.start <= start and end <= a.end]
    if not held:
        return None
    cue = min(held, key=lambda a: (a.end - a.start, a.start)).cue or (start, end)
    return date_of(view, *cue, past=True) or own_news(view, *cue)


def _tells_news(view: View, verb: int) -> bool:
    """Whether `verb` is finite, past or perfect, and no part of a clause that gives setting or condition."""
    parse, tree = view.sentence.parse, view.tree
    if any(parse.deps[t] in {"relcl", "advcl", "acl", "pcomp"} or _is_marked(view, t) for t in tree.up(verb)):
        return False
    helpers = {parse.lemmas[c].lower(): parse.tags[c] for c in tree.children[verb] if parse.deps[c].startswith("aux")}
    if parse.tags[verb] == "VBD":
        return True
    return parse.tags[verb] == "VBN" and (helpers.get("have") in {"VBZ", "VBP"} or helpers.get("be") == "VBD")


def _spans_years(view: View, verb: int) -> bool:
    """Whether a verb, or what hangs on it, is said of a whole war, rule or number of years: history in any tense."""
    parse, tree = view.sentence.parse, view.tree
    long = (t for t in range(*tree.subtree(verb)) if parse.lemmas[t].lower() in _THROUGH)
    return any(parse.lemmas[t].lower() in _ERAS for c in long for t in range(*tree.subtree(c)))


def _is_old(time: TimeMark, own: DateRange) -> bool:
    return time.date is not None and time.date.end is not None and (own.first - time.date.last).days > _RECENT


def _is_later(view: View, time: TimeMark) -> bool:
    own = view.document.date
    return bool(time.date and time.date.start and own and own.end and time.date.first > own.last)


def _attached(view: View, times: Iterable[TimeMark], start: int, end: int) -> TimeMark | None:
    """The nearest of the times that hang on the trigger, else of those that hang on its clause."""
    tree = view.tree
    head = tree.head(start, end)
    if head is None:
        return None
    ranked = []
    for time in times:
        token = tree.head(time.start, time.end)
        rank = None if token is None else _rank(view, token, head)
        if rank is not None:
            ranked.append((rank, max(start - time.end, time.start - end), time.start, time))
    return min(ranked, key=lambda r: r[:3])[3] if ranked else None


def _rank(view: View, time: int, trigger: int) -> int | None:
    """How closely the time hangs on the trigger: 0 on itself, 1 on its verb, 2 on a verb that shares its time."""
    tree = view.tree
    above, verb = list(tree.up(time)), tree.verb(time)
    top = trigger if trigger in above else verb
    path = above[: above.index(top)] if top in above else []
    if any(_is_apart(view, t) for t in path[1:]):
        return None
    if trigger in above and (verb == tree.verb(trigger) or verb not in path):
        return 0
    if verb == tree.verb(trigger):
        return None if _names_other(view, verb, trigger) else 1
    return 2 if verb in _sharing(view, trigger) else None


def _is_apart(view: View, token: int) -> bool:
    """Whether the token is a noun whose time need not be its verb's: any but the verb's own object or complement."""
    parse = view.sentence.parse
    return parse.pos[token] in {"NOUN", "PROPN"} and parse.deps[token] not in _OBJECTS


def _names_other(view: View, verb: int, trigger: int) -> bool:
    """Whether `verb` is the trigger of another event, which then has the better claim to what hangs on it."""
    if verb == trigger:
        return False
    starts, ends = view.sentence.parse.starts, view.sentence.parse.ends
    return any(
        m.start <= starts[verb] and ends[verb] <= m.end and not m.start <= starts[trigger] < m.end
        for m in view.sentence.marks.of("events")
    )


def _sharing(view: View, trigger: int) -> list[int]:
    """The verbs above the trigger's own from which only arcs of the same time lead down to it."""
    parse, found = view.sentence.parse, []
    at = view.tree.verb(trigger)
    while parse.deps[at] in _SAME_TIME and parse.heads[at] != at and not _is_marked(view, at):
        at = parse.heads[at]
        found.append(at)
    return found


def _is_marked(view: View, verb: int) -> bool:
    """Whether a conjunction opens the verb's clause ("after", "because"), which then has a time of its own."""
    deps = view.sentence.parse.deps
    return any(deps[c] == "mark" for c in view.tree.children[verb])


def _opening(view: View, times: Sequence[TimeMark], start: int, end: int) -> TimeMark | None:
    """The time that opens the sentence, where the trigger stands in its main clause."""
    parse, tree = view.sentence.parse, view.tree
    head = tree.head(start, end)
    if head is None or any(parse.deps[t] in {"ccomp", "relcl", "pcomp"} or _is_marked(view, t) for t in tree.up(head)):
        return None
    return next((t for t in times if len(tree.tokens(0, t.start)) < _OPENING and t.end <= start), None)


def place_of(view: View, start: int, end: int) -> Words | None:
    """The place of the event whose trigger is [start, end), as written: the one that hangs on it most closely."""
    head = view.tree.head(start, end)
    if head is None:
        return None
    placed = [(n, on) for n in view.sentence.names if n.type in _PLACES and (on := _governor(view, n)) is not None]
    ranked = [(r, max(n.start - end, start - n.end), n.start, n) for n, on in placed if (r := _tie(view, on, head))]
    if not ranked:
        return None
    chosen = min(ranked, key=lambda r: r[:3])[3]
    return view.words(chosen.start, chosen.end)


def _tie(view: View, governor: int, trigger: int) -> int | None:
    """How closely a place hangs on the trigger.

    1 on itself, 2 on its verb or that verb's object, 3 on what hangs on the trigger without another event between
    ("killed in a raid in X"), 4 further up.
    """
    tree, verb = view.tree, view.tree.verb(trigger)
    if governor == trigger:
        return 1
    if governor == verb or (tree.verb(governor) == verb and not _is_apart(view, governor)):
        return 2
    above = list(tree.up(governor))
    if trigger in above and not any(_is_clause(view, t) for t in above[: above.index(trigger)]):
        return 3
    return 4 if governor in tree.up(trigger) else None


def _is_clause(view: View, token: int) -> bool:
    """Whether a clause hangs on its head by `token`."""
    return view.sentence.parse.pos[token] in {"VERB", "AUX"}


def _governor(view: View, name: Name) -> int | None:
    """The token that a locative preposition ties the name to; None where none does."""
    parse, tree = view.sentence.parse, view.tree
    token = tree.head(name.start, name.end)
    if token is not None and name.type == "state" and parse.deps[token] in _MODIFIERS:
        return None  # "the Lunarian capital" is a town
    while token is not None:
        above = parse.heads[token]
        if parse.deps[token] == "pobj" and parse.lemmas[above].lower() in _locative(name):
            return parse.heads[above]
        if name.type == "place" and _is_scene(view, token, above):
            return above
        climbs = parse.deps[token] in _INSIDE_NAME or parse.lemmas[above].lower() == "of" or parse.lemmas[token] == "of"
        token = above if climbs and above != token else None
    return None


def _locative(name: Name) -> frozenset[str]:
    """The prepositions that tie this name to an event as its place: a town is also struck "on" and "against"."""
    return _LOCATIVE | _TOWARDS if name.type == "place" else _LOCATIVE


def _is_scene(view: View, token: int, above: int) -> bool:
    """Whether a place stands before the noun of an act ("a Tarrow raid") or is the object of its verb."""
    parse = view.sentence.parse
    marked = any(m.start <= parse.starts[above] < m.end for m in view.sentence.marks.of("events"))
    return marked and (parse.deps[token] in _MODIFIERS or parse.deps[token] == "dobj")

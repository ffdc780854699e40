"""The sections `who` and `unsaid`: who acts, as the documents introduce them, and what they say is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from crosscurrents.brief.labels import counted, shortened
from crosscurrents.brief.material import Material
from crosscurrents.brief.selection import Candidate, Picked
from crosscurrents.brief.wording import MOST_EVIDENCE, clause_line, documents_of, inner, source_label
from crosscurrents.records.document import Mention
from crosscurrents.records.page import Line
from crosscurrents.records.provenance import Evidence
from crosscurrents.records.situation import Actor, Event, Expectation, Relation, Unknown
from crosscurrents.text.normal import bare_form, normal_form
from crosscurrents.text.skeleton import skeleton

MOST_RELATIONS = 3
MOST_FORMS = 3
LONGEST_WORDS = 70  # characters of the words that introduce somebody
TELLING = (
    "office", "membership", "command", "part_of", "backs", "alias", "funding", "mediates",
)  # fmt: skip


SPEAKING = frozenset({"command", "part_of", "backs", "funding", "mediates"})  # shown in whole where no label names them


# ---- who
def who_candidates(material: Material, shown: Sequence[Picked]) -> list[Candidate]:
    """The actors that the documents introduce or name differently, those of the lines shown first."""
    relations = _relations(material)
    acting = _acting(material, shown)
    actors = [a for a in material.actors.values() if a.type != "state" and acting[a.id]]
    actors = [a for a in actors if relations.get(a.id) or any(_is_new(material, a, f) for f in _forms(a))]
    actors.sort(key=lambda a: (-acting[a.id], a.name.casefold(), a.id))
    return [
        Candidate(acting[a.id], (a.id, 0, 0), (rank,), partial(_actor_line, material, a, relations.get(a.id, [])))
        for rank, a in enumerate(actors)
    ]


def _acting(material: Material, shown: Sequence[Picked]) -> Counter[str]:
    """How much each actor does: an event counts one, one that the page shows four."""
    on_page = {i for p in shown for i in p.line.items}
    count: Counter[str] = Counter()
    for event in material.of(Event):
        for actor in dict.fromkeys((*event.actors, *event.recipients)):
            count[actor] += 4 if event.id in on_page else 1
    return count


def _relations(material: Material) -> dict[str, list[Relation]]:
    """The relations by subject, those that tell most first."""
    found: dict[str, list[Relation]] = {}
    told = [r for r in material.of(Relation) if r.kind in TELLING and r.evidence]
    told = [r for r in told if r.confidence >= material.config.gate]
    for relation in sorted(told, key=lambda r: (TELLING.index(r.kind), -r.confidence, r.id)):
        found.setdefault(relation.subject, []).append(relation)
    return found


def _actor_line(material: Material, actor: Actor, relations: Sequence[Relation]) -> Line | None:
    """ "Name: “office” of X [D1]; also “other form” [D5]"; None where the documents say nothing of the kind."""
    said: dict[str, Evidence] = {}
    for relation in relations:
        words = _introduction(material, actor, relation)
        if words and words not in said and len(said) < MOST_RELATIONS:
            said[words] = relation.evidence[0]
    parts = [f"{words} [{material.label(e.document)}]" for words, e in said.items()]
    forms = _other_forms(material, actor)
    evidence = [*said.values(), *(e for _, e in forms)]
    if forms:
        parts.append("also " + ", ".join(f"“{inner(w)}” [{material.label(e.document)}]" for w, e in forms))
    if not parts:
        return None
    note = _unsaid_sameness(actor, forms, relations)
    while len(text := f"{actor.name}: {'; '.join(parts)}{note}") > material.config.max_line and len(parts) > 1:
        parts.pop()
        note = ""
    if len(text) > material.config.max_line:
        return None
    return Line(text=text, items=(actor.id,), evidence=tuple(evidence[:MOST_EVIDENCE]))


def _introduction(material: Material, actor: Actor, relation: Relation) -> str | None:
    """The words of a relation: its label with the other side's name, else its own words."""
    quote = " ".join(relation.evidence[0].quote.split())
    if relation.object == actor.id or not _names(actor, quote) or not _whole(quote):
        return None
    if relation.kind == "alias":
        return f"“{inner(shortened(quote, LONGEST_WORDS))}”"
    if relation.label:
        return _labelled(material, actor, relation) if relation.label in quote else None
    whole = relation.kind in SPEAKING and len(quote) <= LONGEST_WORDS and material.vocabulary.has_verb(quote)
    return f"“{inner(quote)}”" if whole else None


def _labelled(material: Material, actor: Actor, relation: Relation) -> str | None:
    """The office or role that a relation gives to a person; None where the label is none, or is somebody else's."""
    label, other = relation.label or "", material.name_of(relation.object)
    named = material.names_other_body(label, actor.id) or normal_form(label).startswith(normal_form(actor.name))
    foreign = relation.kind == "office" and _of_another_state(material, actor, relation.object)
    if named or foreign or actor.type != "person" or not material.vocabulary.is_role(label):
        return None
    of = "" if normal_form(other) in normal_form(label) else f" ({shortened(other, LONGEST_WORDS)})"
    return f"“{inner(shortened(label, LONGEST_WORDS))}”{of}"


def _of_another_state(material: Material, actor: Actor, body: str) -> bool:
    """Whether the catalogue knows that a person belongs to another state than the office."""
    other = material.actors.get(body)
    return bool(actor.country and other and other.country and actor.country != other.country)


def _whole(quote: str) -> bool:
    """Whether every bracket of some words is opened and closed in them."""
    depth = [quote.count("(", 0, n) - quote.count(")", 0, n) for n in range(len(quote) + 1)]
    return min(depth) >= 0 and depth[-1] == 0


def _forms(actor: Actor) -> set[str]:
    return {form for found in actor.forms.values() for form in found}


def _names(actor: Actor, quote: str) -> bool:
    """Whether words name an actor in any of the forms by which the documents call it."""
    forms = _forms(actor) | {actor.name}
    words = set(bare_form(quote).split())
    return any(words & {w for w in bare_form(f).split() if len(w) > 2 or w == f.casefold()} for f in forms)


def _other_forms(material: Material, actor: Actor) -> list[tuple[str, Evidence]]:
    """Names in the documents that share no word with the actor's own name, each with a place where it stands."""
    names = {d.name: d for d in material.documents if d.coding is None}
    found: dict[str, tuple[str, Evidence]] = {}
    for name, forms in sorted(actor.forms.items()):
        document = names.get(name)
        for form in forms if document else ():
            known = normal_form(form) in found or not _is_new(material, actor, form)
            mention = _mention(material.mentions(document.id), form) if document and not known else None
            if document and mention and _of_a_kind(actor, mention):
                found[normal_form(form)] = (form, document.evidence(mention.start, mention.end, "mention"))
    return list(found.values())[:MOST_FORMS]


def _is_new(material: Material, actor: Actor, form: str) -> bool:
    """Whether a form says more than the name: no acronym, no word of the name, and not what others are called."""
    own = {*skeleton(actor.name).split(), *normal_form(actor.name).split()}
    words = {*normal_form(form).split(), *skeleton(form).split()}
    told = actor.type != "community" and not form.isupper()
    return told and not words & own and not material.named_elsewhere(form, actor.id)


def _of_a_kind(actor: Actor, mention: Mention) -> bool:
    """Whether a naming is of a person where the actor is one, and of a body where it is none."""
    return (mention.type == "person") == (actor.type == "person")


def _mention(mentions: Sequence[Mention], form: str) -> Mention | None:
    """The first naming in these words; neither pronoun nor description."""
    return next((m for m in mentions if m.text == form and m.head not in ("pronoun", "description")), None)


def _unsaid_sameness(actor: Actor, forms: Sequence[tuple[str, Evidence]], relations: Sequence[Relation]) -> str:
    """A note where only the catalogue says that two names are one."""
    told = any(r.kind == "alias" for r in relations)
    person = actor.type == "person" and forms and actor.catalogue
    return ": no document says it is the same, the catalogue does" if person and not told else ""


# ---- unsaid
def unsaid_candidates(material: Material) -> list[Candidate]:
    """What the documents say that they do not know."""
    found = []
    for item in material.of(Unknown):
        if item.evidence:
            first = item.evidence[0]
            known = [s.confidence for s in map(material.statements.get, item.statements) if s is not None]
            score = max(known, default=material.config.gate) + 0.1 * len(item.evidence)
            spot = (first.document, first.start, first.end)
            order = (material.numbers[first.document], first.start)
            found.append(Candidate(score, spot, order, partial(_unknown_line, material, item)))
    return found


def _unknown_line(material: Material, item: Unknown) -> Line | None:
    return clause_line(
        material,
        item.id,
        item.evidence,
        head="",
        tail=f" · {source_label(material, item.speaker, documents_of(item.evidence))}",
        status="unknown",
        speaker=item.speaker,
        statement=None,
    )


def computed_gaps(material: Material, happened: Sequence[Picked]) -> list[Line]:
    """What is missing by count: plans whose day has passed without a word, and lines that rest on one origin."""
    found = []
    silent = [e for e in material.of(Expectation) if e.overdue and e.outcome == "open" and e.evidence]
    silent = [e for e in silent if e.confidence >= material.config.gate]
    if silent:
        evidence = tuple(e.evidence[0] for e in silent[:MOST_EVIDENCE])
        have = "has" if len(silent) == 1 else "have"
        text = f"{counted(len(silent), 'expectation')} whose day has passed {have} no later word (computed)"
        found.append(Line(text=text, items=tuple(e.id for e in silent), evidence=evidence, computed=True))
    single = [p.line for p in happened if p.line.origins and p.line.origins.most == 1]
    if len(happened) > 2 and single:
        evidence = tuple(x.evidence[0] for x in single[:MOST_EVIDENCE])
        text = f"{len(single)} of the {len(happened)} lines under HAPPENED rest on one origin (computed)"
        found.append(Line(text=text, items=tuple(i for x in single for i in x.items), evidence=evidence, computed=True))
    return found

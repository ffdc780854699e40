"""Which exported actor stands for which actor of the gold, and how well forms are brought together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from crosscurrents.evaluate.articles.comparison import Comparison, base_name, f_score, part
from crosscurrents.evaluate.articles.names import alike, normal, variants
from crosscurrents.evaluate.labels import label
from crosscurrents.evaluate.rows import Row

STANDS_FOR = 0.2  # share of an exported actor's mentions that must be one gold actor's: one blob stands for nobody
SHORTEST_PART = 4  # letters from which a part of a person's name can stand for the whole
Mention = tuple[str, str]  # document, normal form


def _forms(row: Row) -> list[str]:
    return [form for forms in (row.get("forms") or {}).values() for form in forms]


def _all_variants(forms: Iterable[str]) -> set[str]:
    return {v for form in forms for v in variants(form)}


class Cast:
    """The actors of gold and export, compared by their forms in each document."""

    def __init__(self, c: Comparison) -> None:
        self.c = c
        self.gold = {a["id"]: a for a in c.gold["actors"]}
        self.mentions: dict[Mention, set[str]] = defaultdict(set)  # which gold actors a form may name
        for actor in c.gold["actors"]:
            for document, forms in actor["forms"].items():
                for variant in _all_variants(forms):
                    self.mentions[document, variant].add(actor["id"])
        self.mentions = dict(self.mentions)
        self.known = {x["id"]: self._known_mentions(x) for x in c.of["actor"]}
        self.stands_for = {x: self._stands_for(keys) for x, keys in self.known.items()}

    def _known_mentions(self, actor: Row) -> set[Mention]:
        """The gold mentions that an exported actor has; a person also by a name that only lacks or adds a title."""
        keys: set[Mention] = set()
        for path, forms in (actor.get("forms") or {}).items():
            document = base_name(path)
            for variant in _all_variants(forms):
                if (document, variant) in self.mentions:
                    keys.add((document, variant))
                elif len(variant) >= SHORTEST_PART:
                    keys |= self._titled(document, variant)
        return keys

    def _titled(self, document: str, variant: str) -> set[Mention]:
        return {
            (d, form)
            for (d, form), ids in self.mentions.items()
            if d == document
            and (form.endswith(f" {variant}") or (" " in form and variant.endswith(f" {form}")))
            and all(self.gold[i]["type"] == "person" for i in ids)
        }

    def _stands_for(self, keys: Collection[Mention]) -> set[str]:
        hits = Counter(actor for key in keys for actor in self.mentions[key])
        return {actor for actor, number in hits.items() if number >= STANDS_FOR * len(keys)}

    # ---- questions about single references
    def names_of(self, reference: str) -> list[str]:
        """The names of an exported actor; a reference that is none is a name itself."""
        actor = self.c.by_id.get(("actor", reference))
        return [reference] if actor is None else [actor.get("name") or "", *_forms(actor)]

    def is_one_of(self, reference: str, wanted: Iterable[str]) -> bool:
        """Whether an exported actor (an id, or a name in words) is one of the gold's (ids or free names)."""
        return any(self._is(reference, w) for w in wanted)

    def _is(self, reference: str, wanted: str) -> bool:
        if wanted not in self.gold:
            return any(alike(wanted, name) for name in self.names_of(reference))
        if reference in self.stands_for:
            return wanted in self.stands_for[reference]
        name = normal(reference)
        return any(form == name and wanted in ids for (_, form), ids in self.mentions.items())

    def role_right(self, wanted: Sequence[str], got: Sequence[str], allowed: Sequence[str]) -> bool | None:
        """Whether one of the wanted actors is there and at least half of those listed are allowed; None: not judged."""
        if not wanted:
            return None
        right = sum(self.is_one_of(r, allowed) for r in got)
        return any(self.is_one_of(r, wanted) for r in got) and 2 * right >= len(got)

    def same_holder(self, wanted: str | None, got: str | None) -> bool:
        """Whether the holder of an expectation is the gold's."""
        if re.match("author|narrator", wanted or ""):
            return got in (None, "", "narrator", "author")
        if not got:
            return False
        name = normal(wanted or "")
        ids = [i for i, a in self.gold.items() if name in {normal(f) for f in (a["name"], *_forms(a))}]
        return self.is_one_of(got, ids) or any(alike(wanted, n) for n in self.names_of(got))

    def same_place(self, wanted: str, got: str) -> bool:
        """Whether an exported place (an id or a name) is the gold's, or lies in the country that the gold names."""
        by_id = self.c.by_id
        place = by_id.get(("place", got)) or by_id.get(("actor", got)) or {"name": got}
        names = {normal(n) for n in (place.get("name") or "", *_forms(place))} - {""}
        gold = next((p for p in self.c.gold["places"] if p["id"] == wanted), None)
        if gold:
            return bool(names & {normal(n) for n in (gold["name"], *_forms(gold))})
        if any(alike(wanted, name) for name in names):
            return True
        same = (p for p in self.c.of["place"] if normal(p.get("name") or "") == normal(wanted))
        countries = {normal(wanted)} | {normal(p["country"]) for p in same if p.get("country")}
        return normal(place.get("country") or "") in countries

    # ---- figures
    def score(self) -> None:
        """Note how many actors were found, their types, and how well forms were brought together."""
        c = self.c
        own = {a: {key for key, ids in self.mentions.items() if a in ids} for a in self.gold}

        def nearness(g: Row, x: Row) -> float:
            mine, theirs = own[g["id"]], self.known[x["id"]]
            return len(mine & theirs) / (len(mine | theirs) + 1)

        c.compare("actors", c.gold["actors"], c.of["actor"], _type_fields, nearness)
        got: dict[Mention, set[str]] = defaultdict(set)
        for actor, keys in self.known.items():
            for key in keys:
                got[key].add(actor)
        precision, recall = b_cubed(self.mentions, got)
        c.put("actors", mentions_shared=len(got), mentions_gold=len(self.mentions))
        c.put("actors", bcubed_precision=precision, bcubed_recall=recall, bcubed_f=f_score(precision, recall))
        c.put("actors", mention_recall=part(len(got), len(self.mentions)))
        for document, form in self.mentions:
            cell = c.covered[document]["actors"]
            cell[0] += (document, form) in got
            cell[1] += 1


def _type_fields(g: Row, x: Row) -> dict[str, bool | None]:
    return {"type": label("actor_types", g["type"]) == label("actor_types", x.get("type"))}


Clusters = Mapping[Mention, set[str]]


def b_cubed(gold: Clusters, got: Clusters) -> tuple[float | None, float | None]:
    """Extended B-cubed precision and recall (Amigo et al. 2009) over the mentions that both sides have."""
    shared = {key: gold[key] for key in got}
    return _b_cubed_side(got, shared), _b_cubed_side(shared, got)


def _b_cubed_side(of: Clusters, against: Clusters) -> float | None:
    total = 0.0
    for key in of:
        near = [other for other in of if of[key] & of[other]]
        total += sum(_multiplicity(of, against, key, other) for other in near) / len(near)
    return part(total, len(of))


def _multiplicity(of: Clusters, against: Clusters, key: Mention, other: Mention) -> float:
    together = len(of[key] & of[other])
    return min(together, len(against[key] & against[other])) / together

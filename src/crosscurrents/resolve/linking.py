"""Which names are one actor: must-links and cannot-links between the keys of names, each join with its reason.

Joins are tried from the surest kind to the least sure, each kind in an order that the names alone decide. A join that
would put a person with a group, two catalogue entries, or two people of different given names into one set is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from crosscurrents.config import Config
from crosscurrents.lexicon.actors import Catalogue
from crosscurrents.resolve.clusters import Clusters, by_key
from crosscurrents.resolve.mentions import Linked
from crosscurrents.resolve.naming import Key, Name
from crosscurrents.text.skeleton import skeleton

_SPELLED = frozenset({"person", "group", "entry"})
_SHORTEST_BONES = 4  # letters of the skeleton of a group's single-word name; shorter ones meet by chance


class Linker:
    """Joins the keys of `names`; afterwards `clusters` holds the sets and `because` the reasons under each key."""

    def __init__(self, names: dict[Key, Name], catalogue: Catalogue, config: Config) -> None:
        self.names = names
        self._catalogue = catalogue
        self._config = config
        self.clusters: Clusters[Key] = Clusters(sorted(names))
        self.because: dict[Key, list[str]] = {}
        self._bones = {key: skeleton(self._spelling(key)).split() for key in names if key[0] in _SPELLED}

    def link(self, links: Iterable[Linked], acronyms: Iterable[tuple[Key, Key]]) -> None:
        """Make all joins."""
        for linked in sorted(links, key=lambda k: (k.one, k.other, k.reason)):
            self._join(linked.one, linked.other, linked.reason)
        self._spellings()
        self._given_and_family()
        self._acronyms(acronyms)
        self._family_names()

    def reasons(self, members: Iterable[Key]) -> tuple[str, ...]:
        """Why the members of one set are one."""
        return tuple(sorted({reason for key in members for reason in self.because.get(key, ())}))

    def _spelling(self, key: Key) -> str:
        return self._catalogue.entry(key[1]).name if key[0] == "entry" else key[-1]

    def _people(self) -> list[Key]:
        return sorted(k for k in self._bones if self.names[k].is_person and self._bones[k])

    # ---- must-links
    def _spellings(self) -> None:
        """Join spellings of one name: people by two words or more, groups also by one long word."""
        spelled = sorted(k for k in self._bones if self._is_telling(k))
        for keys in by_key(spelled, lambda k: (self.names[k].is_person, *self._bones[k])).values():
            for key in keys[1:]:
                self._join(keys[0], key, self._reason("spellings of one name", keys[0], key), given=True)

    def _is_telling(self, key: Key) -> bool:
        bones = self._bones[key]
        return len(bones) > 1 or (not self.names[key].is_person and len("".join(bones)) >= _SHORTEST_BONES)

    def _given_and_family(self) -> None:
        """Join people of one given and family name: with a title before, without a middle name, or a letter apart."""
        full = [k for k in self._people() if len(self._bones[k]) > 1]
        for keys in by_key(full, lambda k: self._bones[k][-1]).values():
            pairs = [(a, b) for a, b in combinations(keys, 2) if self._alike(self._bones[a], self._bones[b])]
            alike: dict[Key, set[Key]] = {key: {key} for key in keys}
            for a, b in pairs:
                alike[a].add(b)
                alike[b].add(a)
            for a, b in pairs:
                if alike[a] == alike[b]:  # a short form that fits two people is nobody's
                    self._join(a, b, self._reason("given and family name agree", a, b))

    def _alike(self, one: list[str], other: list[str]) -> bool:
        short, long = sorted((one, other), key=len)
        if len(short) < len(long):
            titled = short == long[-len(short) :]
            return titled or (short[0] == long[0] and set(short) <= set(long))
        return Levenshtein.normalized_similarity(" ".join(one), " ".join(other)) >= self._config.name_similarity

    def _acronyms(self, pairs: Iterable[tuple[Key, Key]]) -> None:
        """Join an acronym with what the documents expand it to, where they all expand it alike."""
        for short, found in sorted(by_key(set(pairs), lambda p: p[0]).items()):
            longs = sorted(long for _, long in found)
            if len({self.clusters.root(long) for long in longs}) == 1:
                self._join(longs[0], short, self._reason("acronym and expansion", longs[0], short))

    def _family_names(self) -> None:
        """Join a family name that stands alone with the only person of the case who has it."""
        people = self._people()
        full = by_key((k for k in people if len(self._bones[k]) > 1), lambda k: self._bones[k][-1])
        for key in people:
            if len(self._bones[key]) == 1 and key[0] == "person":
                owners = full.get(self._bones[key][0], [])
                if len({self.clusters.root(o) for o in owners}) == 1:
                    self._join(owners[0], key, self._reason("the only one of this family name", owners[0], key))

    def _reason(self, why: str, one: Key, other: Key) -> str:
        return f"{why}: {self._spelling(one)} = {self._spelling(other)}"

    # ---- cannot-links
    def _join(self, one: Key, other: Key, reason: str, *, given: bool = False) -> None:
        """Join two sets unless something forbids it; `given` compares given names too."""
        if self.clusters.same(one, other):
            return
        a, b = self.clusters.members(one), self.clusters.members(other)
        if self._forbidden(a, b) or (given and self._other_given_name(a, b)):
            return
        self.because.setdefault(other, []).append(reason)
        self.clusters.join(one, other)

    def _forbidden(self, a: Sequence[Key], b: Sequence[Key]) -> bool:
        """Whether two sets hold a person and a group, or two entries of the catalogue."""
        kinds = {self.names[k].is_person for k in (*a, *b)}
        entries = {n.entry for n in (self.names[k] for k in (*a, *b)) if n.entry}
        offices = {k for k in (*a, *b) if k[0] == "office"}
        return len(kinds) > 1 or len(entries) > 1 or len(offices) > 1

    def _other_given_name(self, a: Sequence[Key], b: Sequence[Key]) -> bool:
        """Whether two sets of people have no given name in common."""
        one, other = self._given(a), self._given(b)
        return bool(one and other and not one & other and not _initials(one, other) and not self._near(one, other))

    def _given(self, keys: Sequence[Key]) -> set[str]:
        return {self._bones[k][0] for k in keys if self.names[k].is_person and len(self._bones.get(k, ())) > 1}

    def _near(self, one: set[str], other: set[str]) -> bool:
        least = self._config.name_similarity
        return any(Levenshtein.normalized_similarity(a, b) >= least for a in one for b in other)


def _initials(one: set[str], other: set[str]) -> bool:
    """Whether a given name of one set may be the initial of one of the other."""
    return any(min(len(a), len(b)) == 1 and a[0] == b[0] for a in one for b in other)

"""One document's naming: which chain of mentions, or which words of their own, a role of a statement stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import get_args

from crosscurrents.records.document import ActorType, Mention
from crosscurrents.records.identity import statement_id
from crosscurrents.records.statement import Reading, Words
from crosscurrents.resolve.clusters import by_key
from crosscurrents.resolve.naming import PRONOUNS, Key, Name, Namer, head_of, trimmed
from crosscurrents.text.normal import bare_form, normal_form
from crosscurrents.text.skeleton import skeleton

_bare = lru_cache(maxsize=1 << 16)(bare_form)
_NAMING = ("name", "acronym", "short", "description")  # the best kind of mention first
_PROPER = frozenset({"name", "acronym", "short"})
_ACTORS = frozenset(get_args(ActorType))
_TRAILING = " \t\n.,;:)]’'\"”s"
# After these words of a phrase stands something that narrows the head, not the head itself.
_BEFORE_NARROWING = "of in from to by with for on at against near over under between among inside outside"
_PREPOSITIONS = frozenset(_BEFORE_NARROWING.split())
_JOINING = frozenset({"and", "or", "&"})
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "its", "his", "her", "their", "our"})


@dataclass(slots=True)
class Naming:
    """Somebody named in a document, with the forms (and where each first stands) and the member id.

    `proper` holds those of the forms that are names: not descriptions, nor names with words around them.
    """

    name: Name
    id: str
    forms: dict[str, int] = field(default_factory=dict)
    proper: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Linked:
    """Two names that one document gives to one thing, with the reason in words."""

    one: Key
    other: Key
    reason: str


class DocumentNames:
    """The names of one document. Mentions are known from the start; words of roles are added as they are asked for."""

    def __init__(self, reading: Reading, name: str, namer: Namer) -> None:
        self.document = reading.document
        self.file = name
        self._namer = namer
        self.namings: dict[Key, Naming] = {}
        self.links: list[Linked] = []
        self.acronyms: list[tuple[Key, Key]] = []  # (acronym, name) that stand for one thing here
        self._chains: dict[int, Name] = {}
        self._kinds: dict[int, str] = {}
        self._forms: dict[str, Name] = {}
        self._families: dict[str, dict[Key, Name]] = {}
        self._mentions = sorted(reading.mentions, key=lambda m: (m.start, m.end))
        self._starts = [m.start for m in self._mentions]
        for chain, mentions in sorted(by_key(self._mentions, lambda m: m.chain).items()):
            self._add_chain(chain, mentions)

    # ---- chains of mentions
    def _add_chain(self, chain: int, mentions: list[Mention]) -> None:
        """Name a chain by its best mentions; a chain of pronouns alone names nobody."""
        kind = next((m.type for m in mentions if m.head in _NAMING), mentions[0].type)
        self._kinds[chain] = kind
        if kind == "place":
            return
        named = self._chain_names(mentions, kind)
        if not named:
            return
        main = named[0][0]
        self._chains[chain] = main
        if main.entry or (kind in _ACTORS and any(m.head in _PROPER for m in mentions)):
            for other, m in named[1:]:
                self._link(main, other, m)
            for m in mentions:
                if m.head != "pronoun":
                    self._add(main, m.text, m.start, m.end)
                if m.head in _PROPER:
                    self.namings[main.key].proper.add(trimmed(m.text))

    def _chain_names(self, mentions: list[Mention], kind: str) -> list[tuple[Name, Mention]]:
        """The distinct names that a chain's best mentions give, catalogue entries first, then the longest form."""
        for head in _NAMING:
            heads = {"name", "acronym"} if head == "name" else {head}
            of_head = [m for m in mentions if m.head in heads] if any(m.head == head for m in mentions) else []
            found = {n.key: (n, m) for m in reversed(of_head) for n in self._names(m, kind)}
            if found:
                return sorted(found.values(), key=lambda f: (f[0].entry is None, -len(f[0].key[-1]), f[0].key))
        return []

    def _names(self, mention: Mention, kind: str) -> list[Name]:
        """Whom one mention names; a family name alone may be that of the document's only person with it."""
        known = self._person_at_end(mention.text) if kind == "person" and mention.head == "short" else None
        if known:
            return [known]
        names = [
            self._namer.read(f, kind, mention.entry, self.document) for f in self._namer.names_in(trimmed(mention.text))
        ]
        return [n for n in names if n is not None]

    def _link(self, main: Name, other: Name, mention: Mention) -> None:
        """Note that one chain has both names: as acronym and expansion, else as two names of one.

        Beside its expansion an acronym is no name of its own: in another document it may stand for another.
        """
        short, long = sorted((main.key, other.key), key=lambda k: (len(k[-1]), k))
        if _is_acronym(short[-1], long[-1]):
            self.acronyms.append((short, long))
        else:
            self._add(other, mention.text, mention.start, mention.end)
            self.links.append(Linked(main.key, other.key, f"named as one in {self.file}"))

    # ---- looking up
    def at(self, words: Words) -> Name | None:
        """Whom the words of a role name; None for a pronoun that nobody stands behind."""
        mention = self._mention_for(words)
        if mention is not None and mention.chain in self._chains:
            form = words.text if _is_form(words, mention) else mention.text
            return self._add(self._chains[mention.chain], form, words.start, words.end)
        text = mention.text if mention is not None else words.text
        kind = "place" if mention is not None and mention.type == "place" else None
        return self.called(text, words.start, words.end, kind)

    def called(self, text: str, start: int, end: int, kind: str | None = None) -> Name | None:
        """Whom `text` names here: by a form of the document, a person's family name, else by the words themselves."""
        written = trimmed(text)
        if normal_form(written) in PRONOUNS:
            return None
        known = self._forms.get(_bare(written)) or self._person_at_end(written)
        name = known or self._namer.read(written, kind, None, self.document)
        return self._add(name, written, start, end) if name else None

    def known(self, text: str) -> Name | None:
        """Whom the document calls `text`; None where it calls nobody so."""
        return self._forms.get(_bare(trimmed(text)))

    def land_at(self, start: int, end: int) -> str | None:
        """The state that the last mention of a state as a place in [start, end) names (catalogue code), if one does."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        find = self._namer.catalogue.find  # no capitals: Tripoli is also a town of Lebanon
        places = [m.text for m in self._mentions[low:high] if m.type == "place"]
        states = [e.country for text in places for e in find(text) if e.type == "state"]
        return states[-1] if states else None

    def main_country(self) -> str | None:
        """The country whose actors the document names most often (catalogue code); None where it names none."""
        count = Counter(n.country for m in self._mentions if (n := self._chains.get(m.chain)) and n.country)
        return min(count, key=lambda c: (-count[c], c)) if count else None

    def place_words(self, words: Words) -> str:
        """The name of a place in the words of a role (`the town of Sor` names by the mention inside)."""
        mention = self._mention_for(words)
        return trimmed(mention.text if mention is not None else words.text)

    def place_mentions(self) -> list[Mention]:
        """The mentions that name places."""
        return [m for m in self._mentions if self._kinds[m.chain] == "place" and m.head != "pronoun"]

    def between(self, start: int, end: int) -> list[Key]:
        """The keys of those named in characters [start, end), in order of text."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        chains = dict.fromkeys(m.chain for m in self._mentions[low:high])
        return [self._chains[c].key for c in chains if c in self._chains]

    def _mention_for(self, words: Words) -> Mention | None:
        """The mention that is the head of some words: it covers them, or ends them behind title or adjective."""
        low, high = bisect_left(self._starts, words.start), bisect_left(self._starts, words.end)
        near = self._mentions[max(0, low - 3) : high]
        covering = [m for m in near if m.start <= words.start and words.end <= m.end and _is_meant(m, words)]
        if covering:
            return min(covering, key=lambda m: (m.end - m.start, m.start))
        inside = [m for m in near if words.start <= m.start and m.end <= words.end]
        return next((m for m in reversed(inside) if _is_head(m, words)), None)

    def _person_at_end(self, written: str) -> Name | None:
        """The only person of the document whose family name ends `written` (`Mr Haddad`, `President Haddad`)."""
        if any(word in _PREPOSITIONS | _JOINING for word in written.split()[-3:-1]):
            return None
        last = skeleton(written).split()[-1:]
        found = self._families.get(last[0], {}) if last and written.rsplit(maxsplit=1)[-1][:1].isupper() else {}
        return next(iter(found.values())) if len(found) == 1 else None

    def _add(self, name: Name, form: str, start: int, end: int) -> Name:
        """Note a form of somebody, and the smallest id of the places where he is named."""
        naming = self.namings.get(name.key)
        member = statement_id(self.document, "actor", start, end)
        if naming is None:
            naming = self.namings[name.key] = Naming(name, member)
        naming.id = min(naming.id, member)
        written = trimmed(form)
        if written in naming.forms:
            naming.forms[written] = min(start, naming.forms[written])
        elif normal_form(written) not in PRONOUNS:
            naming.forms[written] = start
            self._index(name, written)
        return name

    def _index(self, name: Name, written: str) -> None:
        for form in self._namer.names_in(written):
            self._forms.setdefault(_bare(form), name)
        if name.is_person and name.key[0] in {"person", "entry"}:
            for bones in skeleton(written).split()[-1:]:
                self._families.setdefault(bones, {})[name.key] = name


def _is_meant(mention: Mention, words: Words) -> bool:
    """Whether words inside a mention stand for the whole of it: they hold the head of what it says.

    In `Chad's new president` or `a spokesman for the Guard` neither Chad nor the Guard is the one who is meant.
    """
    if (words.start, words.end) == (mention.start, mention.end):
        return True
    if mention.head == "description":
        end = mention.start + len(head_of(mention.text))
        return words.start < end <= words.end
    return mention.type != "person" or words.end == mention.end


def _is_form(words: Words, mention: Mention) -> bool:
    """Whether the words of a role are a form of the name in them: the name, or a person with office or state before.

    Numbers and brackets before it (`around 40 [NG`) are none of it, and a piece of a name is no name.
    """
    if mention.head == "pronoun" or words.text == mention.text:
        return True
    before = words.text[: max(0, mention.start - words.start)]
    return mention.end <= words.end and not any(char.isdigit() or char in "[]()" for char in before)


def _is_head(mention: Mention, words: Words) -> bool:
    """Whether a mention inside `words` is what they name as a whole."""
    before = words.text[: max(0, mention.start - words.start)]
    after = words.text[mention.end - words.start :]
    if after.strip(_TRAILING):
        return False
    lead = before.split()
    nearest = next((word.lower().rstrip(",") for word in reversed(lead) if word.lower() not in _DETERMINERS), "")
    if nearest in _PREPOSITIONS | _JOINING:
        return False
    if mention.type == "person":
        return True
    if any(word in _PREPOSITIONS for word in lead):
        return False
    return not any(word[0].isupper() for word in lead[1:]) and not (lead and lead[0][0].isupper() and lead[0] != "The")


def _is_acronym(short: str, long: str) -> bool:
    """Whether `short` is made of initials of `long`, in order, beginning with its first."""
    initials = "".join(word[0] for word in long.split())
    letters = short.replace(" ", "")
    if " " not in long or not 2 <= len(letters) <= len(initials) or letters[0] != initials[0]:
        return False
    rest = iter(initials)
    return all(letter in rest for letter in letters)

"""Labelled files -> training items: texts with marked spans, cut into sentences, encoded as word pieces.

A text's labels from all files are joined by its id. What a file does not label stays out of that text's loss.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import schema

EVENT_LAYERS = ("events", "influences", "signals")
KIND_LAYERS = ("figures", "times", "stances", "expectations", "relations")
STATE_LAYERS = ("states", "indicators", "quotations")
Place = tuple[int, int]


@dataclass
class Mention:
    """A span of a layer with what is known of it; `roles` name spans, `attributes` the classes of heads."""

    layer: str
    label: str
    start: int
    end: int
    roles: list[tuple[str, int, int]] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    full: bool = True  # False: the roles of a phrase, whose speaker nobody labelled


@dataclass
class Link:
    """A labelled link: indexes of its ends in `Text.mentions`."""

    layer: str
    label: str
    source: int
    target: int
    hedge: str | None = None


@dataclass
class Text:
    """A text with all of its labels; offsets count characters of `text`."""

    id: str
    text: str
    layers: tuple[str, ...]
    mentions: list[Mention]
    links: list[Link]
    date: str | None = None


def kept_apart(name: str) -> bool:
    """Whether a text is never trained on: a tenth, by a hash of its id, the same for all of its labels.

    Texts that differ in a few words only (`FAMILY+1`, `FAMILY+2`) are kept apart together.
    """
    return _hash(name)[0] % 10 == 0


def for_tuning(name: str) -> bool:
    """Of the texts kept apart, the half that thresholds and calibration may see."""
    return _hash(name)[1] % 2 == 0


def _hash(name: str) -> bytes:
    return hashlib.sha256(name.partition("+")[0].encode()).digest()


def occurrences(text: str, words: str) -> list[Place]:
    """Where `words` stands in `text`; those that do not cut a word first choice, all others only if there is none."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + len(words))
    whole = [(a, b) for a, b in found if not _cuts(text, a) and not _cuts(text, b)]
    return whole or found


def _cuts(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def locate(text: str, words: str | None, at: int | None = None, near: Place | None = None) -> Place | None:
    """The place of `words`: at `at` if given, inside or nearest to `near`, else the first; None where it is absent."""
    if not words:
        return None
    if at is not None and text.startswith(words, at):
        return at, at + len(words)
    found = occurrences(text, words)
    if near is None or not found:
        return found[0] if found else None
    return min(found, key=lambda p: (max(near[0] - p[0], p[1] - near[1], 0), p[0]))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def load(folder: Path) -> list[Text]:
    """All labelled texts under `folder`, sorted by id."""
    phrases = {r["id"]: r["phrases"] for p in sorted((folder / "archetypes").glob("*.jsonl")) for r in _lines(p)}
    states = {r["id"]: r for p in sorted((folder / "states").glob("*.jsonl")) for r in _lines(p)}
    texts = [_event_text(r, phrases.get(r["id"], [])) for p in sorted(folder.glob("*.jsonl")) for r in _lines(p)]
    texts += [_reasons_text(r) for p in sorted((folder / "reasons").glob("*.jsonl")) for r in _lines(p)]
    texts += [_kinds_text(r) for p in sorted((folder / "kinds").glob("*.jsonl")) for r in _lines(p)]
    for text in texts:
        if text.id in states:
            _add_states(text, states[text.id])
    return sorted(texts, key=lambda t: t.id)


def kinds(path: Path) -> list[Text]:
    """The passages of one file of the form of `kinds/`."""
    return [_kinds_text(row) for row in _lines(path)]


def _event_text(row: dict[str, Any], phrases: list[dict[str, Any]]) -> Text:
    text = Text(row["id"], row["text"], EVENT_LAYERS, [], [])
    for number, event in enumerate(row["events"]):
        _add_event(text, event, number)
    known = {p["phrase"]: p for p in phrases}
    for influence in row["influences"]:
        _add_influence(text, influence, known)
    return text


def _add_event(text: Text, event: dict[str, Any], number: int) -> None:
    place = locate(text.text, event["trigger"], event.get("trigger_at"))
    if place is None:
        return
    attributes = {"modality": event["modality"], "main": "yes" if event.get("main", number == 0) else "no"}
    mention = Mention("events", event["type"], *place, attributes=attributes)
    for key in ("sources", "targets"):
        spots = event.get(key + "_at") or []
        for i, words in enumerate(event[key]):
            got = locate(text.text, words, spots[i] if i < len(spots) else None)
            mention.roles += [(key[:-1], *got)] if got else []
    if event["speaker"] != "narrator":
        got = locate(text.text, event["speaker"])
        mention.roles += [("speaker", *got)] if got else []
    text.mentions.append(mention)


def _reasons_text(row: dict[str, Any]) -> Text:
    text = Text(row["id"], row["text"], ("reasons",), [], [])
    for influence in row["influences"]:
        _add_link(text, "reasons", influence, {})
    return text


def _add_link(text: Text, layer: str, row: dict[str, Any], known: dict[str, dict[str, Any]]) -> list[Place] | None:
    """Adds a causal link and its situations; the places of cause and effect, None where one is not found."""
    ends = [locate(text.text, row[key], row.get(key + "_at")) for key in ("cause", "effect")]
    places = [place for place in ends if place]
    if len(places) < 2:
        return None
    index = [_situation(text, layer, p, known.get(row[k])) for k, p in zip(("cause", "effect"), places, strict=True)]
    text.links.append(Link(layer, row["sign"], index[0], index[1], row["hedge"]))
    return places


def _add_influence(text: Text, row: dict[str, Any], known: dict[str, dict[str, Any]]) -> None:
    ends = _add_link(text, "influences", row, known)
    if ends is None:
        return
    between = (min(p[0] for p in ends), max(p[1] for p in ends))
    signal = locate(text.text, row["signal"], row.get("signal_at"), between)
    if signal:
        text.mentions.append(Mention("signals", "signal", *signal))


def _situation(text: Text, layer: str, place: Place, phrase: dict[str, Any] | None) -> int:
    for i, m in enumerate(text.mentions):
        if m.layer == layer and (m.start, m.end) == place:
            return i
    mention = Mention(layer, "situation", *place, full=False)
    if phrase:
        _describe(text, mention, phrase)
    text.mentions.append(mention)
    return len(text.mentions) - 1


def _describe(text: Text, mention: Mention, row: dict[str, Any]) -> None:
    """Archetype, direction, variant and arguments of a phrase or a state."""
    first, second, scale = schema.ARCHETYPES[row["archetype"]]
    step = 1 + scale.index(row["variant"]) if row["variant"] in scale else 0
    mention.attributes |= {"archetype": row["archetype"], "direction": row["direction"], "variant": str(step)}
    for role, names in (("arg1", first), ("arg2", second)):
        for name in names:
            got = locate(text.text, row["arguments"].get(name), near=(mention.start, mention.end))
            if got:
                mention.roles.append((role, *got))
                break


def _kinds_text(row: dict[str, Any]) -> Text:
    text = Text(row["id"], row["text"], KIND_LAYERS, [], [], row["date"])
    for layer in ("figures", "times"):
        for item in row[layer]:
            _mention(text, layer, layer[:-1], item, ())
    for item in row["stances"]:
        _mention(text, "stances", item["position"], item, ("actor", "target"))
    for item in row["expectations"]:
        conditional = {"conditional": "yes" if item["conditional"] else "no"}
        _mention(text, "expectations", item["kind"], item, ("holder",), conditional)
    for item in row["relations"]:
        _add_relation(text, item)
    return text


def _mention(
    text: Text,
    layer: str,
    label: str,
    item: dict[str, Any],
    roles: Iterable[str],
    attributes: dict[str, str] | None = None,
) -> None:
    place = locate(text.text, item["quote"])
    if place is None:
        return
    mention = Mention(layer, label, *place, attributes=attributes or {})
    for role in roles:
        got = locate(text.text, item[role], near=place) if item[role] != "narrator" else None
        mention.roles += [(role, *got)] if got else []
    text.mentions.append(mention)


def _add_relation(text: Text, item: dict[str, Any]) -> None:
    quote = locate(text.text, item["quote"])
    ends = [locate(text.text, item[key], near=quote) for key in ("subject", "object")]
    index = []
    for place in ends:
        if place is None:
            return
        same = [i for i, m in enumerate(text.mentions) if m.layer == "relations" and (m.start, m.end) == place]
        if not same:
            text.mentions.append(Mention("relations", "mention", *place))
        index.append(same[0] if same else len(text.mentions) - 1)
    text.links.append(Link("relations", item["kind"], index[0], index[1]))


def _add_states(text: Text, row: dict[str, Any]) -> None:
    text.layers += STATE_LAYERS
    for item in row["states"]:
        place = locate(text.text, item["quote"])
        if place is None:
            continue
        mention = Mention("states", "state", *place, attributes={"state_modality": item["modality"]})
        if item["speaker"] != "narrator":
            got = locate(text.text, item["speaker"], near=place)
            mention.roles += [("speaker", *got)] if got else []
        _describe(text, mention, item)
        text.mentions.append(mention)
    for item in row["indicators"]:
        _mention(text, "indicators", "indicator", item, ())
    for item in row["quotations"]:
        _mention(text, "quotations", "quotation", item, ("speaker", "addressee"))


def sentence_places(text: str) -> list[Place]:
    """Sentences of `text` as (start, end), found as the product finds them, blanks around them left out."""
    import pysbd

    places, at = [], 0
    for piece in pysbd.Segmenter(language="en", clean=False).segment(text):
        start = text.find(piece.strip(), at)
        if start >= 0 and piece.strip():
            at = start + len(piece.strip())
            places.append((start, at))
    return places or [(0, len(text))]


def cut(text: Text, start: int, end: int) -> Text:
    """The part of `text` in one sentence. A mention over several is kept where more of it and of its roles stands."""
    kept: dict[int, Mention] = {}
    for number, m in enumerate(text.mentions):
        a, b = max(m.start, start), min(m.end, end)
        inside = [(r, s - start, e - start) for r, s, e in m.roles if s >= start and e <= end]
        if b <= a or (b - a < m.end - m.start and 2 * (b - a) < m.end - m.start):
            continue
        kept[number] = replace(m, start=a - start, end=b - start, roles=inside)
    links = [x for x in text.links if x.source in kept and x.target in kept]
    paired = {i for x in links for i in (x.source, x.target)}
    order = [i for i, m in kept.items() if m.layer not in schema.PAIRS or i in paired]
    place = {old: new for new, old in enumerate(order)}
    moved = [replace(x, source=place[x.source], target=place[x.target]) for x in links]
    return replace(text, text=text.text[start:end], mentions=[kept[i] for i in order], links=moved)


def sentences(texts: Iterable[Text], whole: float, seed: int) -> list[Text]:
    """Texts of one sentence as they are, longer ones in sentences, a share `whole` of those also in one piece."""
    out = []
    draw = random.Random(seed)
    for text in texts:
        places = sentence_places(text.text)
        if len(places) == 1:
            out.append(text)
            continue
        out += [cut(text, a, b) for a, b in places]
        if draw.random() < whole:
            out.append(text)
    return out


@dataclass
class Span:
    """A run of word pieces: its place, its roles by token (-100: a later piece of a word), its classes."""

    layer: str
    start: int
    end: int
    roles: list[int] | None
    full: bool
    attributes: dict[str, str]


@dataclass
class Item:
    """A text as the network sees it; positions count word pieces."""

    ids: list[int]
    tags: dict[str, list[int]]
    spans: list[Span]
    pairs: dict[str, list[tuple[int, int, int, int]]]  # layer -> (source span, target span, class, hedge or -100)
    sentence: tuple[int, int, int]  # SENTENCE's answers, -100 where unknown


class Encoder:
    """Turns texts into items with a tokenizer that gives offsets."""

    def __init__(self, tokenizer: Any, longest: int = 256) -> None:
        self.tokenizer, self.longest = tokenizer, longest

    def item(self, text: Text) -> Item:
        """Encode a text with all of its labels."""
        got = self.tokenizer(text.text, return_offsets_mapping=True, truncation=True, max_length=self.longest)
        offsets, words = got["offset_mapping"], got.word_ids()
        first = [w is not None and (k == 0 or words[k - 1] != w) for k, w in enumerate(words)]
        places = [_pieces(offsets, m.start, m.end) for m in text.mentions]
        item = Item(got["input_ids"], {}, [], {}, self._sentence(text))
        for layer in text.layers:
            item.tags[layer] = self._tags(text, layer, places, first)
        index = self._spans(text, item, places, offsets, first)
        for layer in schema.PAIRS:
            if layer in text.layers:
                item.pairs[layer] = _pairs(text, layer, index)
        return item

    @staticmethod
    def _sentence(text: Text) -> tuple[int, int, int]:
        main = any(m.attributes.get("main") == "yes" for m in text.mentions)
        links = {x.layer for x in text.links}
        answers = {"events": main, "influences": "influences" in links, "reasons": "reasons" in links}
        reports, causal, reason = (int(x) if layer in text.layers else -100 for layer, x in answers.items())
        return reports, causal, reason

    @staticmethod
    def _tags(text: Text, layer: str, places: list[Place | None], first: list[bool]) -> list[int]:
        tags = [0] * len(first)
        for m, place in zip(text.mentions, places, strict=True):
            if m.layer != layer or place is None or any(tags[place[0] : place[1]]):
                continue
            label = schema.LAYERS[layer].index(m.label)
            tags[place[0] : place[1]] = [1 + 2 * label] + [2 + 2 * label] * (place[1] - place[0] - 1)
        return [t if f else -100 for t, f in zip(tags, first, strict=True)]

    @staticmethod
    def _spans(
        text: Text, item: Item, places: list[Place | None], offsets: list[Place], first: list[bool]
    ) -> dict[int, int]:
        """Adds the spans; the same words said of several actors are one span with all of them (events excepted)."""
        index: dict[int, int] = {}
        for number, (m, place) in enumerate(zip(text.mentions, places, strict=True)):
            if place is None:
                continue
            group = "states" if m.layer == "influences" and "archetype" in m.attributes else m.layer
            roles = _role_tags(m, group, offsets, first) if group in schema.ROLES else None
            twin = next((i for i, s in enumerate(item.spans) if (s.layer, s.start, s.end) == (m.layer, *place)), None)
            if twin is not None and m.layer != "events":
                old = item.spans[twin].roles
                if old and roles:
                    item.spans[twin].roles = [max(a, b) for a, b in zip(old, roles, strict=True)]
                index[number] = twin
                continue
            index[number] = len(item.spans)
            item.spans.append(Span(m.layer, *place, roles, m.full, m.attributes))
        return index


def _pieces(offsets: list[Place], start: int, end: int) -> Place | None:
    hit = [k for k, (a, b) in enumerate(offsets) if b > a and a < end and b > start]
    return (hit[0], hit[-1] + 1) if hit else None


def _role_tags(m: Mention, group: str, offsets: list[Place], first: list[bool]) -> list[int]:
    tags = [0] * len(offsets)
    for role, start, end in m.roles:
        place = _pieces(offsets, start, end)
        if place and role in schema.ROLES[group]:
            tags[place[0] : place[1]] = [1 + schema.ROLES[group].index(role)] * (place[1] - place[0])
    return [t if f else -100 for t, f in zip(tags, first, strict=True)]


def _pairs(text: Text, layer: str, index: dict[int, int]) -> list[tuple[int, int, int, int]]:
    out = []
    for x in text.links:
        if x.layer == layer and x.source in index and x.target in index:
            hedge = schema.HEDGES.index(x.hedge) if x.hedge else -100
            out.append((index[x.source], index[x.target], 1 + schema.PAIRS[layer].index(x.label), hedge))
    return out

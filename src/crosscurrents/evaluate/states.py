"""States, indicators, quotations, and the archetypes of the phrases of causes and effects.

States, indicators and quotations are found one to one by touching words, same archetype first; the other shares are
among the found. A gold phrase is found where a side of a predicted influence shares half of its words; a side without
a state counts as archetype `other`, direction `level`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from crosscurrents.evaluate.comparing import (
    HALF,
    Tally,
    alike,
    best_first,
    count,
    majority,
    overlap,
    rates,
    share,
    speaker_name,
    touches,
)
from crosscurrents.evaluate.options import Options
from crosscurrents.evaluate.rows import Row

NEEDED = ("id", "text")
FOUND_KINDS = ("states", "indicators", "quotations")
LISTS = (*FOUND_KINDS, "influences")
NO_STATE = {"archetype": "other", "direction": "level"}


def tally(row: Row, prediction: Row | None, options: Options) -> Tally:
    """The counts of one text."""
    out: Tally = {}
    got = prediction or {}
    for kind in FOUND_KINDS:
        gold, predicted = row.get(kind) or [], got.get(kind) or []
        pairs = _pairs(row["text"], gold, predicted)
        for name, number in (("gold", len(gold)), ("predicted", len(predicted)), ("found", len(pairs))):
            count(out, f"{kind}.{name}", number)
        for g, p in pairs:
            if kind == "states":
                _judge_state(out, g, p)
            elif kind == "quotations" and g.get("speaker"):
                _judge(out, "quotations.speaker", alike(speaker_name(p.get("speaker")), g["speaker"]))
    sides = list(_sides(got.get("influences") or []))
    for phrase in row.get("phrases") or []:
        _judge_phrase(out, phrase, sides)
    return out


def _pairs(text: str, gold: Sequence[Row], predicted: Sequence[Row]) -> list[tuple[Row, Row]]:
    def gain(g: Row, p: Row) -> float:
        same = g.get("archetype") == p.get("archetype")
        return same + overlap(g["quote"], text[p.get("start", 0) : p.get("end", 0)])

    options = (
        ((gain(g, p),), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if touches(text, g["quote"], p)
    )
    return [(gold[i], predicted[j]) for i, j in best_first(options)]


def _judge(out: Tally, key: str, right: bool) -> None:
    count(out, f"{key}:asked")
    count(out, f"{key}:right", right)


def _judge_state(out: Tally, g: Row, p: Row) -> None:
    said = speaker_name(p.get("speaker"))
    values = list((p.get("arguments") or {}).values())
    _judge(out, "states.archetype", g["archetype"] == p.get("archetype"))
    _judge(out, "states.direction", g["direction"] == p.get("direction"))
    _judge(out, "states.speaker", said == g["speaker"] or alike(said, g["speaker"]))
    if g.get("variant"):
        _judge(out, "states.variant", g["variant"] == p.get("variant"))
    for wanted in g["arguments"].values():
        _judge(out, "states.arguments", any(alike(wanted, value) for value in values))


def _sides(influences: Sequence[Row]) -> Iterator[tuple[str | None, Row]]:
    for influence in influences:
        for side in ("cause", "effect"):
            yield influence.get(side), influence.get(f"{side}_state") or NO_STATE


def _judge_phrase(out: Tally, g: Row, sides: Sequence[tuple[str | None, Row]]) -> None:
    count(out, "phrases.gold")
    nearest = max(((overlap(g["phrase"], text), i) for i, (text, _) in enumerate(sides)), default=(0.0, 0))
    if nearest[0] < HALF:
        return
    count(out, "phrases.found")
    state = sides[nearest[1]][1]
    verdicts = {name: state.get(name) == g[name] for name in ("archetype", "direction")}
    for name, right in (*verdicts.items(), ("both", all(verdicts.values()))):
        _judge(out, f"phrases.{name}", right)


def figures(total: Tally) -> Row:
    """The figures of summed counts; a field appears where it could be judged."""
    out: Row = {}
    for kind in FOUND_KINDS:
        gold, made, found = (total.get(f"{kind}.{k}", 0) for k in ("gold", "predicted", "found"))
        out[kind] = {"gold": gold, "predicted": made, **rates(found, made, gold)}
    wanted = total.get("phrases.gold", 0)
    out["phrases"] = {"gold": wanted, "found": share(total.get("phrases.found", 0), wanted)}
    for key in (k.removesuffix(":asked") for k in total if k.endswith(":asked")):
        kind, field = key.split(".")
        out[kind][field] = share(total[f"{key}:right"], total[f"{key}:asked"])
    return out


def _labels(row: Row) -> Iterator[tuple[str, Hashable]]:
    for g in row.get("states") or []:
        for field in ("archetype", "direction", "speaker"):
            yield f"states.{field}", g[field]
        if g.get("variant"):
            yield "states.variant", g["variant"]
    yield from (("quotations.speaker", g["speaker"]) for g in row.get("quotations") or [] if g.get("speaker"))
    for g in row.get("phrases") or []:
        yield "phrases.archetype", g["archetype"]
        yield "phrases.direction", g["direction"]
        yield "phrases.both", f"{g['archetype']} {g['direction']}"


def baseline(rows: Sequence[Row], options: Options) -> Row:
    """For each field, the share of the gold that has the commonest value."""
    return majority(label for row in rows for label in _labels(row))

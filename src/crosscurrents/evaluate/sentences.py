"""Events and influences in sentences that are labelled in full.

An event is found by a predicted one whose trigger touches its own, most shared characters first; precision counts every
prediction, for the gold is complete. `strict` asks for type, sources, targets and modality. An influence is found where
the mean word overlap of its sides is at least a half and the direction is right.
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
)
from crosscurrents.evaluate.options import Options
from crosscurrents.evaluate.rows import Row

NEEDED = ("id", "text")
LISTS = ("events", "influences")
SHARES = ("type", "sources", "targets", "modality", "speaker", "main")
STRICT = ("type", "sources", "targets", "modality")


# ---- events
def actors(event: Row, role: str) -> list[str]:
    """The sources or targets of a predicted event, given as a list or as the first alone."""
    many: list[str] = event.get(f"{role}s") or ([event[role]] if event.get(role) else [])
    return many


def same_actors(gold: Sequence[str], got: Sequence[str]) -> bool:
    """Every gold actor has a predicted one that is alike, and at least half of the predicted have a gold one."""
    if not gold or not got:
        return not gold and not got
    backed = sum(any(alike(g, p) for g in gold) for p in got)
    return all(any(alike(g, p) for p in got) for g in gold) and 2 * backed >= len(got)


def _shared(text: str, gold: Row, got: Row) -> float:
    """Characters that two triggers share, and half of one more where the type is the same."""
    given = gold.get("trigger_at")
    start = given if given is not None else text.find(gold["trigger"])
    common = min(start + len(gold["trigger"]), got.get("end", -1)) - max(start, got.get("start", -1))
    bonus: float = HALF if common > 0 and gold["type"] == got.get("type") else 0
    return max(0, int(common)) + bonus


def _verdict(gold: Row, got: Row) -> dict[str, bool]:
    wanted, made = [gold["sources"], gold["targets"]], [actors(got, "source"), actors(got, "target")]
    mutual = bool(gold.get("mutual"))
    if mutual:
        wanted[0], made[0] = wanted[0] + wanted[1], made[0] + made[1]
    says, said = speaker_name(gold["speaker"]), speaker_name(got.get("speaker"))
    return {
        "type": gold["type"] == got.get("type"),
        "modality": gold["modality"] == got.get("modality"),
        "sources": same_actors(wanted[0], made[0]),
        "targets": mutual or same_actors(wanted[1], made[1]),
        "speaker": says == said or alike(says, said),
        "main": bool(gold.get("main", True)) == bool(got.get("main", True)),
    }


def _tally_events(out: Tally, text: str, gold: Sequence[Row], predicted: Sequence[Row]) -> None:
    count(out, "gold", len(gold))
    count(out, "predicted", len(predicted))
    if not gold:
        count(out, "quiet")
        count(out, "quiet_wrong", any(p.get("main", True) for p in predicted))
    gains = ((_shared(text, g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted))
    for i, j in best_first(((gain,), i, j) for gain, i, j in gains if gain > 0):
        verdict = _verdict(gold[i], predicted[j])
        count(out, "found")
        count(out, "right.strict", all(verdict[name] for name in STRICT))
        for name, right in verdict.items():
            count(out, f"right.{name}", right)
        count(out, f"modality:{gold[i]['modality']}>{predicted[j].get('modality')}")


# ---- influences
def _sides(gold: Row, got: Row) -> float:
    return (overlap(gold["cause"], got.get("cause")) + overlap(gold["effect"], got.get("effect"))) / 2


def _either_way(gold: Row, got: Row) -> float:
    turned = {"cause": gold["effect"], "effect": gold["cause"]}
    return max(_sides(gold, got), _sides(turned, got))


def _tally_influences(out: Tally, gold: Sequence[Row], predicted: Sequence[Row]) -> None:
    count(out, "links.gold", len(gold))
    count(out, "links.predicted", len(predicted))
    gains = ((_either_way(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted))
    for i, j in best_first(((gain,), i, j) for gain, i, j in gains if gain > 0):
        gain = _either_way(gold[i], predicted[j])
        if gain < HALF:
            continue
        count(out, "links.met")
        if _sides(gold[i], predicted[j]) < gain:
            count(out, "links.swapped")
            continue
        count(out, "links.found")
        for name in ("sign", "hedge"):
            count(out, f"links.{name}", gold[i][name] == predicted[j].get(name))


# ---- figures
def tally(row: Row, prediction: Row | None, options: Options) -> Tally:
    """The counts of one sentence."""
    out: Tally = {"sentences": 1}
    got = prediction or {}
    _tally_events(out, row["text"], row.get("events", []), got.get("events", []))
    _tally_influences(out, row.get("influences", []), got.get("influences", []))
    return out


def figures(total: Tally) -> Row:
    """The figures of summed counts."""
    gold, made, found = (total.get(k, 0) for k in ("gold", "predicted", "found"))
    mark = "modality:"
    return {
        "sentences": total.get("sentences", 0),
        "events": {**rates(found, made, gold), "gold": gold, "predicted": made},
        "strict": rates(total.get("right.strict", 0), made, gold),
        **{name: share(total.get(f"right.{name}", 0), found) for name in SHARES},
        "quiet_wrong": share(total.get("quiet_wrong", 0), total.get("quiet", 0)),
        "influences": _link_figures(total),
        "modality_confusion": {k.removeprefix(mark): n for k, n in total.items() if k.startswith(mark)},
    }


def _link_figures(total: Tally) -> Row:
    gold, made, met, found = (total.get(f"links.{k}", 0) for k in ("gold", "predicted", "met", "found"))
    return {
        **rates(found, made, gold),
        "swapped": share(total.get("links.swapped", 0), met),
        "sign": share(total.get("links.sign", 0), found),
        "hedge": share(total.get("links.hedge", 0), found),
    }


def _labels(row: Row) -> Iterator[tuple[str, Hashable]]:
    for event in row.get("events", []):
        yield "type", event["type"]
        yield "modality", event["modality"]
        yield "speaker", speaker_name(event["speaker"])
        yield "main", bool(event.get("main", True))
    for influence in row.get("influences", []):
        yield "influences.sign", influence["sign"]
        yield "influences.hedge", influence["hedge"]


def baseline(rows: Sequence[Row], options: Options) -> Row:
    """For each field, the share of the gold that has the commonest value."""
    return majority(label for row in rows for label in _labels(row))

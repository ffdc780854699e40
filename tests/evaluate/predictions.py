"""Predictions made from gold: perfect ones, and ones spoiled in ways that a seed decides."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def write_lines(path: Path, rows: Iterable[Row]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def placed(row: Row, item: Row, words: str) -> Row:
    start = row["text"].find(item[words])
    return {**item, "start": start, "end": start + len(item[words])}


def of_sentence(row: Row) -> Row:
    events = [placed(row, e, "trigger") for e in row.get("events", [])]
    return {"id": row["id"], "events": events, "influences": copy.deepcopy(row.get("influences", []))}


def of_kinds(row: Row) -> Row:
    out: Row = {"id": row["id"]}
    for kind in ("figures", "relations", "stances", "expectations", "times"):
        out[kind] = [placed(row, item, "quote") for item in row.get(kind, [])]
    for item in out["expectations"]:
        item["due"] = {"start": item.pop("due_start"), "end": item.pop("due_end")}
    for item, gold in zip(out["times"], row.get("times", []), strict=True):
        item["date"] = {"start": gold["start"], "end": gold["end"]}  # in the gold these are days, not characters
    return out


def of_states(row: Row) -> Row:
    out: Row = {"id": row["id"]}
    for kind in ("states", "indicators", "quotations"):
        out[kind] = [placed(row, item, "quote") for item in row.get(kind) or []]
    out["influences"] = [
        {"cause": p["phrase"], "cause_state": {k: p[k] for k in ("archetype", "direction")}, "effect": None}
        for p in row.get("phrases") or []
    ]
    return out


def of_causal(row: Row) -> Row:
    return {"id": row["id"], "causal": row["causal"], "relations": copy.deepcopy(row["relations"])}


def of_events(row: Row) -> Row:
    keys = ("type", "source", "target", "quad", "source_any", "target_any")
    return {"id": row["id"], "events": [{k: e.get(k) for k in keys} | {"main": True} for e in row["events"]]}


PERFECT: dict[str, Callable[[Row], Row]] = {
    "sentences": of_sentence,
    "kinds": of_kinds,
    "states": of_states,
    "causal": of_causal,
    "events": of_events,
}


def spoiled(predictions: list[Row], seed: int) -> list[Row]:
    """Items dropped, doubled, moved, shortened, and with the field of another item or none at all."""
    rng = random.Random(seed)
    rows = copy.deepcopy(predictions)
    pool = [item for row in rows for value in row.values() if isinstance(value, list) for item in value]
    for row in rows:
        for kind in [k for k, v in row.items() if isinstance(v, list)]:
            row[kind] = [new for item in row[kind] for new in spoiled_item(item, pool, rng)]
    return [row for row in rows if rng.random() > 0.05]


def spoiled_item(item: Row, pool: list[Row], rng: random.Random) -> list[Row]:
    way = rng.choice(["keep", "drop", "double", "move", "shorten", "exchange", "turn", "other", "background"])
    if way == "drop":
        return []
    if way == "double":
        return [item, copy.deepcopy(item)]
    if way == "move" and isinstance(item.get("start"), int):
        slip = rng.randint(-30, 30)
        return [item | {"start": max(0, item["start"] + slip), "end": max(1, item["end"] + slip)}]
    if way == "shorten":
        return [{k: " ".join(v.split()[:2]) if isinstance(v, str) and " " in v else v for k, v in item.items()}]
    if way == "turn":
        pairs = (("source", "target"), ("cause", "effect"), ("sources", "targets"))
        turned = {a: item[b] for x, y in pairs for a, b in ((x, y), (y, x)) if x in item and y in item}
        return [item | turned]
    if way == "exchange":
        donor, field = rng.choice(pool), rng.choice(sorted(item))
        return [item | {field: donor[field]}] if field in donor else [item]
    return [item | {"main": False}] if way == "background" else [item]

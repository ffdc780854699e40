"""Reads texts with an exported reader and writes them in the form of `crosscurrents extract`, for the scorers.

python training/evaluate.py TEXTS.jsonl OUT.jsonl [--reader FOLDER]; TEXTS may be `apart:LAYERS` for the labelled texts
kept apart that no threshold was tuned on (`apart:events`, `apart:kinds`, `apart:states`; OUT.gold.jsonl is then
written too). A development aid: values, units and dates are not resolved here, the product's own output is better.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import data
from crosscurrents.annotate.encoder import Reader, load_reader
from crosscurrents.records.document import Mark, Marks
from train import HERE

COOPERATIVE = frozenset(["CONSULT", "COOPERATE", "AID", "RETREAT", "CONCEDE", "SUPPORT"])
Row = dict[str, Any]


def read_text(reader: Reader, text: str) -> Iterator[tuple[int, Marks]]:
    """The marks of each sentence of `text` with the sentence's offset."""
    for start, end in data.sentence_places(text):
        yield start, reader.read(text[start:end])


def record(reader: Reader, name: str, text: str) -> Row:
    """All kinds of statements of a text, without values and dates."""
    out: Row = {"id": name, **{k: [] for k in ("influences", "relations", "figures", "times", *MAKERS)}}
    for offset, marks in read_text(reader, text):
        for m in marks.marks:
            _add(out, text, offset, m)
        for x in marks.links:
            _add_link(out, text, offset, marks, x)
    return out


def _words(text: str, offset: int, m: Any) -> str:
    return text[offset + m.start : offset + m.end]


def _role(text: str, offset: int, m: Mark, name: str) -> list[str]:
    return [_words(text, offset, r) for r in m.role(name)]


def _add(out: Row, text: str, offset: int, m: Mark) -> None:
    place = {"start": offset + m.start, "end": offset + m.end, "p": round(m.score, 3)}
    if m.layer in MAKERS:
        out[m.layer] += [row | place for row in MAKERS[m.layer](text, offset, m)]
    elif m.layer == "figures":
        out["figures"].append(place | dict.fromkeys(("value", "low", "high", "unit", "measures", "qualifier")))
    elif m.layer == "times":
        out["times"].append(place | {"date": {}})


def _event(text: str, offset: int, m: Mark) -> list[Row]:
    sources, targets = _role(text, offset, m, "source"), _role(text, offset, m, "target")
    speaker = (_role(text, offset, m, "speaker") or ["narrator"])[0]
    modality, main = m.attribute("modality"), m.probability("main")
    planned = m.label in COOPERATIVE and modality in ("planned", "possible", "hypothetical")
    row = {"type": m.label, "plover": "AGREE" if planned else m.label, "trigger": _words(text, offset, m),
           "modality": modality, "main": main >= 0.5, "main_p": round(main, 3), "sources": sources, "targets": targets,
           "source": (sources or [None])[0], "target": (targets or [None])[0], "source_any": sources,
           "target_any": targets, "speaker": speaker}  # fmt: skip
    return [row]


def _stance(text: str, offset: int, m: Mark) -> list[Row]:
    target = (_role(text, offset, m, "target") or [None])[0]
    actors = _role(text, offset, m, "actor") or [None]
    return [{"actor": a, "target": target, "issue": None, "position": m.label} for a in actors]


def _expectation(text: str, offset: int, m: Mark) -> list[Row]:
    holder = (_role(text, offset, m, "holder") or ["narrator"])[0]
    conditional = m.probability("conditional") >= 0.5
    return [{"kind": m.label, "holder": holder, "due": {}, "conditional": conditional}]


def _state(text: str, offset: int, m: Mark) -> list[Row]:
    speaker = (_role(text, offset, m, "speaker") or ["narrator"])[0]
    return [state_of(text, offset, m) | {"speaker": speaker, "modality": m.attribute("modality")}]


def state_of(text: str, offset: int, m: Mark) -> Row:
    """Archetype, direction, variant and arguments of a mark."""
    arguments = {r.role: _words(text, offset, r) for r in reversed(m.roles) if r.role != "speaker"}
    return {"archetype": m.attribute("archetype"), "direction": m.attribute("direction"),
            "variant": m.attribute("variant") or None, "arguments": arguments}  # fmt: skip


def _quotation(text: str, offset: int, m: Mark) -> list[Row]:
    speaker, addressee = (_role(text, offset, m, r) or [None] for r in ("speaker", "addressee"))
    return [{"text": _words(text, offset, m), "speaker": speaker[0], "addressee": addressee[0]}]


def _indicator(text: str, offset: int, m: Mark) -> list[Row]:
    return [{"what": _words(text, offset, m)}]


MAKERS = {"events": _event, "stances": _stance, "expectations": _expectation, "states": _state,
          "quotations": _quotation, "indicators": _indicator}  # fmt: skip


def _add_link(out: Row, text: str, offset: int, marks: Marks, x: Any) -> None:
    a, b = marks.marks[x.source], marks.marks[x.target]
    place = {"start": offset + min(a.start, b.start), "end": offset + max(a.end, b.end), "p": round(x.score, 3)}
    if x.layer == "relations":
        row = {"kind": x.label, "subject": _words(text, offset, a), "object": _words(text, offset, b), "label": None}
        out["relations"].append(row | place)
        return
    near = sorted(marks.of("signals"), key=lambda s: gap(s, a) + gap(s, b))
    row = {"cause": _words(text, offset, a), "effect": _words(text, offset, b), "sign": x.label,
           "hedge": x.attributes["hedge"][0], "signal": _words(text, offset, near[0]) if near else None,
           "cause_state": state_of(text, offset, a), "effect_state": state_of(text, offset, b)}  # fmt: skip
    out["influences"].append(row | place)


def gap(a: Mark, b: Mark) -> int:
    """Characters between two marks, 0 where they overlap."""
    return max(a.start - b.end, b.start - a.end, 0)


def _apart(name: str, folder: Path, tuned: bool) -> Iterator[Row]:
    """The labelled rows of a kind that are kept apart; of the tuning half only if `tuned`."""
    phrases = {r["id"]: r["phrases"] for r in _rows([folder / "archetypes" / "phrases.jsonl"])}
    states = {r["id"]: r for r in _rows([folder / "states" / "states.jsonl"])}
    files = sorted((folder / "kinds").glob("*.jsonl")) if name == "kinds" else sorted(folder.glob("*.jsonl"))
    files += sorted((folder / "kinds").glob("*.jsonl")) if name == "states" else []
    for row in _rows(files):
        if data.kept_apart(row["id"]) and data.for_tuning(row["id"]) == tuned:
            if name == "states":
                if row["id"] in states:
                    yield {"text": row["text"]} | states[row["id"]]
            elif name == "phrases":
                if row["id"] in phrases:
                    yield {"id": row["id"], "text": row["text"], "phrases": phrases[row["id"]]}
            else:
                yield row


def _rows(files: Iterable[Path]) -> Iterator[Row]:
    for path in files:
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def _write(rows: Iterable[Row], path: Path) -> None:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")


def main() -> None:
    """Read texts and write records."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("texts")
    ap.add_argument("out", type=Path)
    ap.add_argument("--reader", type=Path, help="folder of an exported reader (default: the package's)")
    ap.add_argument("--labelled", type=Path, default=HERE / "labelled")
    ap.add_argument("--tuned", action="store_true", help="the tuning half of the texts kept apart instead")
    a = ap.parse_args()
    reader = load_reader(a.reader)
    if a.texts.startswith("apart:"):
        rows = list(_apart(a.texts.removeprefix("apart:"), a.labelled, a.tuned))
        _write(rows, a.out.with_suffix(".gold.jsonl"))
    else:
        rows = list(_rows([Path(a.texts)]))
    _write([record(reader, r["id"], r["text"]) for r in rows], a.out)


if __name__ == "__main__":
    main()

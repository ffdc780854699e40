"""The situation as a Markdown report: every kind of record with its evidence, for a reader who wants all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from crosscurrents.export.markdown import escaped

Row = dict[str, Any]
LONGEST_QUOTE = 300  # characters of a quotation; the JSON export has all


def as_report(records: Sequence[Row]) -> str:
    """The records of `records_of` as Markdown, a section a kind."""
    by_kind: dict[str, list[Row]] = {}
    for record in records:
        by_kind.setdefault(record["record"], []).append(record)
    names = {r["id"]: r["name"] for kind in ("actor", "place", "document") for r in by_kind.get(kind, [])}
    lines = ["# Situation report", ""]
    for kind, title, form in _SECTIONS:
        rows = sorted(by_kind.get(kind, []), key=_in_order)
        if rows:
            lines += [f"## {title} ({len(rows)})", "", *(item for row in rows for item in form(row, names)), ""]
    return "\n".join(lines)


def _in_order(row: Row) -> tuple[int, str, str]:
    when = row.get("date") or row.get("due") or {}
    return (row.get("order", 0), when.get("start") or when.get("end") or "9999", row["id"])


def _date(when: Row | None) -> str:
    if not when:
        return "undated"
    start, end = when["start"] or "", when["end"] or ""
    return start if start == end else f"{start} to {end}".strip()


def _evidence(row: Row) -> Iterator[str]:
    for found in (row.get("evidence") or [])[:3]:
        quote = found["quote"]
        cut = quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE] + " …"
        yield f"  - “{escaped(cut)}” ({escaped(found['name'])}, {found['start']}-{found['end']})"


def _speaker(row: Row) -> str:
    return escaped((row.get("speaker") or {}).get("name") or "narrator")


def _names(ids: Sequence[str], names: dict[str, str]) -> str:
    return escaped(", ".join(names.get(i, i) for i in ids)) or "unnamed"


def _document(row: Row, names: dict[str, str]) -> Iterator[str]:
    who = row["publisher"] or row["title"] or row["name"]
    yield f"- **{escaped(row['name'])}**: {escaped(who)}, {_date(row['date'])}, {row['kind']}, {row['words']} words"


def _event(row: Row, names: dict[str, str]) -> Iterator[str]:
    actors, recipients = _names(row["actors"], names), _names(row["recipients"], names)
    count = f"{row['independent']} to {row['independent_most']} independent origins"
    act = f"{_date(row['date'])}, **{row['modality']}**, {row['type']}"
    yield f"- {act}: {actors} → {recipients}; {_speaker(row)}; {count}"
    yield from _evidence(row)


def _contradiction(row: Row, names: dict[str, str]) -> Iterator[str]:
    yield f"- **{escaped(row['topic'])}** ({row['kind']}, {escaped(row['verdict'])})"
    for claim in row["claims"]:
        found = claim["evidence"]
        yield f"  - {escaped(claim['value'])}: “{escaped(found['quote'])}” ({escaped(found['name'])})"


def _group(row: Row, names: dict[str, str]) -> Iterator[str]:
    span = f"{row['low']} to {row['high']}" if row["low"] != row["high"] else f"{row['low']}"
    count = f"{row['verdict']}, {len(row['figures'])} figures"
    yield f"- **{escaped(row['measures'])}**: {span} {escaped(row['unit'])} ({count})"


def _expectation(row: Row, names: dict[str, str]) -> Iterator[str]:
    late = ", overdue" if row["overdue"] else ""
    holder = escaped(names.get(row["holder"], row["holder"]))
    yield f"- {_date(row['due'])}, **{row['outcome']}{late}**, {row['kind']} of {holder}"
    yield from _evidence(row)


def _influence(row: Row, names: dict[str, str]) -> Iterator[str]:
    condition = f", if {escaped(row['condition'])}" if row["condition"] else ""
    how = f"{row['hedge']}{condition}; {_speaker(row)}"
    yield f"- {escaped(row['cause'])} → **{row['sign']}** {escaped(row['effect'])} ({how})"
    yield from _evidence(row)


def _actor(row: Row, names: dict[str, str]) -> Iterator[str]:
    forms = sorted({f for found in row["forms"].values() for f in found} - {row["name"]})
    also = f"; also {escaped(', '.join(forms))}" if forms else ""
    yield f"- **{escaped(row['name'])}** ({row['type']}{also})"


def _relation(row: Row, names: dict[str, str]) -> Iterator[str]:
    sides = [escaped(names.get(row[side], row[side])) for side in ("subject", "object")]
    label = f" “{escaped(row['label'])}”" if row["label"] else ""
    yield f"- {sides[0]}: {row['kind']}{label} → {sides[1]}"
    yield from _evidence(row)


def _stance(row: Row, names: dict[str, str]) -> Iterator[str]:
    who = escaped(names.get(row["actor"], row["actor"] or "unnamed"))
    about = escaped(names.get(row["target"], row["issue"] or row["target"] or "unnamed"))
    yield f"- {who} **{row['position']}** {about}"
    yield from _evidence(row)


def _state(row: Row, names: dict[str, str]) -> Iterator[str]:
    about = ", ".join(f"{k}: {names.get(v, v)}" for k, v in sorted(row["arguments"].items()))
    yield f"- **{row['archetype']}** ({escaped(about)}) {row['direction']} {row['variant'] or ''}".rstrip()
    yield from _evidence(row)


def _quotation(row: Row, names: dict[str, str]) -> Iterator[str]:
    yield f"- {_speaker(row)}: “{escaped(row['text'])}” ({row['verdict']})"


def _words(row: Row, names: dict[str, str]) -> Iterator[str]:
    yield f"- {escaped(row.get('text') or row.get('what'))}"
    yield from _evidence(row)


_SECTIONS: tuple[tuple[str, str, Callable[[Row, dict[str, str]], Iterator[str]]], ...] = (
    ("document", "Documents", _document),
    ("event", "Events", _event),
    ("contradiction", "Contested", _contradiction),
    ("figure_group", "Figures", _group),
    ("expectation", "Expected", _expectation),
    ("influence", "What drives what", _influence),
    ("state", "Where things stand", _state),
    ("actor", "Actors", _actor),
    ("relation", "Relations", _relation),
    ("stance", "Stances", _stance),
    ("quotation", "Quotations", _quotation),
    ("indicator", "To watch", _words),
    ("unknown", "Not known", _words),
)

"""Records as typed columns: the same columns for every case, made from the record classes.

A nested object becomes columns of its own (`date_start`), and a day that is known gets a column that holds a real date
(`date_day`). A list of objects becomes its length, the names in it, its first quote and the whole as JSON; a reference
to an actor or a place gets its name beside the id (`actors_name`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import inspect

from crosscurrents.export.schema import record_classes
from crosscurrents.records.dates import DateRange

Row = dict[str, Any]
Type = Literal["text", "integer", "number", "truth", "day", "texts", "json"]
Names = Mapping[str, str]
REFERENCES = frozenset(
    {"actors", "recipients", "place", "subject", "object", "actor", "target", "holder", "about", "watched_by"}
)
_SIMPLE: dict[type[inspect.Type], Type] = {
    inspect.StrType: "text",
    inspect.LiteralType: "text",
    inspect.IntType: "integer",
    inspect.FloatType: "number",
    inspect.BoolType: "truth",
}


class Column(NamedTuple):
    """A column of a table: `values` hold str, int, float, bool, date, list[str] or JSON text by `type`, or None."""

    name: str
    type: Type
    values: list[Any]


class _Spec(NamedTuple):
    """A column before its values: `value` finds that of a row."""

    name: str
    type: Type
    value: Callable[[Any, Names], Any]


def tables_of(records: Sequence[Row]) -> dict[str, list[Column]]:
    """The columns of every kind that has records, by kind; rows in the order of the records."""
    names: dict[str, str] = {r["id"]: r["name"] for r in records if r["record"] in ("actor", "place")}
    by_kind: dict[str, list[Row]] = {}
    for record in records:
        by_kind.setdefault(record["record"], []).append(record)
    return {
        kind: [Column(s.name, s.type, [s.value(row, names) for row in rows]) for s in _specs()[kind]]
        for kind, rows in sorted(by_kind.items())
    }


@cache
def _specs() -> dict[str, tuple[_Spec, ...]]:
    """The columns of every kind: the id first, JSON last, else in the order of the class."""
    found: dict[str, tuple[_Spec, ...]] = {}
    for kind in record_classes():
        info = inspect.type_info(kind)
        assert isinstance(info, inspect.StructType)
        specs = [s for f in info.fields for s in _field(f.name, f.name, f.type)]
        found[str(info.tag)] = tuple(sorted(specs, key=lambda s: (s.name != "id", s.type == "json")))
    return found


def _field(name: str, key: str, kind: inspect.Type) -> Iterator[_Spec]:
    """The columns of the field `key`, which are called by `name`."""
    kind = _present(kind)
    if isinstance(kind, inspect.StructType):
        yield from _struct(name, key, kind)
    elif isinstance(kind, inspect.VarTupleType) and isinstance(kind.item_type, inspect.StructType):
        yield from _structs(name, key, kind.item_type)
    else:
        yield _Spec(name, _type(kind), _reader(key, _type(kind)))
        if key in REFERENCES:
            yield _Spec(f"{name}_name", _type(kind), lambda row, names: _named(row[key], names))


def _present(kind: inspect.Type) -> inspect.Type:
    """What a field holds where it is not null."""
    if isinstance(kind, inspect.UnionType):
        return next(t for t in kind.types if not isinstance(t, inspect.NoneType))
    return kind


def _type(kind: inspect.Type) -> Type:
    if isinstance(kind, inspect.VarTupleType) and _SIMPLE.get(type(kind.item_type)) == "text":
        return "texts"
    return _SIMPLE.get(type(kind), "json")


def _reader(key: str, kind: Type) -> Callable[[Any, Names], Any]:
    if kind == "json":
        return lambda row, _: _json(row[key])
    if kind == "number":
        return lambda row, _: None if row[key] is None else float(row[key])
    return lambda row, _: row[key]


def _struct(name: str, key: str, kind: inspect.StructType) -> Iterator[_Spec]:
    """The fields of a nested object as columns, and the real date where it is a date."""
    for field in kind.fields:
        for inner in _field(f"{name}_{field.name}", field.name, field.type):
            yield _Spec(inner.name, inner.type, _inside(key, inner.value))
    if kind.cls is DateRange:
        yield _Spec(f"{name}_day", "day", lambda row, _: _day(row[key]))


def _inside(key: str, value: Callable[[Any, Names], Any]) -> Callable[[Any, Names], Any]:
    return lambda row, names: None if row[key] is None else value(row[key], names)


def _structs(name: str, key: str, kind: inspect.StructType) -> Iterator[_Spec]:
    """A list of objects: how many, the different names and the first quote where they have such, and all as JSON."""
    fields = {f.name for f in kind.fields}
    yield _Spec(f"{name}_count", "integer", lambda row, _: len(row[key]))
    if "name" in fields:
        yield _Spec(f"{name}_names", "texts", lambda row, _: list(dict.fromkeys(one["name"] for one in row[key])))
    if "quote" in fields:
        yield _Spec(f"{name}_quote", "text", lambda row, _: row[key][0]["quote"] if row[key] else None)
    yield _Spec(name, "json", lambda row, _: _json(row[key]))


def _named(value: str | list[str] | None, names: Names) -> str | list[str] | None:
    """Ids as the names of what they stand for; words stay as they are."""
    if isinstance(value, list):
        return [names.get(one, one) for one in value]
    return names.get(value, value) if value else value


def _day(when: Row | None) -> date | None:
    """The day of a date that is one day, else None."""
    if not when or when["start"] is None or when["start"] != when["end"]:
        return None
    return date.fromisoformat(when["start"])


def _json(value: Any) -> str | None:  # noqa: ANN401  # any part of a record
    return None if value is None else msgspec.json.encode(value, order="sorted").decode()

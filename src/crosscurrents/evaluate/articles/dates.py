"""Comparing dates: the gold's notation and intervals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # first month, northern
MONTHS = 12
Interval = tuple[date, date]


def interval(text: str) -> Interval:
    """First and last day of a day, YYYY-MM, YYYY, YYYY-season or a/b (either end may be empty)."""
    if "/" in text:
        first, last = text.split("/")
        return (interval(first)[0] if first else date.min, interval(last)[1] if last else date.max)
    year, rest = int(text[:4]), text[5:]
    if len(rest) == len("MM-DD"):
        day = date.fromisoformat(text)
        return day, day
    season = SEASONS.get(rest)
    begin = season or int(rest or 1)
    end = begin + (3 if season else 1 if rest else MONTHS) - 1
    return date(year, begin, 1), date(year + end // MONTHS, end % MONTHS + 1, 1) - timedelta(days=1)


def date_fields(name: str, wanted: str | None, got: Any) -> dict[str, bool]:  # noqa: ANN401  # a date or its start
    """`name`: the days meet; `name_tight`: and the predicted interval is not wider. Nothing where the gold has none."""
    if not wanted:
        return {}
    start, end = (got.get("start"), got.get("end")) if isinstance(got, dict) else (got, got)
    first, last = interval(wanted)
    try:
        low = date.fromisoformat(start) if start else date.min
        high = date.fromisoformat(end) if end else date.max
    except (TypeError, ValueError):
        return {name: False, f"{name}_tight": False}
    meets = bool(start or end) and first <= high and low <= last
    return {name: meets, f"{name}_tight": meets and high - low <= last - first}

"""Figures of articles: value, unit and qualifier, and which of them measure the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from crosscurrents.evaluate.articles.comparison import Comparison, Pair, as_list, f_score, part
from crosscurrents.evaluate.labels import is_number, is_quantity, label, unit_of, word_set
from crosscurrents.evaluate.rows import Row

CLOSE = 0.005  # relative difference of two values that are the same
PERCENT = 100  # the factor of shares


def fields(g: Row, x: Row) -> dict[str, bool | None]:
    """Which fields of an exported figure are right; a value may be right before or after its unit is resolved."""
    (unit, factor), (got, got_factor) = unit_of(g["unit"]), unit_of(x.get("unit"))
    values = [x["value"]] if is_number(x.get("value")) else [x.get("low"), x.get("high")]
    numbers: list[float] = [v for v in values if v is not None and is_number(v)]
    scales = ((got_factor, factor), (1, 1))
    close = any(abs(v * a - g["value"] * b) <= CLOSE * abs(g["value"] * b) for v in numbers for a, b in scales)
    bare = got == "count" and (unit not in word_set("measured_units") or factor == PERCENT)
    wanted = label("qualifiers", g["qualifier"])
    return {
        "value": close,
        "unit": unit == got or bare,
        "qualifier": None if wanted is None else (x.get("qualifier") or "exact") == wanted,
    }


def score_figures(c: Comparison) -> None:
    """Note the figures of figures."""
    gold = [g for g in c.gold["figures"] if is_quantity(g)]
    pairs = c.compare("figures", gold, c.of["figure"], fields)
    _score_groups(c, pairs)
    others = [g for g in c.gold["figures"] if not is_quantity(g) and g["value"] is not None]
    wrong = sum(_same_value(g, x) for g in others for x in c.of["figure"] if c.nearness(g, x))
    c.put("figures", not_quantities_exported=wrong)


def _same_value(g: Row, x: Row) -> bool:
    """Whether a date, identifier or the like was exported as a number."""
    return x.get("value") in [g["value"], *map(int, re.findall(r"\d{4}", str(g["value"])))]


def _groups(c: Comparison) -> dict[str, set[str]]:
    """The groups of each exported figure."""
    groups: dict[str, set[str]] = defaultdict(set)
    for figure in c.of["figure"]:
        if figure.get("group"):
            groups[figure["id"]].add(figure["group"])
    for group in c.of["figure_group"]:
        for member in as_list(group.get("figures")):
            groups[member].add(group["id"])
    return groups


def _score_groups(c: Comparison, pairs: Sequence[Pair]) -> None:
    """Pairs of found figures in one group against gold pairs of one group and unit.

    Gold groups also list figures side by side only to compare them: such pairs are not judged.
    """
    groups = _groups(c)
    listed = [set(group["figures"]) for group in c.gold["figure_groups"]]
    hit: Counter[str] = Counter()
    for a, b in combinations(pairs, 2):
        same_unit = unit_of(a.gold["unit"])[0] == unit_of(b.gold["unit"])[0]
        same = bool(a.gold["group"]) and a.gold["group"] == b.gold["group"] and same_unit
        if same or not any({a.gold["id"], b.gold["id"]} <= members for members in listed):
            got = bool(groups[a.got["id"]] & groups[b.got["id"]])
            hit.update(gold=same, got=got, both=same and got)
    precision, recall = part(hit["both"], hit["got"]), part(hit["both"], hit["gold"])
    c.put("figures", group_pairs=hit["gold"], group_precision=precision, group_recall=recall)
    c.put("figures", group_f=f_score(precision, recall))

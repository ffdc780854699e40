"""Scores the installed reader on the gold sets, with the majority baseline beside each measure.

python -m tests.gold.score [SET ...] [--sealed] [--predictions FILE.jsonl]     a set's predictions, a line a row
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from tests.gold.scorers import SETS, GoldSet
from tests.gold.split import rows


def measured(gold: GoldSet, *, sealed: bool = False, predictions: list[Any] | None = None) -> dict[str, Any]:
    """The measures of a set and those of its baseline; no measures where nothing predicts it yet."""
    found = rows(gold.name, sealed=sealed)
    own = predictions is None and gold.predict is not None
    if own and gold.predict is not None:
        predictions = gold.predict(found)
    ours = gold.score(found, predictions) if predictions is not None else None
    if ours is not None and gold.precision and own:
        ours["of those shown, in the gold"] = gold.precision()
    return {
        "set": gold.name,
        "rows": len(found),
        "measured": ours,
        "baseline": gold.score(found, gold.majority(found)),
    }


def table(result: dict[str, Any]) -> str:
    """The measures of one set as lines."""
    lines = [f"{result['set']} ({result['rows']} rows)"]
    measured, baseline = result["measured"] or {}, result["baseline"]
    for name in dict.fromkeys((*baseline, *measured)):
        lines.append(f"  {name:<32} {_shown(measured.get(name))}   baseline {_shown(baseline.get(name))}")
    return "\n".join(lines)


def _shown(value: float | None) -> str:
    return "     -" if value is None else f"{value:6.2f}"


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sets", nargs="*", choices=[[], *(s.name for s in SETS)], default=[])
    ap.add_argument("--sealed", action="store_true", help="the third that nobody looks at while tuning")
    ap.add_argument("--predictions", type=Path)
    a = ap.parse_args()
    given = [json.loads(x) for x in a.predictions.read_text("utf-8").splitlines()] if a.predictions else None
    for gold in SETS:
        if not a.sets or gold.name in a.sets:
            print(table(measured(gold, sealed=a.sealed, predictions=given)), flush=True)


if __name__ == "__main__":
    main()

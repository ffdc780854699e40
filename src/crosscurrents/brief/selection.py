"""Which lines stand on the page: a score for every candidate, and a choice that is neither one voice nor twice told.

score = confidence x (1 if main else not_main) x (1 + origin x log2(sure origins)) x age x further weights

where age falls from 1 to `age_floor` with the half-life `half_life_days` before the case's own day. All weights stand
in resources/brief.yaml. What lies under `Config.gate` is no candidate; it is counted in the section's `more`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from crosscurrents.brief.material import Material
from crosscurrents.records.dates import DateRange
from crosscurrents.records.page import Line

SAME = 0.6  # share of the fewer content words from which two lines tell the same
OPEN_CUT = " …”"
SAME_ON_A_DAY = 0.5  # the same, where both have one and the same day
WORDED = 4  # candidates worded for each line of a section, before their order is settled
FEWEST = 3  # content words below which likeness says nothing


@dataclass(frozen=True)
class Candidate:
    """Something that may become a line. `spot`: document, start and end of its sentence; `make` words the line.

    `order` sorts the lines of a section; `background` marks history told as setting. What other sections show is
    told again only where the words are other ones, and not even then where the candidate may be told `elsewhere`.
    """

    score: float
    spot: tuple[str, int, int]
    order: tuple[int | str, ...]
    make: Callable[[], Line | None]
    background: bool = False
    elsewhere: bool = False
    weight_in_short: float = 1.0


@dataclass(frozen=True)
class Picked:
    """A line with what decided on it."""

    line: Line
    candidate: Candidate

    @property
    def rank(self) -> tuple[float, tuple[str, int, int]]:
        """The order in which lines are kept: the best first."""
        return (-self.candidate.score, self.candidate.spot)


@dataclass
class Choice:
    """The lines of one section as they are chosen, and how many candidates were left out."""

    picked: list[Picked] = field(default_factory=list)
    more: int = 0

    def in_order(self) -> list[Picked]:
        """The lines as the section prints them."""
        return sorted(self.picked, key=lambda p: (p.candidate.order, p.rank))


def age_factor(material: Material, when: DateRange | None) -> float:
    """What the age of a thing leaves of its score."""
    weights, today = material.vocabulary.weights, material.today
    if when is None or today is None or when.last == date.max:
        return weights.undated
    days = max(0, (today - when.last).days)
    return weights.age_floor + (1 - weights.age_floor) * math.exp2(-days / weights.half_life_days)


def origin_factor(material: Material, independent: int) -> float:
    """What several sure origins add to a score."""
    return float(1 + material.vocabulary.weights.origin * math.log2(max(1, independent)))


def choose(
    candidates: Sequence[Candidate], most: int, material: Material, shown: Sequence[Picked] = (), below_gate: int = 0
) -> Choice:
    """The best candidates as lines, at most `most`.

    Args:
        candidates: in any order.
        most: how many lines.
        material: the case, for its settings.
        shown: lines of other sections; what they tell is not told again.
        below_gate: how many were too uncertain to be candidates.

    A document may have `Config.one_document_share` of the lines, more only where the others have nothing left.
    """
    choice = Choice(more=below_gate)
    ranked = sorted(candidates, key=lambda c: (-c.score, c.spot))
    ranked = _open_ones_later(ranked, most, material)
    share = max(1, int(min(most, len(ranked)) * material.config.one_document_share))
    postponed = _fill(choice, ranked, most, share, material, shown)
    choice.more += len(_fill(choice, postponed, most, len(ranked), material, shown))
    return choice


def _open_ones_later(ranked: Sequence[Candidate], most: int, material: Material) -> list[Candidate]:
    """The candidates in order, those among the foremost whose clause had to be broken off with less weight.

    Only as many are worded as could come onto the page: wording is what costs.
    """
    head, rest = ranked[: most * WORDED], ranked[most * WORDED :]
    weight = material.vocabulary.weights.open_cut
    weighed = [replace(c, score=c.score * weight) if is_open(c.make()) else c for c in head]
    return sorted(weighed, key=lambda c: (-c.score, c.spot)) + list(rest)


def is_open(line: Line | None) -> bool:
    """Whether the clause of a line ends where its sentence goes on."""
    return line is not None and line.clause is not None and OPEN_CUT in line.text


def _fill(
    choice: Choice, ranked: Iterable[Candidate], most: int, share: int, material: Material, shown: Sequence[Picked]
) -> list[Candidate]:
    """Add lines in order of rank; returns those that were postponed because their document has its share."""
    postponed = []
    voices = Counter(p.candidate.spot[0] for p in choice.picked)
    for candidate in ranked:
        full = len(choice.picked) >= most or (candidate.background and _history(choice, material))
        if full or voices[candidate.spot[0]] >= share:
            postponed.append(candidate)
            continue
        line = candidate.make()
        rivals = [*choice.picked, *shown] if candidate.elsewhere else choice.picked
        again = line is not None and any(_same_words(line, p.line) for p in shown)
        if line is None or again or any(_tells_same(line, p.line, material) for p in rivals):
            choice.more += 1
            continue
        choice.picked.append(Picked(line, candidate))
        voices[candidate.spot[0]] += 1
    return postponed


def _history(choice: Choice, material: Material) -> bool:
    """Whether the section has all the background that it may have."""
    return sum(p.candidate.background for p in choice.picked) >= material.config.max_background


def _tells_same(line: Line, other: Line, material: Material) -> bool:
    """Whether a line says again what another one says: the same characters, or mostly the same words."""
    if set(line.items) & set(other.items):
        return True
    if line.clause and other.clause and line.clause.document == other.clause.document:
        return _same_words(line, other)
    if _apart(line.date, other.date):
        return False
    ours, theirs = _content(line, material), _content(other, material)
    fewer = min(len(ours), len(theirs))
    one_day = line.date is not None and line.date == other.date and line.date.precision == "day"
    return fewer >= FEWEST and len(ours & theirs) >= (SAME_ON_A_DAY if one_day else SAME) * fewer


def _same_words(line: Line, other: Line) -> bool:
    """Whether two lines show the same characters of one document."""
    ours, theirs = line.clause, other.clause
    if ours is None or theirs is None or ours.document != theirs.document:
        return False
    return _overlap(ours.slices, theirs.slices)


def _overlap(ours: Sequence[tuple[int, int]], theirs: Sequence[tuple[int, int]]) -> bool:
    return any(a < d and c < b for a, b in ours for c, d in theirs)


def _apart(ours: DateRange | None, theirs: DateRange | None) -> bool:
    return ours is not None and theirs is not None and not ours.overlaps(theirs)


def _content(line: Line, material: Material) -> frozenset[str]:
    return material.words_of(line.clause) if line.clause else frozenset()

"""Accuracy: what was read, compared with gold, as the same figures that the scorers beside the data give."""

from crosscurrents.evaluate.measure import evaluate
from crosscurrents.evaluate.options import KINDS, Options
from crosscurrents.evaluate.rows import own_tenth

__all__ = ["KINDS", "Options", "evaluate", "own_tenth"]

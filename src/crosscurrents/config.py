"""Every threshold of the program, with its default, unit and meaning. No other module holds one.

A configuration enters the situation's stamp, so that a changed threshold is noticed and the situation rebuilt.
"""

from __future__ import annotations

import hashlib

import msgspec


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of a case. Shares and chances are in 0..1, lengths in characters unless another unit is named."""

    # ingest
    max_file_bytes: int = 50_000_000  # a larger file is refused
    max_unpacked_bytes: int = 200_000_000  # a file that unpacks to more is refused
    max_parts: int = 20_000  # articles in one file; what is over is left out, and said
    max_file_lines: int = 3_000_000  # lines of one file
    max_text_lines: int = 60_000  # lines of one article
    max_text: int = 2_000_000  # characters of one article; a longer one is refused (a book has half as many)
    max_depth: int = 3  # files in files (attachments) that are opened
    fetch_seconds: float = 30.0  # longest time for one address, redirects and all
    fetch_redirects: int = 5  # most redirects of one address
    max_follow: int = 50  # links of feeds that one reading follows
    least_words: int = 40  # a shorter entry of a feed, or abstract of a library, is no document
    min_shared_words: int = 16  # a shared run of words shorter than this is no reuse
    near_copy_share: float = 0.6  # share of the shorter text's word 5-grams from which two texts are near copies
    verbatim_share: float = 0.95  # the same, from which one is a verbatim copy
    near_passage_ratio: float = 0.85  # similarity of two passages (rapidfuzz, 0..1) from which they are one

    # annotate
    sentence_window: int = 4_000  # pysbd reads a paragraph in windows of at most this many characters

    # extract
    event_floor: float = 0.45  # an event under this confidence is not stored
    main_floor: float = 0.60  # the chance from which an event is what its sentence is there to report
    statement_floor: float = 0.35  # the same for the other learned kinds
    max_evidence: int = 600  # longest evidence of a statement other than an event

    # resolve
    name_similarity: float = 0.90  # similarity of two name skeletons from which one may be the other
    event_window_days: int = 3  # two reports of one event lie at most so far apart, when both are dated to the day
    event_similarity: float = 0.5  # overlap of roles and content words from which two reports are one event
    figure_tolerance: float = 0.005  # relative difference below which two values agree
    figure_similarity: float = 0.5  # overlap of the words measured from which two figures measure one thing
    one_place_km: float = 40.0  # two towns further apart are two places for one event
    background_days: int = 180  # an event that ended so long before the earliest document is background

    # brief
    gate: float = 0.60  # least confidence for a line of the page; the rest is counted as less certain
    max_lines: int = 60  # lines of the whole page
    max_words: int = 1_300  # words of the whole page
    max_line: int = 240  # characters of a line
    max_background: int = 2  # background lines under `happened`
    one_document_share: float = 0.5  # largest share of a section that one document may have

    @property
    def fingerprint(self) -> str:
        """A hash of all settings."""
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()[:16]


DEFAULT = Config()

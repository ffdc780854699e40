"""Second stage: sentences of a document with parse, names, learned marks, times, speakers, cues and mention chains."""

from crosscurrents.annotate.annotator import Annotator, fingerprint

__all__ = ["Annotator", "fingerprint"]

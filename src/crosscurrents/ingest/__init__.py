"""Files in, documents out: formats, metadata, what is no part of an article, and which texts are copies."""

from crosscurrents.ingest.decoding import storable
from crosscurrents.ingest.formats import original_of, parse
from crosscurrents.ingest.gathering import Incoming, Skipped, gather
from crosscurrents.ingest.reuse import find_reuse

__all__ = ["Incoming", "Skipped", "find_reuse", "gather", "original_of", "parse", "storable"]

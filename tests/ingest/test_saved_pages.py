from __future__ import annotations

import pytest

from crosscurrents.ingest.saved_pages import Saved, saved_mark, without_data
from crosscurrents.records.dates import day

SINGLE_FILE = (
    "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://a.example/ferry?x=1 \n"
    " saved date: Tue Mar 04 2025 09:15:00 GMT+0100 (Central European Standard Time)\n-->"
)


@pytest.mark.parametrize(
    ("source", "saved"),
    [
        (SINGLE_FILE, Saved("https://a.example/ferry?x=1", day("2025-03-04", "metadata"))),
        (
            "<!-- Saved from https://a.example/ferry at 2025-03-04T09:15:00Z using monolith v2.8.1 --><html>",
            Saved("https://a.example/ferry", day("2025-03-04", "metadata")),
        ),
        ("<!-- saved from url=(0023)https://a.example/ferry --><html>", Saved("https://a.example/ferry", None)),
        ("<!-- saved from url=(0014)about:internet --><html>", Saved()),
        ("<!-- Page saved with SingleFile \n url: file:///home/a/b.html -->", Saved()),
        ("<html><p>Page saved with SingleFile url: https://a.example</p>", Saved()),
        (" " * 20_000 + SINGLE_FILE, Saved()),
    ],
)
def test_the_comment_at_the_head(source: str, saved: Saved) -> None:
    assert saved_mark(source) == saved


def test_data_addresses_are_cut_out() -> None:
    picture = b"data:image/png;base64," + b"QUJD" * 1_000
    page = b'<img src="' + picture + b'"><style>a{b:url(' + picture + b")}</style><p>data: of the port</p>"
    assert without_data(page) == b'<img src="data:,"><style>a{b:url(data:,)}</style><p>data: of the port</p>'
    assert without_data(b"<img src='data:image/svg+xml;utf8,%3Csvg" + b"a" * 300 + b"'>") == b"<img src='data:,'>"

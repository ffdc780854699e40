"""Three short articles of an invented valley, for the tests that run the whole way. Written for this \
project."""

from __future__ import annotations

from pathlib import Path

WIRE = """Soldiers close the Tarn road after a clash

Valley Wire (sample)
KERIN, 14 March 2025 (Valley Wire) - Soldiers closed the road from Kerin to Port Tarn on Thursday after \
gunmen attacked \
a convoy near the old mill, the interior ministry said.

At least 12 people were killed, according to the ministry. The Hill Front, an armed group that controls \
the pass, denied \
that its men had carried out the attack. "We were not there," said its spokesman, Aron Velt.

The closure has cut off the supply of flour to the upper villages. The governor of Kerin, Mira Sand, \
will meet the \
elders on 20 March to discuss the reopening of the road.
"""

DAILY = """Elders refuse to meet the governor

By Lena Ost, Kerin Daily (sample)
21 March 2025

The elders of the upper villages refused to meet Governor Mira Sand on Thursday. They demanded that the \
road to Port \
Tarn be reopened first.

Medics in Port Tarn said that 31 people had died in the attack of 13 March. If the road stays closed, \
the villages could \
run out of flour within two weeks, the relief committee warned.

It is not known who ordered the attack. Everything hinges on whether the Hill Front lets the lorries pass.
"""

COMMENT = """What the closed road means

The Highland Review (sample). Opinion, 24 March 2025

The government in Kerin wants the pass, and the Hill Front wants a place in the government. Trade \
through Port Tarn \
remains weak because the road is closed. A truce would ease the shortage of flour.

The views represented in this piece are those of the author and do not express the official position of \
the Highland Review.
"""

TEXTS = {"wire.txt": WIRE, "daily.txt": DAILY, "comment.md": COMMENT}


def write_articles(folder: Path, names: tuple[str, ...] = tuple(TEXTS)) -> Path:
    """Write the named articles into `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(TEXTS[name], encoding="utf-8")
    return folder

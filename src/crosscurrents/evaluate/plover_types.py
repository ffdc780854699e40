"""PLOVER types, their quad classes, and the way from CAMEO codes and older PLOVER names to them.

Source: openeventdata/PLOVER, the 2021 manual and its table CAMEO2PLOVER-2021; CAMEO 02 (appeal) is taken as REQUEST,
since that manual counts "all requests, demands, and orders" there, though the table drops it.
"""

from __future__ import annotations

import re

QUADS = {
    "VC": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "MC": ("COOPERATE", "AID", "RETREAT"),
    "VX": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "MX": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD_OF = {name: quad for quad, names in QUADS.items() for name in names}
QUAD_NAMES = {
    "VERBAL COOPERATION": "VC",
    "MATERIAL COOPERATION": "MC",
    "VERBAL CONFLICT": "VX",
    "MATERIAL CONFLICT": "MX",
}
CAMEO_CODES = {
    "AGREE": "03",
    "CONSULT": "04",
    "SUPPORT": "05",
    "COOPERATE": "06",
    "AID": "07",
    "CONCEDE": "08",
    "REQUEST": "02 10",
    "ACCUSE": "09 11",
    "REJECT": "12",
    "THREATEN": "13",
    "PROTEST": "14",
    "MOBILIZE": "15",
    "SANCTION": "16",
    "RETREAT": "0813 0814 084 085 086 087",
    "COERCE": "163 17 191 192",
    "ASSAULT": "1712 175 18 19 20 201",
}
OF_CAMEO = {code: name for name, codes in CAMEO_CODES.items() for code in codes.split()}
LONGEST_CODE, SHORTEST_CODE = 4, 2
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}


def plover_type(name: object) -> str | None:
    """The PLOVER type of a type name or a CAMEO code; None where there is none (CAMEO 01, no name at all)."""
    if name is None:
        return None
    text = str(name).strip().upper()
    code = re.match(r"(\d{2,4})(?!\d)", text)
    if code:
        prefixes = (code[1][:n] for n in range(LONGEST_CODE, SHORTEST_CODE - 1, -1))
        return next((OF_CAMEO[p] for p in prefixes if p in OF_CAMEO), None)
    text = re.split("[-:]", text)[0].strip()
    return RENAMED.get(text, text)

from __future__ import annotations

from pathlib import Path

import pytest

from crosscurrents.errors import InputError
from crosscurrents.evaluate.reading import installed_reader, questions, read_case
from tests.evaluate.articles.made import TEXTS


def test_a_reader_sees_id_text_and_date_only() -> None:
    row = {"id": "x", "text": "Peru met Chad.", "date": None, "events": [{"type": "CONSULT"}]}
    assert questions([row, row | {"date": "2021-05-03"}]) == [
        {"id": "x", "text": "Peru met Chad."},
        {"id": "x", "text": "Peru met Chad.", "date": "2021-05-03"},
    ]


@pytest.mark.slow
def test_the_installed_reader_gives_the_lists_asked_for() -> None:
    got = installed_reader(["events"])([{"id": "x", "text": "Police arrested two editors in Lima on Friday."}])
    assert [row["id"] for row in got] == ["x"] and set(got[0]) == {"id", "events"}


@pytest.mark.slow
def test_a_case_is_made_of_just_these_documents(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    records = read_case([tmp_path / name for name in TEXTS]).export()
    assert sorted(r["name"] for r in records if r["record"] == "document") == sorted(TEXTS)
    with pytest.raises(InputError, match="could not be read"):
        read_case([tmp_path / "none.txt"])

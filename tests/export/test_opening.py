"""Opening what is no bundle, or was made to do harm."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.errors import CrosscurrentsError, FormatError, InputError, VersionError
from crosscurrents.export import bundle, opening

PROGRAM = bundle.Program("1", "2", "3")


def manifest(number: int = bundle.FORMAT) -> bytes:
    return bundle.sealed(bundle.Manifest(bundle=number, program=PROGRAM, stamp="s", today=None, documents=(), files={}))


def zipped(files: dict[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def fault(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(InputError) as caught, opening.opened(path):
        pass
    assert caught.value.file
    return caught.value.message


def test_a_bundle_is_opened_and_read(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(zipped({"manifest.json": manifest(), "export.jsonl": b"x" * 50}))
    with opening.opened(path) as found:
        assert found.manifest.program == PROGRAM
        assert found.written == manifest()
        assert found.read("export.jsonl", 50) == b"x" * 50
        with pytest.raises(FormatError, match="larger"):
            found.read("export.jsonl", 49)
        with pytest.raises(FormatError, match="not in the bundle"):
            found.read("case.db", 10)


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all" * 20, b"PK\x05\x06" + b"\x00" * 18])
def test_what_is_no_bundle_is_named(tmp_path: Path, data: bytes) -> None:
    assert "no whole bundle" in fault(tmp_path / "b.zip", data)


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.zip", tmp_path):
        with pytest.raises(InputError, match="cannot be read"), opening.opened(path):
            pass


def test_a_file_that_unfolds_is_not_unfolded(tmp_path: Path) -> None:
    bomb = zipped({"manifest.json": manifest(), "export.jsonl": b"\x00" * 50_000_000}, zipfile.ZIP_DEFLATED)
    assert len(bomb) < 100_000
    tracemalloc.start()
    assert "packed it again" in fault(tmp_path / "b.zip", bomb)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_files_that_lie_over_one_another_are_larger_than_the_zip(tmp_path: Path) -> None:
    data = bytearray(zipped({"manifest.json": manifest(), "a": b"a" * 1000, "b": b"b" * 1000}))
    for size in (18, 22):  # both sizes in the entry of `b` in the table of contents
        at = data.rindex(b"PK\x01\x02") + size + 2
        data[at : at + 4] = (1_000_000).to_bytes(4, "little")
    assert "larger than the zip" in fault(tmp_path / "b.zip", bytes(data))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_stands_once(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("manifest.json", manifest())
        archive.writestr("manifest.json", manifest())
    assert "twice" in fault(tmp_path / "b.zip", out.getvalue())


def test_a_huge_table_of_contents_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"manifest.json": manifest(), **{f"texts/{n:016x}.txt": b"" for n in range(300)}}
    monkeypatch.setattr(opening, "MOST_FILES", 300)
    assert "301 files" in fault(tmp_path / "b.zip", zipped(files))
    monkeypatch.setattr(opening, "LARGEST_CONTENTS", 1_000)
    assert "its table is too large" in fault(tmp_path / "b.zip", zipped(files))
    hidden = zipped(files) + b"x"  # zipfile would find the last record all the same
    assert zipfile.is_zipfile(io.BytesIO(hidden))
    assert "does not end as a zip" in fault(tmp_path / "b.zip", hidden)


def test_the_table_of_contents_of_a_large_zip_is_bounded_too(tmp_path: Path) -> None:
    """A large zip states the true size in a record of its own, which zipfile believes whatever the last record says."""
    data = zipped({"manifest.json": manifest()})
    size = (10**12).to_bytes(8, "little")
    record = b"PK\x06\x06" + (44).to_bytes(8, "little") + b"\x00" * 28 + size + b"\x00" * 8
    locator = b"PK\x06\x07" + b"\x00" * 16
    assert len(record) == 56
    assert "its table is too large" in fault(tmp_path / "b.zip", data[:-22] + record + locator + data[-22:])


@pytest.mark.parametrize(
    "written", [b"", b"{}", b"[]", b'{"bundle": "1"}', b'{"bundle": 1}', b"\xff", b'{"bundle":' + b"[" * 5_000]
)
def test_a_manifest_that_is_none_is_named(tmp_path: Path, written: bytes) -> None:
    assert "manifest.json cannot be read" in fault(tmp_path / "b.zip", zipped({"manifest.json": written}))


def test_no_manifest_and_one_of_a_newer_version(tmp_path: Path) -> None:
    assert "no manifest.json" in fault(tmp_path / "b.zip", zipped({"a": b""}))
    path = tmp_path / "new.zip"
    path.write_bytes(zipped({"manifest.json": manifest(bundle.FORMAT + 1)}))
    with pytest.raises(VersionError), opening.opened(path):
        pass


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 10**6), value=st.integers(0, 255), cut=st.booleans())
def test_any_change_gives_a_bundle_or_a_named_error(
    tmp_path_factory: pytest.TempPathFactory, at: int, value: int, cut: bool
) -> None:
    data = bytearray(zipped({"manifest.json": manifest(), "export.jsonl": b"{}\n"}))
    data[at % len(data)] = value
    path = tmp_path_factory.mktemp("any") / "b.zip"
    path.write_bytes(data[: at % len(data)] if cut else data)
    try:
        with opening.opened(path) as found:
            for name in found.infos:
                found.read(name, 10_000)
    except CrosscurrentsError as error:
        assert error.message

"""Everything that CI runs, in one command: `python check.py`.

Format and lint (ruff), types (mypy --strict), the import contract (import-linter), the tests (pytest). A test may be
skipped only for a reason that tests/allowed_skips.txt lists; any other skip fails the run.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
CHECKS: tuple[tuple[str, list[str]], ...] = (
    ("ruff format", [str(BIN / "ruff"), "format", "--check", "-q", "."]),
    ("ruff", [str(BIN / "ruff"), "check", "-q", "."]),
    ("mypy", [str(BIN / "mypy"), "--no-error-summary"]),
    ("import contract", [str(BIN / "lint-imports"), "--no-cache"]),
)


def allowed_skips() -> list[str]:
    """The beginnings of the reasons for which a test may be skipped."""
    lines = (ROOT / "tests" / "allowed_skips.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def run_tests(report: Path) -> tuple[int, list[str]]:
    """Run pytest; its exit status and the reasons of all skips."""
    status = subprocess.call([sys.executable, "-m", "pytest", f"--junitxml={report}", *sys.argv[1:]], cwd=ROOT)
    if not report.exists():
        return status or 1, []
    skips = ElementTree.parse(report).getroot().iter("skipped")
    return status, [(s.get("message") or "no reason").removeprefix("Skipped: ") for s in skips]


def main() -> int:
    """Run every check, tell what failed, and give the exit status."""
    failed = []
    for name, command in CHECKS:
        began = time.monotonic()
        if subprocess.call(command, cwd=ROOT):
            failed.append(name)
        print(f"{name}: {'FAILED' if name in failed else 'good'} ({time.monotonic() - began:.0f} s)", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        status, skips = run_tests(Path(folder) / "report.xml")
    if status:
        failed.append("tests")
    wrong = [reason for reason in skips if not any(reason.startswith(a) for a in allowed_skips())]
    for reason in sorted(set(wrong)):
        print(f"skipped for a reason that is not allowed: {reason} ({wrong.count(reason)} times)")
    if wrong:
        failed.append("skips")
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

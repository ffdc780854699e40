"""Lets the tests of this folder import `made` by its bare name too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

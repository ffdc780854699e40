"""`python -m crosscurrents` is the `crosscurrents` command."""

from crosscurrents.cli import main

main()

"""`python -m rashinban.cli` is the command `rashinban`."""

from rashinban.cli import main

main()

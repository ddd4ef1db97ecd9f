"""`python -m clearspan` is the clearspan command."""

from clearspan.cli.app import main

main()

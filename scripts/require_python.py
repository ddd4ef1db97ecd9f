"""Stops with a clear message where Python is older than Clearspan needs."""

import sys

if sys.version_info < (3, 11):
    found = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit(f"Clearspan needs Python 3.11 or newer; {sys.executable} is {found}. Try: make PYTHON=python3.12 demo")

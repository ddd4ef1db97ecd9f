"""Published numbers are tried in `make validate` alone: their data are in packages that nothing else needs."""

from tests.thorough import THOROUGH

collect_ignore = [] if THOROUGH else ["test_published_numbers.py"]

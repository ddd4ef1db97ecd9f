"""`python -m clearspan.web --dir DIR --port PORT`: the pages as a process of their own."""

import argparse
from pathlib import Path

from clearspan.web.serve import serve


def main() -> None:
    """Nothing; serves until stopped."""
    parser = argparse.ArgumentParser(prog="python -m clearspan.web", description="Serve Clearspan's pages to this machine.")
    parser.add_argument("--dir", type=Path, required=True, help="Folder that `clearspan run` wrote.")
    parser.add_argument("--port", type=int, default=8400, help="Port on 127.0.0.1.")
    given = parser.parse_args()
    serve(given.dir, given.port)


if __name__ == "__main__":
    main()

"""The command line: `onrecord`, or `python -m onrecord`."""

import sys

from . import _native


def main() -> int:
    """Does what the command line asks for; the exit code is the program's own."""
    return _native.cli(["onrecord", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())

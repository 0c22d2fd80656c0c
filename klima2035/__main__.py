"""``python -m klima2035``."""

import sys

from klima2035.cli import main

if __name__ == "__main__":
    sys.exit(main())

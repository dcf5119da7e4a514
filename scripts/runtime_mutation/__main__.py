"""``python -m runtime_mutation``, from ``scripts/``."""

import sys

from . import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

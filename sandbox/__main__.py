"""``python -m sandbox``: serve the built site and its sandbox."""

import sys

from sandbox.guide import from_environ
from sandbox.server import serve

if __name__ == "__main__":
    sys.exit(serve(from_environ))

"""``python -m sandbox``: serve the built site and its sandbox; ``--check`` only sees whether the address is free."""

import gc
import sys


def main() -> int:
    """Start without the garbage collector: nothing of what is imported and built now is garbage.

    It would take a twentieth of the start. `serve` turns it on again.
    """
    gc.disable()
    from sandbox.guide import from_environ
    from sandbox.server import check, serve

    if sys.argv[1:] == ["--check"]:
        return check()
    return serve(from_environ)


if __name__ == "__main__":
    sys.exit(main())

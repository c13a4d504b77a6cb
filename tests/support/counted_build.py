"""``mkdocs`` that also writes how often it has opened each file, beside the built site.

The tests' own site is built so: what reads a file twice is found without another build.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from mkdocs.__main__ import cli

OPENED = "opened.json"
"""A JSON object: path → how often."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--site-dir", type=Path, required=True)
    site = parser.parse_known_args()[0].site_dir
    opened: Counter[str] = Counter()
    sys.addaudithook(lambda event, given: opened.update([str(given[0])]) if event == "open" else None)
    cli(standalone_mode=False)
    (site.parent / OPENED).write_text(json.dumps(opened), encoding="utf-8")


if __name__ == "__main__":
    main()

"""``make lighthouse``: what Lighthouse says of each page on a phone. Prints its scores, and what keeps them down.

Accessibility, best practices and SEO must be 100, performance 95 or more as the median of several runs. A machine that
is busy with something else shows less performance than there is: the last column says how fast it was meanwhile
(Lighthouse's own benchmark, more is faster), and should hardly change from page to page.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from tests.support.chromium import CHROMIUM_FLAGS, WITH_WINDOWS, chromium
from tests.support.processes import free_port, running_server
from tests.support.project import ROOT, build_site

LIGHTHOUSE = ROOT / ".venv/lighthouse/node_modules/lighthouse/cli/index.js"
LEAST = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 95}
ATTEMPTS = 3
"""Now and then Chromium records a page without its beginning; Lighthouse then gives up and asks to be run again."""

Report = Mapping[str, Any]


def main() -> int:
    arguments = argparse.ArgumentParser(prog="make lighthouse")
    arguments.add_argument("--runs", type=int, default=3, help="of which the median is taken")
    arguments.add_argument("pages", nargs="*", help="their paths, as /about/; all pages if none is given")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site, port = Path(folder) / "site", free_port()
        build_site(ROOT, site, f"http://127.0.0.1:{port}/")
        with running_server(site, port, Path(folder) / "learners.sqlite3") as address:
            print(f"{'':45}" + "".join(f"{name:>16}" for name in (*LEAST, "machine")))
            too_low = [path for path in given.pages or paths(site) if not passes(address, path, given.runs)]
    print(f"{len(too_low)} too low: {' '.join(too_low)}" if too_low else "Each is high enough.")
    return 1 if too_low else 0


def paths(site: Path) -> list[str]:
    """All pages of the guide."""
    pages = (page.parent.relative_to(site).as_posix() for page in site.rglob("index.html"))
    return sorted("/" if page == "." else f"/{page}/" for page in pages)


def passes(address: str, path: str, runs: int) -> bool:
    """Whether a page is good enough. Shows the median of each score, and why one is lower than it should be."""
    reports = [measure(address + path) for _ in range(runs)]
    scores = {name: median(score(report, name) for report in reports) for name in LEAST}
    machine = median(report["environment"]["benchmarkIndex"] for report in reports)
    print(f"{path:45}" + "".join(f"{shown:16.0f}" for shown in (*scores.values(), machine)), flush=True)
    too_low = [name for name, least in LEAST.items() if scores[name] < least]
    for name in too_low:
        for reason in reasons(min(reports, key=lambda report: score(report, name)), name):
            print(f"    {name}: {reason}", flush=True)
    return not too_low


def measure(url: str) -> Report:
    """One run with Lighthouse's own settings: a phone of the middle class on a slow network, both simulated."""
    flags = " ".join(["--headless=new", *CHROMIUM_FLAGS])
    only = f"--only-categories={','.join(LEAST)}"
    command = ["node", str(LIGHTHOUSE), url, "--output=json", "--quiet", only, f"--chrome-flags={flags}"]
    environment = os.environ | {"CHROME_PATH": chromium(*WITH_WINDOWS)}
    for _ in range(ATTEMPTS):
        run = subprocess.run(command, check=False, stdout=subprocess.PIPE, env=environment)
        if run.returncode == 0:
            report: Report = json.loads(run.stdout)
            return report
    raise SystemExit(f"Lighthouse could not measure {url} in {ATTEMPTS} attempts.")


def score(report: Report, category: str) -> int:
    return round(100 * float(report["categories"][category]["score"]))


def reasons(report: Report, category: str) -> Iterator[str]:
    """What costs something, the dearest first."""
    weights = {each["id"]: each["weight"] for each in report["categories"][category]["auditRefs"]}
    for name, _ in sorted(weights.items(), key=lambda each: -each[1]):
        audit = report["audits"][name]
        if weights[name] and audit["score"] is not None and audit["score"] < 1:
            yield f"{audit['title']} ({name}) {audit.get('displayValue', '')}".rstrip()
            for item in audit.get("details", {}).get("items", ()):
                if "node" in item:
                    yield f"    {item['node']['snippet']}"


if __name__ == "__main__":
    sys.exit(main())

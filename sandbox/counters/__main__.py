"""``python -m sandbox.counters``: what learners stumble on, for editors."""

import argparse
import os
import sys

from sandbox.counters import kept_weeks, today
from sandbox.counters.address import open_counters
from sandbox.counters.figures import FEW, Report, Votes
from sandbox.counters.report import reporter_of
from sandbox.counters.table import write_csv
from sandbox.feedback.address import open_feedback
from sandbox.guide import SIMULATION
from sandbox.rendering.renderer import Renderer
from sandbox.settings import Settings, SettingsError
from sandbox.storage import StoreUnavailableError
from sandbox.web.site import Site, SiteNotBuiltError


def report_of(settings: Settings, site: Site, weeks: tuple[str, ...], week: str) -> Report:
    """The report of one of the weeks, or of all, by the built site's words. Raises what opening and reading raise."""
    feedback, reporter = open_feedback(settings.store), reporter_of(site.content, SIMULATION, site)
    votes = Votes(feedback.counts(), feedback.reasons())
    return reporter.report(open_counters(settings.store).all(weeks), votes, weeks, week)


def main() -> int:
    weeks = kept_weeks(today())
    arguments = argparse.ArgumentParser(prog="python -m sandbox.counters", description=__doc__)
    arguments.add_argument("--csv", action="store_true", help="all counters of all weeks as a table, not the report")
    arguments.add_argument("--week", default="", choices=weeks, help=f"of this week alone: {weeks[-1]}", metavar="WEEK")
    wanted = arguments.parse_args()
    try:
        settings = Settings.from_environ(os.environ)
        if wanted.csv:
            write_csv(open_counters(settings.store).all((wanted.week,) if wanted.week else weeks), sys.stdout)
        else:
            site = Site(settings.site)
            report = report_of(settings, site, weeks, wanted.week)
            renderer = Renderer(SIMULATION, packages=["sandbox.counters"])
            print(renderer.render("stumbles.txt", wording=site.content.wording, report=report, few=FEW))
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except StoreUnavailableError as error:
        print(f"SANDBOX_STORE: {error}", file=sys.stderr)
        return 2
    except SiteNotBuiltError as error:
        print(f"{error} holds no built site; run `make serve` first, or ask for --csv", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

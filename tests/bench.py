"""``make bench``: how fast it is, as ratios, and what one learner costs. Prints the figures of docs/about/load.md."""

import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

import lightningcss
from playwright.sync_api import sync_playwright
from rjsmin import jsmin

from macros.publish.modules import join
from macros.publish.site import LATER
from sandbox.engine.cabinet import MOST_UNDOS
from sandbox.random_secrets import RandomSecrets
from tests.support import nginx
from tests.support.chromium import launch
from tests.support.counted_presses import share_of_writing, times_uncounted
from tests.support.guide import CONTENT
from tests.support.page_views import VISITS, Visit, visit
from tests.support.processes import free_port, running, wait_until_up
from tests.support.project import ROOT, build_site
from tests.support.redis_server import RedisServer
from tests.support.registration_journey import journey
from tests.support.sandbox_process import HEADERS, PRESS, Learner, SandboxProcess
from tests.support.saved import times_stock_saved
from tests.support.slow_link import SlowLink, slow_link
from tests.support.start import times_bare
from tests.support.stock import times_stock
from tests.support.troubles import CROWD, EXPIRED, waits_during_a_purge, waits_of_a_crowd

SECONDS = 5
"""How long each address is asked."""
PAGE = "/registration/by-phone/"
JOURNEYS = 60
TICKS = os.sysconf("SC_CLK_TCK")
POST = """
wrk.method = "POST"
wrk.body = "step=open-site&address=login-mts.example"
{headers}
local learners = {{{cookies}}}
local number = 0
request = function()
    number = number % #learners + 1
    wrk.headers["Cookie"] = learners[number]
    return wrk.format()
end
"""
IN_CABINET = "/sandbox/cabinet"
MISTAKE = "step=entry&address=login-mts.example&presses="
"""The mistake that `PRESS` is, in the cabinet. A form there says how many have been answered."""
COUNTED = """
wrk.method = "POST"
{headers}
local learners = {{{cookies}}}
local answered = {{{answered}}}
local number = 0
request = function()
    number = number % #learners + 1
    wrk.headers["Cookie"] = learners[number]
    wrk.body = "{form}" .. answered[number]
    answered[number] = answered[number] + 1
    return wrk.format()
end
"""
ROUNDS = 5
"""So often hello, a press and a page are asked for in turn; the median counts, as the machine may do other things."""
LEARNERS = 500
"""So many have begun when the presses are measured; only ids that the store knows are taken."""
LIVING = 50
"""So many of them have a long life in the cabinet behind them."""
ASKING = 8
"""So many wrk ask two workers."""


def ask(address: str, script: Path | None = None) -> tuple[float, int]:
    """Answers a second, and all answers, as wrk counts them."""
    command = ["wrk", "-t1", "-c16", f"-d{SECONDS}s", *(["-s", str(script)] if script else []), address]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "Non-2xx" not in said, said
    rate, answers = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"(\d+) requests in", said)
    assert rate, said
    assert answers, said
    return float(rate[1]), int(answers[1])


def ask_several(address: str, scripts: Sequence[Path]) -> int:
    """All answers, if as many wrk ask as there are scripts, by two connections each.

    One after the other: of connections that come at once a single worker takes all.
    """
    asking = []
    for script in scripts:
        command = ["wrk", "-t1", "-c2", f"-d{SECONDS}s", "-s", str(script), address]
        asking.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        sleep(0.1)
    said = [wrk.communicate()[0] for wrk in asking]
    answers = [re.search(r"(\d+) requests in", each) for each in said]
    assert not any("Non-2xx" in each or "Socket errors" in each for each in said), said
    return sum(int(each[1]) for each in answers if each)


def share_out(folder: Path, site: Path, stores: Mapping[str, str]) -> None:
    """What a second worker costs: presses for each second of processor time, in turn with one worker alone."""
    for store, address in stores.items():
        with SandboxProcess(site, address) as one, SandboxProcess(site, address, 2) as two:
            found: dict[str, list[float]] = {"one": [], "two": []}
            scripts = {"one": several(folder, "one", one), "two": several(folder, "two", two)}
            lesser: list[float] = []
            for _ in range(ROUNDS):
                for name, sandbox in (("one", one), ("two", two)):
                    pids = sandbox.pids()
                    before = [cpu_seconds([pid]) for pid in pids]
                    answers = ask_several(f"{sandbox.address}{PRESS}", scripts[name])
                    spent = sorted(cpu_seconds([pid]) - was for pid, was in zip(pids, before, strict=True))
                    found[name].append(answers / sum(spent))
                    if name == "two":
                        lesser.append(spent[-2] / sum(spent))
        one_, two_ = (median(each) for each in found.values())
        show(f"form, {store}, one worker, in turn, median of {ROUNDS}", one_, "a second of processor time")
        show(f"form, {store}, two workers, in turn, median of {ROUNDS}", two_, "a second of processor time")
        show("  share of the worker that did less, median", median(lesser), "")
        show(f"ratio by processor time: two workers / one, {store}", two_ / one_, "")


def several(folder: Path, name: str, sandbox: SandboxProcess) -> list[Path]:
    """Scripts for `ask_several`."""
    scripts = [folder / f"{name}-{number}.lua" for number in range(ASKING)]
    for script in scripts:
        script.write_text(presses(sandbox, LEARNERS // ASKING))
    return scripts


def compare(folder: Path, site: Path) -> None:
    """What a press and a page cost as shares of a bare Starlette hello on the same server stack, by processor time."""
    script = folder / "press.lua"
    port = free_port()
    bare = subprocess.Popen(
        [sys.executable, "-m", "tests.support.bare_application"], cwd=ROOT, env=os.environ | {"PORT": f"{port}"}
    )
    try:
        wait_until_up(f"http://127.0.0.1:{port}/healthz", bare)
        with SandboxProcess(site, f"sqlite:///{folder}/compared/learners.sqlite3") as sandbox:
            cookies = begun(sandbox)
            script.write_text(POST.format(headers=headers(), cookies=quoted(cookies)))
            fresh, living = folder / "fresh.lua", folder / "living.lua"
            for cookie in cookies[:LIVING]:
                long_life(sandbox, cookie)
            in_cabinet = f"{sandbox.address}{IN_CABINET}/open_site"
            asked: dict[str, tuple[list[int], str, Path | None]] = {
                "hello": ([bare.pid], f"http://127.0.0.1:{port}/hello", None),
                "press": (sandbox.pids(), f"{sandbox.address}{PRESS}", script),
                "press in the cabinet": (sandbox.pids(), in_cabinet, fresh),
                "press in a long life there": (sandbox.pids(), in_cabinet, living),
                "page": (sandbox.pids(), f"{sandbox.address}{PAGE}", None),
            }
            found: dict[str, list[float]] = {what: [] for what in asked}
            for _ in range(ROUNDS):
                fresh.write_text(presses_in_cabinet(sandbox, cookies[LIVING:]))
                living.write_text(presses_in_cabinet(sandbox, cookies[:LIVING]))
                for what, (pids, address, with_script) in asked.items():
                    before = cpu_seconds(pids)
                    _, answers = ask(address, with_script)
                    found[what].append(answers / (cpu_seconds(pids) - before))
    finally:
        bare.terminate()
        bare.wait(timeout=10)
    rates = {what: median(each) for what, each in found.items()}
    for what, each in rates.items():
        show(f"{what}, in turn, median of {ROUNDS}", each, "a second of processor time")
    show("ratio by processor time: press / hello, at least 0.25", rates["press"] / rates["hello"], "")
    show("ratio by processor time: page / hello, at least 0.50", rates["page"] / rates["hello"], "")
    for what in ("press in the cabinet", "press in a long life there"):
        show(f"a {what} costs, at most 1.5", rates["press"] / rates[what], "presses of a walkthrough")


def rate(what: str, sandbox: SandboxProcess, path: str, script: Path | None = None) -> float:
    """Answers for each second of processor time, which other programs of the machine hardly change. Shows both."""
    pids = sandbox.pids()
    before = cpu_seconds(pids)
    by_clock, answers = ask(f"{sandbox.address}{path}", script)
    by_processor = answers / (cpu_seconds(pids) - before)
    show(what, by_clock, "a second")
    show("  of them", by_processor, "a second of processor time")
    return by_processor


def cpu_seconds(pids: list[int]) -> float:
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(each[11]) + int(each[12]) for each in fields) / TICKS


def resident_megabytes(pids: list[int]) -> float:
    """Memory of their own, and their share of what several have together."""
    rollups = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in pids]
    return sum(int(found) for text in rollups for found in re.findall(r"^Pss:\s+(\d+)", text, re.MULTILINE)) / 1024


def play(sandbox: SandboxProcess) -> float:
    """Processor seconds of the sandbox for one learner's journey."""
    journey(sandbox.port)
    pids = sandbox.pids()
    before = cpu_seconds(pids)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: journey(sandbox.port), range(JOURNEYS)))
    return (cpu_seconds(pids) - before) / JOURNEYS


def milliseconds(call: Callable[[], object], times: int = 10) -> float:
    begin = perf_counter()
    for _ in range(times):
        call()
    return (perf_counter() - begin) / times * 1000


def presses(sandbox: SandboxProcess, learners: int = LEARNERS) -> str:
    """A script for wrk in which learners who have begun press in turn."""
    return POST.format(headers=headers(), cookies=quoted(begun(sandbox, learners)))


def begun(sandbox: SandboxProcess, learners: int = LEARNERS) -> list[str]:
    """The cookies of learners who have begun."""
    cookies = []
    for _ in range(learners):
        with Learner(sandbox.port) as learner:
            assert learner.press() == 200
            cookies.append(learner.cookie)
    return cookies


def headers() -> str:
    return "\n".join(f'wrk.headers["{name}"] = "{value}"' for name, value in HEADERS.items())


def quoted(cookies: Iterable[str]) -> str:
    return ", ".join(f'"{cookie}"' for cookie in cookies)


def long_life(sandbox: SandboxProcess, cookie: str) -> None:
    """Move the clock in the learner's cabinet until there are as many ways back as are kept."""
    with Learner(sandbox.port) as learner:
        learner.cookie = cookie
        for answered in range(MOST_UNDOS):
            assert learner.send(f"{IN_CABINET}/wait", f"step=entry&until=minute&presses={answered}") == 200


def presses_in_cabinet(sandbox: SandboxProcess, cookies: Sequence[str]) -> str:
    """A script for wrk, to be run once, in which these learners press in their cabinets in turn."""
    answered = []
    for cookie in cookies:
        asked = urllib.request.Request(f"{sandbox.address}{IN_CABINET}", headers={"Cookie": cookie, **HEADERS})
        with urllib.request.urlopen(asked, timeout=20) as response:
            found = re.search(r'name="presses" value="(\d+)"', response.read().decode())
            assert found
            answered.append(found[1])
    return COUNTED.format(headers=headers(), cookies=quoted(cookies), form=MISTAKE, answered=", ".join(answered))


SHELL = ("search", "drawer", "palette", "prefetch", "reading-place", "anchors")
"""What is around the text works by these scripts. They and the learner's are one file."""


def weigh(site: Path) -> None:
    """What a learner loads of ours: the one script of every page, its parts, and the sheets of the trainer."""
    (script,) = site.glob("assets/script.*.js.gz")
    show("the script of every page", script.stat().st_size, "bytes by gzip")
    names = re.findall(r"- path: assets/([\w-]+)\.js", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    show("  of them the learner's, at most 8,192", gzipped(names, without=SHELL), "bytes by gzip")
    show("  of them what is around the text, at most 3,072", gzipped(SHELL), "bytes by gzip")
    sheets = re.findall(r"assets/styles/[\w-]+\.css", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    of_trainer = sheets[sheets.index("assets/styles/walkthrough.css") : sheets.index("assets/styles/print.css")]
    text = "".join((ROOT / "docs" / each).read_text(encoding="utf-8") for each in of_trainer)
    small = str(lightningcss.process_stylesheet(text, minify=True)).encode()
    show("the trainer's stylesheets, at most 9,216", len(gzip.compress(small, 9, mtime=0)), "bytes by gzip")


VIEWS = {
    "first page is seen": "first",
    "first page is loaded": "loaded",
    "next page, its link pressed at once": "following",
    "next page, after a pause above its link": "following_after_a_pause",
}
"""What is shown of visits, and how `Visit` calls it."""


def gzipped(names: Iterable[str], without: Container[str] = ()) -> int:
    """Of these scripts, joined as on a page."""
    files = [ROOT / f"docs/assets/{name}.js" for name in names if name not in without]
    later = {path.replace("assets/", "./", 1): "./later.js" for path in LATER}
    return len(gzip.compress(jsmin(join(files, later)).encode(), 9, mtime=0))


def views(folder: Path, before: str) -> None:
    """How long a reader with a cheap phone waits, in turn with the commit ``before`` if it names one."""
    trees = {"now": ROOT}
    if before:
        trees = {before: folder / "before", **trees}
        subprocess.run(["git", "worktree", "add", "--detach", str(trees[before]), before], cwd=ROOT, check=True)
    try:
        measure_views(trees, folder)
    finally:
        if before:
            subprocess.run(["git", "worktree", "remove", "--force", str(trees[before])], cwd=ROOT, check=True)


def measure_views(trees: Mapping[str, Path], folder: Path) -> None:
    """Slow 4G and a processor four times slower; the medians of seven visits, in turn."""
    with ExitStack() as stack:
        browser = launch(stack.enter_context(sync_playwright()), keeps_pages=True)
        links: dict[str, tuple[str, SlowLink]] = {}
        for name, tree in trees.items():
            port, behind = free_port(), free_port()
            site = folder / f"site-{name}"
            build_site(tree, site, f"http://127.0.0.1:{port}/")
            settings = {
                "PORT": str(behind),
                "SITE_DIR": str(site),
                "SANDBOX_STORE": f"sqlite:///{folder}/{name}.sqlite3",
            }
            command = [sys.executable, "-m", "sandbox"]
            stack.enter_context(running(command, tree, settings, f"http://127.0.0.1:{behind}/healthz"))
            links[name] = (f"http://127.0.0.1:{port}", stack.enter_context(slow_link(port, behind)))
        visits: dict[str, list[Visit]] = {name: [] for name in links}
        for _ in range(VISITS):
            for name, (address, link) in links.items():
                visits[name].append(visit(browser, address, link))
        for name, all_of_it in visits.items():
            show(f"{name}: first view, with headers", all_of_it[0].moved, "bytes by gzip")
            show(f"{name}: first view", all_of_it[0].requests, "requests")
            for what, field in VIEWS.items():
                show(f"{name}: {what}", median(getattr(each, field) for each in all_of_it), "s")


def show(what: str, figure: float, unit: str) -> None:
    print(f"{what:<62} {figure:>10.2f} {unit}", flush=True)


def main() -> int:
    if not shutil.which("wrk"):
        print("wrk asks the questions; install it first: apt install wrk", file=sys.stderr)
        return 1
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = folder / "site"
        build_site(ROOT, site, "http://127.0.0.1:8000/")
        weigh(site)
        views(folder, os.environ.get("BEFORE", ""))
        script = folder / "post.lua"
        (folder / "redis").mkdir()
        redis = stack.enter_context(RedisServer(folder / "redis", free_port()))

        compare(folder, site)
        counted = times_uncounted(site, folder)
        show("ratio by processor time: a press counted / not, at most 1.03", counted, "")
        show("  and to write counters, whatever the presses", share_of_writing(folder) * 100, "% of a processor")
        rates: dict[str, float] = {}
        for store, address in (("SQLite", f"sqlite:///{folder}/s/l.sqlite3"), ("Redis", redis.url)):
            for workers in (1, 2):
                with SandboxProcess(site, address, workers) as sandbox:
                    name = f"form, {store}, workers: {workers}"
                    script.write_text(presses(sandbox))
                    rates[name] = rate(name, sandbox, PRESS, script)
                    show(f"  processor time of a journey, {store}, workers: {workers}", play(sandbox) * 1000, "ms")
                    show("  memory of all its processes", resident_megabytes(sandbox.pids()), "MiB")
                    if workers == 1 and store == "Redis":
                        rates["page"] = rate("page, by the sandbox", sandbox, PAGE)
                        (folder / "nginx").mkdir()
                        with nginx.shipped(folder / "nginx", site, (sandbox.place, sandbox.place)) as port:
                            show("page, by nginx", ask(f"http://127.0.0.1:{port}{PAGE}")[0], "a second")
        form = rates["form, SQLite, workers: 1"]
        show("ratio by processor time: page / form", rates["page"] / form, "")
        show("ratio by processor time: Redis / SQLite", rates["form, Redis, workers: 1"] / form, "")
        share_out(folder, site, {"SQLite": f"sqlite:///{folder}/shared/learners.sqlite3", "Redis": redis.url})
        measure_troubles(site, redis, folder / "troubles")
        measure_stores(site, redis, folder / "size/learners.sqlite3")
        show("start of a process: times a bare Starlette application", times_bare(site, folder / "start/l.sqlite3"), "")
        (folder / "build").mkdir()
        show("build: times stock Material", times_stock(folder / "build"), "")
        for more, most in ((0, "1.00"), (270, "0.15")):
            for kind, times in times_stock_saved(folder / f"saved-{more}", more).items():
                show(f"a {kind} saved and served, pages added: {more}, at most {most}", times, "times stock Material")
    secrets = RandomSecrets()
    show("one password hash", milliseconds(lambda: secrets.hash_password("Синий-чайник-27")), "ms")
    walkthroughs = CONTENT.walkthroughs.values()
    show("walkthroughs", len(walkthroughs), "")
    show("steps of a walkthrough, mean", sum(len(each.steps) for each in walkthroughs) / len(walkthroughs), "")
    return 0


def measure_troubles(site: Path, redis: RedisServer, folder: Path) -> None:
    """How long learners wait while a store is in trouble, and while it isn't."""
    (folder / "nginx").mkdir(parents=True)
    waits = waits_of_a_crowd(site, redis, folder / "nginx")
    for name, seconds in waits.items():
        show(f"{CROWD} at once, Redis {name}: median wait", median(seconds), "s")
    show(f"{CROWD} at once, Redis hanging: at most 0.50; longest", max(waits["hanging"]), "s")
    longest, left = waits_during_a_purge(site, folder / "purge")
    for name, seconds_ in longest.items():
        show(f"longest wait of a press, {name} has expired, at most 0.20", seconds_, "s")
    show(f"expired runs of {EXPIRED:,} removed meanwhile", EXPIRED - left, "")


def measure_stores(site: Path, redis: RedisServer, file: Path) -> None:
    """Bytes of one finished run in each store, and what one journey costs the Redis server."""
    redis.empty()
    with redis.client() as client, SandboxProcess(site, redis.url) as sandbox:
        journey(sandbox.port)
        before, cpu = client.info("memory")["used_memory"], client.info("cpu")
        play(sandbox)
        after, spent = client.info("memory")["used_memory"], client.info("cpu")
        seconds = sum(spent[key] - cpu[key] for key in ("used_cpu_user", "used_cpu_sys"))
        show("a finished run in Redis", (after - before) / (JOURNEYS + 1), "bytes")
        show("processor time of a journey, of the Redis server", seconds / (JOURNEYS + 1) * 1000, "ms")
    with SandboxProcess(site, f"sqlite:///{file}") as sandbox:
        answers = journey(sandbox.port)
        show("forms of a journey", len(answers), "")
        show("an answer to a form, mean", sum(answers) / len(answers), "bytes")
        size = file.stat().st_size
        play(sandbox)
        sandbox.stop()
        show("a finished run in SQLite", (file.stat().st_size - size) / (JOURNEYS + 1), "bytes")


if __name__ == "__main__":
    sys.exit(main())

"""The site's files from the shipped nginx: they need no process of the sandbox, and come with the same headers."""

from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import httpx2
import pytest

from sandbox.web.manifest import MANIFEST
from tests.support import nginx
from tests.support.forms_over_http import REGISTER
from tests.support.http_client import PlainClient
from tests.support.processes import free_port

BROTLI = {  # the lines that the shipped files have as comments
    "# include /usr/share/nginx/modules-available/mod-http-brotli-static.conf;": "load_module"
    " /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;",
    "# brotli_static on;": "brotli_static on;",
}


@pytest.fixture(scope="module")
def alone(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlainClient]:
    """A browser before nginx, behind which nothing has ever run."""
    folder, nobody = tmp_path_factory.mktemp("nginx"), (f"127.0.0.1:{free_port()}", f"127.0.0.1:{free_port()}")
    with (
        nginx.shipped(folder, site, nobody, BROTLI) as port,
        PlainClient(f"http://127.0.0.1:{port}") as client,
    ):
        yield client


@pytest.fixture(scope="module")
def sandbox(server: str) -> Iterator[PlainClient]:
    """The same browser before a process of the sandbox."""
    with PlainClient(server) as client:
        yield client


def test_every_page_and_file_is_read_without_any_process(alone: PlainClient, site: Path) -> None:
    pages = ["/" + path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html")]
    addresses = [address for address in pages if not address.startswith("/problems/")]
    assert {"/", "/security/", "/deceived/"} <= set(addresses)
    for address in [*addresses, "/robots.txt", "/sitemap.xml", "/service-worker.js", "/assets/search/index.json"]:
        path = site / address[1:] / "index.html" if address.endswith("/") else site / address[1:]
        answer = alone.get(address)
        assert (answer.status_code, answer.content) == (200, path.read_bytes()), address


def test_a_missing_page_is_the_sites_own_404(alone: PlainClient, site: Path) -> None:
    for address in ("/no-such/", "/security/no-such", "/assets/", "/index.html.gz", "/.hidden"):
        answer = alone.get(address)
        assert (answer.status_code, answer.content) == (404, (site / "404.html").read_bytes()), address


def test_the_trainer_alone_is_away_and_says_so(alone: PlainClient) -> None:
    for address in (REGISTER, "/sandbox/progress", "/sandbox/feedback"):
        answer = alone.get(address)
        assert answer.status_code == 503
        assert "Тренажёр сейчас недоступен" in answer.text.replace("\u00a0", " ")
        assert (answer.headers["retry-after"], answer.headers["cache-control"]) == ("5", "no-store")


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_the_headers_are_those_of_the_sandbox(
    alone: PlainClient, sandbox: PlainClient, site: Path, encoding: str
) -> None:
    kinds = {path.suffix: f"/{path.relative_to(site)}" for path in site.rglob("*") if path.is_file()}
    compressed = {".gz", ".br", ".html"}  # those of their files; a page has an address without its name
    files = [address for suffix, address in kinds.items() if suffix not in compressed and MANIFEST not in address]
    hashed = [f"/{path.relative_to(site)}" for path in site.glob("assets/*.*.*") if path.suffix in (".js", ".css")]
    assert {".js", ".css", ".json", ".xml", ".txt", ".png"} <= {Path(address).suffix for address in files}
    for address in ["/", "/security/", "/registration", "/index.html", "/404.html", *files, *hashed]:
        ours, theirs = (
            client.get(address, headers={"Accept-Encoding": encoding}, follow_redirects=False)
            for client in (alone, sandbox)
        )
        assert plain(ours) == plain(theirs), address
        assert ("etag" in ours.headers) == ("etag" in theirs.headers), address
    assert alone.get("/", headers={"Accept-Encoding": encoding}).headers.get("content-encoding", "identity") == encoding


def test_a_missing_page_has_the_headers_of_the_sandboxs_too(alone: PlainClient, sandbox: PlainClient) -> None:
    ours, theirs = (plain(client.get("/no-such/")) for client in (alone, sandbox))
    assert theirs.pop("last-modified")
    for name in ("vary", "content-encoding"):  # the sandbox doesn't compress this page
        ours.pop(name, None)
    assert ours == theirs


def test_a_form_sent_to_a_page_is_refused(alone: PlainClient, sandbox: PlainClient) -> None:
    for client in (alone, sandbox):
        answer = client.post("/security/")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def plain(answer: httpx2.Response) -> dict[str, object]:
    """Status and headers, but those that say how an answer was moved: ``charset`` may be in quotes or not."""
    moved = ("date", "server", "connection", "accept-ranges", "content-length", "transfer-encoding", "etag")
    found: dict[str, object] = {name: value for name, value in answer.headers.items() if name not in moved}
    if answer.is_redirect:  # nginx's own to a folder is for good, and names the whole path
        location = str(answer.url.join(answer.headers["location"]).raw_path)
        kept = {"content-security-policy", "cache-control"}
        return {"location": location} | {name: value for name, value in found.items() if name in kept}
    kind = Message()
    kind["content-type"] = answer.headers["content-type"]
    return found | {"status": answer.status_code, "content-type": (kind.get_content_type(), kind.get_param("charset"))}

"""The sandbox knows of the built site what the build has written, and nothing else."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.types import Receive, Scope, Send

from sandbox.account.simulation import SIMULATION
from sandbox.application import create_app
from sandbox.content import Content
from sandbox.settings import Settings
from sandbox.web.manifest import MANIFEST, Manifest, ManifestError, read_manifest, write_manifest
from sandbox.web.site import Site, SiteNotBuiltError
from sandbox.web.static import StaticSite
from tests.support.forms_over_http import REGISTER
from tests.support.http_client import TestClient


@pytest.fixture
def alone(site: Path, tmp_path: Path) -> Path:
    """All that the sandbox needs of the built site, without a page of it."""
    folder = tmp_path / "site"
    folder.mkdir()
    for name in (MANIFEST, "trainer.html", "404.html"):
        shutil.copy(site / name, folder)
    return folder


@pytest.fixture
def manifest(site: Path) -> Manifest:
    return read_manifest(site)


@pytest.fixture
def client(alone: Path, tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings.from_environ({"SITE_DIR": str(alone), "SANDBOX_STORE": f"sqlite:///{tmp_path}/l.sqlite3"})
    with TestClient(create_app(settings, SIMULATION)) as client:
        yield client


def test_the_manifest_holds_the_content_as_it_was_checked(manifest: Manifest, content: Content) -> None:
    assert manifest.content == content


def test_the_manifest_names_every_page_and_the_page_of_every_walkthrough(
    site: Path, manifest: Manifest, content: Content
) -> None:
    built = {path.parent.relative_to(site).as_posix() + "/" for path in site.rglob("index.html")}
    assert {page or "./" for page in manifest.pages} == built
    assert manifest.trainers.keys() == content.walkthroughs.keys()
    for slug, address in manifest.trainers.items():
        page = (site / address / "index.html").read_text(encoding="utf-8")
        assert f'data-walkthrough="{slug}" data-step' in page
    assert '<section class="overview"' in (site / manifest.overview / "index.html").read_text(encoding="utf-8")


def test_the_sandbox_works_without_a_page_of_the_site(client: TestClient, content: Content) -> None:
    first = content.walkthroughs["register-by-phone"]
    assert first.steps[0].say in client.get(REGISTER).text
    assert all(each.title in client.get("/sandbox/progress").text for each in content.walkthroughs.values())
    assert client.get("/sandbox/feedback?page=registration/by-phone/&useful=yes").status_code == 200
    assert client.get("/sandbox/feedback?page=nowhere/&useful=yes").status_code == 404


def test_a_new_build_is_read_at_once_with_its_content(client: TestClient, alone: Path, manifest: Manifest) -> None:
    walkthroughs = dict(manifest.content.walkthroughs)
    walkthroughs["register-by-phone"] = replace(walkthroughs["register-by-phone"], title="Совсем новое название")
    assert "Совсем новое название" not in client.get(REGISTER).text
    changed = replace(manifest, content=replace(manifest.content, walkthroughs=walkthroughs), scripts=("'sha256-x'",))
    write_manifest(alone, changed)
    answer = client.get(REGISTER)
    assert "Совсем новое название" in answer.text
    assert "script-src 'self' 'sha256-x';" in answer.headers["Content-Security-Policy"]


def test_a_page_of_a_build_that_ends_meanwhile_has_that_builds_headers(
    client: TestClient, alone: Path, manifest: Manifest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the browser would not run its scripts."""
    find = StaticSite.__call__

    async def build_and_find(self: StaticSite, scope: Scope, receive: Receive, send: Send) -> None:
        write_manifest(alone, replace(manifest, scripts=("'sha256-x'",)))
        await find(self, scope, receive, send)

    monkeypatch.setattr(StaticSite, "__call__", build_and_find)
    assert "script-src 'self' 'sha256-x';" in client.get("/trainer.html").headers["Content-Security-Policy"]


def test_while_the_site_is_built_anew_the_former_one_is_used(client: TestClient, alone: Path) -> None:
    before = client.get("/sandbox/progress").text
    for name in (MANIFEST, "trainer.html"):
        (alone / name).unlink()
    assert client.get("/sandbox/progress").text == before


@pytest.mark.parametrize("harmed", [b"", b"<html>\xff", None, "half"])
def test_a_frame_that_is_not_whole_is_passed_over_and_logged_once(
    client: TestClient, alone: Path, manifest: Manifest, caplog: pytest.LogCaptureFixture, harmed: bytes | str | None
) -> None:
    shell, before = alone / "trainer.html", client.get("/sandbox/progress").text
    whole = shell.read_bytes()
    shell.write_bytes(harmed if isinstance(harmed, bytes) else whole[: whole.index(b"</main>")])
    if harmed is None:
        shell.unlink()
    write_manifest(alone, replace(manifest, scripts=("'sha256-x'",)))
    for _ in range(3):
        answer = client.get("/sandbox/progress")
        assert answer.text == before
        assert "sha256-x" not in answer.headers["Content-Security-Policy"], "the headers are of the same build"
    said = "trainer.html of the new site can't be used: the former one is shown"
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [said]
    shell.write_bytes(whole)
    assert "sha256-x" in client.get("/sandbox/progress").headers["Content-Security-Policy"], "it heals"


@pytest.mark.parametrize("harm", [Path.unlink, lambda page: page.write_bytes(b"")], ids=["missing", "empty"])
def test_without_the_sites_own_page_for_it_a_missing_page_is_told_by_the_sandbox(
    client: TestClient, alone: Path, caplog: pytest.LogCaptureFixture, harm: Callable[[Path], object]
) -> None:
    harm(alone / "404.html")
    for address in ("/no-such/", "/%00", "/.hidden", "/healthz/more"):
        answer = client.get(address)
        assert (answer.status_code, "Такой тренировки нет" in answer.text.replace("\u00a0", " ")) == (404, True), (
            address
        )
    assert "ERROR" not in caplog.text


def test_the_edition_changes_with_anything_that_is_written(alone: Path, manifest: Manifest) -> None:
    write_manifest(alone, manifest)
    assert read_manifest(alone) == manifest
    editions = {manifest.edition}
    for changed in (replace(manifest, scripts=()), replace(manifest, overview="x/"), replace(manifest, pages=())):
        write_manifest(alone, changed)
        editions.add(read_manifest(alone).edition)
    assert len(editions) == 4


def test_a_site_whose_frame_is_empty_is_not_served(alone: Path) -> None:
    (alone / "trainer.html").write_bytes(b"")
    with pytest.raises(SiteNotBuiltError, match=str(alone)):
        Site(alone)


@pytest.mark.parametrize("name", [MANIFEST, "trainer.html"])
def test_a_folder_that_lacks_one_of_them_holds_no_built_site(alone: Path, name: str) -> None:
    (alone / name).unlink()
    with pytest.raises(SiteNotBuiltError, match=str(alone)):
        Site(alone)


def test_a_manifest_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(b"\xff")
    with pytest.raises(ManifestError):
        read_manifest(tmp_path)

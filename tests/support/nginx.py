"""A real nginx for tests: with the whole shipped configurations, with the shipped limits alone, or as an end of TLS."""

import contextlib
import getpass
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import trustme

from tests.support.processes import free_port, running
from tests.support.project import ROOT

DEPLOY = ROOT / "sandbox/deploy"

OURS = """
pid nginx.pid;
error_log error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    {servers}
}}
"""
"""The least that a server needs around it."""

LIMITED = """
    include limits.conf;
    upstream sandbox {{ server {sandbox}; }}
    map "" $guide {{ default ""; }}
    server {{
        listen 127.0.0.1:{port};
        server_name guide.example;
        root {site};
        include {site}/headers.conf;
        include {deploy}/site.conf;
        include {deploy}/problems.conf;
        include {deploy}/sandbox.conf;
        location /up {{ return 204; }}
    }}
"""

TLS = """
    ssl_certificate chain.pem;
    ssl_certificate_key key.pem;
    server {{
        listen 127.0.0.1:{port} ssl;
        location / {{ proxy_pass http://127.0.0.1:{behind}; proxy_set_header Host $http_host; }}
    }}
"""


@contextlib.contextmanager
def shipped(
    folder: Path,
    site: Path,
    sandboxes: tuple[str, str],
    changes: Mapping[str, str] | None = None,
    port: int = 0,
) -> Iterator[int]:
    """The port of nginx with the shipped files: but its ports are others, and a crowd may press without rest.

    ``sandboxes`` are the hosts and ports of the two processes behind it, ``changes`` further texts of the files by
    what is written there. Without a ``port`` it takes a free one.
    """
    port = port or free_port()
    deploy = folder / "sandbox/deploy"
    shutil.copytree(DEPLOY, deploy)
    (folder / "var").mkdir()
    (folder / "site").symlink_to(site)
    places = {"listen 8000;": f"listen {port};", "rate=100r/s": "rate=100000r/s"}
    places |= {f"127.0.0.1:{8001 + number} ": f"{sandbox} " for number, sandbox in enumerate(sandboxes)}
    change(deploy, places | dict(changes or {}))
    with _running(folder, deploy / "nginx.conf", f"http://127.0.0.1:{port}/robots.txt"):
        yield port


def change(deploy: Path, changes: Mapping[str, str]) -> None:
    """Replace texts of configuration files, each in whatever file has it."""
    files = {path: path.read_text(encoding="utf-8") for path in deploy.glob("*.conf")}
    for written, ours in changes.items():
        assert any(written in text for text in files.values()), written
        files = {path: text.replace(written, ours) for path, text in files.items()}
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")


@contextlib.contextmanager
def limited(folder: Path, site: Path, sandbox: str, changes: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of nginx before a sandbox, with the shipped limits. ``changes`` are other values, by directive."""
    limits = (DEPLOY / "limits.conf").read_text(encoding="utf-8")
    for directive, value in (changes or {}).items():
        written = re.findall(rf"^{re.escape(directive)} [^;]+;", limits, re.MULTILINE)
        assert len(written) == 1, directive
        limits = limits.replace(written[0], f"{directive} {value};")
    (folder / "limits.conf").write_text(limits, encoding="utf-8")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    server = LIMITED.format(port=port, site=site, sandbox=urlsplit(sandbox).netloc, deploy=DEPLOY)
    with _running(folder, _written(folder, server), f"{address}/up"):
        yield address


@contextlib.contextmanager
def ending_tls(folder: Path, ends: Mapping[int, int]) -> Iterator[None]:
    """Ports that speak https, each with the port that speaks http behind it. Certificates are of nobody's."""
    folder.mkdir()
    _write_certificate(folder)
    servers = "".join(TLS.format(port=port, behind=behind) for port, behind in ends.items())
    with _running_beside(folder, servers):
        yield


@contextlib.contextmanager
def site_with_tls(folder: Path, root: Path, path: str, port: int, sandbox: str) -> Iterator[None]:
    """The shipped site with TLS on the port, among other sites of an installed nginx.

    ``root`` is the folder in which the built site lies at ``path``, ``sandbox`` the host and port of its process.
    """
    deploy = folder / "deploy"
    shutil.copytree(DEPLOY, deploy)
    _write_certificate(folder)
    change(
        deploy,
        {
            "    listen [::]:80;\n": "",
            "    listen [::]:443 ssl http2;\n": "",
            "listen 80;": f"listen 127.0.0.1:{free_port()};",
            "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
            "/etc/letsencrypt/live/guide.example/fullchain.pem": "chain.pem",
            "/etc/letsencrypt/live/guide.example/privkey.pem": "key.pem",
            "/var/log/nginx/guide.log": "guide.log",
            "root /srv/guide/site;": f"root {root};",
            "/srv/guide/site": f"{root}{path}",
            "/srv/guide/sandbox/deploy": f"{deploy}",
            'map "" $guide {\n    default "";': f'map "" $guide {{\n    default "{path}";',
            "127.0.0.1:8001": sandbox,
            "https://guide.example$request_uri": f"https://localhost:{port}$request_uri",
        },
    )
    others = "sendfile on; tcp_nopush on; gzip on; default_type application/octet-stream; ssl_prefer_server_ciphers on;"
    with _running_beside(folder, f"{others} include {deploy}/guide.conf;"):
        yield


def _running_beside(folder: Path, servers: str) -> AbstractContextManager[None]:
    """Beside one that speaks http: whoever asks whether nginx is up doesn't know the certificates of the others."""
    up = free_port()
    config = _written(folder, f"{servers} server {{ listen 127.0.0.1:{up}; return 204; }}")
    return _running(folder, config, f"http://127.0.0.1:{up}/")


def _write_certificate(folder: Path) -> None:
    """A certificate of nobody's, and its key."""
    certificate = trustme.CA().issue_cert("localhost", "127.0.0.1")
    for pem in certificate.cert_chain_pems:
        pem.write_to_path(folder / "chain.pem", append=True)
    certificate.private_key_pem.write_to_path(folder / "key.pem")


def _written(folder: Path, servers: str) -> Path:
    config = folder / "nginx.conf"
    config.write_text(OURS.format(servers=servers), encoding="utf-8")
    return config


@contextlib.contextmanager
def _running(folder: Path, config: Path, answers: str) -> Iterator[None]:
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "no nginx: run `make programs`"
    command = [program, "-p", str(folder), "-c", str(config)]
    # Started by root, nginx would work as somebody who may not read the folders of tests.
    directives = ["-g", f"daemon off; user {getpass.getuser()};"]
    with running([*command, *directives], ROOT, {}, answers):
        yield

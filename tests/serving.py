"""Servers that tests start: an application of their own, nginx with the shipped limits, and clients without manners."""

import contextlib
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import uvicorn

from sandbox.app import create_app
from sandbox.limits import Limits
from sandbox.loader import Content
from sandbox.settings import Settings
from tests.conftest import ROOT, free_port, running

DEPLOY = ROOT / "sandbox/deploy"

NGINX = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    types {{ text/html html; text/css css; text/javascript js; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/limits.conf;
    server {{
        listen 127.0.0.1:{port};
        root {site};
        include {deploy}/problems.conf;
        location /sandbox/ {{ proxy_pass {sandbox}; proxy_set_header Host $http_host; }}
        location /up {{ return 204; }}
        location / {{ try_files $uri $uri/index.html =404; }}
    }}
}}
"""
"""The least that the shipped limits need around them."""


@contextlib.contextmanager
def application(site: Path, store: Path, content: Content, limits: Limits) -> Iterator[str]:
    """The address of the sandbox with other limits than the shipped ones, served by a thread of the test."""
    settings = replace(Settings.from_environ({}), site=site, store=f"sqlite:///{store}")
    port = free_port()
    config = uvicorn.Config(create_app(settings, lambda: content, limits), port=port, log_level="critical")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.01)
            assert thread.is_alive(), "the server did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)


@contextlib.contextmanager
def nginx(folder: Path, site: Path, sandbox: str, changes: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of nginx before a sandbox, with the shipped limits. ``changes`` are other values, by directive."""
    limits = (DEPLOY / "limits.conf").read_text(encoding="utf-8")
    for directive, value in (changes or {}).items():
        limits, found = re.subn(rf"^{directive} [^;]+;", f"{directive} {value};", limits, flags=re.MULTILINE)
        assert found == 1, directive
    (folder / "limits.conf").write_text(limits, encoding="utf-8")
    port = free_port()
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port, site=site, sandbox=sandbox, deploy=DEPLOY))
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    assert program, "no nginx: run `make programs`"
    subprocess.run([program, "-t", "-q", "-c", config], check=True)
    with running([program, "-c", str(config)], ROOT, {}, f"http://127.0.0.1:{port}/up"):
        yield f"http://127.0.0.1:{port}"


def connect(address: str) -> socket.socket:
    host, port = address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=30)


def exchange(address: str, request: bytes) -> tuple[int, str, str]:
    """Send bytes as they are; the status, the headers and the body of what comes back."""
    with connect(address) as connection:
        connection.sendall(request)
        return read_answer(connection)


def read_answer(connection: socket.socket) -> tuple[int, str, str]:
    """Read until the other side closes."""
    answer = b""
    with contextlib.suppress(ConnectionResetError):
        while data := connection.recv(65536):
            answer += data
    head, _, body = answer.decode("utf-8").partition("\r\n\r\n")
    return int(head.split(" ")[1]) if head else 0, head.lower(), body.replace("\u00a0", " ")


def trickle(address: str, request: bytes) -> int:
    """Send the beginning of a request, and then byte after byte until there is an answer: its status, or 0 for none."""
    with connect(address) as connection:
        connection.sendall(request)
        answered = threading.Event()

        def go_on() -> None:
            with contextlib.suppress(OSError):
                while not answered.wait(0.02):
                    connection.sendall(b"x")

        sender = threading.Thread(target=go_on)
        sender.start()
        try:
            answer = connection.recv(65536)
        except ConnectionResetError:
            answer = b""
        finally:
            answered.set()
            sender.join()
    return int(answer.split(b" ")[1]) if answer else 0

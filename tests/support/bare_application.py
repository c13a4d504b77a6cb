"""The server stack alone, with one route: what a start of ``python -m sandbox`` costs beyond it is ours."""

import os
import sqlite3

import argon2
import babel.dates
import babel.numbers
import babel.units
import h11
import jinja2
import msgspec
import servestatic
import uvicorn
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from uvicorn.protocols.http import h11_impl

STACK = (argon2, babel, h11, h11_impl, jinja2, msgspec, servestatic, sqlite3, uvicorn)
"""What a server of the project imports of others' packages, with SQLite as its store."""

PARTS = (CapacityLimiter, CORSMiddleware, HTTPException, run_in_threadpool)
"""And what it imports of Starlette and of anyio, which loads its parts when they are first asked for."""


def healthz(_: Request) -> PlainTextResponse:
    """In a thread, as whatever asks a store."""
    return PlainTextResponse("ok")


async def hello(_: Request) -> PlainTextResponse:
    """The least that the stack can do."""
    return PlainTextResponse("hello")


if __name__ == "__main__":
    app = Starlette(routes=[Route("/healthz", healthz), Route("/hello", hello)])
    uvicorn.run(app, port=int(os.environ["PORT"]), access_log=False, http=h11_impl.H11Protocol)

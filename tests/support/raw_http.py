"""Requests as bytes, also such as no browser sends: broken, endless, or byte after byte."""

import contextlib
import socket
import threading


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

"""A port that a test has got is nobody else's until its process ends."""

import socket
import subprocess
import sys

import pytest

from tests.support.processes import free_port, free_ports, reserve
from tests.support.project import ROOT


def test_no_other_process_gets_the_port_of_a_test() -> None:
    code = f"from tests.support.processes import reserve\nwith reserve({free_port()}): pass"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True, text=True)
    assert "Address already in use" in done.stderr


def test_nor_is_a_port_taken_at_which_anybody_listens() -> None:
    with socket.create_server(("127.0.0.2", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match="in use"), reserve(port):
            pass


def test_ports_in_a_row_are_all_free_and_can_be_listened_at() -> None:
    first = free_ports(3)
    for port in range(first, first + 3):
        socket.create_server(("127.0.0.1", port)).close()

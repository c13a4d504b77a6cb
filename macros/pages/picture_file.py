"""PNG files of pictures that are alike but for some rows: what they share is compressed once."""

import struct
import zlib
from collections.abc import Iterable

from PIL import Image

_PALETTE = 3
"""The colour type of a PNG whose pixels are indexes into a palette."""


class Frame:
    """A picture with a palette, in which some rows change from one file to the next."""

    def __init__(self, picture: Image.Image, changing: range) -> None:
        size = picture.size
        rows = [picture.crop((0, y, size[0], y + 1)).tobytes() for y in range(size[1])]
        above, below = _lines(rows[: changing.start]), _lines(rows[changing.stop :])
        self._width, self._below = size[0], below
        header = struct.pack(">IIBBBBB", *size, 8, _PALETTE, 0, 0, 0)
        palette = bytes(picture.getpalette() or ())
        self._head = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"PLTE", palette)
        self._packer = zlib.compressobj()
        self._packed_above, self._sum_above = self._packer.compress(above), zlib.adler32(above)
        packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)  # without header and sum: it goes on with what came before
        self._packed_below = packer.compress(below) + packer.flush()

    def file(self, rows: bytes) -> bytes:
        """The file with these pixels as the rows that change, one byte each."""
        width = self._width
        lines = _lines(rows[at : at + width] for at in range(0, len(rows), width))
        packer = self._packer.copy()
        # After a full flush nothing refers to what came before it, so anything may follow.
        packed = self._packed_above + packer.compress(lines) + packer.flush(zlib.Z_FULL_FLUSH) + self._packed_below
        check = zlib.adler32(self._below, zlib.adler32(lines, self._sum_above))
        return self._head + _chunk(b"IDAT", packed + struct.pack(">I", check)) + _chunk(b"IEND", b"")


def _lines(rows: Iterable[bytes]) -> bytes:
    """Rows as PNG has them, each after the number of its filter: none."""
    return b"".join(b"\0" + row for row in rows)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

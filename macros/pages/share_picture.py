"""The picture of a page for links in messengers and social networks, drawn at build time."""

from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import PIL
from font_roboto import font_files
from PIL import Image, ImageColor, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
"""Pixels: the proportion that Open Graph readers show uncropped."""

_MARGIN = 80
_BAND = 116
_PAPER, _INK, _QUIET, _BRAND, _LINE = "#f1f6f6", "#16282b", "#4f5b61", "#0b5d66", "#b9cdcf"
TITLE = range(_BAND + 56, HEIGHT - 190)
"""The rows that a title may take: the letters of the last line reach below its height."""
_COLOURS, _SHADES = 64, 32
"""Of a palette: of what all pictures have in common, and of the title's letters, from paper to ink."""
_COMPRESSION = 3
"""The level of zlib. The usual one, 6, takes half as long again for a fifth of the bytes."""
_SIZES = (76, 68, 60, 52, 46)
"""Sizes of the title: the largest at which it fits."""


def name_of(title: str, site_name: str, note: str) -> str:
    """A name that changes with the picture: with its words, its font, and what draws it."""
    return f"{sha256(repr((title, site_name, note, _drawn_by())).encode()).hexdigest()}.png"


def draw(title: str, site_name: str, note: str) -> bytes:
    """A PNG: the site's name, the page's title, and a note (that this isn't the operator's site)."""
    frame, indexes = _frame(site_name, note)
    ink = Image.new("L", (WIDTH, len(TITLE)))
    _write_title(ImageDraw.Draw(ink), title)
    picture, file = frame.copy(), BytesIO()
    picture.paste(Image.frombytes("P", ink.size, ink.point(indexes).tobytes()), (0, TITLE.start))
    picture.save(file, "PNG", compress_level=_COMPRESSION)
    return file.getvalue()


@cache
def _drawn_by() -> tuple[str, str, str]:
    return Path(__file__).read_text(encoding="utf-8"), PIL.__version__, version("font-roboto")


@lru_cache(maxsize=1)
def _frame(site_name: str, note: str) -> tuple[Image.Image, list[int]]:
    """What all pictures of a site have in common, and which colour of their palette so much ink of the title gives.

    Flat colours: a palette halves the bytes. It is chosen once for all pictures, which takes longer than drawing one.
    """
    picture = _without_title(site_name, note).quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette = (picture.getpalette() or [])[: 3 * _COLOURS]
    paper, ink = ImageColor.getrgb(_PAPER), ImageColor.getrgb(_INK)
    for shade in range(_SHADES):
        part = shade / (_SHADES - 1)
        palette += [round(light + (dark - light) * part) for light, dark in zip(paper, ink, strict=True)]
    picture.putpalette(palette)
    return picture, [_COLOURS + round(ink / 255 * (_SHADES - 1)) for ink in range(256)]


def _without_title(site_name: str, note: str) -> Image.Image:
    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((0, 0, WIDTH, _BAND), fill=_BRAND)
    canvas.text((_MARGIN, _BAND / 2), site_name, "white", _font("RobotoBold", 40), anchor="lm")
    _draw_steps(canvas)
    canvas.text((_MARGIN, HEIGHT - 64), note, _QUIET, _font("Roboto", 30), anchor="lm")
    return picture


def wrap(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Lines no wider than ``width``. A no-break space stays within its line."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _write_title(canvas: ImageDraw.ImageDraw, title: str) -> None:
    """In white on what stands for the title's rows."""
    for size in _SIZES:
        font = _font("RobotoBold", size)
        lines = wrap(title, font, WIDTH - 2 * _MARGIN)
        if len(lines) * size * 1.25 <= len(TITLE) - 20:
            break
    canvas.multiline_text((_MARGIN, 0), "\n".join(lines), 255, font, spacing=size * 0.25)


def _draw_steps(canvas: ImageDraw.ImageDraw) -> None:
    """The site's own symbol: steps, the first of them done."""
    radius, gap, y = 27, 150, HEIGHT - 150
    first = _MARGIN + radius
    canvas.line((first, y, first + 3 * gap, y), _LINE, 6)
    for number in range(1, 5):
        x = first + (number - 1) * gap
        done = number == 1
        canvas.circle((x, y), radius, _BRAND if done else _PAPER, _BRAND, 5)
        canvas.text((x, y), str(number), "white" if done else _BRAND, _font("RobotoBold", 30), anchor="mm")


@lru_cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_files[name], size)

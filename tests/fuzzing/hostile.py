"""What cases are made of: hostile texts and names, and bytes that are broken at random."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

NUMBERS = [
    b"9" * 500,
    b"-1",
    b"1e999",
    b"nan",
    b"",
    b"0.0000001",
    b"1_0",
    b"-0",
    b"NaN",
    b"-inf",
    b"1E308",
    b"0x10",
    b"1,5",
    b"1.234.567",
]
SIGNS = [
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example","x")',
    "@SUM(1)",
    "-2+3",
    "+1",
    "＝1",
    "\u00a0=1",
    "'=1",
    "\ufeff=1",
    ";=1",
    ",=1",
    '=DDE("a";"b")',
    "%0A=1",
]
MARKUP = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    "<r><t>x</t></r>",
    "&lt;b&gt;",
    "&#60;script&#62;",
    "&amp;amp;",
    "javascript:alert(1)",
    '<a href="javascript:alert(1)">x</a>',
    "{{7*7}}",
    "{% raw %}",
    "${7*7}",
    "#{7*7}",
    '<?xml version="1.0"?>',
    '#eval("1")',
    '#read("/etc/passwd")',
    "$x^2$",
    "*bold* _it_ `code`",
    "@label",
    "<label>",
    '#import "@preview/x:0.1.0"',
    "\\u{1}",
    "= Heading",
    "/ term: x",
    "#set page(width: 1pt)",
    "<style>*{display:none}</style>",
    "<iframe src=//x.example>",
    "<base href=//x.example>",
    "<meta http-equiv=refresh content=0>",
    "<template>",
    '<svg><use href="#x"/></svg>',
    "&nbsp;",
    "&bogus;",
    "\\textbf{x}",
    "$\\frac{1}{0}$",
    "$",
    "$$",
    "\\",
    "%s %d {0} {} {x}",
    "%(x)s",
    "\x00",
    "\x1b[31m",
    "\x07",
    "\u202egnirts",
    "\u2028",
    "\u2029",
    "\u0085",
    "\u200b",
    "\ufffe",
    "\uffff",
    "\U0001f4a3",
    "e\u0301" * 20,
    "\u0e47" * 30,
]
WORDS = [
    "",
    "x",
    "Wärmepumpen",
    "a b",
    "ß" * 50,
    "x" * 300,
    "x " * 200,
    "漢字",
    "العربية",
    "1",
    "-",
    "true",
    "null",
    "2030",
    "1.234,5",
    "A1",
    "Blatt!A1",
    "[x]",
    "'",
    '"',
    '""',
    ";",
    ",",
    "a\nb",
    "a\tb",
    "a\r\nb",
]
UNITS = [
    "../",
    "..\\",
    "/",
    "\\",
    "C:",
    "\\\\host\\share\\",
    "//host/share/",
    "~",
    "~root",
    "%TEMP%",
    "$HOME",
    "$(touch x)",
    "`id`",
    "|id",
    ";id",
    "&",
    ">",
    "<",
    "*",
    "?",
    '"',
    "'",
    ":",
    ":stream",
    "-",
    "--out",
    "\n",
    "\r",
    "\t",
    "\x00",
    "\x1b",
    "\u202e",
    "\u2215",
    "\uff0f",
    "\u2024\u2024/",
    "%2e%2e%2f",
    "%00",
    ".",
    "..",
    "...",
    " ",
    "  ",
    "con",
    "NUL",
    "aux.yaml",
    "COM1",
    "lpt9.txt",
    "compare",
    "diff",
    "parts",
    "x.",
    "x ",
    "x" * 64,
    "x" * 65,
    "x" * 255,
    "x" * 256,
    "x" * 5000,
    "ä",
    "a\u0308",
    "ＣＯＮ",
    "trend",
    "klimaneutral-2035",
    "wuppertal",
    "germany",
    ".yaml",
    ".html",
    ".csv",
    ".git",
    ".hidden",
    "a/b",
    "@x",
    "#x",
    "http://x.example/",
    "file:///etc/passwd",
    "/etc/passwd",
    "/dev/null",
    "/dev/zero",
    "/proc/self/mem",
    "{}",
    "{a,b}",
    "[a]",
    "!x",
    "^",
    "=x",
    "+x",
    "0",
    "1",
    "e",
    "\ud800",
    "\udcff",
    "\U0001f4a3",
]


def text(draw: random.Random) -> str:
    """Return a hostile text: signs that begin formulas, markup, words, joined at random."""
    parts = [draw.choice(draw.choice((SIGNS, MARKUP, MARKUP, WORDS))) for _ in range(draw.choice((1, 1, 2, 3, 6)))]
    if draw.random() < 0.2:
        parts.insert(
            0, "".join(chr(draw.choice((draw.randrange(1, 128), draw.randrange(160, 0xD800)))) for _ in range(8))
        )
    return draw.choice(("", "", " ", "\n")).join(parts)


def name(draw: random.Random) -> str:
    """Return a hostile name of a file, a folder, a city or a scenario."""
    parts = [draw.choice(UNITS) for _ in range(draw.choice((1, 1, 2, 2, 3, 5)))]
    if draw.random() < 0.1:
        parts.insert(0, "".join(chr(draw.randrange(1, 0x3000)) for _ in range(draw.randrange(1, 20))))
    return "".join(parts)


def broken(
    draw: random.Random, raw: bytes, bits: Sequence[bytes], others: Sequence[bytes] = (b"",), most: int = 150_000
) -> bytes:
    """Return bytes with something flipped, left out, doubled, put in or shuffled, once or several times."""
    made = bytearray(raw)
    for _ in range(draw.choice([1, 1, 1, 2, 3, 8])):
        at, long = draw.randrange(len(made) + 1), draw.choice([1, 1, 2, 5, 20, 200])
        how = draw.randrange(7)
        if how == 0 and made:
            made[at % len(made)] ^= 1 << draw.randrange(8)
        elif how == 1:
            del made[at : at + long]
        elif how == 2:
            made[at:at] = made[at : at + long] * draw.choice([1, 2, 50])
        elif how == 3:
            made[at:at] = b"\n" + draw.choice(others) + b"\n"
        elif how == 4:
            made[at : at + draw.choice([0, 0, 1, 5])] = draw.choice(bits)
        elif how == 5:
            lines = bytes(made).split(b"\n")
            draw.shuffle(lines) if draw.random() < 0.2 else lines.insert(draw.randrange(len(lines)), draw.choice(lines))
            made = bytearray(b"\n".join(lines))
        else:
            found = list(re.finditer(rb"\d+(\.\d+)?", bytes(made)))
            if found:
                one = draw.choice(found)
                made[one.start() : one.end()] = draw.choice(NUMBERS)
    return bytes(made[:most])

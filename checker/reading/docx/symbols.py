"""w:sym: characters of fonts that put pictures in the place of letters."""

from __future__ import annotations

_PRIVATE = range(0xE000, 0xF900)
_FONTS: dict[str, dict[int, str]] = {
    "symbol": {0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠"},
    "wingdings": {0x6C: "●", 0x6E: "■", 0x6F: "□", 0xA8: "□", 0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": {0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"},
}


def symbol(font: str, code: str) -> str:
    """The character for a code (hexadecimal) of a font; "" for a picture that has none."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    signs = _FONTS.get(font.strip().lower())
    if signs is not None:
        return signs.get(number & 0xFF, "")
    if not 0x20 <= number <= 0x10FFFF or number in _PRIVATE or 0xD800 <= number < 0xE000:
        return ""
    return chr(number)

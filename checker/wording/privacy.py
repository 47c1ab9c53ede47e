"""privacy: numbers of persons that do not belong into a published report. They are shown masked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from checker.wording.passages import Passages
from checker.wording.problem import Problem

_DIGITS = re.compile(r"(?<![\d.A-Za-z_=])\d(?:[ —-]?\d){10,18}[XxＸｘ]?(?![\dA-Za-z%]|\.\d)")
_BETWEEN = re.compile("[ —-]")
_COUNTRY = "86"  # in front of a mobile number
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_MOBILE_LENGTH = 11
_MOBILE = re.compile(r"1[3-9]\d{9}")
_CARDS = "3456"  # what the numbers of payment cards begin with (ISO/IEC 7812)


def check_privacy(at: Passages) -> Iterator[Problem]:
    """Identity cards, mobile telephones, bank cards."""
    text = at.report.document.text
    for match in _DIGITS.finditer(text):
        number = unicodedata.normalize("NFKC", _BETWEEN.sub("", match[0]))
        told = _told(number)
        if told:
            yield _problem(match, number, *told)


def _told(number: str) -> tuple[str, str] | None:
    """What a number is, and how grave that is."""
    if len(number) == 18 and is_identity(number):
        return "公民身份号码", "error"
    if _MOBILE.fullmatch(number.removeprefix(_COUNTRY) if len(number) == _MOBILE_LENGTH + 2 else number):
        return "手机号码", "warning"
    if 16 <= len(number) <= 19 and number[0] in _CARDS and is_card(number):
        return "银行卡号", "error"
    return None


def is_identity(number: str) -> bool:
    """Whether the last digit checks and the date of birth can be (GB 11643: weights and check digit of ISO 7064 MOD 11-2)."""
    if not number[:17].isdigit() or not ("1900" <= number[6:10] <= "2099" and "01" <= number[10:12] <= "12" and "01" <= number[12:14] <= "31"):
        return False
    return _CHECK[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False)) % 11] == number[17].upper()


def is_card(number: str) -> bool:
    """Whether the last digit checks by Luhn's formula."""
    if not number.isdigit():
        return False
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _problem(match: re.Match[str], number: str, what: str, severity: str) -> Problem:
    masked = number[:3] + "*" * (len(number) - 5) + number[-2:]
    message = f"这里有{what}（{masked}），公开前请删去或遮盖，旁边的姓名也请一并处理。"
    return Problem("wording.privacy", severity, message, match.start(), match.end(), None, None, masked)

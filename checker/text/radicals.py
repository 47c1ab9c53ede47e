"""Characters that look like Han characters and are none: what PDF text layers and the clipboard put in their place.

A font draws 行 and the Kangxi radical ⾏ (U+2F8F) with one glyph, and software that reads the glyph back may take the
wrong one. NFKC knows the Kangxi radicals and the compatibility ideographs, but not the radicals supplement.
"""

from __future__ import annotations

import re
import unicodedata

# Radical, then the character that it stands for: Unicode's Equivalent_Unified_Ideograph, but the everyday character where
# that is a rare one (or nothing), and 户 and 青 for ⼾ and ⾭, which NFKC turns into their old forms 戶 and 靑.
_SUPPLEMENT = (
    "⺁厂⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺜日⺝月⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目"
    "⺬示⺭礻⺮竹⺯糹⺰纟⺱网⺲罒⺶羊⺷羊⺸羊⺹耂⺺聿⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅"
    "⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟⼾户⾭青"
)
LOOKALIKES = "\u2e80-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d"  # as in a class of a regular expression
_LOOKALIKE = re.compile(f"[{LOOKALIKES}]")
_COMPATIBLE = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA), *range(0x2F800, 0x2FA1E))
_UNIFIED = {code: plain for code in _COMPATIBLE if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1} | dict(
    zip(map(ord, _SUPPLEMENT[::2]), _SUPPLEMENT[1::2], strict=True)
)


def unified(text: str) -> str:
    """`text` with every such character replaced by the Han character that it stands for, one for one."""
    return text.translate(_UNIFIED) if _LOOKALIKE.search(text) else text

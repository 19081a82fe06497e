"""Simplified Chinese into Traditional, word by word.

Characters alone do not decide it: 发 is 發 in 发展 and 髮 in 头发, and Taiwan has other words than
the mainland (程序 is 程式, 视频 is 影片). OpenCC, the reference implementation, knows both. It can
still err where a word has an everyday and a technical sense; a term's own Taiwan form is
better where known.
"""

from __future__ import annotations

import functools
import re
from typing import Any


def to_traditional(text: str) -> str:
    """Return the text in Traditional characters with Taiwan's words; Traditional text stays."""
    if text.isascii():
        return text
    # OpenCC takes UTF-8, which cannot hold half a surrogate pair.
    converted = _converter().convert(re.sub("[\ud800-\udfff]", "\ufffd", text))
    assert isinstance(converted, str)
    return converted


@functools.cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("s2twp")

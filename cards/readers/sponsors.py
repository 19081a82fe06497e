"""Sponsor reads: found by how they open, followed to how they end, dropped where that is clear."""

from __future__ import annotations

import re

from ..transcript import Language, Sentence

_OPENERS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:this|today'?s) (?:video|episode|podcast|show|portion|part|segment)\b[^.?!]{0,40}"
        r"\b(?:sponsored|brought to you|supported|made possible) by\b"
        r"|\b(?:today'?s|this week'?s|our|the|this (?:video|episode)'?s) sponsors?\b"
        r"|\ba (?:quick )?word from (?:our|my|today'?s|the) sponsors?\b"
        r"|\bthanks? (?:you )?(?:so much )?to [^.?!]{2,60} for sponsoring\b"
        r"|\bfor sponsoring (?:this|today'?s|the) (?:video|episode|podcast|show)\b"
        r"|\bsupport for (?:this|today'?s|the) (?:podcast|episode|show)\b[^.?!]{0,20} comes from\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"(?:本期|这期|這期|今天的?|本)(?:视频|視頻|影片|节目|節目|播客|内容)[^。？！]{0,12}"
        r"由[^。？！]{1,30}(?:赞助|贊助|冠名|支持|提供)"
        r"|感[谢謝][^。？！]{1,30}(?:赞助|贊助|对本期|對本期)|(?:赞助商|贊助商|金主)"
        r"|(?:插播|进入|進入|来)(?:一[条個个则段])?(?:小)?[广廣]告|[广廣]告[时時][间間]"
    ),
}
_SIGNS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:promo|discount|coupon|offer)? ?code\b(?= [A-Z0-9]{3,}\b)|\b\d+ ?(?:%|percent) off\b"
        r"|\bfree (?:trial|month|shipping|for \d+ days)\b|\bmonths? (?:for )?free\b"
        r"|\b(?:go to|visit|head (?:over )?to|sign up at|check (?:it|them) out at)\b"
        r"[^.?!]{0,60}(?:\.(?:com|ai|org|io|co|net|dev)\b|\bslash\b|\bdot com\b)"
        r"|\blinks? (?:is |are )?(?:down )?(?:in|below|to)\b[^.?!]{0,20}(?:description|below)"
        r"|\bmoney[- ]back\b|\bsign up (?:today|now|for free)\b|\b[\w-]+\.(?:com|ai|io)/\w+"
        r"|\b(?:our|the|these) sponsors?\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"优惠码|優惠碼|折扣[码碼]|推[荐薦][码碼]|下方(?:的)?[链連鏈][结結接]|(?:[简簡]介|描述)(?:[区區欄栏])?[里中裡]?的?[链連鏈][结結接]"
        r"|免[费費][试試]用|扫[码碼]|掃碼|立[减減]|[点點][击擊][^。]{0,12}[链連鏈][结結接]|首[单單]|赞助商|贊助商|打折|[买買]一送一"
    ),
}
_CLOSERS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\bback to (?:the|our|my|this|today'?s) (?:show|episode|video|talk|conversation|topic|"
        r"podcast|interview|program|discussion|main)|\bnow,? (?:let'?s )?(?:get )?back to\b"
        r"|\band now,? (?:dear friends|here'?s|let'?s|my conversation)\b"
        r"|\b(?:with that|alright|all right|okay|ok),? (?:let'?s|back|on to)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"(?:回到|进入|進入|说回|說回|言[归歸])(?:我[们們])?(?:今天)?的?"
        r"(?:正题|正題|正[传傳]|[节節]目|[视視][频頻]|主[题題]|内容)"
    ),
}
# The sponsor's name in the opener: it comes again and again in the read.
_BRAND = re.compile(
    r"(?:(?:brought to you|sponsored|supported) by (?:our [^.?!]{0,40}sponsor,? )?|"
    r"sponsor,? (?:is )?)([A-Z][\w-]+)|由(.{2,12}?)(?:赞助|贊助|冠名)"
)
# After this many sentences without a sign of advertising the read is over; none is longer than
# the second number (four minutes of speech).
_QUIET, _LONGEST = 4, 40


def without_sponsors(sentences: list[Sentence], language: Language) -> list[Sentence]:
    """Return the sentences without advertisements.

    From an opener ("this video is sponsored by") to the last sign of advertising (a code, a
    discount, a link, the sponsor's name) that follows within four sentences each, or to a phrase
    that leads back.
    An opener without any sign after it costs only its own sentence.
    """
    opener = _OPENERS[language]
    kept: list[Sentence] = []
    position = 0
    while position < len(sentences):
        if opener.search(sentences[position].text):
            position = _end_of_read(sentences, position, language)
        else:
            kept.append(sentences[position])
            position += 1
    # a talk about advertising is not an advertisement
    return kept if len(kept) * 4 > len(sentences) else sentences


def _end_of_read(sentences: list[Sentence], start: int, language: Language) -> int:
    """Return the index of the first sentence after the read that opens at `start`."""
    named = _BRAND.search(sentences[start].text)
    brand = (named.group(1) or named.group(2)) if named else None
    last = start
    for index in range(start + 1, min(start + _LONGEST, len(sentences))):
        text = sentences[index].text
        if _CLOSERS[language].search(text):
            return index + 1
        if (brand and brand in text) or any(
            pattern.search(text) for pattern in (_SIGNS[language], _OPENERS[language])
        ):
            last = index
        elif index - last > _QUIET:
            break
    return last + 1

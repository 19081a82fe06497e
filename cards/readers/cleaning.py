"""What stands in a transcript and was not said: stage directions, credits, marks, entities."""

from __future__ import annotations

import html
import re

from ..language import HAN

_STAGE_WORDS = (
    r"music|applause|laugh(?:s|ter|ing)?|chuckl(?:es|ing)|clapping|cheer(?:s|ing)|silence|pause"
    r"|inaudible|unintelligible|indistinct|crosstalk|cross[- ]talk|foreign(?: language)?|noise"
    r"|sighs?|coughs?|coughing|clears? throat|sniffs?|gasps?|breath(?:es|ing)?|blank[_ ]audio"
    r"|beep|bell"
    r"|theme music|video (?:plays|playing|playback)|audio (?:plays|playing)|end of (?:audio|video)"
    r"|audience[^)\]]{0,30}|speaking[^)\]]{0,30}|music[^)\]]{0,20}|background[^)\]]{0,20}"
    r"|音[乐樂][^)\]）】]{0,6}|掌[声聲]|鼓掌|笑[声聲]?|大笑|[众眾全]?[场場]?笑|咳嗽|停[顿頓]|静音|靜音"
    r"|片[头頭尾]|[视視][频頻]播放[^)\]）】]{0,6}|[听聽]不清|不清|噪音|[欢歡]呼[声聲]?|尖叫|哭泣|口哨|[间間]奏"
)
_ROUND_STAGE = re.compile(rf"[(（]\s*(?:{_STAGE_WORDS})\s*[.…]?\s*[)）]", re.IGNORECASE)
_ANY_BRACKET = re.compile(r"[\[【]([^\[\]【】\n]{0,80})[\]】]")
_SONG = re.compile(r"[♪♫🎵🎶]+[^♪♫🎵🎶\n]{0,200}[♪♫🎵🎶]+|[♪♫🎵🎶]+")
# an editor's word in brackets belongs to the sentence: "because [the model] learns"
_EDITORIAL = re.compile(r"(?:the|a|an|it|they|we|he|she|this|that|these|those|is|are|to|of|in)\b")

CREDIT = re.compile(
    r"^\W*(?:"
    r"(?:中文|中英|双语|雙語|英文|繁体|简体)?字幕(?:[製制][作校]|[组組]|[翻译譯]|校[对對]|提供|志[愿願]者|由|by|\s*[:：])"
    r"|(?:翻[译譯]|校[对對]|[听聽]打|[听聽][写寫]|[时時][间間]?[轴軸]|[压壓]制|[后後]期|[审審]校|[整編编][理辑輯]|[製制]作)\s*[:：]"
    r"|[请請]不吝[点點][赞讚贊]|明镜与点点|明鏡與點點|李宗盛$|Amara\.org|由\s*Amara"
    r"|(?:sub(?:title|bed|titled|titles)|captions?|captioned|transcri(?:bed|pt|ption))"
    r"(?: (?:was|is|were))?(?: (?:created|provided|made|edited|sync\w*))? by\b"
    r"|(?:synced|corrected|translated|proofread|edited|reviewed) (?:and \w+ )?by\b[^.]{0,60}$"
    r"|transcripts? (?:provided|powered|generated) by\b"
    r")",
    re.IGNORECASE,
)
"""A line that says who made the subtitles."""

# what whisper "hears" in Chinese silence: the closing line of a channel it was trained on
_HEARD_IN_SILENCE = re.compile(
    r"[请請]不吝[点點][赞讚贊][\s，,、]*[订訂][阅閱][\s，,、]*[转轉][发發][\s，,、]*打[赏賞]"
    r"(?:支持[明]?[镜鏡][与與][点點][点點][栏欄]目)?[\s。，,]*"
)
_MASKED = re.compile(r"\[\s*_{2,}\s*\]")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\(([^()\s]{0,500})(?:\s\"[^\"\n]{0,200}\")?\)")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>|<\d[\d:.]{3,12}>|<!--[^\n]{0,500}?-->")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")
_SSA = re.compile(r"\{\\[^{}\n]{0,80}\}")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)|`+|~~|==(?=\S)")


def decode_entities(text: str) -> str:
    """Decode HTML entities, twice over ("&amp;nbsp;"), and make every blank a plain one."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    return re.sub("[\u00a0\u2000-\u200a\u202f\u205f\t]", " ", text)


def strip_markdown(text: str) -> str:
    """Return a line's text without Markdown emphasis, links, images, tags and escapes."""
    if "](" in text:
        text = _LINK.sub(lambda m: "" if m.group().startswith("!") else m.group(1), text)
    if "<" in text:
        text = _TAG.sub("", text)
    if "*" in text or "_" in text or "`" in text or "~" in text or "=" in text:
        text = _EMPHASIS.sub("", text)
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def strip_tags(text: str) -> str:
    """Return caption text without HTML, WebVTT and SubStation tags."""
    if "{" in text:
        text = _SSA.sub("", text)
    return _TAG.sub("", text) if "<" in text else text


def strip_stage_directions(text: str) -> str:
    """Return speech without [Music], \\[laughter\\], （掌声）, masked words and song lines."""
    if "\\" in text:
        text = text.replace("\\[", "[").replace("\\]", "]")
    if "[" in text or "【" in text:
        text = _ANY_BRACKET.sub(_bracket, _MASKED.sub(" ", text))
    if "(" in text or "（" in text:
        text = _ROUND_STAGE.sub(" ", text)
    if "♪" in text or "♫" in text or "🎵" in text or "🎶" in text:
        text = _SONG.sub(" ", text)
    return text


def _bracket(match: re.Match[str]) -> str:
    inside = match.group(1).strip()
    if match.group().startswith("【"):
        # these brackets are quotation marks as often as stage directions
        return " " if _ROUND_STAGE.match(f"({inside})") else match.group()
    return inside if _EDITORIAL.match(inside) and len(inside) < 40 else " "


_BLANKS = re.compile(r"[ \t]{2,}")
_BLANK_BEFORE_MARK = re.compile(rf" +(?=[,;:!?，。！？；：、)）\]】”’](?:\s|$|[{HAN}]))")


def tidy(text: str) -> str:
    """Return text with single blanks and none before a punctuation mark."""
    text = _BLANKS.sub(" ", text.replace("\n", " ")).strip()
    return _BLANK_BEFORE_MARK.sub("", text)


def clean_speech(text: str) -> str:
    """Return what was said of a piece of speech: everything above taken away."""
    text = _HEARD_IN_SILENCE.sub(" ", strip_stage_directions(decode_entities(text)))
    return tidy(strip_markdown(text))


def is_credit(text: str) -> bool:
    """Say whether a whole line is about who made the subtitles."""
    line = text.strip().lstrip("([（【").strip()
    return len(line) < 120 and bool(CREDIT.match(line))

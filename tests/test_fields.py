"""Text into HTML that does nothing, links, tags, and pinyin with its tones."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decks import fields as f
from decks.tones import pinyin_html, split_syllables, tone

any_text = st.text(st.characters(codec=None), max_size=80) | st.lists(
    st.sampled_from(
        (
            *(
                "<script>",
                "</b>",
                "{{",
                "}}",
                "c1::",
                "::",
                "[sound:",
                "[latex]",
                "[$]",
                "\\(",
                "\\[",
            ),
            *(
                "]",
                "&lt;",
                "&#123;",
                "javascript:",
                "<!--",
                "a",
                "中文",
                " ",
                "\x1f",
                "\u202e",
                '"',
            ),
            "\ud800",
        )
    ),
    max_size=20,
).map("".join)


class Tags(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.found.append("/" + tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.found.append("!--")


ALIVE = re.compile(
    r"[{}\[\]\x00-\x1f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\\\(|<(?!/?(b|span)\b)"
)


@given(any_text)
def test_any_text_becomes_html_without_a_tag(text: str) -> None:
    """No tag, comment, brace, bracket or control character; the text is still the text."""
    markup = f.html(text)
    page = Tags(markup)
    assert page.found == []
    assert not ALIVE.search(markup)
    assert page.text.replace("\u2060", "") == f.clean(text)
    markup.encode("utf-8")


@given(any_text, any_text)
def test_marked_text_has_no_tags_but_ours(text: str, form: str) -> None:
    """Marking a term adds `b`, Chinese adds `span`, balanced; nothing else is alive."""
    markup = f.marked_html(text, [form, "a"], "zh-Hans", chinese=False)
    assert set(Tags(markup).found) <= {"b", "/b", "span", "/span"}
    assert markup.count("<b>") == markup.count("</b>")
    assert not ALIVE.search(markup)


@given(any_text, any_text)
def test_a_cloze_field_has_exactly_our_clozes(text: str, hint: str) -> None:
    """However many braces and colons the talk has, there is one cloze with answer and hint."""
    sentence = f.clean(text + " word " + text)
    at = sentence.index("word")
    gap = f.Gap(f.Span(at, at + 4), 1, hint)
    markup = f.cloze_html(sentence, [gap], "zh-Hans", chinese=False)
    assert markup.count("{{") == markup.count("}}") == 1
    (cloze,) = re.findall(r"\{\{c1::(.*?)\}\}", markup)
    answer, _, shown = cloze.partition("::")
    assert answer == "word"
    assert "::" not in shown
    assert unescape(re.sub("<.*?>", "", shown)).replace("\u2060", "") == f.clean(hint)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("std::vector<int>", "std::vector&lt;int&gt;"),
        ("&copy; &lt;", "&amp;copy; &amp;lt;"),
        ("two\n lines\tand\u3000more", "two lines and more"),
        ("\uf900", "\u8c48"),
        ("e\u0301", "\u00e9"),
        ("\\(x\\)", "\\\u2060(x\\\u2060)"),
        ("\\alpha", "\\alpha"),
        ("{{x}}", "&#123;&#123;x&#125;&#125;"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
    ],
)
def test_html(text: str, expected: str) -> None:
    """Characters that do something become entities, characters that hide something go."""
    assert f.html(text) == expected


@pytest.mark.parametrize(
    ("text", "forms", "expected"),
    [
        ("Pretraining, pre training", ["pre-training"], "<b>Pretraining</b>, <b>pre training</b>"),
        ("Tokens are fragments", ["token", "RAG"], "<b>Tokens</b> are fragments"),
        ("a big red box", ["red box", "big red box"], "a <b>big red box</b>"),
        ("C++ is not C", ["C"], "C++ is not <b>C</b>"),
        ("LLMs vs. LLM", ["LLM"], "<b>LLMs</b> vs. <b>LLM</b>"),
        ("nothing here", ["term"], "nothing here"),
        ("a <b> b", ["b"], "a &lt;<b>b</b>&gt; <b>b</b>"),
        ("the 词元 token", ["词元"], 'the <b><span lang="zh-Hans">词元</span></b> token'),
    ],
)  # fmt: skip
def test_marked_english(text: str, forms: list[str], expected: str) -> None:
    """Every form of the term is marked, whole words only, the longest first."""
    assert f.marked_html(text, forms, "zh-Hans", chinese=False) == expected


def test_marked_chinese() -> None:
    """In Chinese text there are no word boundaries; Latin words in it have theirs."""
    html = f.marked_html("RLHF让模型对齐，GPT不是T", ["模型", "RLHF", "T"], "zh-Hans", chinese=True)
    assert html == "<b>RLHF</b>让<b>模型</b>对齐，GPT不是<b>T</b>"


@pytest.mark.parametrize(
    ("url", "at", "expected"),
    [
        ("https://www.youtube.com/watch?v=abc", 372.4, "https://www.youtube.com/watch?v=abc&t=372"),
        ("https://www.youtube.com/watch?v=abc&t=5s", 9, "https://www.youtube.com/watch?v=abc&t=9"),
        ("https://youtu.be/abc", 1, "https://youtu.be/abc?t=1"),
        ("https://m.youtube.com/watch?v=abc", 2, "https://m.youtube.com/watch?v=abc&t=2"),
        ("https://www.bilibili.com/video/BV1x", 61, "https://www.bilibili.com/video/BV1x?t=61"),
        ("https://www.bilibili.com/video/BV1x?p=2", 61, "https://www.bilibili.com/video/BV1x?p=2&t=61"),
        ("https://example.org/talk", 61, "https://example.org/talk"),
        ("https://youtube.com.evil.example/x", 61, "https://youtube.com.evil.example/x"),
        ("https://youtu.be/abc", None, "https://youtu.be/abc"),
        ("javascript:alert(1)", 1, ""),
        ("data:text/html,x", None, ""),
        ("//example.org", None, ""),
        ("https://user:secret@example.org/x", None, "https://example.org/x"),
        ('https://example.org/"><script>', None, "https://example.org/%22%3E%3Cscript%3E"),
        ("https://a.org/{{Key}}[sound:x]", None, "https://a.org/%7B%7BKey%7D%7D%5Bsound:x%5D"),
        ("https://[::1", None, ""),
        ("not a url", None, ""),
        (None, 5, ""),
    ],
)  # fmt: skip
def test_url_at(url: str | None, at: float | None, expected: str) -> None:
    """Web addresses only, to the second where the site knows seconds, nothing alive in them."""
    assert f.url_at(url, at) == expected


@given(any_text)
def test_no_url_leaves_its_attribute(text: str) -> None:
    """Whatever the address, the link is one tag with an https or http address."""
    for url in (text, "https://example.org/" + text, "http://" + text):
        link = f.link(f.safe_url(url), "x")
        assert re.fullmatch(r'x|<a href="https?://[^"<>{}\[\]\s]*">x</a>', link) or "[" in url


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("ai", "Agents & Tools"), "ai::agents-tools"),
        (("talk", "2024-12-29 What’s next?"), "talk::2024-12-29-what-s-next"),
        (("talk", "大模型 的 下一步"), "talk::大模型-的-下一步"),
        (("check", "a::b"), "check::a-b"),
        (("origin", "\u3000 "), "origin::other"),
        (("ai", "c++"), "ai::c++"),
    ],
)
def test_tag(parts: tuple[str, ...], expected: str) -> None:
    """Tags without what Anki splits (blanks) or renames (empty levels)."""
    assert f.tag(*parts) == expected


@given(any_text)
def test_any_text_makes_one_tag(text: str) -> None:
    """One tag, two levels, never a blank in it."""
    made = f.tag("talk", text)
    assert re.fullmatch(r"talk::[^\s:\"]+", made)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00"), (59.9, "0:59"), (372.4, "6:12"), (3723, "1:02:03"), (-5, "0:00")],
)
def test_clock(seconds: float, shown: str) -> None:
    """Minutes and seconds, hours where there are any."""
    assert f.clock(seconds) == shown


# --- tones ---------------------------------------------------------------------------------------


def coloured(html: str) -> list[tuple[int, str]]:
    return [(int(n), s) for n, s in re.findall(r'<span class="tone(\d)">(.*?)</span>', html)]


@pytest.mark.parametrize(
    ("reading", "chinese", "expected"),
    [
        ("yù xùnliàn", "预训练", [(4, "yù"), (4, "xùn"), (4, "liàn")]),
        ("cháng shàngxiàwén", "长上下文", [(2, "cháng"), (4, "shàng"), (4, "xià"), (2, "wén")]),
        ("fāng'àn", "方案", [(1, "fāng"), (4, "àn")]),
        ("nǚ'ér", "女儿", [(3, "nǚ"), (2, "ér")]),
        ("GPT-4 jí móxíng", "GPT-4级模型", [(2, "jí"), (2, "mó"), (2, "xíng")]),
        ("token", "token", []),
        ("bang móxíng", "bang模型", [(2, "mó"), (2, "xíng")]),
        ("Transformer jiàgòu", "Transformer架构", [(4, "jià"), (4, "gòu")]),
        ("shénme de", "什么的", [(2, "shén"), (5, "me"), (5, "de")]),
        ("xiān Xī'ān", "先西安", [(1, "xiān"), (1, "Xī"), (1, "ān")]),
        ("biānchéng", "编程", [(1, "biān"), (2, "chéng")]),
        ("shēngchéng duìkàng", "生成对抗", [(1, "shēng"), (2, "chéng"), (4, "duì"), (4, "kàng")]),
        ("lǜbō", "滤波", [(4, "lǜ"), (1, "bō")]),
        ("not pinyin at all <b>", "", []),
    ],
)
def test_tone_colours(reading: str, chinese: str, expected: list[tuple[int, str]]) -> None:
    """Each syllable has its colour; Latin words are stepped over, which other decks get wrong."""
    if not expected and not chinese:
        assert "<b>" not in pinyin_html(reading, chinese)
        return
    html = pinyin_html(reading, chinese)
    assert coloured(html) == expected
    assert unescape(re.sub("<.*?>", "", html)) == reading


@given(any_text, any_text)
def test_tone_colours_change_no_text_and_let_nothing_live(reading: str, chinese: str) -> None:
    """A reading is a stranger's text too."""
    html = pinyin_html(reading, chinese)
    assert Tags(html).text.replace("\u2060", "") == f.clean(reading)
    assert set(Tags(html).found) <= {"span", "/span"}


def test_what_is_no_pinyin_is_not_split() -> None:
    """English words are no syllables."""
    assert split_syllables("transformer") is None
    assert split_syllables("mǔqīn") == ["mǔ", "qīn"]
    assert [tone(s) for s in ("mā", "má", "mǎ", "mà", "ma", "lǘ")] == [1, 2, 3, 4, 5, 2]

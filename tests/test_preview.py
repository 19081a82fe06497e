"""The preview page in a real browser: nothing overflows, everything can be read, day and night."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from decks_samples import chinese_talk, english_talk, hostile_talk

from cards.errors import StudycardsError
from cards.study_set import Claim, StudySet, Term
from decks.options import DeckOptions
from decks.preview import preview_html, write_preview

CHROMIUM = next(
    (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
NIGHT = "--blink-settings=preferredColorScheme=0"


def test_page_is_whole_and_without_script() -> None:
    """One file: no script, no image, nothing from anywhere; a policy that forbids them all the same."""
    html, cards = preview_html([english_talk(), chinese_talk()])
    assert cards == 16
    assert not re.search(r"<(script|img|link|iframe)\b|\son\w+=|@import|url\(", html)
    assert "default-src 'none'" in html
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')


def test_a_hostile_talk_stays_text() -> None:
    """The same page for the worst talk there is: still no script, and every tag one of ours."""
    html, cards = preview_html([hostile_talk()])
    assert cards == 100
    body = html[html.index("<body>") :]
    tags = set(re.findall(r"<(\w+)", body))
    assert tags <= set(
        "body header h1 h2 p main small article div span b hr cite a details summary ul li".split()
    )
    assert not re.search(r'<[^>]*\son\w+\s*=|href="(?!https?://)', body)


def test_cards_left_out_are_named() -> None:
    """What made no card stands at the end, with the reason."""
    html, _ = preview_html([english_talk()])
    assert "<li>claim-nothing: the claim has no translation and no known term" in html


def test_page_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """A folder that is not there gives one message, and the count is that of the cards."""
    path = tmp_path / "page.html"
    assert write_preview([english_talk()], path) == 11
    assert path.read_text(encoding="utf-8") == preview_html([english_talk()])[0]
    with pytest.raises(StudycardsError, match="cannot be written"):
        write_preview([english_talk()], tmp_path / "nowhere" / "page.html")


# --- in the browser ------------------------------------------------------------------------------

# Runs in the test's copy of the page only; the page itself has no script and would refuse one.
MEASURE = r"""
<script>
addEventListener("load", () => {
  const parse = c => {
    const n = c.match(/[\d.]+/g).map(Number);
    return n.length < 4 ? [...n, 1] : n;
  };
  const linear = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ground = e => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c[3] === 1) return c;
    }
    return [255, 255, 255, 1];
  };
  const out = {width: innerWidth, low: [], wide: [], small: [], fonts: [], checked: 0};
  out.scroll = document.documentElement.scrollWidth;
  document.querySelectorAll("details").forEach(d => d.open = true);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode, element = node.parentElement, text = node.data.trim();
    if (!text || element.tagName === "SCRIPT") continue;
    const style = getComputedStyle(element);
    const a = light(parse(style.color)), b = light(ground(element));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) out.low.push([element.className || element.tagName, ratio, text.slice(0, 30)]);
    if (parseFloat(style.fontSize) < 12.5) out.small.push([element.className, style.fontSize]);
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const card = (element.closest(".card") || document.body).getBoundingClientRect();
    if (box.right > card.right + 1 || box.left < card.left - 1) out.wide.push(text.slice(0, 40));
    if (/[\u4e00-\u9fff]/.test(text)) out.fonts.push(style.fontFamily.split(",")[0]);
    out.checked++;
  }
  document.body.innerHTML = "<pre id=measured></pre>";
  document.getElementById("measured").textContent = JSON.stringify(out);
});
</script>
"""


def long_words() -> StudySet:
    """Text that has no place to break: what overflows a phone."""
    talk = english_talk()
    word = "Donaudampfschifffahrtsgesellschaft" * 3
    return StudySet(
        talk.talk,
        talk.deck,
        (
            *talk.terms,
            Term("long", word, "超" * 40, "chāo" * 40, abbr="A" * 60),
            Term(
                "text-to-text-transfer-transformer", "text-to-text transfer transformer", "T5模型"
            ),
        ),
        (*talk.claims, Claim("claim-long", word + " https://example.org/" + "x" * 200, "长" * 200)),
    )


@pytest.fixture(scope="session")
def chromium() -> str:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI has to install chromium: these tests must run there")
        pytest.skip("no chromium on this machine")
    return CHROMIUM


def measured(chromium: str, folder: Path, html: str, width: int, *flags: str) -> dict[str, Any]:
    """Open the page in the browser, `width` CSS pixels wide, and return what the script measured."""
    page = folder / "page.html"
    without_policy = re.sub(r"<meta http-equiv.*?>\n", "", html)
    # A window cannot be as narrow as a phone; a frame can.
    inner = folder / "inner.html"
    inner.write_text(without_policy.replace("</body>", MEASURE + "</body>"), encoding="utf-8")
    page.write_text(
        f'<iframe src="inner.html" style="border:0;width:{width}px;height:900px"></iframe><script>'
        'addEventListener("load", () => setTimeout(() => document.title = "done", 0))</script>',
        encoding="utf-8",
    )
    done = subprocess.run(
        [
            chromium,
            *FLAGS,
            *flags,
            "--allow-file-access-from-files",
            f"--user-data-dir={folder / 'profile'}",
            f"--window-size={max(width + 50, 600)},1000",
            "--virtual-time-budget=5000",
            "--dump-dom",
            _collecting(page),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    found = re.search(r"<pre id=\"?copied\"?>(.*?)</pre>", done.stdout, re.DOTALL)
    assert found, done.stderr[-2000:]
    result: dict[str, Any] = json.loads(unescape(found[1]))
    return result


def _collecting(page: Path) -> str:
    """Let the outer page copy what the inner one measured into itself, where --dump-dom sees it."""
    page.write_text(
        page.read_text(encoding="utf-8").replace(
            'document.title = "done"',
            'document.body.innerHTML = "<pre id=copied>" + document.querySelector("iframe")'
            '.contentDocument.getElementById("measured").innerHTML + "</pre>"',
        ),
        encoding="utf-8",
    )
    return page.as_uri()


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("talk", ["talks", "long words", "hostile"])
def test_cards_can_be_read(
    chromium: str, tmp_path: Path, talk: str, width: int, night: bool
) -> None:
    """At phone and desktop width, by day and night: no overflow, contrast 4.5:1, no tiny print."""
    talks = {
        "talks": [english_talk(), chinese_talk()],
        "long words": [long_words()],
        "hostile": [hostile_talk()],
    }[talk]
    html, _ = preview_html(talks, options=DeckOptions(script="both"))
    found = measured(chromium, tmp_path, html, width, *([NIGHT] if night else []))
    assert found["width"] == width
    assert found["checked"] > 50
    assert found["low"] == []
    assert found["wide"] == []
    assert found["small"] == []
    assert found["scroll"] <= width
    assert set(found["fonts"]) <= {'"PingFang SC"', '"PingFang TC"'}


def test_night_is_night(chromium: str, tmp_path: Path) -> None:
    """The measuring would notice: the colours of day on the ground of night fail it."""
    html, _ = preview_html([english_talk()])
    broken = html.replace("--ink: #eceae5", "--ink: #333333")
    assert measured(chromium, tmp_path, broken, 360, NIGHT)["low"] != []
    assert measured(chromium, tmp_path, broken, 360)["low"] == []

"""Where sentences begin in Chinese speech without punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from .language import HAN, blank_between_scripts, glue, word_set
from .loops import loop_ranges
from .punctuation import Piece, divide

LONGEST = 110
"""Characters in the longest sentence."""


@dataclass(frozen=True)
class _Chunk:
    """Characters that belong together: a cue, or what stands between two blanks of one."""

    text: str
    start: float | None
    pause: float
    joint: str  # how the source parts it from the chunk before: "cue", "blank" or "none"


# How well a chunk that starts with these begins a sentence (longest match counts), and how well
# one that ends with these ends it: near the logarithm of the odds against the average clause,
# where a punctuated interview of 75,000 characters had the words often enough to count.
_BEGINS = {
    2.0: "接下来 首先 另外 此外 好的 好了 大家好 谢谢 下面 总之 那么接下来 综上 现在我们 今天我们 但其实 第二 第三 "
    "第四 第二点 第三点 但实际上 所以当",
    1.5: "其次 最后 因此 然而 第一 好 于是 换句话说 总的来说 那我们 当然 因为你 因为我们 对",
    1.0: "所以 因为 那么 但是这 但这 那这 然后这 不过 现在 今天 事实上 实际上 可是 由于 如果 虽然 为什么",
    0.6: "但 但是 然后 而 当 同时 比如 比如说 那 这里 这个 我们 我觉得 为了 只要 即使 很多 还有 一般 包括",
    0.2: "而且 我 有 这 在 就是我 就是说 当时 他们 她 这些 它们",
    -0.5: "就是 他 它 不 一 也就是说 并且 甚至 只 通过 根据 让 把 将 每 一个 你 其实",
    -1.0: "大家 这是 就 都 会 来 去 要 能 再 又 被 使 从而 以便 才 却 还 所以就 你会 其实你",
    -1.8: "也 叫 或者 或者说 且 可以 也许",
    -3.0: "的 了 吗 呢 吧 是 和 与 以及 或 跟 着 过 得 地 等 等等 之 里 上 下 中 们 个 可能 对吧 对不对 是吧",
}
_ENDS = {
    3.5: "吗 对吧 谢谢 谢谢大家 是吧 对不对 是不是 好不好",
    2.0: "吧 什么 怎么样 而已 为止",
    0.5: "呢 了 啊 嘛 呀 哦 的问题 能力 东西 做 事情 事儿 人 模式 状态",
    # words whose last character is listed below, but which may well end a sentence
    0.0: "重要 主要 机会 社会 智能 功能 性能 技能 应用 作用 有用 好用 没用 够用 费用 行为 不对 现在 存在 内在 所在 目的 "
    "有的 别的 同样 一样 样子",
    -1.0: "一下 这样 是这样 好 样",
    -2.0: "对 是的 者 等 时 前 来说 来讲 的 地 得 我们 你们 他们 你 我 他 它 这个 那个 这 那 一个 一种 这种 也 就 都 "
    "还 不 很 非常 最 更 比较 已经 正在 如何 怎么 什么叫 所谓 每个 每一个 几个 两个",
    -3.0: "的话 的时候 时候 说 之后 以后 之前 后",
    -4.0: "和 与 或 跟 以及 在 把 被 对于 从 向 给 让 用 为 是 因为 如果 虽然 所以 但是 然后 比如 就是 会 能 要 可以 "
    "应该 需要 或者 而且 并且 以 将 由 比 到 第 通过 根据 关于 叫 叫做 称为 比如说 包括 等于 其中 那么 不是",
}
# A clause that starts so needs another after it.
_OPEN_CLAUSE = (
    "如果",
    "因为",
    "虽然",
    "由于",
    "只要",
    "即使",
    "不管",
    "无论",
    "假设",
    "除了",
    "一旦",
    "当",
)

# The characters of the words above that Traditional Chinese writes otherwise.
_TO_SIMPLIFIED = str.maketrans(
    "來後這個們說會還從讓給對為當雖過現總結爲與嗎點應該需將並將實際於沒麼樣種關於根據於謝時間題換話",
    "来后这个们说会还从让给对为当虽过现总结为与吗点应该需将并将实际于没么样种关于根据于谢时间题换话",
)
_INNER = re.compile(
    "(?=所以|但是|然后|那么|因为|如果|首先|其次|接下来|另外|而且|比如|也就是说|我们|大家|同时|最后|因此|不过"
    "|其实|为什么|当然|这个|现在|我觉得|实际上|换句话说|第[一二三四五](?:个|点|步|种))|(?<=[吗呢吧])"
)
# A chunk of more characters than this may have clauses inside it: machines cut cues anywhere.
_LONG_CHUNK = 12

_BLANK = re.compile(rf"(?<=[{HAN}，。？！])[ \u3000]+(?=[{HAN}])|[ \u3000]{{2,}}")
# 呢 asks only beside a word that asks; else it is a breath: "然后呢", "AI时代呢".
_WHAT = "什么|怎么|为啥|是啥|如何|谁|哪|多少|几个|是不是|有没有|能不能"
_ASKS = re.compile(
    f"(?:吗|么|对吧|是吧|对不对|是不是|好不好)$|(?:{_WHAT})[^，。]*呢$"
    "|^(?:那|那么|所以)?(?:为什么|怎么|如何|什么是|谁|哪)"
)
_ASKS_WITH_NE = re.compile(f"(?:{_WHAT}).*呢$")


def sentences(pieces: list[Piece]) -> Iterator[tuple[str, float | None]]:
    """Yield (sentence, start in seconds), commas and end marks added."""
    chunks = _without_loops(_chunks(pieces))
    if not chunks:
        return
    spaced = blank_between_scripts(chunk.text for chunk in chunks)
    scores = [_score(chunks, index) for index in range(len(chunks))]
    sizes = [len(chunk.text) for chunk in chunks]
    ends = [0, *accumulate(sizes)]
    begins = divide(scores, sizes, lambda first, last: _cost(ends[last] - ends[first]), LONGEST)
    for first, last in zip(begins, [*begins[1:], len(chunks)], strict=True):
        yield _joined(chunks[first:last], scores[first:last], spaced), chunks[first].start


def _words_whole(pieces: list[Piece]) -> list[Piece]:
    """Give a word that a cue's end cuts in two back to the first cue."""
    from .tagging import cut_words

    whole: list[Piece] = []
    for piece in pieces:
        last = whole[-1] if whole else None
        around = (last.text[-4:] if last else "", piece.text[:4])
        if last and all(around) and re.fullmatch(f"[{HAN}]+", "".join(around)):
            joint, at = len(around[0]), 0
            for word in cut_words("".join(around)):
                at += len(word)
                if at >= joint:
                    break
            moved = at - joint
            whole[-1] = replace(last, text=last.text + piece.text[:moved])
            piece = replace(piece, text=piece.text[moved:])
        if piece.text:
            whole.append(piece)
    return whole


def _chunks(pieces: list[Piece]) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    ended: float | None = None
    for piece in _words_whole(pieces):
        pause = 0.0
        if piece.start is not None and ended is not None:
            pause = max(0.0, piece.start - ended)
        joint, offset = "cue", 0
        for part in _BLANK.split(piece.text):
            for text in _INNER.split(part) if len(part) > _LONG_CHUNK else [part]:
                if text.strip():
                    chunks.append(_Chunk(text.strip(), piece.time_at(offset), pause, joint))
                    pause, joint = 0.0, "none"
                offset += len(text)
            joint, offset = "blank", offset + 1
        ended = piece.end if piece.end is not None else piece.start
    return chunks


def _without_loops(chunks: list[_Chunk]) -> list[_Chunk]:
    """Drop chunks that only repeat the ones before; a chunk of one repeated word shrinks."""
    from .loops import collapse_words

    kept: list[_Chunk] = []
    position = 0
    texts = [chunk.text for chunk in chunks]
    for index in range(1, len(texts)):  # a cue that comes twice is a loop already
        if texts[index] == texts[index - 1] and len(texts[index]) > 3:
            texts[index] = ""
    chunks = [chunk for chunk, text in zip(chunks, texts, strict=True) if text]
    for first, last in loop_ranges([chunk.text for chunk in chunks], long_group=2):
        kept += chunks[position:first]
        position = last
    kept += chunks[position:]
    return [replace(chunk, text=collapse_words(chunk.text, "zh")) for chunk in kept]


@cache
def _table(of: str) -> dict[str, float]:
    source = _BEGINS if of == "begins" else _ENDS
    return {word: score for score, words in source.items() for word in word_set(words)}


def _match(text: str, of: str) -> float:
    """Return the score of the longest listed word that the text begins or ends with."""
    table = _table(of)
    for length in range(min(5, len(text)), 0, -1):
        score = table.get(text[:length] if of == "begins" else text[-length:])
        if score is not None:
            return score
    return 0.0


def _score(chunks: list[_Chunk], index: int) -> float:
    """Return how well a sentence begins at this chunk."""
    if index == 0:
        return 0.0
    chunk, before = chunks[index], chunks[index - 1]
    text = chunk.text.translate(_TO_SIMPLIFIED)
    last = before.text.translate(_TO_SIMPLIFIED)
    if last[-1] in "。？！?!":
        return 5.0
    score = _match(text, "begins") + _match(last, "ends")
    if last[-1] in "，,、：；:":
        score -= 1.0
    if last.startswith(_OPEN_CLAUSE):
        score -= 1.5
    if _ASKS_WITH_NE.search(last):
        score += 3.0
    score += min(chunk.pause, 2.0) * 1.5
    return score + {"cue": 0.3, "blank": 0.3, "none": -0.3}[chunk.joint]


def _cost(size: int) -> float:
    """Return what a sentence of so many characters costs beyond its beginning's score."""
    if size < 6:
        return 1.2
    if size < 12:
        return 0.7
    return 0.5 if size <= 50 else 0.5 + 0.02 * (size - 50)


def _joined(chunks: list[_Chunk], scores: list[float], spaced: bool) -> str:
    """Join a sentence's chunks, with a comma where a clause ends, and put its end mark."""
    parts = [chunks[0].text]
    for chunk, score in zip(chunks[1:], scores[1:], strict=True):
        before = parts[-1]
        marked = before[-1] in "，,、：；。？！?!:;"
        # a blank after a word that binds ("的 损失") is no comma
        open_end = _match(before.translate(_TO_SIMPLIFIED), "ends") <= -2.0
        if not marked and (score > -0.5 or (chunk.joint == "blank" and not open_end)):
            parts.append("，")
        else:
            parts.append(glue(before, chunk.text, "zh", spaced=spaced))
        parts.append(chunk.text)
    text = "".join(parts).strip()
    if text[-1] in "。？！?!…":
        return text
    text = text.rstrip("，,、：；:; ")
    return text + ("？" if _ASKS.search(text.translate(_TO_SIMPLIFIED)) else "。")

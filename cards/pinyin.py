"""Readings of Chinese text as learners read them: by words, with tone marks.

jieba says where the words are, pypinyin how they are read, and the tables here mend what either
does not know of this field: pypinyin reads 微调 as wēidiào, jieba cuts 思维链 in two. Tone sandhi
is not written (GB/T 16159), so 一 and 不 keep their own tones.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jieba

# Words of the field whose reading the dictionaries miss, or that they do not know as words. A blank
# stands between words, as in the reading. They are also words to the segmenter.
_WORDS = {
    "微调": "wēitiáo", "调参": "tiáocān", "调优": "tiáoyōu", "可调": "kětiáo", "调制": "tiáozhì",
    "精调": "jīngtiáo", "调温": "tiáowēn", "调试": "tiáoshì", "对齐": "duìqí", "方差": "fāngchā",
    "协方差": "xiéfāngchā", "标准差": "biāozhǔnchā", "均方差": "jūnfāngchā", "残差": "cánchā",
    "偏差": "piānchā", "误差": "wùchā", "均方误差": "jūnfāng wùchā", "差分": "chāfēn",
    "差距": "chājù", "差异": "chāyì", "视差": "shìchā", "差值": "chāzhí", "时差": "shíchā",
    "极差": "jíchā", "离差": "líchā", "似然": "sìrán", "对数似然": "duìshù sìrán",
    "似然比": "sìránbǐ", "相似": "xiāngsì", "近似": "jìnsì", "卷积": "juǎnjī",
    "反卷积": "fǎnjuǎnjī", "图卷积": "tú juǎnjī", "卷积核": "juǎnjīhé", "重构": "chónggòu",
    "重建": "chóngjiàn", "重采样": "chóngcǎiyàng", "重参数化": "chóngcānshùhuà",
    "去重": "qùchóng", "重排": "chóngpái", "重排序": "chóngpáixù", "重写": "chóngxiě",
    "重试": "chóngshì", "重放": "chóngfàng", "重置": "chóngzhì", "重叠": "chóngdié",
    "重复": "chóngfù", "重启": "chóngqǐ", "重训": "chóngxùn", "重组": "chóngzǔ",
    "重塑": "chóngsù", "重定向": "chóngdìngxiàng", "重计算": "chóngjìsuàn", "多重": "duōchóng",
    "双重": "shuāngchóng", "权重": "quánzhòng", "加权": "jiāquán", "重要性": "zhòngyàoxìng",
    "长上下文": "cháng shàngxiàwén", "长文本": "cháng wénběn", "长序列": "cháng xùliè",
    "长程": "chángchéng", "长尾": "chángwěi", "长短期": "chángduǎnqī", "长期": "chángqī",
    "长度": "chángdù", "长链": "chángliàn", "时长": "shícháng", "步长": "bùcháng",
    "增长": "zēngzhǎng", "上下文": "shàngxiàwén", "测度": "cèdù", "度量": "dùliàng",
    "分布": "fēnbù", "生成": "shēngchéng", "成分": "chéngfèn", "主成分": "zhǔchéngfèn",
    "分词": "fēncí", "分词器": "fēncíqì", "得分": "défēn", "词元": "cíyuán", "子词": "zǐcí",
    "词元化": "cíyuánhuà", "智能体": "zhìnéngtǐ", "提示词": "tíshìcí", "思维链": "sīwéiliàn",
    "大模型": "dà móxíng", "数据集": "shùjùjí", "具身": "jùshēn", "多模态": "duōmótài",
    "模态": "mótài", "模板": "múbǎn", "涌现": "yǒngxiàn", "幻觉": "huànjué", "蒸馏": "zhēngliú",
    "剪枝": "jiǎnzhī", "嵌入": "qiànrù", "量化": "liànghuà", "向量": "xiàngliàng",
    "张量": "zhāngliàng", "标量": "biāoliàng", "变量": "biànliàng", "测量": "cèliáng",
    "衡量": "héngliáng", "散度": "sàndù", "散列": "sǎnliè", "扩散": "kuòsàn",
    "困惑度": "kùnhuòdù", "稀疏": "xīshū", "熵": "shāng", "交叉熵": "jiāochāshāng",
    "归一化": "guīyīhuà", "自适应": "zìshìyìng", "命中": "mìngzhòng", "命中率": "mìngzhònglǜ",
    "掩码": "yǎnmǎ", "反应": "fǎnyìng", "召回率": "zhàohuílǜ", "准确率": "zhǔnquèlǜ",
    "调度": "diàodù", "调用": "diàoyòng", "调查": "diàochá", "转置": "zhuǎnzhì",
    "传播": "chuánbō", "降维": "jiàngwéi", "下降": "xiàjiàng", "校准": "jiàozhǔn",
    "偏好": "piānhào", "接种": "jiēzhòng", "长时程": "chángshíchéng", "正态": "zhèngtài",
    "转码器": "zhuǎnmǎqì", "高维": "gāowéi",
    "校验": "jiàoyàn", "更新": "gēngxīn", "累积": "lěijī", "累加": "lěijiā", "空洞": "kōngdòng",
    "命令行": "mìnglìngháng", "行列式": "hánglièshì", "并行": "bìngxíng", "阻塞": "zǔsè",
    "相机": "xiàngjī", "相位": "xiàngwèi", "载荷": "zàihè", "卸载": "xièzài", "弹性": "tánxìng",
    "切片": "qiēpiàn", "正切": "zhèngqiē", "标识符": "biāoshífú", "率失真": "lǜ shīzhēn",
    "概率": "gàilǜ", "单调": "dāndiào", "曝光": "bàoguāng", "参差": "cēncī", "泊松": "bósōng",
    "奇异值": "qíyìzhí", "奇偶": "jī'ǒu", "脉冲": "màichōng", "差错": "chācuò", "背包": "bēibāo",
    "还原": "huányuán", "处理器": "chǔlǐqì", "处理": "chǔlǐ", "供给": "gōngjǐ", "给定": "gěidìng",
    "系数": "xìshù", "倒数": "dàoshù", "回溯": "huísù", "内积": "nèijī", "乘子": "chéngzǐ",
    "算子": "suànzǐ", "因子": "yīnzǐ", "分子": "fēnzǐ", "粒子": "lìzǐ", "量子": "liàngzǐ",
    "载入": "zàirù", "下载": "xiàzài", "加载": "jiāzài", "负载": "fùzài", "中文": "zhōngwén",
    "相变": "xiàngbiàn", "随机场": "suíjīchǎng", "外推": "wàituī", "低秩": "dīzhì",
    "显著图": "xiǎnzhùtú", "拉格朗日": "lāgélǎngrì", "溯因": "sùyīn", "密钥": "mìyuè",
    "夹爪": "jiāzhuǎ", "转换器": "zhuǎnhuànqì", "折扣": "zhékòu", "投影": "tóuyǐng",
}  # fmt: skip

# How a character that stands as a word of its own is read: 长 before a noun is long, 重 before a
# verb is again.
_CHARACTERS = {
    "长": "cháng",
    "重": "chóng",
    "调": "tiáo",
    "差": "chā",
    "卷": "juǎn",
    "还": "hái",
    "子": "zǐ",
}

# Parts that are written together with their word (GB/T 16159, 5.1.2): non-, self-, multi- ... and
# -rate, -set, -er, -ness ... . A prefix only before two characters or more, a suffix only after.
_PREFIXES = frozenset("自多超非半无重伪微亚")
_SUFFIXES = frozenset("集链层率器化性度式率者员家法学论数值量体机")

_CHINESE_SIGNS = "，。！？；：、（）《》【】「」“”‘’"
_SIGNS = str.maketrans(_CHINESE_SIGNS, ',.!?;:,()<>[]""""\'\'')
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
_PIECE = re.compile(rf"([{_HAN}]+)|([{_CHINESE_SIGNS}])|[^\s{_HAN}{_CHINESE_SIGNS}]+")


def pinyin(text: str) -> str:
    """Return the reading of a Chinese text: 长上下文GPT模型 is "cháng shàngxiàwén GPT móxíng".

    Syllables of a word are joined, with an apostrophe before a, e and o (fāng'àn); Latin words and
    digits stay as they are; punctuation becomes ASCII. A character without a known reading stays.
    """
    out: list[str] = []
    for match in _PIECE.finditer(text):
        chinese, sign = match.groups()
        if chinese:
            out.extend(_read(word) for word in _words(chinese))
        elif sign and out and sign not in "（《【「“‘":
            out[-1] += sign.translate(_SIGNS)
        else:
            out.append(match.group().translate(_SIGNS))
    return " ".join(out)


def _words(chinese: str) -> list[str]:
    """Cut a run of Chinese characters into words, prefixes and suffixes with them."""
    words: list[str] = []
    prefix = ""
    for word in _short_words(chinese):
        if len(word) == 1 and word in _SUFFIXES and words and len(words[-1]) > 1 and not prefix:
            words[-1] += word
        elif len(word) == 1 and word in _PREFIXES and not prefix:
            prefix = word
        else:
            if prefix and len(word) == 1:
                words.append(prefix)
                prefix = ""
            words.append(prefix + word)
            prefix = ""
    return [*words, prefix] if prefix else words


def _short_words(chinese: str) -> Iterator[str]:
    """Cut into words; jieba's entries of four characters and more (神经网络) are several words."""
    for word in _tokenizer().cut(chinese):
        yield from _parts(word)


def _parts(word: str) -> list[str]:
    """Cut a long word into known words of two or three characters, if it is made of them."""
    if len(word) < 4 or word in _WORDS:
        return [word]
    for cut in (2, 3):
        rest = _parts(word[cut:])
        if all(len(p) in (2, 3) and _tokenizer().FREQ.get(p) for p in (word[:cut], *rest)):
            return [word[:cut], *rest]
    return [word]


def _read(word: str) -> str:
    """Return the reading of one word."""
    if word in _WORDS:
        return _WORDS[word]
    if word in _CHARACTERS:
        return _CHARACTERS[word]
    for length in (2, 1):  # a corrected word keeps its reading when a suffix has joined it
        head, tail = word[:-length], word[-length:]
        if head in _WORDS:
            return _joined([_WORDS[head], *_syllables(tail)])
    if word[0] in _PREFIXES and word[1:] in _WORDS:
        return _joined([_CHARACTERS.get(word[0]) or _syllables(word[0])[0], _WORDS[word[1:]]])
    if word[0] == "重" and word not in _tokenizer().FREQ:
        return _joined(["chóng", *_syllables(word[1:])])
    return _joined(_syllables(word))


def _syllables(word: str) -> list[str]:
    import pypinyin

    return pypinyin.lazy_pinyin(word, style=pypinyin.Style.TONE)


def _joined(syllables: list[str]) -> str:
    """Join syllables to a word; one that begins with a, e or o is set off by an apostrophe."""
    return syllables[0] + "".join(
        "'" + s if s[0] in "aāáǎàeēéěèoōóǒò" else s for s in syllables[1:]
    )


@functools.cache
def _tokenizer() -> jieba.Tokenizer:
    """Return a segmenter that knows the field's words, and that nobody else teaches other ones."""
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    for word in _WORDS:
        if len(word) > 1:
            tokenizer.add_word(word)
    return tokenizer

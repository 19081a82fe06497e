"""Readings: the words that dictionaries get wrong, word boundaries, apostrophes, Latin words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.pinyin import pinyin
from cards.script import to_traditional
from decks.tones import split_syllables

# Words with a character of several readings, each as an engineer reads it.
POLYPHONES = """
微调 wēitiáo · 全量微调 quánliàng wēitiáo · 指令微调 zhǐlìng wēitiáo · 调参 tiáocān · 调优 tiáoyōu
调试 tiáoshì · 调度 diàodù · 调用 diàoyòng · 函数调用 hánshù diàoyòng · 方差 fāngchā
协方差 xiéfāngchā · 标准差 biāozhǔnchā · 残差 cánchā · 残差连接 cánchā liánjiē
偏差 piānchā · 误差 wùchā · 差分 chāfēn
差分隐私 chāfēn yǐnsī · 时序差分学习 shíxù chāfēn xuéxí · 似然 sìrán · 对数似然 duìshù sìrán
最大似然估计 zuìdà sìrán gūjì · 相似 xiāngsì · 卷积 juǎnjī · 图卷积网络 tú juǎnjī wǎngluò
卷积神经网络 juǎnjī shénjīng wǎngluò · 重构 chónggòu · 重采样 chóngcǎiyàng · 重排序 chóngpáixù
重参数化 chóngcānshùhuà · 去重 qùchóng · 重复 chóngfù · 重试 chóngshì · 权重 quánzhòng
重要性采样 zhòngyàoxìng cǎiyàng · 长上下文 cháng shàngxiàwén · 长序列 cháng xùliè · 长尾 chángwěi
长短期记忆网络 chángduǎnqī jìyì wǎngluò · 增长 zēngzhǎng · 步长 bùcháng · 测度 cèdù · 度量 dùliàng
数据生成分布 shùjù shēngchéng fēnbù · 主成分分析 zhǔchéngfèn fēnxī · 分子 fēnzǐ · 分词器 fēncíqì
得分 défēn · 量化 liànghuà · 向量 xiàngliàng · 张量 zhāngliàng · 测量 cèliáng · 散度 sàndù
散列 sǎnliè · 反向传播 fǎnxiàng chuánbō · 降维 jiàngwéi · 校准 jiàozhǔn · 校验 jiàoyàn
行列式 hánglièshì · 并行 bìngxíng · 命令行 mìnglìngháng · 命中率 mìngzhònglǜ · 概率 gàilǜ · 学习率 xuéxílǜ
召回率 zhàohuílǜ · 转置 zhuǎnzhì · 卸载 xièzài · 弹性 tánxìng · 正切 zhèngqiē · 相机 xiàngjī
自适应 zìshìyìng · 累积 lěijī · 处理器 chǔlǐqì · 曝光 bàoguāng · 供给 gōngjǐ · 模板 múbǎn
单调 dāndiào · 密钥 mìyuè · 相变 xiàngbiàn · 交叉熵 jiāochāshāng · 奇异值 qíyìzhí
""".replace("\n", " · ")  # fmt: skip

WORDS = """
大语言模型 dà yǔyán móxíng · 人工智能 réngōng zhìnéng · 神经网络 shénjīng wǎngluò · 智能体 zhìnéngtǐ
思维链 sīwéiliàn · 数据集 shùjùjí · 词元 cíyuán · 自注意力机制 zìzhùyìlì jīzhì · 多模态 duōmótài
无监督学习 wújiāndū xuéxí · 过拟合 guò nǐhé · 编码器 biānmǎqì · 强化学习 qiánghuà xuéxí
概率密度函数 gàilǜ mìdù hánshù · 条件随机场 tiáojiàn suíjīchǎng · 不确定性 bùquèdìngxìng
一致性 yízhìxìng
""".replace("\n", " · ")


def table(text: str) -> list[tuple[str, str]]:
    rows = [row.strip().split(" ", 1) for row in text.split("·") if row.strip()]
    return [(chinese, reading) for chinese, reading in rows]


@pytest.mark.parametrize(("chinese", "reading"), table(POLYPHONES))
def test_words_of_the_field_are_read_as_the_field_reads_them(chinese: str, reading: str) -> None:
    """Characters with several readings have the one of this field."""
    assert pinyin(chinese) == reading


@pytest.mark.parametrize(("chinese", "reading"), table(WORDS))
def test_syllables_are_joined_to_words(chinese: str, reading: str) -> None:
    """Words are written together, words of a term apart."""
    assert pinyin(chinese) == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("方案", "fāng'àn"),
        ("图案", "tú'àn"),
        ("GPT-4级模型", "GPT-4 jí móxíng"),
        ("AI智能体", "AI zhìnéngtǐ"),
        ("Transformer架构", "Transformer jiàgòu"),
        ("RLHF", "RLHF"),
        ("我们重新训练，效果好。", "wǒmen chóngxīn xùnliàn, xiàoguǒ hǎo."),
        ("", ""),
        ("  ", ""),
    ],
)
def test_apostrophes_latin_words_and_punctuation(text: str, reading: str) -> None:
    """An apostrophe before a, e, o inside a word; Latin stays; punctuation becomes ASCII."""
    assert pinyin(text) == reading


@given(
    st.text(
        st.sampled_from("微调方差似然重构卷积长上下文的模型训练大语言智能体率GPT-4 ，。"),
        max_size=20,
    )
)
def test_every_reading_can_be_split_into_its_syllables(text: str) -> None:
    """What is read is pinyin: the tone colours find every syllable again."""
    for word in pinyin(text).split():
        marked = any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", word))
        if marked:
            assert split_syllables(word.strip(",.")) is not None, word


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("头发和发展", "頭髮和發展"),
        ("程序处理视频数据", "程式處理影片資料"),
        ("神经网络", "神經網路"),
        ("人工智能", "人工智慧"),
        ("預訓練", "預訓練"),
        ("GPT-4", "GPT-4"),
    ],
)
def test_traditional_goes_by_words(simplified: str, traditional: str) -> None:
    """The same character becomes another one in another word, and Taiwan has words of its own."""
    assert to_traditional(simplified) == traditional

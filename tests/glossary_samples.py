"""A small glossary for tests of matching, so that they do not hang on the built-in one."""

from __future__ import annotations

from cards.glossary import Glossary
from cards.glossary.files import parse_glossary

_TEXT = """
topic: sample
name: {en: Sample, zh: 样本}
entries:
- en: attention head
  zh: [注意力头]
  pinyin: zhùyìlì tóu
  also: [head]
  meaning: {en: One of several attention computations side by side., zh: 并列的注意力计算之一。}
- en: attention mechanism
  zh: [注意力机制]
  pinyin: zhùyìlì jīzhì
  also: [attention]
  meaning: {en: Lets each position weigh all others., zh: 让每个位置为其他位置加权。}
- en: big data
  zh: [大数据]
  pinyin: dà shùjù
  meaning: {en: Very large collections., zh: 规模极大的数据。}
- en: dataset
  zh: [数据集]
  pinyin: shùjùjí
  meaning: {en: Collection of examples., zh: 样例的集合。}
- en: large language model
  abbr: [LLM]
  zh: [大语言模型, 大模型]
  pinyin: dà yǔyán móxíng
  meaning: {en: Network trained on text to predict the next token., zh: 用文本训练来预测下一个词元的网络。}
- en: model
  everyday: true
  zh: [模型]
  pinyin: móxíng
  not_in: [role model]
  meaning: {en: What training leaves behind., zh: 训练留下的东西。}
- en: neural network
  zh: [神经网络]
  pinyin: shénjīng wǎngluò
  meaning: {en: Layers of simple units., zh: 由简单单元组成的多层结构。}
- en: pre-training
  zh: [预训练]
  pinyin: yù xùnliàn
  meaning: {en: First long stage of learning., zh: 漫长的第一阶段学习。}
- en: reinforcement learning
  abbr: [RL]
  zh: [强化学习]
  pinyin: qiánghuà xuéxí
  heard_as: [re-enforcement learning, 强化学系]
  meaning: {en: Learning from rewards., zh: 从奖励中学习。}
- en: retrieval-augmented generation
  abbr: [RAG]
  zh: [检索增强生成]
  pinyin: jiǎnsuǒ zēngqiáng shēngchéng
  meaning: {en: Answering with looked-up passages., zh: 带着检索到的段落作答。}
- en: reward model
  zh: [奖励模型]
  pinyin: jiǎnglì móxíng
  meaning: {en: Scores answers the way people would., zh: 像人一样给回答打分。}
- en: token
  everyday: true
  zh: [词元]
  pinyin: cíyuán
  not_in: [by the same token]
  meaning: {en: Piece of text a language model reads., zh: 语言模型读取的文本片段。}
- en: Transformer
  kept: true
  zh: [Transformer]
  meaning: {en: Network built on attention., zh: 以注意力为基础的网络。}
"""


def sample_glossary() -> Glossary:
    """Return the sample entries as a glossary."""
    return Glossary(parse_glossary(_TEXT.lstrip(), "sample.yaml").entries)

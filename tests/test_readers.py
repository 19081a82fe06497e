"""The readers: encodings and edges, what was not said, and what must never happen."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards.errors import TranscriptError
from cards.readers import FORMATS, find_transcripts, read_transcript, sniff
from cards.transcript import Sentence, Transcript

SAMPLES = Path(__file__).parent / "data" / "transcripts"


def read(text: str | bytes, **options: object) -> Transcript:
    data = text.encode() if isinstance(text, str) else text
    return read_transcript(io.BytesIO(data), **options)  # type: ignore[arg-type]


def said(transcript: Transcript) -> list[str]:
    return [sentence.text for sentence in transcript.sentences]


# --- encodings and edges -----------------------------------------------------------------------

ENGLISH = "Title: A test\nContent:\nIt’s a café, isn’t it? We train the model here.\n"
HANS = "今天我们来讲一讲大语言模型的训练。首先是预训练，然后是微调。\n"
HANT = "今天我們來講一講大型語言模型的訓練。首先是預訓練，然後是微調。\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((ENGLISH, name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")),
        *((HANS, name) for name in ("utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk")),
        *((HANT, name) for name in ("utf-8", "utf-8-sig", "utf-16", "big5", "gb18030")),
        *((HANS * 4000, name) for name in ("utf-16", "gb18030")),
    ],
)
def test_encodings(text: str, encoding: str) -> None:
    """UTF-8 with and without a mark, UTF-16, GB18030 and Big5 read the same."""
    assert read(text.encode(encoding)) == read(text)


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\u2028"])
def test_line_ends(ends: str) -> None:
    """Windows, old Mac and Unicode line ends are line ends."""
    text = (SAMPLES / "F17-malformed.srt").read_text("utf-8")
    assert read(text.replace("\n", ends)) == read(text)


def test_one_very_long_line() -> None:
    """200,000 characters on one line without punctuation become sentences of readable length."""
    words = (
        "so we take the data and we clean it number {} then we train the model on it and now "
        "you can see that the loss goes down "
    )
    talk = read("".join(words.format(n) for n in range(2000)))
    assert talk.inferred
    assert max(len(text.split()) for text in said(talk)) <= 60
    assert len(talk.sentences) > 2000


def test_long_chinese_line() -> None:
    """A Chinese line without punctuation or blanks is divided too."""
    talk = read(
        "".join(
            f"我们先看第{n}个例子这个模型有很多参数所以训练很慢然后推理也慢" for n in range(900)
        )
    )
    assert max(map(len, said(talk))) <= 130


def test_last_cue_without_newline_and_empty_cue() -> None:
    """An empty cue says nothing, and the last cue needs no newline."""
    talk = read(
        "1\n00:00:01,000 --> 00:00:02,000\nIt is here.\n\n2\n00:00:02,000 --> 00:00:03,000\n\n"
        "3\n00:00:03,000 --> 00:00:04,000\nIt ends in 2017"
    )
    assert said(talk) == ["It is here.", "It ends in 2017"]
    assert talk.sentences[1].start == 3.0


def test_number_alone_in_a_cue_is_speech() -> None:
    """A cue that is only a number is not taken for a cue's number."""
    talk = read(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nIt was in the year\n2017\n\n"
        "00:02.000 --> 00:03.000\nthat it began.\n"
    )
    assert said(talk) == ["It was in the year 2017 that it began."]


def test_text_cut_in_mid_sentence_is_kept() -> None:
    """A transcript that breaks off keeps its last words."""
    assert said(read("We train the model. It works and then"))[-1] == "It works and then"


@pytest.mark.parametrize("name", ["talk.vtt.md", "talk.txt", "talk"])
def test_content_decides_not_the_extension(tmp_path: Path, name: str) -> None:
    """A WebVTT file is one whatever it is called."""
    path = tmp_path / name
    path.write_bytes((SAMPLES / "F02-whisper.vtt").read_bytes())
    assert read_transcript(path).sentences[0].start == 3592.56


def test_format_overrides() -> None:
    """A named format is used even where another would be found."""
    assert sniff("Anna: hello there") == "text"
    assert len(read("start,text\n1,Hello there.\n", format="text").sentences) == 1
    with pytest.raises(TranscriptError, match=r"unknown format 'docx'; it is one of .*srt"):
        read("Hello.", format="docx")


def test_language_overrides() -> None:
    """The other half of a bilingual text is read when its language is named."""
    data = (SAMPLES / "F25-bilingual.md").read_bytes()
    talk = read(data, language="zh")
    assert said(talk)[0] == "每个词都看着其他所有的词。"
    assert talk.language == "zh"


def test_formats_are_named() -> None:
    """FORMATS names every parser."""
    assert {"csv", "downloader", "json", "srt", "text", "tsv", "vtt"} <= set(FORMATS)


# --- titles ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("[English (auto-generated)] A talk_ part 1 .srt", "A talk: part 1"),
        ("139. 【综述】注意力.md", "【综述】注意力"),
        ("attention-is-enough.en.vtt", "Attention is enough"),
        ("intro-to-llm.zh-Hans.srt", "Intro to LLM"),
        ("A talk [dQw4w9WgXcQ].mp4.txt", "A talk"),
        ("讲座 BV1Q8BGYsEHy.txt", "讲座"),
        ("Attention (1).txt", "Attention"),
    ],
)
def test_title_from_file_name(tmp_path: Path, name: str, title: str) -> None:
    """What downloaders put around a title is taken away."""
    path = tmp_path / name
    path.write_text("We train the model.", "utf-8")
    assert read_transcript(path).title == title


def test_title_on_a_line_of_its_own() -> None:
    """A short line above finished paragraphs is the title, and no speech."""
    talk = read("Why rules were cheaper\n\nWe wrote rules. They failed.\n\nThen we stopped.\n")
    assert talk.title == "Why rules were cheaper"
    assert said(talk)[0] == "We wrote rules."


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://x.org/a", "x"]
)
def test_only_web_links(link: str) -> None:
    """Nothing but http and https becomes the talk's URL."""
    assert read(f"Title: T\nURL: {link}\nContent:\nWe train the model.").url is None


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Timestamp: 2024-12-29T02:10:04.06", "2024-12-29"),
        ("Date: March 5, 2024", "2024-03-05"),
        ("Date: 5 March 2024", "2024-03-05"),
        ("日期：2024年3月5日", "2024-03-05"),
        ("upload_date: 20240305", "2024-03-05"),
        ("Date: 2024-13-45", None),
    ],
)
def test_dates(line: str, date: str | None) -> None:
    """Dates come out as ISO 8601; what is none is left out."""
    assert read(f"Title: T\n{line}\nContent:\nWe train the model.").date == date


# --- what was not said -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "[Music]",
        "\\[laughter\\]",
        "(applause)",
        "[clears throat]",
        "[音乐]",
        "（掌声）",
        "♪ la la la ♪",
        "字幕製作：某某",
        "字幕由志愿者提供",
        "Subtitles by the Amara.org community",
        "[ __ ]",
        "请不吝点赞 订阅 转发 打赏支持明镜与点点栏目",
    ],
)
def test_never_speech(line: str) -> None:
    """Stage directions, songs, credits and masked words are in no sentence."""
    cue = "{0}\n00:00:0{0},000 --> 00:00:0{0},900\n{1}\n\n"
    talk = read(cue.format(1, "The model works well.") + cue.format(2, line))
    assert said(talk) == ["The model works well."]


def test_brackets_of_an_editor_stay() -> None:
    """A word that an editor put in brackets belongs to the sentence."""
    assert said(read("We saw that [the model] learns. It took a day.")) == [
        "We saw that the model learns.",
        "It took a day.",
    ]


def test_colon_in_prose_is_no_speaker() -> None:
    """A word before a colon is a label only where the text shows it."""
    talk = read("Note: this is a model. It has one rule: it learns from data.\n")
    assert [sentence.speaker for sentence in talk.sentences] == [None, None]
    assert said(talk)[0] == "Note: this is a model."


def test_short_answer_after_a_time_is_speech() -> None:
    """A one-word line under a time is what somebody said, not a name."""
    talk = read("[00:01] Amazing.\n[00:04] It works on the first try.\n[00:09] Great.\n")
    assert said(talk) == ["Amazing.", "It works on the first try.", "Great."]


def test_table_of_contents_is_no_speech() -> None:
    """Chapters with times above the speech are dropped."""
    talk = read(
        "0:00 Introduction\n5:00 How it learns\n9:30 Questions\n\n"
        "[0:00] Hello and welcome. [0:08] We begin with the data.\n[5:00] It learns slowly.\n"
    )
    assert said(talk)[0] == "Hello and welcome."


def test_sponsor_read_in_chinese() -> None:
    """A Chinese sponsor read goes from its opener to its last sign."""
    talk = read(
        "注意力是加权平均。本期视频由某某键盘赞助。这个键盘很好用。点击下方链接，输入优惠码就能立减五十元。"
        "回到正题。权重加起来等于一。每一行都是这样。"
    )
    assert said(talk) == ["注意力是加权平均。", "权重加起来等于一。", "每一行都是这样。"]


def test_sponsor_read_is_followed_by_name() -> None:
    """A read goes on as long as the sponsor's name comes again, link or no link."""
    talk = read(
        "We begin with the data. This episode is brought to you by Kettle. Kettle boils water in "
        "a minute. I have had one for years. It never leaks. My Kettle is blue. Now the data is "
        "old. It has to be cleaned. That takes a week. Nobody likes it. Everybody has to do it."
    )
    assert said(talk)[:2] == ["We begin with the data.", "Now the data is old."]


def test_talk_about_sponsors_stays() -> None:
    """A research sponsor named in passing is no advertisement."""
    text = "This work was sponsored by the national fund. We thank them. The results are new."
    assert len(read(text).sentences) == 3


# --- loops -------------------------------------------------------------------------------------


def test_one_word_on_many_cues() -> None:
    """A word that the recogniser repeats stands once."""
    cue = "{0}\n00:00:{0:02},000 --> 00:00:{0:02},900\n{1}\n\n"
    words = ["we start here.", *["okay"] * 8, "then we go on."]
    talk = read("".join(cue.format(n, word) for n, word in enumerate(words, 1)))
    assert " ".join(said(talk)).count("okay") == 1


def test_sentence_repeated_with_small_changes() -> None:
    """Two to four versions of a sentence in a row are one."""
    talk = read(
        "We begin with data. The model learns from common crawl which is a web scrape. The model "
        "learns from Common Crawl, which is a web scrape. The model learns from Common Crawl, "
        "which is just a web scrape. Then we clean it."
    )
    assert len(talk.sentences) == 3


def test_passage_repeated() -> None:
    """A passage that comes again weighs no more than once."""
    passage = (
        "The weights are numbers that the machine learned. They are stored in rows and columns. "
        "Every row belongs to one word of the list. "
    )
    talk = read(passage + "Let us look at them. " + passage + "That is all.")
    assert len(talk.sentences) == 5


@pytest.mark.parametrize("text", ["No, no, no, that is wrong.", "对对对，我们就是这样做的。"])
def test_people_repeat_themselves(text: str) -> None:
    """What people really say three times stays."""
    assert said(read(text)) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The encoder reads the whole sentence at once and passes it on. "
        "The decoder reads the whole sentence at once and passes it on.",
        "Layer 3 of the network looks at the edges in the picture. "
        "Layer 4 of the network looks at the edges in the picture.",
        "This is a good model for text that is short. "
        "This is not a good model for text that is short.",
        "这个模型能够处理很长的文本内容。这个模型不能够处理很长的文本内容。",
    ],
)
def test_parallel_sentences_are_no_loop(text: str) -> None:
    """Two sentences that differ in a number, a negation or a word that matters are two."""
    assert len(read(text).sentences) == 2


# --- other shapes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        [
            {"text": "We train the model.", "start": 0.0, "duration": 2.0},
            {"text": "It learns.", "start": 2.5, "duration": 1.0},
        ],
        {
            "events": [
                {
                    "tStartMs": 0,
                    "dDurationMs": 2000,
                    "segs": [{"utf8": "We train"}, {"utf8": " the model."}],
                },
                {"tStartMs": 2500, "dDurationMs": 900, "segs": [{"utf8": "It learns."}]},
            ]
        },
        {
            "transcription": [
                {"offsets": {"from": 0, "to": 2000}, "text": " We train the model."},
                {"offsets": {"from": 2500, "to": 3000}, "text": " It learns."},
            ]
        },
        {
            "chunks": [
                {"timestamp": [0.0, 2.0], "text": "We train the model."},
                {"timestamp": [2.5, 3.0], "text": "It learns."},
            ]
        },
    ],
    ids=["youtube-transcript-api", "json3", "whisper.cpp", "transformers"],
)
def test_json_of_other_programs(value: object) -> None:
    """JSON captions are found by what they hold, with times in seconds."""
    assert [(s.start, s.text) for s in read(json.dumps(value)).sentences] == [
        (0.0, "We train the model."),
        (2.5, "It learns."),
    ]


def test_bilingual_subtitles() -> None:
    """A cue with a Chinese and an English line is read once."""
    cue = "{0}\n00:00:0{0},000 --> 00:00:0{0},900\n{1}\n{2}\n\n"
    talk = read(
        cue.format(1, "模型从数据中学习。", "The model learns from data.")
        + cue.format(2, "数据越多越好。", "The more data the better.")
        + cue.format(3, "但是数据会用完。", "But data runs out.")
    )
    assert said(talk) == ["模型从数据中学习。", "数据越多越好。", "但是数据会用完。"]


def test_copied_from_a_video_page() -> None:
    """Times on lines of their own, as copied from a page, belong to the line below."""
    talk = read("Transcript\n0:05\nwe train the model. It\n0:09\nlearns well.\n")
    assert [(s.start, s.text) for s in talk.sentences] == [
        (5.0, "we train the model."),
        (5.0, "It learns well."),
    ]


def test_voices_of_webvtt() -> None:
    """<v Name> names the speaker."""
    talk = read("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna Lee>It learns.\n")
    assert talk.sentences == (Sentence("It learns.", 1.0, "Anna Lee"),)


# --- errors ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file is empty"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "no speech in it"),
        (b"[00:01]\n[00:05]\n", "no speech in it"),
        (b"%PDF-1.7 x", "is a PDF file"),
        (bytes(range(256)) * 40, "is no text"),
        (b'{"segments": [', "the JSON is broken at line 1"),
        ("Сегодня мы говорим о моделях и о данных.".encode(), "neither English nor Chinese"),
    ],
)
def test_refused(data: bytes, message: str) -> None:
    """What is no transcript is refused with one line that names the source and the reason."""
    with pytest.raises(TranscriptError, match=message) as caught:
        read(data)
    assert str(caught.value).startswith("standard input: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "text"])
def test_wrong_format_is_refused(name: str) -> None:
    """A file without anything of the format that is named for it is refused, not crashed on."""
    with pytest.raises(TranscriptError):
        read("Content:\n", format=name)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    """A missing file and a folder are refused by name."""
    with pytest.raises(TranscriptError, match="no such file"):
        read_transcript(tmp_path / "none.txt")
    with pytest.raises(TranscriptError, match="is a folder"):
        read_transcript(tmp_path)
    with pytest.raises(TranscriptError, match="cannot be a file name"):
        read_transcript("a\0b")


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beyond the limit is refused before it is decoded."""
    monkeypatch.setattr("cards.readers.decoding.MAX_BYTES", 1024 * 1024)
    with pytest.raises(TranscriptError, match="larger than 1 MB"):
        read(b"a " * 1024 * 1024)


# --- folders -----------------------------------------------------------------------------------


def test_folder(tmp_path: Path) -> None:
    """Of a folder the transcripts are taken: one form of each talk, no read-me, nothing hidden."""
    names = ("b.srt", "b.txt", "b.json", "a.txt", "README.md", ".c.txt", "x.png", "a.cards.json")
    for name in names:
        (tmp_path / name).write_text("x", "utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "c.md").write_text("x", "utf-8")
    found = [path.relative_to(tmp_path).as_posix() for path in find_transcripts([tmp_path])]
    assert found == ["a.txt", "b.srt", "more/c.md"]


def test_named_files_are_taken_once_and_in_order(tmp_path: Path) -> None:
    """A named file is taken whatever its name, and each file once."""
    one, two = tmp_path / "z.bin", tmp_path / "a.txt"
    two.write_text("x", "utf-8")
    assert find_transcripts([one, two, tmp_path]) == [one, two]


def test_folder_without_talks(tmp_path: Path) -> None:
    """A folder without a transcript is refused."""
    with pytest.raises(TranscriptError, match="no transcript in this folder"):
        find_transcripts([tmp_path])


# --- properties --------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *(
            "WEBVTT\n\n",
            "00:01.000 --> 00:02.000\n",
            "1\n",
            "[00:05]",
            "**[1:02:03]**",
            "Content:\n",
        ),
        *("Title: x\n", "---\n", "start\tend\ttext\n", "0\t10\t", "Timestamp,Caption\n", '"', ","),
        *('[{"text":', '"start":1}]', "{", "&gt;&gt; ", "&#0;", "&nbsp;", "ANNA LEE: ", "[Anna] "),
        *(
            "发言人1   0:00:09\n",
            "今天我们",
            "。",
            "？",
            "the model is ",
            "so we ",
            "\n",
            "\n\n",
            " ",
        ),
        *("<00:00:02.800><c> at</c>", "<v A>", "# ", "- ", "> ", "`", "\\[", "](", "1:2", "9" * 30),
        *(
            "\x00",
            "\ufeff",
            "\ud7ff",
            "é",
            "️",
            "this video is sponsored by x. ",
            "NOTE\n",
            "99:99 ",
        ),
    ]
)
FAST = settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def check(data: bytes, **options: object) -> None:
    try:
        talk = read(data, **options)
    except TranscriptError:
        return
    assert talk.title
    assert talk.sentences or talk.summary
    for sentence in talk.sentences:
        assert sentence.text == sentence.text.strip() != ""
        assert "\n" not in sentence.text
        assert sentence.start is None or 0 <= sentence.start < 400 * 3600


@FAST
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    """Any bytes are a Transcript or a TranscriptError."""
    check(data)


@FAST
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from([None, *FORMATS]))
def test_any_mixture_of_marks(text: str, name: str | None) -> None:
    """Any mixture of the formats' own marks, read as any format, is one or the other."""
    check(text.encode("utf-8", "surrogatepass"), format=name)


@FAST
@given(st.text(max_size=300), st.sampled_from([None, "en", "zh"]))
def test_any_text(text: str, language: str | None) -> None:
    """Any text is one or the other, in either language."""
    check(text.encode("utf-8", "surrogatepass"), language=language)


@FAST
@given(st.sampled_from(sorted(path.name for path in SAMPLES.iterdir())), st.data())
def test_any_damage(name: str, data: st.DataObject) -> None:
    """A sample that is cut anywhere, or has lost a part, is still one or the other."""
    whole = (SAMPLES / name).read_bytes()
    first = data.draw(st.integers(0, len(whole)))
    last = data.draw(st.integers(first, len(whole)))
    check(whole[:first] + whole[last:])

"""The words by which a sentence shows what it is: a claim, a question, small talk, talk about the talk.

One table per language. They are closed classes of the two languages (pronouns, connectives, verbs of
presenting), not words of any subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from cards.transcript import Language


@dataclass(frozen=True)
class Cues:
    """The patterns of one language; all are searched in a cleaned sentence, case aside."""

    opening: re.Pattern[str]  # connectives and fillers that may be cut from a sentence's start
    filler: re.Pattern[str]  # words that carry nothing anywhere
    housekeeping: re.Pattern[str]  # thanks, greetings, the talk about itself, the room, the screen
    personal: re.Pattern[str]  # the speaker's own doings and feelings
    question: re.Pattern[str]  # a question without a question mark
    hedge: re.Pattern[str]  # the speaker takes it back
    leaning: re.Pattern[str]  # a first word that leans on an earlier sentence
    pointing: re.Pattern[str]  # a place inside that leans on what is shown or was said
    scene: re.Pattern[str]  # examples being acted out, input text read aloud
    assertion: tuple[tuple[re.Pattern[str], float], ...]  # what claims are made with, and its worth
    clause: re.Pattern[str]  # where a run-on may be cut: before the match
    dangling: re.Pattern[str]  # an end that shows the sentence was broken off


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


_EN = Cues(
    opening=re.compile(
        r"^(?:(?:(?:the|this|that|one|another|my|our|your|first|key|main)(?: \w+){0,4} (?:thing|point|idea|slide|paper|reason|fact|problem|insight|takeaway|lesson|"
        r"claim|hypothesis|summary|conclusion|message|observation|answer|result|intuition|part|concept|principle)(?: \w+){0,6}?,?(?: \w+,? ?(?:the \w+,)?)? (?:is|was|says?|said|shows?|means|suggests)(?: that|,)|"
        r"what (?:we|i|they|you|people|this|that|it)(?: \w+){1,3}(?: here)? (?:is|was)(?: that)?|what's (?:\w+ ){0,2}(?:interesting|important|surprising|cool|funny|remarkable|key|clear|true) is(?: that)?|"
        r"(?:i|we)(?: also| really| still| just)? (?:think|believe|claim|argue|guess|would say|would argue|would claim|want to say)(?: that)?|(?:i|we)'d (?:say|argue)(?: that)?|"
        r"it(?:'s| is| was) the idea that|the idea that|and|but|so|now|well|okay|ok|yeah|yes|no|right|like|also|actually|basically|again|look|see|then|"
        r"anyway|anyways|i mean|you know|i think|i guess|i would say|i'd say|i believe|i claim|so to say|of course|in fact|"
        r"by the way|because|whereas|in other words|that is to say|as i said|as i mentioned|as we now know|as you know|"
        r"as you can see|you can see(?: that)?|it turns out(?: that)?|it's worth noting(?: that)?|"
        r"one thing to (?:note|point out|notice) is(?: that)?|the thing is(?: that)?|the point is(?: that)?|"
        r"what that means is(?: that)?|keep in mind(?: that)?|note(?: that)?|"
        r"again|first of all|for example|for instance|in particular|specifically|roughly speaking|generally speaking|"
        r"at the same time|on the other hand|at the end of the day|to be honest|frankly|importantly|interestingly|"
        r"in some sense|if you will|if you like|all right|alright|oh|hey|um+|uh+|mhm|hmm)\b(?:,|\.\.\.|;|:|-)?\s+)+",
        re.IGNORECASE,
    ),
    filler=_any(
        r",?\s*\b(?:um+|uh+|erm?|mhm|hmm+)\b,?",
        r",?\s*\b(?:you know|i mean|so to say|so to speak|if you will|let's say|quote unquote)\b,?(?=\s|[.!?]|$)",
        r"\b(?:kind of|sort of|kinda|sorta)\s+(?=\w)",
        r",?\s*\b(?:right|okay|ok)\?$",
        r",\s*\b(?:right|okay|ok|like|actually|basically|by the way|of course|i think|i guess|obviously)\b,",
        r"\b(?:basically|literally|just sort of)\s+(?=\w)",
    ),
    housekeeping=_any(
        r"\b(?:thank(?:s| you)|welcome (?:to|back)|good (?:morning|afternoon|evening)|hello|hi,|goodbye|bye|cheers|congratulations)\b",
        r"\b(?:subscribe|sponsor|newsletter|discount|promo code|link in|check out|sign up|our podcast|this (?:episode|podcast|video|channel|chapter|lecture|course|series|session|webinar))\b",
        r"\b(?:slide|slides|screenshot|photo|photos|picture here|on the (?:left|right|bottom|top|screen)|this (?:image|figure|graph|chart|table|plot|diagram|talk|section|part)|the (?:figure|diagram|chart|graph|animation))\b",
        r"\b(?:in (?:this|the|my|our) (?:talk|presentation|video|episode|lecture|section|chapter)|(?:the|this|that|old|today's|my) talk|presentation|the (?:next|last|previous|first|second) (?:slide|section|chapter|part|minute|lecture|episode))\b",
        r"\b(?:let's|let me|let us)\b",
        r"\b(?:i|we)(?:'m|'re| am| are)? (?:going to|gonna|will|want to|wanna|would like to|'d like to|'ll) (?:talk|show|tell|mention|go|discuss|cover|look|begin|start|switch|say|highlight|take|walk|speak|explain|present|share|give you|dive|skip|leave|pause|come back|return|conclude|call|focus|use|do|see|get|review|read|run|try|move|ask)\b",
        r"\bi(?:'d| would)? (?:want|like|love|wanted|plan|hope|need) to\b",
        r"\b(?:take a look|dive in|move on|switch gears|step back|bear with me|as promised|long story short|any questions|next question|your question|the question (?:is|assumes)|good question|great question|have a question|q ?& ?a|the floor|out of time|the audience|in the room|the mic|raise your hand|hands up|my name is|nice to meet|i'm happy to|i'm excited|pleased to|we'll see|stay tuned|check it out|feel free)\b",
        r"\b(?:here's|here is|here are|here we|here you|over here|right here|here i|shown here|you(?:'ll| can| will)? (?:see|notice) (?:here|this|that|the|like)|you may have (?:heard|seen)|you might have|if you look at)\b",
        r"^(?:please|imagine|suppose|consider|think about|remember|notice|recall|picture)\b",
        r"\b(?:next|last) (?:week|month|time|year's|chapter|video)\b",
    ),
    personal=_any(
        r"\bi (?:was|went|saw|gave|had|did|got|came|remember|forgot|loved?|feel|felt|wonder|joined|started|studied|worked|asked|said|told|personally|hesitate|tried|made|used|found|read|wrote|thought|know|hope|wish|encourage|don't|didn't|couldn't|can't|won't|wouldn't)\b",
        r"\b(?:my|mine|myself)\b",
        r"\b(?:he|she|his|her|him|guys?|folks|everyone here|all of you|those of you)\b",
    ),
    question=re.compile(
        r"\?\s*$|^(?:(?:and|but|so|now|like|okay|or)[, ]+)*(?:(?:why|what|how|who|where|when|which)\s+(?:\w+\s+)?)?"
        r"(?:is|are|do|does|did|can|could|will|would|should|have|has|was|were|don't|doesn't|isn't|aren't)\s+"
        r"(?:the|this|that|these|those|it|there|you|we|they|i|he|she|a|an|your|our|anyone|people)\b",
        re.IGNORECASE,
    ),
    hedge=_any(
        r"\b(?:i don't (?:know|think|feel)|i'm not (?:sure|saying)|not sure|who knows|i guess|hard to say|i could be wrong|don't quote me|no idea|i suppose|or something|or whatever|something like that|stuff like that|things like that|maybe|perhaps|might be able)\b",
        r"\b(?:kind of|sort of) (?:a |an |the )?(?:thing|stuff)\b",
    ),
    leaning=re.compile(
        r"^(?:it(?:'s|'ll|'d)?|this|that(?:'s|'ll)?|these|those|they(?:'re|'ve|'ll|'d)?|he|she|him|them|its|their|such|which|who|where|one|"
        r"another|others?|both|neither|either|same|the same|the former|the latter|there|here|then|therefore|that way|"
        r"the (?:reason|answer|difference|result|idea|problem|question|thing|example|second|first|third|other|next|last) (?:one|thing|is|was|why)?)\b"
        r"(?! (?:is|are|was|were|have|has|will) (?:no|a|an|many|several|two|three|four|some|only|always|never|nothing|one)\b.*\bthere\b)",
        re.IGNORECASE,
    ),
    pointing=_any(
        r"(?:^|[,;] |\b(?:and|but|so|because|if|as) )(?:this|that|these|those|it|they|he|she) (?:is|was|are|were|means|makes|gives|has|have|will|would|can|could|do|does|did|get|gets|know|want)\b",
        r"\b(?:this|that|these|those|the same|such) (?:one|ones|things?|way|kind|sort|guys?|numbers?|idea|point|question|example|process|stuff|paper|work|case|sentence|word|step|document|page|row|column|cell|game|poem|regard|sense|asymmetry|template|problem)\b",
        r"\b(?:do|does|did|done|doing|see|used?|using|like|of|for|about|from|to|with|in|at|on|by|than|is|all|figure|get|getting|make|want|need|know) (?:that|this|these|those|it|them|there)\b(?!\s+(?:\w+s|is|are|the|a|an|if|we|you|they|when|people|models?|can|will|was|were|have|has|it|there)\b)",
        r"\b(?:above|below|earlier|previous(?:ly)?|as before|mentioned|just said|so far|the following|as follows|over there)\b",
    ),
    scene=_any(r"[\"“”].+[\"“”]", r"\b(?:says?|said|asks?|asked|goes|went|responds?|replied|wrote|writes?),? [\"“]"),
    assertion=(
        (_any(r"\b(?:is|are|was|were) (?:a|an|the|one|not|no|just|really|very|only|actually|essentially|basically|called|defined|known)\b", r"\bmeans? (?:that|to)?\b", r"\bis when\b", r"\brefers? to\b"), 0.5),
        (_any(r"\b(?:because|since|therefore|thus|hence|leads? to|led to|causes?|results? in|due to|as a result|so that|that's why|allows?|enables?|forces?|makes? it|depends? on|requires?|prevents?|in order to|by \w+ing)\b"), 0.5),
        (_any(r"\b(?:will|won't|is going to|are going to|would|cannot|can't|never|always|every|all|none|only|must|should|shouldn't|need to|needs to|have to|has to|tend to|tends to|able to)\b"), 0.35),
        (_any(r"\b(?:more|less|better|worse|faster|slower|larger|smaller|bigger|cheaper|easier|harder|higher|lower|fewer|most|least|best|worst|compared|than|unlike|instead of|rather than|whereas|while|as \w+ as|difference|different|similar)\b"), 0.45),
        (_any(r"\b\d[\d,.]*(?:\s?(?:%|percent|x|times|billion|million|trillion|thousand|gpus?|parameters|tokens|layers|b|k|m))\b", r"\b(?:twice|double|half|ten times|order of magnitude|hundreds|thousands|millions|billions)\b"), 0.4),
        (_any(r"\b(?:key|important|crucial|critical|essential|fundamental|core|central|main|major|biggest|challenge|problem|bottleneck|limitation|advantage|reason|insight|trick|goal|purpose|idea is|the point)\b"), 0.35),
    ),
    clause=re.compile(
        r"(?:(?<=[,;:])|(?<=\w))\s+(?=(?:and|but|so|because|which|where|while|although|whereas|except|or|if|when|since|then|that's|it's|i think|you know)\s)|(?<=[;:])\s+|\s+[-–—]+\s+",
        re.IGNORECASE,
    ),
    dangling=re.compile(
        r"\b(?:and|but|or|because|the|a|an|my|our|your|their|is|are|was|were|if|when|than|very|into|we|i)[,.…\s]*$",
        re.IGNORECASE,
    ),
)

_ZH = Cues(
    opening=re.compile(
        r"^(?:(?:[^，。]{0,24}(?:我|你|我们|大家|这里)[^，。]{0,20}(?:概念|细节|一点|问题|事情|事实|要点|结论|观点|看法)(?:，那)?(?:就)?是|[^，。]{2,24}，那就是|"
        r"(?:正如|如|就像)[^，。]{0,16}(?:看到|提到|说|讲|解释|介绍|讨论)[^，。]{0,3}(?:的|过的)?，|那么|那|然后|所以|所以说|因此|因为|但是|但|不过|而且|并且|而|其实|就是说|就是|也就是说|换句话说|换言之|好|好的|对|对吧|嗯+|啊|呃|额|哎|诶|"
        r"我觉得|我认为|我想|我们可以看到|我们看到|可以看到|你会发现|你可以看到|大家可以看到|大家知道|我们知道|你知道|"
        r"同时|此外|另外|首先|其次|最后|总之|事实上|实际上|从概念上讲|具体来说|简单来说|简单地说|一般来说|通常来说|总的来说|比如说|比如|例如|"
        r"需要注意的是|值得注意的是|值得一提的是|这就是说|这也就是说|反过来|再者|当然|相反|幸运的是|顺便说一句|请注意|注意)[，,、\s]*)+"
    ),
    filler=_any(
        r"(?:嗯+|呃+|额|啊|哎|诶)[，,]?",
        r"(?<=[，,。])(?:对吧|对不对|是吧|是不是|你知道吗|怎么说呢|就是说|对)[，,]?",
        r"[，,]?(?:对吧|对不对|是吧|好吧|对)(?=[。？！?!]?$)",
        r"(?:这个这个|那个那个|就是就是|然后然后)",
    ),
    housekeeping=_any(
        r"谢谢|感谢|大家好|你好|欢迎|再见|各位|朋友们|观众|听众|嘉宾|主持人|点赞|订阅|关注我|转发|弹幕|评论区|公众号|赞助|广告|优惠",
        r"(?:上|下|这|本|那)一?(?:章|节|集|期|讲|页|张图|部分|视频|个视频)|(?:这|那)(?:张|幅|页)(?:图|片|PPT|表)|幻灯片|屏幕|PPT|本(?:章|节|期|视频|讲)|图表|动画|示意图",
        r"(?:我们|我|咱们|让我们)(?:来|先|再|接下来|就|今天|现在|将|会|要|想|可以先|稍后)+(?:看|讲|说|聊|谈|介绍|讨论|探讨|回顾|分享|展示|演示|解释|专注|继续|开始|进入|举|深入|试|做|把)",
        r"让我们|我们来|来看|先看|接下来|稍后|待会|等一下|今天(?:我|的|我们)|刚才|刚刚|之前我|前面(?:我|讲|说|提)|如前所述|提问|问题是不是|有没有(?:问题|同学|形容词)|举个例子|举例来说|不要着急|别着急|不用担心|你可能会(?:想|问|觉得)|请(?:不要|大家|看|想)|想象一下|考虑一下|假设|假如",
        r"如果你(?:从|看过|还没|想|继续)|我(?:想|要)?(?:快速|简单)?(?:回顾|介绍|讲)",
    ),
    personal=_any(
        r"我(?:当时|以前|之前|记得|喜欢|爱|希望|想要|觉得很|很|是个|就是|叫|来自|去|在那|见|听|读|写|问|毕业|也不)",
        r"我的|我自己|他说|她说|我说|跟我|给我|老师|同学|哥们|[他她]",
    ),
    question=_any(r"[？?]\s*$|(?:吗|呢|么|嘛)[。]?$|^(?:为什么|怎么|如何|什么是|是不是|有没有|谁|哪)"),
    hedge=_any(r"我(?:也)?不(?:太)?(?:知道|清楚|确定|敢说)|不好说|说不准|可能吧|也许吧|大概吧|随便|什么的|之类的|我们不知道|猜"),
    leaning=re.compile(
        r"^(?:它们?|他们?|她们?|这(?!种机制|一机制)|那(?!么)|此(?!外)|其(?!他|中|实)|该|两者|前者|后者|上述|以上|同样|这里|这样|那里|那样|如此|对此|由此|另一个|另一种|唯一的区别)"
    ),
    pointing=_any(r"这(?:里|时|样做|就是|也是|意味|表明|说明|个例子|些数|个数)|那(?:里|时|就是|个例子)|如上|如下|如图|上面|下面|前面|后面说|刚才|之前"),
    scene=_any(r"[“\"][^”\"]{9,}[”\"]", r"(?:[“\"][^”\"]*[”\"].*?){4,}", r"箭头|网格|格子|蓝色|红色|黄色|绿色"),
    assertion=(
        (_any(r"是(?:一|指|由|为了|因为|通过|在|将|把|不|非|最|关键|重要|核心|本质|一种|一个)", r"(?:称为|叫做|叫作|称作|被称|定义为|意味着|本质上|也就是|即|等于|相当于|代表|表示)"), 0.5),
        (_any(r"因为|由于|因此|所以|从而|导致|使得|使|让|取决于|决定|依赖|需要|要求|为了|以便|通过|允许|能够|使之|避免|防止|以防"), 0.5),
        (_any(r"会|将|必须|应该|应当|不能|不会|无法|永远|总是|只有|只能|所有|任何|都|每(?:个|一)|可以|能|不允许|不应"), 0.3),
        (_any(r"更|最|比|不同于|相比|而不是|而非|不仅|区别|差异|相似|类似|大于|小于|超过|低于|高于|越.{1,8}越"), 0.45),
        (_any(r"\d+(?:\.\d+)?(?:%|倍|亿|万|千|百|个|层|维|种|次|年)", r"百分之|[一二两三四五六七八九十百千万亿]+(?:倍|亿|万|个|种|层)|平方|翻倍|一半"), 0.35),
        (_any(r"关键|重要|核心|主要|根本|挑战|问题在于|瓶颈|优势|缺点|局限|原因|目标|目的|本质|原则|难点|技巧|方法|常见的做法"), 0.35),
    ),
    clause=re.compile(r"(?<=[，,；;：:])"),
    dangling=re.compile(r"(?:的|和|与|或|在|对|把|被|将|从|向|因为|所以|但是|如果|而|并|是|为|之|以|且|及)[，,。…\s]*$"),
)


@cache
def cues(language: Language) -> Cues:
    """Return the cue table of a language."""
    return _EN if language == "en" else _ZH

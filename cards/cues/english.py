r"""How English sentences show what they are."""

from __future__ import annotations

import re

from cards.cues.table import NEVER, Cues, lines

_WORD, _END = r"\b", r"\b"

ENGLISH = Cues(
    # Frames and connectives go at once; words that also begin a clause (no, like, now, right) only
    # before a comma, or the sentence would lose part of what it says.
    opening=lines(
        r"""
        (?:this|that) (?:slide|paper|figure) (?:says|shows|means|suggests) that\s+
        (?:one|another|the (?:first|key|main|other|important|interesting)) (?:thing|point|idea|insight|takeaway|lesson|message|observation)(?: to (?:note|notice|remember|point out|keep in mind)| here| that (?:we|i|people) (?:noticed|found|saw|learned))? is(?: that)?\s+
        what (?:we|i|they|people) (?:said|found|saw|noticed|learned|realized|mean)(?: here)? (?:is|was)(?: that)?\s+
        what's (?:\w+ )?(?:interesting|important|surprising|remarkable|clear|true) is(?: that)?\s+
        (?:i|we)(?: also| really| still| just)? (?:think|believe|claim|argue|guess|would say|would argue|would claim)(?: that)?\s+
        (?:i|we)'d (?:say|argue)(?: that)?\s+
        it(?:'s| is| was) the idea that\s+
        (?:and|but|so|um+|uh+|mhm|hmm|well|oh|okay|ok|yeah|i mean|you know|so to say)\b(?:,|\.\.\.|;|:|-)?\s+
        (?:it turns out|it's worth noting|keep in mind|note|you can see|the (?:thing|point) is|what that means is) that\s+
        (?:because|whereas)\b\s+(?!of\b)(?=[^,]*$)
        like\s+(?=(?:you|we|i|it|they|if|when|because|there)\b)
        (?:now|yes|no|right|like|also|actually|basically|again|look|see|then|anyways?|of course|in fact|by the way|in other words|that is to say|as (?:i|we) (?:said|mentioned|now know)|as you (?:know|can see)|first of all|for example|for instance|in particular|specifically|roughly speaking|generally speaking|at the same time|on the other hand|at the end of the day|to be honest|frankly|importantly|interestingly|in some sense|if you will|if you like|all right|alright|hey|it turns out|the (?:thing|point) is)(?:,|\.\.\.|;|:)\s+
        """,
        prefix="^(?:",
        suffix=")+",
    ),
    filler=lines(
        r"""
        ,?\s*\b(?:um+|uh+|erm?|mhm|hmm+)\b,?
        ,?\s*\b(?:you know|i mean|so to say|so to speak|if you will|let's say|quote unquote)\b,?(?=\s|[.!?]|$)
        \b(?:kind of|sort of|kinda|sorta)\s+(?=(?:kind|sort)|\w+(?:ed|ing|ly|en)\b)
        ,?\s*\b(?:right|okay|ok)\?$
        ,\s*\b(?:right|okay|ok|like|actually|basically|by the way|of course|i think|i guess|obviously)\b,
        \b(?:basically|literally|just sort of)\s+(?=\w)
        """
    ),
    housekeeping=lines(
        r"""
        \b(?:thank(?:s| you)|welcome (?:to|back)|good (?:morning|afternoon|evening)|hello|hi,|goodbye|bye|cheers)\b
        \b(?:subscribe|sponsor|newsletter|promo code|link in|check out|sign up|our podcast)\b
        \bthis (?:episode|podcast|video|channel|chapter|lecture|course|series|session|webinar)\b
        \b(?:slides?|picture here|on the (?:left|right|bottom|top|screen))\b
        \bthis (?:image|figure|graph|chart|table|plot|diagram|talk|section|part)\b
        \bthe (?:figure|diagram|chart|graph|animation)\b
        \bin (?:this|the|my|our) (?:talk|presentation|video|episode|lecture|section|chapter)\b
        \b(?:the|this|that|old|today's|my) talk\b|\bpresentation\b
        \bthe (?:next|last|previous|first|second) (?:slide|section|chapter|part|minute|lecture|episode)\b
        \b(?:let's|let me|let us)\b
        \b(?:i|we)(?:'m|'re| am| are)? (?:going to|gonna|will|want to|wanna|would like to|'d like to|'ll) (?:talk|show|tell|mention|go|discuss|cover|look|begin|start|switch|say|highlight|take|walk|speak|explain|present|share|give you|dive|skip|leave|pause|come back|return|conclude|call|focus|use|do|see|get|review|read|run|try|move|ask)\b
        \bi(?:'d| would)? (?:want|like|love|wanted|plan|hope|need) to\b
        \b(?:take a look|dive in|move on|switch gears|step back|bear with me|as promised|long story short)\b
        \b(?:any questions|next question|your question|the question (?:is|assumes)|(?:good|great) question)\b
        \b(?:have a question|q ?& ?a|the floor|out of time|the audience|in the room|the mic|hands up)\b
        \b(?:raise your hand|my name is|nice to meet|i'm happy to|i'm excited|pleased to|we'll see)\b
        \b(?:stay tuned|check it out|feel free)\b
        \b(?:here's|here (?:is|are|we|you|i)|over here|right here|shown here|if you look at)\b
        \byou(?:'ll| can| will)? (?:see|notice) (?:here|this|that|the|like)\b|\byou (?:may|might) have\b
        ^(?:please|imagine|suppose|consider|think about|remember|notice|recall|picture)\b
        \b(?:next|last) (?:week|month|time|year's|chapter|video)\b
        """
    ),
    personal=lines(
        r"""
        \bi (?:was|went|saw|gave|had|did|got|came|remember|forgot|loved?|feel|felt|wonder|joined|started|studied)\b
        \bi (?:worked|asked|said|told|personally|hesitate|tried|made|used|found|read|wrote|thought|know|hope)\b
        \bi (?:wish|encourage|didn't|couldn't)\b
        \bmy (?:name|wife|husband|mother|father|mom|dad|kids?|friends?|boss|phd|advisor|company|team|talk|co-?founders?)\b
        \b(?:he|she|his|her|him|guys|folks|everyone here|all of you|those of you)\b
        """
    ),
    question=lines(
        r"""
        \?\s*$
        ^(?:(?:and|but|so|now|like|okay|or)[, ]+)*(?:is|are|does|did|can|could|will|would|should|has|was|were)\s+\w
        ^(?:(?:and|but|so|now|like|okay|or)[, ]+)*(?:(?:why|what|how|who|where|when|which)\s+(?:\w+\s+)?)?(?:is|are|do|does|did|can|could|will|would|should|have|has|was|were|don't|doesn't|isn't|aren't)\s+(?:the|this|that|these|those|it|there|you|we|they|i|he|she|a|an|your|our|anyone|people)\b
        """
    ),
    hedge=lines(
        r"""
        i don't (?:know|think|feel)|i'm not (?:sure|saying)|not sure|who knows|i guess|hard to say
        i could be wrong|don't quote me|no idea|i suppose|or (?:something|whatever)|maybe|perhaps
        (?:something|stuff|things) like that|might be able|(?:kind|sort) of (?:a |an |the )?(?:thing|stuff)
        """,
        _WORD,
        _END,
    ),
    leaning=lines(
        r"""
        it(?:'s|'ll|'d)?|this|that(?:'s|'ll)?|these|those|they(?:'re|'ve|'ll|'d)?|he|she|him|them|its|their
        such|which|who|where|one|another|others?|both|neither|either|same|the (?:same|former|latter)
        there|here|then|therefore
        the (?:reason|answer|difference|result|idea|problem|question|thing|example|second|first|third|other|next|last) (?:one|thing|is|was|why)?
        """,
        "^",
        _END,
    ),
    own_noun=lines(
        r"""
        (?:this|that|these|those|such|both|other|another|same|the same) (?!(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|does|do|did|means?|meant|makes?|made|gives?|takes?|allows?|works?|happens?|comes?|goes|leads?|led|all|also|just|really|actually|basically|kind|sort|way|ones?|things?|guys?|stuff|point|part|case|process|step|idea|number|question|reason|example|by|with|for|from|in|on|at|to|of|and|or|as)\b)[a-z]
        it (?:seems|appears|turns out|looks)(?: to me)?(?: like| that)?\b(?! to\b)
        the (?:reason|result|idea|difference|problem|advantage|answer) (?:of|with|behind|between|for|why|to) \w
        the same is true (?:of|for)\b
        there(?:'s| is| are| was| were| will be| has been| have been)\b
        it(?:'s| is) (?:\w+ )?(?:possible|impossible|important|easy|hard|difficult|necessary|useful|clear|true|likely|unlikely|better|easier|harder|cheaper|worth)\b
        one (?:of|way|reason|problem|advantage)\b
        """,
        "^",
    ),
    scene=lines(
        r"""
        ["“”].+["“”]
        \b(?:says?|said|asks?|asked|goes|went|responds?|replied|wrote|writes?),? ["“]
        """
    ),
    report=lines(
        r"""
        (?:the (?:speaker|talk|presenter|author|host|guest|video|presentation)|he|she|they) \w+s
        """,
        _WORD,
        _END,
    ),
    stress=lines(
        r"""
        it turns out|the point is|keep in mind|one thing to (?:note|point out)
        the (?:key|main|important|crucial|interesting|cool|nice|first) (?:thing|point|idea|insight)
        in other words|what that means|that means|the reason|in fact|actually|really|remember that
        it's important|the idea is|i (?:claim|argue|believe|would argue|would say|think)
        what (?:we|people) (?:found|noticed|realized)|in practice|in general
        fundamentally|essentially|crucially|importantly
        """,
        _WORD,
        _END,
    ),
    speaker=lines(r"\bi(?:'m|'ve|'d|'ll)?\b"),
    past=NEVER,
    asking=NEVER,
    middle=NEVER,
    noise=lines(
        "um|uh|like|you know|(?:kind|sort) of|i mean|right|okay|just|stuff|things?", _WORD, _END
    ),
    clause=lines(
        r"""
        (?<=,)\s+
        \s+(?=(?:and|but|so|because|which|where|while|although|whereas|except|or|if|when|since|then|that's|it's|i think|you know)\s)
        (?<=[;:])\s+
        \s+[-–—]+\s+
        """
    ),
    resumes=lines(
        r"""
        (?:and|but|so)\b
        (?:the|this|these|\w+s|\w+ing)\s
        """,
        r"^\W*",
    ),
    condition=lines(
        r"""
        if|when|whenever|unless|until|although|though|while|whereas|because|since|as long as|once|except
        only|without|unlike|given
        """,
        r"^\W*",
        _END,
    ),
    exception=lines("unless|except|only if|if", r"^\W*", _END),
    half=lines(
        r"""
        (?:if|when|while|because|although|though|since|unless|whereas|until|as soon as|even if)\b(?!.*(?:,|\bthen\b|;))
        (?:that|which|who|whose|where|to)\b(?!.*\b(?:is|are|means|was)\b)
        """,
        "^",
    ),
    dangling=re.compile(
        r"\b(?:and|but|or|because|the|a|an|my|our|your|their|is|are|was|were|if|when|than|very|into|we|i)"
        r"[,.…\s]*$",
        re.IGNORECASE,
    ),
)

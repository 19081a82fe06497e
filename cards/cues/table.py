"""The shape of a language's cue table."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Cues:
    """The patterns of one language; all are searched in a cleaned sentence, case aside."""

    opening: re.Pattern[str]  # connectives, fillers and frames that may be cut from the start
    filler: re.Pattern[str]  # words that carry nothing anywhere
    housekeeping: re.Pattern[str]  # thanks, greetings, the talk about itself, the room, the screen
    personal: re.Pattern[str]  # the speaker's own doings and feelings
    question: re.Pattern[str]  # a question, with or without its mark
    hedge: re.Pattern[str]  # the speaker takes it back
    leaning: re.Pattern[str]  # a subject that only an earlier sentence tells
    own_noun: re.Pattern[str]  # what looks like leaning but names its subject
    scene: re.Pattern[str]  # examples being acted out, text read aloud
    report: re.Pattern[str]  # a summary telling what the speaker does, not what is so
    stress: re.Pattern[str]  # how a speaker says that what comes now matters; English only
    speaker: re.Pattern[str]  # the speaker in person
    past: re.Pattern[str]  # a story of what was; Chinese only, English verbs have a past
    asking: re.Pattern[str]  # a word of asking, in a question or not; Chinese only
    middle: re.Pattern[str]  # how the middle of a sentence begins; Chinese only
    noise: re.Pattern[str]  # words that speech is full of and that say nothing; English only
    clause: re.Pattern[str]  # where a sentence may be cut: at the match
    resumes: re.Pattern[str]  # how a clause begins that can be a sentence of its own
    condition: re.Pattern[str]  # a clause that the rest of its sentence hangs on
    exception: re.Pattern[str]  # a clause that takes back some of what stands before it
    half: re.Pattern[str]  # a subordinate clause without its main clause
    dangling: re.Pattern[str]  # an end that shows the sentence was broken off


def lines(text: str, prefix: str = "", suffix: str = "") -> re.Pattern[str]:
    """Compile alternatives, one or more (with |) to a line, between a prefix and a suffix."""
    parts = "|".join(line.strip() for line in text.strip().splitlines())
    return re.compile(f"{prefix}(?:{parts}){suffix}", re.IGNORECASE)


NEVER = re.compile(r"(?!)")

"""What the tests of the command line share: the program run in this process or in its own, talks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"

TALK = """\
Timestamp: 2026-02-03T10:00:00
Title: Small Models That Reason
URL: https://talks.example.org/watch?v=small
Status: success

Description:
- Distillation moves the reasoning of a large language model into a small one.

Content: Today I want to talk about knowledge distillation for language models. Pre-training \
gives the model its knowledge, and fine-tuning gives it manners. The transformer predicts the next \
token, and the loss of that prediction is the only teacher it has. Reinforcement learning with \
verifiable rewards made reasoning models possible, because a checker never gets tired. A small \
language model learns more from the chain of thought of a large one than from the answers alone. \
The context window limits how much the agent can remember. Quantization cuts the memory of the \
weights to a quarter and costs hardly any accuracy. Hallucination stays the main reason why \
companies do not let an agent act alone. So retrieval-augmented generation is not a trick, it is \
how a model gets facts that it never saw in training. Thank you very much.
"""

OTHER_TALK = TALK.replace("Small Models That Reason", "Another Talk").replace("v=small", "v=other")

CHINESE_TALK = """\
标题：小模型也能推理

今天我想讲一讲知识蒸馏。预训练让大语言模型学到知识，微调让它听话。强化学习需要奖励函数，奖励函数写得不好，\
智能体就会钻空子。上下文窗口决定了智能体能记住多少内容。量化可以把显存占用降到四分之一，精度几乎不变。\
检索增强生成让模型用上训练时没有见过的资料。幻觉仍然是企业不敢放手的主要原因。
"""


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    """Run the command line in this process."""
    from decks.cli import main

    return CliRunner().invoke(
        main, [str(a) for a in arguments], input=stdin, prog_name="studycards"
    )


def program(
    *arguments: str | Path,
    cwd: Path | None = None,
    stdin: bytes | None = None,
    **environment: str,
) -> subprocess.CompletedProcess[bytes]:
    """Run the installed program in a process of its own."""
    path = shutil.which("studycards", path=str(Path(sys.executable).parent))
    assert path, "studycards is not installed beside this Python; see CONTRIBUTING.md"
    return subprocess.run(
        [path, *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        input=stdin,
        env={**os.environ, **environment},
        timeout=120,
    )


def files_in(folder: Path) -> list[str]:
    """Return the names of all files in a folder, hidden ones included."""
    return sorted(p.name for p in folder.iterdir())

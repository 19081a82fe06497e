"""Write the glossary files in their one layout: sorted, fields in order, a reading with every entry.

    python tests/tools/format_glossary.py [--check] [FILE...]

Without files: all of the built-in glossary. `--check` writes nothing and exits with 1 where a file is
not in that layout. Readings that a file lacks are filled in from `cards.pinyin`, so that they are
pinned, can be read over, and do not change with a library's version.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from cards.glossary import built_in_files
from cards.output import write_whole
from cards.pinyin import pinyin

ORDER = (
    "en", "kept", "everyday", "abbr", "full", "zh", "pinyin", "tw", "also", "heard_as",
    "false_friends", "not_in", "near", "since", "meaning",
)  # fmt: skip


class _Dumper(yaml.SafeDumper):
    """Block layout, lists on one line, mappings indented below their key."""


_Dumper.add_representer(
    list,
    lambda dumper, value: dumper.represent_sequence(
        "tag:yaml.org,2002:seq", value, flow_style=all(isinstance(v, str) for v in value)
    ),
)


def formatted(text: str) -> str:
    """Return a glossary file's text in the one layout."""
    data: dict[str, Any] = yaml.safe_load(text)
    entries = sorted(data["entries"], key=lambda e: (e["en"].casefold(), e["en"]))
    head = f"topic: {data['topic']}\n"
    name = data.get("name")
    if name:
        head += f"name: {{en: {name['en']}, zh: {name['zh']}}}\n"
    body = yaml.dump(
        {"entries": [_ordered(e) for e in entries]},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=100_000,
    )
    return head + body


def _ordered(entry: dict[str, Any]) -> dict[str, Any]:
    entry = dict(entry)
    if not entry.get("pinyin"):
        entry["pinyin"] = pinyin(entry["zh"][0])
    if entry["pinyin"] == entry["zh"][0]:  # kept in English: nothing to read out
        del entry["pinyin"]
    return {field: entry[field] for field in ORDER if entry.get(field)}


def main(arguments: list[str]) -> int:
    """Format or check the files; return the exit code."""
    check = "--check" in arguments
    paths = [Path(a) for a in arguments if a != "--check"] or built_in_files()
    wrong = 0
    for path in paths:
        text = path.read_text(encoding="utf-8")
        new = formatted(text)
        if new != text:
            wrong += 1
            if not check:
                write_whole(path, new.encode("utf-8"))
            print(f"{path.name}: {'is not in the one layout' if check else 'formatted'}")
    return 1 if check and wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""YAML from strangers, read so that every later complaint can name its line."""

from __future__ import annotations

import re
from typing import Any

import yaml

from cards.errors import StudycardsError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the wheel has it: 10x

# A card file or glossary nests four deep; libyaml recurses, so hostile depth has to stop before it.
_MAX_DEPTH = 40


class LineDict(dict[str, Any]):
    """A mapping that knows its own line and the line of each key (counted from 1)."""

    line: int = 0
    lines: dict[str, int]


class YamlError(StudycardsError):
    """The text is not the plain YAML that studycards reads."""


class _LineLoader(_Loader):  # type: ignore[misc]
    """SafeLoader whose mappings are LineDicts, with unique string keys."""


def _mapping(loader: Any, node: yaml.MappingNode) -> LineDict:
    result = LineDict()
    result.line = node.start_mark.line + 1
    result.lines = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlError(f"line {line}: a key must be a plain word")
        key = str(key_node.value)
        if key in result:
            raise YamlError(f"line {line}: {key!r} stands twice, first in line {result.lines[key]}")
        result[key] = loader.construct_object(value_node, deep=True)
        result.lines[key] = line
    return result


_LineLoader.add_constructor("tag:yaml.org,2002:map", _mapping)
# Dates stay text: what the user wrote is what is shown.
_LineLoader.add_constructor(
    "tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node)
)


def load_yaml(text: str, name: str) -> Any:
    """Parse one YAML document; `name` is the file as the user knows it.

    Raises YamlError with `name:line` for anything that is not plain YAML: syntax, tabs, duplicate
    keys, anchors and aliases (no file of ours needs them), tags, absurd depth.
    """
    text = text.removeprefix("\ufeff")
    if re.search(r"(?m)^[ ]*(?:- )*\t", text):
        line = text[: text.index("\t")].count("\n") + 1
        raise YamlError(f"{name}:{line}: a tab stands where YAML wants spaces")
    if _depth(text) > _MAX_DEPTH:
        raise YamlError(f"{name}: brackets nest deeper than {_MAX_DEPTH}; this is no card file")
    try:
        if "*" in text or "&" in text:
            _refuse_aliases(text)
        return yaml.load(text, Loader=_LineLoader)
    except YamlError as error:
        message = str(error)
        where = re.match(r"line (\d+): ", message)
        rest = message[where.end() :] if where else message
        raise YamlError(
            f"{name}:{where.group(1)}: {rest}" if where else f"{name}: {rest}"
        ) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        what = ", ".join(part for part in (error.context, error.problem) if part)
        raise YamlError(f"{name}:{line}: {what}") from None
    except yaml.YAMLError as error:
        raise YamlError(f"{name}: {' '.join(str(error).split())}") from None
    except RecursionError:
        raise YamlError(f"{name}: nests too deeply; this is no card file") from None
    except ValueError as error:  # an impossible number or date
        raise YamlError(f"{name}: {error}") from None


def _refuse_aliases(text: str) -> None:
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            mark = event.start_mark
            line = mark.line + 1 if mark else 1
            raise YamlError(
                f"line {line}: anchors and aliases (& and *) are not used here; quote it"
            )


def _depth(text: str) -> int:
    """Return an upper bound of the flow and block depth, without parsing."""
    deepest = depth = 0
    for match in re.finditer(r"[\[{\]}]", text):
        depth += 1 if match.group() in "[{" else -1
        depth = max(depth, 0)
        deepest = max(deepest, depth)
    dashes = max((m.group().count("-") for m in re.finditer(r"(?m)^ *(?:- +)+", text)), default=0)
    indent = max((len(m.group()) for m in re.finditer(r"(?m)^ +(?=\S)", text)), default=0)
    return max(deepest, dashes, 0 if indent < 1000 else indent)

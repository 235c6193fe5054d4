"""Changing one value in a file that people write, and nothing else: order, comments, spelling stay theirs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node, ScalarNode

    from studio.core.written.documents import Where

_NEEDS_NONE = re.compile(r"[a-z]\w*(?:[ -]\w+)*")
_NO_NAMES = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}

Plain = str | int | float | bool
Value = Plain | Mapping[str, "Value"]


def changed(text: str, where: Where, value: Value) -> str:
    """A text of YAML with one value changed or added.

    Args:
        text: The YAML, such as can be read.
        where: The names and numbers that lead to the value, such as `("pictures", 3, "take")`. All but the
            last must be there.
        value: What it is to be; names with values are written on one line.

    Raises:
        LookupError: What should hold the value is not there, or holds no names.
    """
    import yaml

    root = yaml.compose(text, Loader=yaml.SafeLoader)
    holder = _held(root, where[:-1])
    name = str(where[-1])
    for key, found in holder.value:
        if key.value == name:
            before = text[: key.end_mark.index]
            if _mark(text, key) is not None:
                # A long name stands on a line of its own, and its value behind a colon on the next one.
                before += f"\n{' ' * holder.start_mark.column}"
            return f"{before}: {_spelled(value)}{text[_end(text, found) :]}"
    return _added(text, holder, name, value)


def _held(node: Node | None, where: Where) -> MappingNode:
    """The mapping to which names and numbers lead."""
    import yaml

    for step in where:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            node = next((found for key, found in node.value if key.value == str(step)), None)
        else:
            node = None
    if not isinstance(node, yaml.MappingNode):
        raise LookupError(f"there is nothing that holds names at {'.'.join(map(str, where)) or 'the top'}")
    return node


def _added(text: str, holder: MappingNode, name: str, value: Value) -> str:
    name = _name(name)
    if not holder.value:
        first, end = holder.start_mark.index, holder.end_mark.index
        return f"{text[:first]}{{{name}: {_spelled(value)}}}{text[end:]}"
    key = holder.value[0][0]
    mark = _mark(text, key)
    place = key.start_mark.index if mark is None else mark
    column = place - (text.rfind("\n", 0, place) + 1)
    if holder.flow_style:
        return f"{text[:place]}{name}: {_spelled(value)}, {text[place:]}"
    after = _behind_a_line(text, holder)
    if after is None:
        return f"{text[:place]}{name}: {_spelled(value)}\n{' ' * column}{text[place:]}"
    gap = "" if text[:after].endswith("\n") else "\n"
    return f"{text[:after]}{gap}{' ' * column}{name}: {_spelled(value)}\n{text[after:]}"


def _mark(text: str, key: Node) -> int | None:
    """Where the question mark stands before a name that is too long for one line; nothing without one."""
    before = text[: key.start_mark.index].rstrip()
    return len(before) - 1 if re.search(r"(?:^|[\s{,])\?$", before) else None


def _behind_a_line(text: str, holder: MappingNode) -> int | None:
    """Where the line ends on which the first value stands whole; nothing where it takes more than one."""
    key, first = holder.value[0]
    if first.start_mark.line != key.start_mark.line or first.end_mark.line != key.start_mark.line:
        return None
    newline = text.find("\n", first.end_mark.index)
    return len(text) if newline < 0 else newline + 1


def _end(text: str, node: Node) -> int:
    """Where a value ends; what stands in lines of its own ends with the last of them."""
    import yaml

    if isinstance(node, yaml.CollectionNode) and _in_lines(node) and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(node, yaml.MappingNode) else last)
    end = int(node.end_mark.index)
    if _in_lines(node):
        kept = text[node.start_mark.index : end]
        return int(node.start_mark.index) + len(kept.rstrip())
    return end


def _in_lines(node: Node) -> bool:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        scalar: ScalarNode = node
        return scalar.style in ("|", ">")
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


def _name(told: str) -> str:
    """A name as YAML reads it back, without quotation marks where it needs none."""
    return told if _NEEDS_NONE.fullmatch(told) and told not in _NO_NAMES else _spelled(told)


def _spelled(value: Value) -> str:
    """A value on one line, as YAML reads it back."""
    import yaml

    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_name(name)}: {_spelled(one)}' for name, one in value.items())}}}"
    if not isinstance(value, str):
        return json.dumps(value)
    quoted: str = yaml.safe_dump(value, default_style='"', allow_unicode=True, width=float("inf"))
    return quoted.rstrip("\n")

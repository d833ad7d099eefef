"""YAML text to plain data, with the line and column of every key and value.

Values are not constructed by the YAML library: composed nodes keep their place in the text, aliases
are followed under a limit, and nothing but text, true, false and empty values comes out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from coder.codebooks.yaml_errors import syntax_problems
from coder.errors import CodebookError, Problem
from coder.i18n import _

DEEPEST_NESTING = 64  # a code in a code takes two
MOST_NODES = 200_000  # after following aliases; a codebook of 1,000 codes has about 30,000

Path = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"
_TEXT_TAGS = frozenset(_TAG + kind for kind in ("str", "int", "float", "timestamp"))


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column, both from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Tree:
    """What stands in the text: plain data, and where its keys and values begin."""

    text: str
    data: dict[str, object] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    scalars: dict[Path, ScalarNode] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path) -> Place | None:
        """Where a value begins; of a value that is missing, where the thing around it begins."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path)

    def inside(self, path: Path, position: int) -> Place | None:
        """Where a character of a text stands; its beginning when it runs over several lines."""
        place, node = self.values.get(path), self.scalars.get(path)
        if place is None or node is None or node.start_mark.line != node.end_mark.line:
            return place
        written = self.text[node.start_mark.index : node.end_mark.index]
        if node.style == '"' and "\\" in written:
            return place  # escapes take several letters for one
        quote = 1 if node.style else 0
        doubled = node.value[:position].count("'") if node.style == "'" else 0
        return Place(place.line, place.column + quote + position + doubled)


def compose(text: str) -> Node | None:
    """The node at the top of the text, None when there is only comment.

    Raises:
        YAMLError: The text is not YAML, holds several documents, or nests too deeply.
    """
    yaml = YAML(typ="safe", pure=True)
    yaml.max_depth = DEEPEST_NESTING
    yaml.composer.warn_double_anchors = False  # allowed by YAML, and no user could act on it
    node: Node | None = yaml.compose(text)
    return node


def read_tree(text: str, name: str) -> Tree:
    """Reads YAML whose top is a mapping.

    Raises:
        CodebookError: It is not YAML, or empty, or something else than a mapping.
    """
    try:
        root = compose(text)
    except YAMLError as error:
        raise CodebookError(syntax_problems(error, text, name)) from None
    if root is None:
        raise CodebookError([Problem(_("the codebook is empty"), name)])
    reader = _NodeReader(text, name)
    if not isinstance(root, MappingNode):
        message = _("a codebook begins with keys, as 'codebook: …' and 'title: …'")
        raise CodebookError([reader.problem(message, root)])
    try:
        reader.tree.data = reader.mapping(root, (), ())
    except _TooMuchError as error:
        raise CodebookError([*reader.tree.problems, error.problem]) from None
    return reader.tree


class _TooMuchError(Exception):
    """Aliases make the codebook larger or deeper than any codebook is."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _NodeReader:
    """Walks the nodes; `around` are the nodes above, to see an alias that points upwards."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.tree = Tree(text)
        self.count = 0

    def problem(self, message: str, node: Node) -> Problem:
        mark = node.start_mark
        return Problem(message, self.name, mark.line + 1, mark.column + 1)

    def report(self, message: str, node: Node) -> None:
        self.tree.problems.append(self.problem(message, node))

    def value(self, node: Node, path: Path, around: tuple[Node, ...]) -> object:
        self.count += 1
        if self.count > MOST_NODES or len(around) > DEEPEST_NESTING:
            message = _("aliases (*name) make this codebook far too large or too deep")
            raise _TooMuchError(self.problem(message, node))
        if any(node is above for above in around):
            message = _("the alias (*name) of this part stands inside the part itself")
            self.report(message + _("; a code cannot be its own ancestor"), node)
            return None
        self.tree.values[path] = Place(node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, MappingNode):
            return self.mapping(node, path, around)
        if isinstance(node, SequenceNode):
            return [
                self.value(item, (*path, index), (*around, node))
                for index, item in enumerate(node.value)
            ]
        return self.scalar(node, path)

    def mapping(self, node: MappingNode, path: Path, around: tuple[Node, ...]) -> dict[str, object]:
        found: dict[str, object] = {}
        lines: dict[str, int] = {}
        self.tree.values[path] = Place(node.start_mark.line + 1, node.start_mark.column + 1)
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.report(_("a key must be a single word"), key)
                continue
            word, line = str(key.value), key.start_mark.line + 1
            if word in lines:
                message = _("the key '{key}' stands here twice; first on line {line}")
                self.report(message.format(key=word, line=lines[word]), key)
                continue
            lines[word] = line
            self.tree.keys[*path, word] = Place(line, key.start_mark.column + 1)
            content = self.value(value, (*path, word), (*around, node))
            if content is not None:  # "examples:" with nothing behind it is as good as absent
                found[word] = content
            else:
                self.tree.values[*path, word] = self.tree.keys[*path, word]
        return found

    def scalar(self, node: Node, path: Path) -> object:
        tag = str(node.tag)
        if tag == _TAG + "null":
            return None
        if tag == _TAG + "bool":
            return str(node.value).lower() in {"true", "yes", "on"}
        if tag not in _TEXT_TAGS or not isinstance(node, ScalarNode):
            self.report(_("text that begins with '!' must stand in quotes"), node)
            return str(node.value)
        self.tree.scalars[path] = node
        return str(node.value)

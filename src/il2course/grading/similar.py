"""How similar the code of submissions is, found without running it.

For each exercise the code is what the answer rests on, without what the sheet gave. Names that the student chose
become one sign, numbers and strings one sign each, comments and layout nothing; what is left is compared as a sequence
(rapidfuzz's normalized indel similarity: 1 for the same, 0 for nothing in common). Exercises that everybody answers
alike weigh little.
"""

import ast
import io
import keyword
import tokenize
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from il2course.errors import absent
from il2course.grading import handed, notebook
from il2course.grading.ingest import owner
from il2course.grading.roster import Roster
from il2course.grading.sheet import Sheet
from il2course.grading.slicing import Statement, answer, statements

SHORTEST = 12  # tokens; what is shorter is alike by chance
FEWEST = 10  # students from whom on it can be told what is usual
LEAST_WEIGHT = 0.05
SAME_LINE = 0.75  # share of its tokens
SILENT = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER,
    tokenize.ENCODING,
}  # fmt: skip
NAME, NUMBER, TEXT = "name", "0", '""'


@dataclass(frozen=True)
class Token:
    """A sign of normalized code and the line it stands in, counted from 0."""

    sign: str
    line: int


@dataclass(frozen=True)
class Code:
    """What a student wrote for one exercise: its text, and its tokens."""

    text: str
    tokens: tuple[Token, ...]

    @property
    def long_enough(self) -> bool:
        """Whether it says enough to be compared."""
        return len(self.tokens) >= SHORTEST


@dataclass(frozen=True)
class Work:
    """A submission: whose, in which file, and its code by exercise."""

    student: str
    file: str
    codes: Mapping[str, Code]


@dataclass(frozen=True)
class Pair:
    """Two submissions and how similar they are, from 0 to 1: in all, and by exercise."""

    first: Work
    second: Work
    similarity: float
    by_exercise: Mapping[str, float]


@dataclass(frozen=True)
class Class:
    """Every pair of a class, as far as it is wanted.

    Attributes
    ----------
    pairs
        the most similar first.
    usual
        by exercise: the median similarity of two submissions; 0 where the class is too small to tell.
    median, highest_percent
        of all pairs' similarity: the middle, and what one pair in a hundred exceeds; None without pairs.
    compared
        how many pairs there were.
    """

    pairs: tuple[Pair, ...]
    usual: Mapping[str, float]
    median: float | None
    highest_percent: float | None
    compared: int


def work(student: str, file: str, cells: Iterable[str], exercises: Iterable[str], given: frozenset[str]) -> Work:
    """What a student wrote, by exercise; `given` are the keys of the statements that the sheet gave."""
    found = [each for each in statements(cells) if each.key not in given]
    return Work(student, file, {name: _code(name, answer(name, found)) for name in exercises})


def read(place: Path, sheet: Sheet, known: Roster | None, given: frozenset[str]) -> tuple[list[Work], int]:
    """The latest readable submission of each student, in the order of the names, and how many could not be read.

    Parameters
    ----------
    place
        a folder of submissions, or the zip a learning platform gives out.
    sheet, known
        what is asked, and the class.
    given
        the keys of the statements that the sheet gave.

    Raises
    ------
    CourseError
        when there is no such place, or it cannot be read.
    """
    latest: dict[str, tuple[float, str, tuple[str, ...]]] = {}
    unread = 0
    for file in handed.collect(place, but=place / "no folder"):
        try:
            cells = () if file.fault else notebook.cells(file.name, file.content)
        except notebook.Unreadable:
            cells = ()
        if not cells:
            unread += 1
            continue
        student = owner(file.name, notebook.claimed(cells), sheet.lesson, known)[0] or file.name
        if student not in latest or file.when >= latest[student][0]:
            latest[student] = file.when, file.name, cells
    names = [exercise.id for exercise in sheet.exercises]
    return [work(student, file, cells, names, given) for student, (_, file, cells) in sorted(latest.items())], unread


def given(cells: Iterable[str]) -> frozenset[str]:
    """The keys of the statements of a sheet as students get it."""
    return frozenset(each.key for each in statements(cells))


def _code(name: str, found: Sequence[Statement]) -> Code:
    own = {NAME} | {bound for each in found for bound in _own(each.node)} - {name}
    texts, tokens, line = [], [], 0
    for each in found:
        if not isinstance(each.node, ast.Import | ast.ImportFrom):
            tokens += [Token(token.sign, token.line + line) for token in _tokens(each, own)]
            texts.append(each.text)
            line += each.text.count("\n") + 2
    return Code("\n\n".join(texts), tuple(tokens))


def _own(node: ast.AST) -> Iterable[str]:
    """Names that the student chose: everything that is assigned, defined or a parameter."""
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            yield each.id
        elif isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield each.name
        elif isinstance(each, ast.arg):
            yield each.arg


def _tokens(statement: Statement, own: set[str]) -> list[Token]:
    silent = _documentation(statement)
    try:
        read = list(tokenize.generate_tokens(io.StringIO(statement.text + "\n").readline))
    except (tokenize.TokenError, SyntaxError):
        return []
    return [
        Token(_sign(token, own), token.start[0] - 1)
        for token in read
        if token.type not in SILENT and token.start[0] not in silent
    ]


def _documentation(statement: Statement) -> set[int]:
    """The lines of docstrings, counted from 1 in the statement's text."""
    try:
        tree = ast.parse(statement.text)
    except SyntaxError:
        return set()
    lines = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            lines |= set(range(node.lineno, node.end_lineno + 1))
    return lines


def _sign(token: tokenize.TokenInfo, own: set[str]) -> str:
    if token.type == tokenize.NUMBER:
        return NUMBER
    if token.type == tokenize.NAME:
        return NAME if token.string in own and not keyword.iskeyword(token.string) else token.string
    return token.string if token.type == tokenize.OP else TEXT


def compare(works: Sequence[Work], exercises: Sequence[str], at_least: float, most: int, jobs: int = 1) -> Class:
    """Compare every submission with every other.

    Parameters
    ----------
    works
        the submissions.
    exercises
        which to compare.
    at_least
        similarity from which on a pair is wanted.
    most
        how many pairs at most, the most similar.
    jobs
        processor cores to use.
    """
    weights, sums = np.zeros((2, len(works), len(works)), dtype=np.float32)
    scores, usual = {}, {}
    first, second = np.triu_indices(len(works), k=1)
    for name in exercises:
        codes = [each.codes[name] for each in works]
        found = scores[name] = _scores(codes, jobs)
        there = np.isfinite(found)
        usual[name] = _usual(found[first, second], len(works))
        lengths = np.array([len(code.tokens) for code in codes], dtype=np.float32)
        weight = (lengths[:, None] + lengths[None, :]) * max(1 - usual[name], LEAST_WEIGHT)
        weights += np.where(there, weight, 0)
        sums += np.where(there, weight * np.nan_to_num(found), 0)
    total = np.divide(sums, weights, out=np.zeros_like(sums), where=weights > 0)[first, second]
    compared = total[weights[first, second] > 0]
    order = np.argsort(-total, kind="stable")[:most]
    pairs = tuple(
        _pair(works, first[place], second[place], float(total[place]), scores)
        for place in order
        if total[place] >= at_least and weights[first[place], second[place]] > 0
    )
    middle, high = np.quantile(compared, (0.5, 0.99)).tolist() if compared.size else (None, None)
    return Class(pairs, usual, middle, high, int(compared.size))


def _rapidfuzz():
    try:
        import rapidfuzz.distance
        import rapidfuzz.process
    except ImportError:
        raise absent("similar", "rapidfuzz") from None
    return rapidfuzz


def _scores(codes: Sequence[Code], jobs: int) -> np.ndarray:
    """Similarity of each with each, NaN where one of the two is too short to tell."""
    signs: dict[str, int] = {}
    texts = ["".join(chr(0x100 + signs.setdefault(token.sign, len(signs))) for token in code.tokens) for code in codes]
    fuzz = _rapidfuzz()
    scorer = fuzz.distance.Indel.normalized_similarity
    found = fuzz.process.cdist(texts, texts, scorer=scorer, dtype=np.float32, workers=jobs)
    short = np.array([not code.long_enough for code in codes], dtype=bool)
    found[short, :] = found[:, short] = np.nan
    return found


def _usual(scores: np.ndarray, students: int) -> float:
    scores = scores[np.isfinite(scores)]
    return float(np.median(scores)) if students >= FEWEST and scores.size else 0.0


def _pair(works: Sequence[Work], first: int, second: int, total: float, scores: Mapping[str, np.ndarray]) -> Pair:
    found = {name: float(each[first, second]) for name, each in scores.items() if np.isfinite(each[first, second])}
    return Pair(works[first], works[second], total, found)


def same_lines(first: Code, second: Code) -> tuple[set[int], set[int]]:
    """The lines of each that have their like in the other, counted from 0."""
    opcodes = _rapidfuzz().distance.Indel.opcodes
    blocks = opcodes([token.sign for token in first.tokens], [token.sign for token in second.tokens])
    equal = [block for block in blocks if block.tag == "equal"]
    ours = {place for block in equal for place in range(block.src_start, block.src_end)}
    theirs = {place for block in equal for place in range(block.dest_start, block.dest_end)}
    return _lines(first, ours), _lines(second, theirs)


def _lines(code: Code, matched: set[int]) -> set[int]:
    by_line = groupby(enumerate(code.tokens), key=lambda each: each[1].line)
    shares = {line: [place in matched for place, _ in group] for line, group in by_line}
    return {line for line, found in shares.items() if sum(found) >= SAME_LINE * len(found)}

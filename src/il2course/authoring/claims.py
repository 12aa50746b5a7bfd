"""Rules on numbers and tags: IL001 to IL006. Every number that states something has a source, and agrees with it."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from fractions import Fraction

from il2course.authoring.document import Document
from il2course.authoring.finding import Remarks
from il2course.authoring.prose import Passage, Tag
from il2course.authoring.quantities import Number, Quantity, linked, quantities, stated
from il2course.authoring.sources import LEDGER, Sources
from il2course.authoring.units import factor, parse

PUNCTUATION = ",.;:?!)"


def claims(document: Document, sources: Sources) -> Remarks:
    """Remarks on every number and tag; only in a lesson or sheet must a number have a tag."""
    for passage in document.passages:
        written = numbers(passage)
        bound = list(bindings(passage, written))
        yield from _tags(passage, bound, sources)
        yield from _gaps(passage)
        if not document.is_page:
            tagged = [quantity for tag, run in bound for quantity in _covered(tag, run, sources)]
            yield from _untagged(passage, [quantity for quantity in written if quantity not in tagged])


def numbers(passage: Passage) -> list[Quantity]:
    """The quantities of a passage; in a table a bare number has the unit of its column or row."""
    found = quantities(passage.text)
    if not passage.unit:
        return found
    dressed = [quantity if quantity.unit else replace(quantity, unit=passage.unit) for quantity in found]
    return [replace(quantity, stated=stated(passage.text, quantity)) for quantity in dressed]


def bindings(passage: Passage, written: list[Quantity]) -> Iterator[tuple[Tag, list[Quantity]]]:
    """Each tag on a number, with the run of quantities before it on its line; the last is the one it stands behind."""
    start = 0
    for tag in passage.tags:
        if tag.kind != "cite":
            before = [each for each in written if start <= each.start and each.end <= tag.offset]
            start = tag.offset
            yield tag, linked(passage.text, [each for each in before if passage.line_at(each.end) == tag.line])


def _covered(tag: Tag, run: list[Quantity], sources: Sources) -> list[Quantity]:
    """The quantities of a run that a tag speaks for: the last, or as many as its fact has numbers; `given` all."""
    if tag.kind == "given":
        return run
    try:
        return last(run, len(fact_numbers(tag, sources)))
    except (KeyError, TypeError):
        return run[-1:]


def _tags(passage: Passage, bound: list[tuple[Tag, list[Quantity]]], sources: Sources) -> Remarks:
    if passage.tags and passage.html.lstrip().startswith("<!--"):
        mend = "put it at the end of the line before: here it ends the paragraph"
        yield "IL005", passage.line, "a line starts with a tag", mend
        return
    for tag, run in bound:
        if not run:
            message = f"no number stands before {shown(tag)} on its line"
            yield "IL002", tag.line, message, "put the tag right behind its number"
        elif tag.kind == "fact":
            yield from _fact(passage, tag, run, sources)


def _gaps(passage: Passage) -> Remarks:
    """A tag that cannot be seen leaves the space before it standing in front of the comma behind it."""
    for tag in passage.tags:
        before, after = passage.text[: tag.offset], passage.text[tag.offset : tag.offset + 1]
        if before.endswith(" ") and after and after in PUNCTUATION:
            message = f'a reader sees a space before the "{after}" behind {shown(tag)}'
            yield "IL006", tag.line, message, f'put the "{after}" in front of the tag, without the space'


def _fact(passage: Passage, tag: Tag, run: list[Quantity], sources: Sources) -> Remarks:
    try:
        values = fact_numbers(tag, sources)
    except KeyError as error:
        near = get_close_matches(tag.name, sources.names(), 1)
        mend = f"write fact:{near[0]}" if near else "write the id of a fact"
        yield "IL001", tag.line, error.args[0], f"{mend}, or add the fact to {LEDGER}"
        return
    except TypeError:
        inside = next((name for name in sources.names() if name.startswith(f"{tag.name}.")), "another fact")
        message = f"the fact {tag.name!r} is neither a number nor a list of numbers"
        yield "IL001", tag.line, message, f"name one of its numbers, such as fact:{inside}"
        return
    meant = last(run, len(values))
    wrong = disagreement(meant, values, sources.unit(tag.name), tag.name)
    if wrong:
        yield "IL003", passage.line_at(meant[0].start), *wrong


def _untagged(passage: Passage, untagged: list[Quantity]) -> Remarks:
    mend = "write <!-- fact:ID --> right behind it, or <!-- given --> if it is no fact about the world"
    for quantity in untagged:
        if quantity.stated:
            yield "IL004", passage.line_at(quantity.start), f"{quantity.text} has no tag", mend


def shown(tag: Tag) -> str:
    """A tag as the author wrote it."""
    return f"<!-- {tag.kind}:{tag.name} -->" if tag.name else f"<!-- {tag.kind} -->"


def fact_numbers(tag: Tag, sources: Sources) -> list[Fraction]:
    """The numbers of the fact that a tag names: one, or those of a range or a list.

    Raises
    ------
    KeyError
        when the ledger has no such fact.
    TypeError
        when the fact is a table or a text.
    """
    value = sources.value(tag.name)
    return [exact(number) for number in (value if isinstance(value, list) else [value])]


def exact(value: object) -> Fraction:
    """A number of the ledger as it is written there; raises TypeError for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"value must be a number, got {value!r}")
    return Fraction(str(value))


def last(run: list[Quantity], count: int) -> list[Quantity]:
    """The last quantities of a run that hold a given count of numbers together."""
    taken: list[Quantity] = []
    while run and sum(len(quantity.numbers) for quantity in taken) < count:
        taken, run = [run[-1], *taken], run[:-1]
    return taken


def disagreement(written: list[Quantity], values: list[Fraction], unit: str, name: str) -> tuple[str, str] | None:
    """Message and mend when quantities are not a fact's numbers, rounded to the digits written."""
    text, join = " and ".join(quantity.text for quantity in written), written[-1].join
    fact = f"{joined(values, join)} {unit}".rstrip()
    pairs = [(number, quantity.unit) for quantity in written for number in quantity.numbers]
    if len(pairs) != len(values):
        return f"{text} is not as many numbers as the fact {name}, {fact}", f"write {fact}"
    sizes = [size(own, unit) for _, own in pairs]
    if None in sizes:
        own = pairs[sizes.index(None)][1]
        return f"{text} {f'is in {own}' if own else 'has no unit'}, unlike the fact {name}, {fact}", f"write {fact}"
    compared = [(number, value / each) for (number, _), value, each in zip(pairs, values, sizes, strict=True)]
    if all(agree(number, value) for number, value in compared):
        return None
    right = f"{joined([rounded(number, value) for number, value in compared], join)} {pairs[-1][1]}".rstrip()
    return f"{text} disagrees with the fact {name}, {fact}", f"write {right}, or correct the ledger"


def size(own: str, unit: str) -> Fraction | None:
    """How many of a fact's unit one of the written unit is; a count, a ratio and a unit of its own need none."""
    return Fraction(1) if not own and parse(unit) is None else factor(own, unit)


def agree(number: Number, value: Fraction) -> bool:
    """Whether a value rounds to a number as written."""
    return abs(number.value - value) <= number.step / 2


def rounded(number: Number, value: Fraction) -> Fraction:
    """A value with as many digits as a number was written with, unless that leaves nothing of it."""
    return round(value / number.step) * number.step or value


def joined(values: list[Fraction], join: str) -> str:
    """Numbers for a message, at most six digits each: a range, n/N or a list."""
    sign = {"/": "/", "of": " of "}.get(join, "–" if len(values) == 2 else ", ")
    return sign.join(f"{float(value):.6g}" for value in values)

"""Grading a lesson: everything that was handed in, into one folder of marks and pages."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from il2course.errors import CourseError
from il2course.grading import handed, manual
from il2course.grading.attempt import NotGraded
from il2course.grading.desk import Desk
from il2course.grading.gradebook import Gradebook, Result
from il2course.grading.ingest import RECEIVED, Submission, ingest
from il2course.grading.marks import Mark
from il2course.grading.page import file_name, page
from il2course.grading.roster import Roster
from il2course.grading.table import pending, table
from il2course.grading.terms import Terms


@dataclass(frozen=True)
class Order:
    """What to grade, for whom, and where to put it.

    Attributes
    ----------
    place
        a folder of submissions, or the zip a learning platform gives out.
    out
        the folder of the gradebook.
    roster
        the class, where it is known.
    terms
        the deadline and what being late costs, where there are any.
    manual
        a file of marks that a human gave.
    jobs
        how many submissions run at once.
    """

    place: Path
    out: Path
    roster: Roster | None = None
    terms: Terms | None = None
    manual: Path | None = None
    jobs: int = 1


def grade(order: Order, desk: Desk, progress: Callable[[Iterable, int], Iterable]) -> None:
    """Grade what has not been graded yet, and write the gradebook, its table and a page a student.

    What is kept in memory of a submission is whose it is and where; its result goes into the gradebook.

    Parameters
    ----------
    order, desk
        what to grade, and where.
    progress
        shows the submissions passing by: is given them and their number, and gives them back.

    Raises
    ------
    CourseError
        when there is nothing to grade, the master fails, or the gradebook cannot be used.
    """
    with Gradebook(order.out, desk.sheet.lesson) as book, desk:
        submissions = _submissions(order, desk)
        exercises = desk.sheet.exercises
        marks = manual.read(order.manual, exercises, _gradable(submissions)) if order.manual else []
        due = [(each, _job(each, desk) if each.status == RECEIVED else "") for each in submissions]
        book.receive(due)
        book.give(marks)
        done = book.known(desk.jail.sealed)
        for job in sorted({job for _, job in due} & done):
            book.graded(job)
        todo = {job: each for each, job in due if job and job not in done}
        _run(todo, desk, book, order.jobs, progress)
        _write_all(order.out, book, desk)


def _submissions(order: Order, desk: Desk) -> list[Submission]:
    files = handed.collect(order.place, order.out, order.terms and order.terms.zone)
    submissions = ingest(files, desk.sheet, order.roster, desk.store)
    if not submissions:
        raise CourseError(f"{order.place} holds no submission: no notebook and no percent script")
    readable = [each for each in submissions if each.readable]
    if readable and not any(each.asked for each in readable):
        raise CourseError(
            f"nothing in {order.place} holds an exercise of {desk.sheet.lesson}: is it another lesson's folder?"
        )
    terms = order.terms
    return [replace(each, late=terms.lateness(each)) for each in submissions] if terms else submissions


def _gradable(submissions: Iterable[Submission]) -> set[str]:
    return {each.student for each in submissions if each.status == RECEIVED}


def _job(submission: Submission, desk: Desk) -> str:
    """What decides a result: the same job never has to be done twice."""
    return _hash([_run_of(submission, desk), desk.sheet.fingerprint])


def _run_of(submission: Submission, desk: Desk) -> str:
    """What decides a result but for the sheet: a mark stays where its exercise has not changed."""
    kind = PurePosixPath(submission.file).suffix.lower()
    return _hash([submission.sha256, kind, submission.student, desk.key.fingerprint()])


def _hash(parts: list[str]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _kept(submission: Submission, desk: Desk, book: Gradebook) -> dict[str, Mark]:
    """Marks of an earlier sheet that hold for this one, by exercise."""
    fingerprints = desk.sheet.fingerprints
    marks = book.earlier(_run_of(submission, desk), desk.jail.sealed)
    return {mark.exercise: mark for mark in marks if mark.made_by and mark.made_by == fingerprints.get(mark.exercise)}


def _grade(submission: Submission, desk: Desk, kept: Mapping[str, Mark]) -> Result:
    """Mark the exercises that have no mark yet; raises like `Desk.grade`."""
    prints = desk.sheet.fingerprints
    result = desk.grade(submission, prints.keys() - kept.keys()) if kept else desk.grade(submission)
    marks = kept | {mark.exercise: replace(mark, made_by=prints[mark.exercise]) for mark in result.marks}
    return replace(result, marks=tuple(marks[name] for name in prints))


def _run(
    jobs: dict[str, Submission],
    desk: Desk,
    book: Gradebook,
    workers: int,
    progress: Callable[[Iterable, int], Iterable],
) -> None:
    """Grade in several threads; only this one writes."""
    if not jobs:
        return
    pool = ThreadPoolExecutor(workers)
    try:
        desk.prepare(pool, min(workers, len(jobs), os.cpu_count() or 1))
        for job, done in progress(_graded(jobs, desk, book, pool, 2 * workers), len(jobs)):
            result = _outcome(done)
            if isinstance(result, Result):
                book.graded(job, result, _run_of(jobs[job], desk))
            else:
                book.not_graded(job, result)
    finally:
        desk.close()
        pool.shutdown(cancel_futures=True)


def _graded(
    jobs: dict[str, Submission], desk: Desk, book: Gradebook, pool: ThreadPoolExecutor, most: int
) -> Iterator[tuple[str, Future[Result]]]:
    """The jobs as they get done; never more of them at work or in waiting than `most`."""
    going: dict[Future[Result], str] = {}
    for job, each in jobs.items():
        if len(going) == most:
            yield from _done(going)
        going[pool.submit(_grade, each, desk, _kept(each, desk, book))] = job
    while going:
        yield from _done(going)


def _done(going: dict[Future[Result], str]) -> Iterator[tuple[str, Future[Result]]]:
    """Take out what is done, once anything is."""
    for done in wait(going, return_when=FIRST_COMPLETED).done:
        yield going.pop(done), done


def _outcome(done: Future[Result]) -> Result | str:
    """What grading gave, or why it gave nothing; a fault of the grader itself costs one submission, not the class."""
    try:
        return done.result()
    except (NotGraded, CourseError) as error:
        return str(error)
    except Exception as error:
        return f"the grader failed with {type(error).__name__}: {error}"


def _write_all(out: Path, book: Gradebook, desk: Desk) -> None:
    """The table, a page for everybody who has marks, and no page of anybody who has none any more."""
    exercises, folder, written = desk.sheet.exercises, out / "feedback", set()
    write(out / "gradebook.csv", table(book.each(), exercises))
    write(out / "pending.csv", pending(book.each(), exercises))
    for row in book.each():
        if row.result:
            file = folder / file_name(row.student)
            write(file, page(row, desk.sheet.lesson, exercises))
            written.add(file)
    for file in set(folder.glob("*.html")) - written:
        file.unlink()


def write(file: Path, content: str | bytes) -> None:
    """Write a file in full or not at all."""
    try:
        file.parent.mkdir(exist_ok=True)
        unfinished = file.with_name(f"{file.name}.part")
        unfinished.write_bytes(content.encode() if isinstance(content, str) else content)
        os.replace(unfinished, file)
    except OSError as error:
        raise CourseError(f"{file} cannot be written: {error.strerror}") from None

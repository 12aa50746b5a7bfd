"""Similar submissions: what makes no difference, what does, and how well copies stand out."""

import os
import random
import re

import pytest

from il2course import cli
from il2course.grading import similar
from il2course.grading.pairs import page
from il2course.grading.slicing import answer, statements

EXERCISES = ("bound", "gap", "rates")

# Different ways to a right answer, as different students write them.
BOUND = (
    "def bound(dose, rec, kd):\n    s = dose + rec + kd\n    return (s - np.sqrt(s**2 - 4 * dose * rec)) / (2 * rec)",
    "def bound(dose, rec, kd):\n    p = -(dose + rec + kd)\n    q = dose * rec\n    roots = np.roots([1, p, q])\n    return min(roots) / rec",
    "def bound(dose, rec, kd):\n    f = lambda c: (dose - c) * (rec - c) - kd * c\n    return brentq(f, 0, min(dose, rec)) / rec",
    "def bound(dose, rec, kd):\n    low, high = 0.0, min(dose, rec)\n    for _ in range(200):\n        middle = (low + high) / 2\n        if (dose - middle) * (rec - middle) > kd * middle:\n            low = middle\n        else:\n            high = middle\n    return low / rec",
    "def quadratic(a, b, c):\n    return (-b - (b * b - 4 * a * c) ** 0.5) / (2 * a)\n\ndef bound(dose, rec, kd):\n    return quadratic(1, -(dose + rec + kd), dose * rec) / rec",
    "def bound(dose, rec, kd):\n    free = ((dose - rec - kd) + np.sqrt((dose - rec - kd) ** 2 + 4 * kd * dose)) / 2\n    return free / (free + kd)",
)
GAP = (
    "def gap(a, b, c, d):\n    RT = 8.314462618e-3 * 310.15\n    return RT * (np.log(a) + np.log(b) - np.log(c) - np.log(d))",
    "def gap(a, b, c, d):\n    return 8.314462618e-3 * 310.15 * np.log(a * b / (c * d))",
    "T = 310.15\nR = 8.314462618e-3\n\ndef free_energy(k):\n    return R * T * math.log(k)\n\ndef gap(a, b, c, d):\n    return sum(map(free_energy, (a, b))) - sum(map(free_energy, (c, d)))",
    "def gap(a, b, c, d):\n    ways = np.log(np.array([[a, b], [c, d]])).sum(axis=1)\n    return float(np.subtract(*ways)) * 310.15 * 8.314462618e-3",
    "def gap(a, b, c, d):\n    energy = 0\n    for k, sign in zip((a, b, c, d), (1, 1, -1, -1)):\n        energy += sign * 8.314462618e-3 * 310.15 * np.log(k)\n    return energy",
)
RATES = (
    "def rates(t, y, dose, stop):\n    off = -np.polyfit(t[t >= stop], np.log(y[t >= stop]), 1)[0]\n    up = np.diff(y[t <= stop])\n    obs = -np.polyfit(t[1:up.size + 1], np.log(up), 1)[0]\n    return np.array([(obs - off) / (dose * 1e-9), off])",
    "def rates(t, y, dose, stop):\n    tail = t > stop\n    koff = np.log(y[tail][0] / y[tail][-1]) / (t[tail][-1] - t[tail][0])\n    model = lambda x, top, k: top * (1 - np.exp(-k * x))\n    (top, k), _ = curve_fit(model, t[t <= stop], y[t <= stop], p0=[max(y), 10 * koff])\n    return np.array([(k - koff) / dose * 1e9, koff])",
    "def slope(x, z):\n    x, z = x - x.mean(), z - z.mean()\n    return (x * z).sum() / (x * x).sum()\n\ndef rates(t, y, dose, stop):\n    k_off = -slope(t[t >= stop], np.log(y[t >= stop]))\n    dy = np.gradient(y[t <= stop], t[t <= stop])\n    k_obs = -slope(y[t <= stop][5:-5], dy[5:-5])\n    return np.array([(k_obs - k_off) / (1e-9 * dose), k_off])",
    "def rates(t, y, dose, stop):\n    i = np.searchsorted(t, stop)\n    b = np.log(y[i] / y[-1]) / (t[-1] - t[i])\n    n = i // 3\n    ratio = (y[3 * n] - y[2 * n]) / (y[n] - y[0])\n    a = -np.log(ratio) / (t[2 * n] - t[0])\n    return np.array([(a - b) / dose / 1e-9, b])",
)
SHEET = ('student = "practice"', "import math\nimport numpy as np\nfrom scipy.optimize import brentq, curve_fit")
STUB = 'def {}(x):\n    raise NotImplementedError("write {} here")'


def written(*answers, first=""):
    """The cells of a submission."""
    return [*SHEET, first, *answers, 'check("bound")']


def read(student, cells):
    """As the command reads it."""
    given = similar.given([*SHEET, *(STUB.format(name, name) for name in EXERCISES), 'check("bound")'])
    return similar.work(student, f"{student}.ipynb", [cell for cell in cells if cell], EXERCISES, given)


def disguised(cells, chance):
    """A copy by somebody who renames everything, changes the layout, comments, reorders cells and adds a line."""
    own = {"dose", "rec", "kd", "s", "p", "q", "roots", "f", "c", "low", "high", "middle", "free", "RT", "R", "T", "k",
           "ways", "energy", "sign", "off", "up", "obs", "tail", "koff", "model", "top", "slope", "k_off", "dy", "k_obs",
           "quadratic", "free_energy", "i", "n", "ratio", "x", "z", "y", "t", "a", "b", "d", "stop"}  # fmt: skip
    names = {name: f"my_{chance.randrange(10**6)}" for name in own}
    changed = []
    for cell in cells:
        cell = re.sub(r"(?<![.\w])[A-Za-z_]\w*", lambda m: names.get(m[0], m[0]), cell)
        cell = cell.replace("8.314462618e-3", "0.008314462618").replace(", ", ",  ")
        lines = cell.splitlines()
        if len(lines) > 1:
            lines.insert(1, "    # the formula of the lecture")
            lines.insert(2, "    unused = 1")
        changed.append("\n".join(lines))
    chance.shuffle(changed)
    return changed


def answers(chance):
    """One student's own ways; two students may well share one."""
    return [chance.choice(BOUND), chance.choice(GAP), chance.choice(RATES)]


def likeness(first, second):
    """Of two submissions, in all."""
    found = similar.compare([read("a", first), read("b", second)], EXERCISES, 0.0, 1)
    return found.pairs[0].similarity


@pytest.mark.parametrize(
    "change",
    [
        lambda cell: re.sub(r"\bdose\b", "added", re.sub(r"\bs\b", "total", cell)),
        lambda cell: cell.replace(" ", "  ").replace("\n      ", "\n    "),
        lambda cell: cell.replace("\n", "  # so\n", 1) + "\n    # done",
        lambda cell: cell.replace("4", "4.0").replace("2", "2.00"),
        lambda cell: cell.replace(":\n", ':\n    """Bound share."""\n', 1),
    ],
    ids=["names", "layout", "comments", "literals", "docstring"],
)
def test_what_makes_no_difference(change):
    changed = [change(cell) for cell in (BOUND[0], GAP[0])]
    assert changed != [BOUND[0], GAP[0]]
    assert likeness(written(BOUND[0], GAP[0]), written(*changed)) == 1


def test_the_order_of_cells_makes_no_difference():
    parts = [part for text in (BOUND[4], GAP[2]) for part in text.split("\n\n")]
    assert likeness(written(*parts), written(*reversed(parts))) == 1


def test_another_way_makes_a_difference():
    for ways in (BOUND, GAP, RATES):
        found = [likeness(written(ways[0]), written(way)) for way in ways[1:]]
        assert max(found) < 0.85


def test_what_the_sheet_gave_is_not_compared():
    stubs = [STUB.format(name, name) for name in EXERCISES]
    empty = read("a", [*SHEET, *stubs])
    assert all(not code.tokens for code in empty.codes.values())
    assert similar.compare([empty, read("b", [*SHEET, *stubs])], EXERCISES, 0.0, 9).pairs == ()


def test_what_is_short_is_not_compared():
    """A number is the same number."""
    assert similar.compare([read("a", ["gap = 4.375"]), read("b", ["gap = 4.375"])], EXERCISES, 0.0, 9).compared == 0


def test_nothing_is_run(tmp_path):
    trap = f"open({str(tmp_path / 'ran')!r}, 'w')"
    assert likeness(written(BOUND[0], first=trap), written(BOUND[0], first=f"gap = {trap}")) > 0
    assert not (tmp_path / "ran").exists()


def test_a_cell_that_is_no_python_is_passed_over():
    assert likeness(written(BOUND[0], first="%matplotlib inline\nif:"), written(BOUND[0])) == 1


def test_disguised_copies_stand_out():
    """60 students, each with ways of their own chosen from a few, and 6 of them copied in disguise.

    Even where so few ways are about that many pairs share two of three, the copies are the pairs on top, save for
    students who happen to share all three.
    """
    chance = random.Random(7)
    own = [answers(chance) for _ in range(60)]
    class_ = [read(f"s{place:02}", written(*each)) for place, each in enumerate(own)]
    class_ += [read(f"copy{place}", written(*disguised(own[place], chance))) for place in range(6)]
    found = similar.compare(class_, EXERCISES, 0.8, 2000)
    copied = {frozenset((f"s{place:02}", f"copy{place}")) for place in range(6)}
    same = {
        frozenset((f"s{a:02}", f"s{b:02}")) for a in range(60) for b in range(a) if own[a] == own[b]
    } | {frozenset((f"s{a:02}", f"copy{b}")) for a in range(60) for b in range(6) if own[a] == own[b]}
    same |= {frozenset((f"copy{a}", f"copy{b}")) for a in range(6) for b in range(a) if own[a] == own[b]}
    ranked = [frozenset((pair.first.student, pair.second.student)) for pair in found.pairs]
    assert copied <= set(ranked)
    honest = [pair.similarity for pair, names in zip(found.pairs, ranked, strict=True) if names not in same]
    disguises = [pair.similarity for pair, names in zip(found.pairs, ranked, strict=True) if names in copied]
    assert min(disguises) > max(honest, default=0)
    assert min(disguises) > 0.9 > found.median


def test_what_everybody_does_alike_weighs_little():
    """One and the same way to `gap`; two share theirs to `rates` and stand out for it."""
    chance = random.Random(3)
    rates = [*RATES, RATES[1]]
    class_ = [read(f"s{place}", written(GAP[0], chance.choice(BOUND), each)) for place, each in enumerate(rates * 3)]
    found = similar.compare(class_, EXERCISES, 0.0, 500)
    assert found.usual["gap"] == 1
    assert found.usual["rates"] < 0.7


# What an answer rests on


def rests(name, *cells):
    """The texts of the statements."""
    return [each.text for each in answer(name, statements(cells))]


def test_an_answer_rests_on_what_it_uses():
    cells = ("a = 1\nb = 2", "def f(x):\n    return a * g(x)", "def g(x):\n    return x", "c = b", "f(3)")
    assert rests("f", *cells) == ["def f(x):\n    return a * g(x)", "f(3)", "a = 1", "def g(x):\n    return x"]
    assert rests("c", *cells) == ["c = b", "b = 2"]
    assert rests("nothing", *cells) == []


def test_the_last_definition_counts_and_all_assignments():
    assert rests("f", "def f():\n    return 1", "def f():\n    return 2") == ["def f():\n    return 2"]
    assert rests("x", "x = [1]", "x[0] = 2", "x.append(3)", "x += [4]", "for k in x:\n    x = k") == [
        "x = [1]", "x[0] = 2", "x.append(3)", "x += [4]", "for k in x:\n    x = k",
    ]  # fmt: skip


def test_decorators_belong_to_a_definition():
    assert rests("f", "import functools\n@functools.cache\ndef f():\n    return 1")[0].startswith("@functools")


# The page


def test_the_page_says_what_it_is_and_shows_both():
    first, second = written(BOUND[0], GAP[0]), written(BOUND[0].replace("dose", "<b>"), GAP[0] + "\n    # end & done")
    found = similar.compare([read("ada", first), read("<i>bob", second)], EXERCISES, 0.0, 9)
    html = page(found, "02_receptor", dict.fromkeys(EXERCISES, "A question"), left_out=2)
    assert "<strong>Similar is not copied.</strong>" in html
    assert "Submissions that could not be read: 2." in html
    assert "<i>" not in html and "&lt;i&gt;bob" in html
    assert "<mark>= def gap(a, b, c, d):</mark>" in html
    assert "end &amp; done" not in html or "# end &amp; done" in html


def test_lines_that_both_have_are_marked():
    ours, theirs = read("a", written(BOUND[0])).codes["bound"], read("b", written(BOUND[1])).codes["bound"]
    assert similar.same_lines(ours, ours) == ({0, 1, 2}, {0, 1, 2})
    assert 0 in similar.same_lines(ours, theirs)[0]
    assert 3 not in similar.same_lines(ours, theirs)[1]


def test_nothing_to_compare():
    found = similar.compare([], EXERCISES, 0.0, 9)
    assert (found.pairs, found.median, found.compared) == ((), None, 0)
    assert "There is nothing to compare." in page(found, "02_receptor", {})


# The command

SHARE = "def share(dose_nM, kd_nM):\n    free = kd_nM / (kd_nM + dose_nM)\n    return 1 - free\n"


@pytest.fixture
def handed_in(tmp_path, toys):
    """Ada's and Bob's are alike, Cy's is another, Dot's is broken; Bob has handed in twice."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "ada.py").write_text(f"# %%\n{SHARE}")
    (folder / "bob.py").write_text(f'# %%\nstudent = "bob"\n# %%\n{SHARE.replace("free", "rest")}')
    (folder / "bob_before.py").write_text('# %%\nstudent = "bob"\n# %%\nshare = 3\n')
    os.utime(folder / "bob_before.py", (1, 1))
    (folder / "cy.py").write_text("# %%\nshare = lambda dose_nM, kd_nM: [d / (d + kd_nM) for d in list(dose_nM)]\n")
    (folder / "dot.ipynb").write_text("{")
    return folder


def test_the_command(handed_in, toys, tmp_path, capsys):
    words = ["similar", str(handed_in), "--lesson", "toy", "--solutions", str(toys), "--out", str(tmp_path / "x.html")]
    assert cli.main(words) == 0
    assert capsys.readouterr().out == f"{tmp_path}/x.html: 1 of 3 pairs\n"
    html = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "ada and bob: 1.00</h2>" in html
    assert "Submissions that could not be read: 1." in html
    assert "bob_before" not in html
    assert cli.main([*words, "--at-least", "0", "--most", "2"]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/x.html: 2 of 3 pairs\n"


@pytest.mark.parametrize("word", ["2", "-0.1", "much", "nan"])
def test_a_share_is_a_number_from_0_to_1(word, capsys):
    with pytest.raises(SystemExit, match="2"):
        cli.main(["similar", "in", "--lesson", "toy", "--out", "x.html", f"--at-least={word}"])
    assert f"argument --at-least: must be a number from 0 to 1, got {word!r}" in capsys.readouterr().err

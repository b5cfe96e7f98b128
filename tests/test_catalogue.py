"""The facts of exercises: what is read, and what is told about a file that is wrong."""

import os
import sys

import pytest

from shousi import catalogue
from shousi.errors import UsageError

NMS = """
title = "Non-maximum suppression"
difficulty = "medium"
minutes = 20
functions = ["nms"]
source = "torchvision"
[levels]
basic = 4
"edge cases" = 6
"""


@pytest.fixture
def repository(tmp_path):
    """Make a repository of the text of nms's exercise.toml; other exercises have the same."""

    def repository(text=NMS, listed='detection = ["nms"]'):
        (tmp_path / "exercises").mkdir(exist_ok=True)
        (tmp_path / catalogue.CATALOGUE).write_bytes(listed if isinstance(listed, bytes) else listed.encode("utf-8"))
        for name in ("nms", "iou", "conv1d", "conv2d"):
            (tmp_path / "exercises" / name).mkdir(exist_ok=True)
            data = text if isinstance(text, bytes) else text.encode("utf-8")
            (tmp_path / "exercises" / name / catalogue.FACTS).write_bytes(data if name == "nms" else NMS.encode())
        return tmp_path

    return repository


def refusal(root):
    """What a person is told about a repository that cannot be loaded."""
    with pytest.raises(UsageError) as caught:
        dict(catalogue.load(root))
    assert str(caught.value).isprintable()
    return str(caught.value)


# ---------------------------------------------------------------------------------------------------------------------
# a catalogue that is right


def test_an_exercise_has_its_facts_and_its_points(repository):
    nms = catalogue.load(repository(NMS))["nms"]
    assert (nms.name, nms.title, nms.topic) == ("nms", "Non-maximum suppression", "detection")
    assert (nms.difficulty, nms.minutes, nms.functions) == ("medium", 20, ("nms",))
    assert list(nms.levels.items()) == [("basic", 4), ("edge cases", 6)]
    assert nms.points == 10


def test_needs_and_forbidden_may_be_left_out(repository):
    nms = catalogue.load(repository(NMS))["nms"]
    assert (nms.needs, nms.forbidden) == ("base", ())


def test_every_path_follows_from_the_name(repository):
    root = repository(NMS)
    nms = catalogue.load(root)["nms"]
    assert nms.stub == root / "exercises" / "nms" / "nms.py"
    assert nms.statement == root / "exercises" / "nms" / "README.md"
    assert nms.solution == root / "solutions" / "nms" / "nms.py"
    assert nms.grader == root / "graders" / "nms" / "test_nms.py"
    assert nms.mistakes == root / "graders" / "nms" / "mistakes.toml"


def test_exercises_keep_the_order_of_the_file(repository):
    listed = 'losses = ["softmax"]\nattention = ["attention"]\ndetection = ["nms", "iou"]'
    found = catalogue.load(repository(NMS, listed))
    assert list(found) == ["softmax", "attention", "nms", "iou"]
    assert len(found) == 4
    assert (found["nms"].topic, found["iou"].topic) == ("detection", "detection")


def test_the_facts_of_an_exercise_are_read_when_it_is_asked_for_so_a_broken_one_keeps_nobody_from_others(repository):
    found = catalogue.load(repository("minutes =", 'detection = ["nms", "iou"]'))
    assert "nms" in found
    assert found["iou"].minutes == 20
    with pytest.raises(UsageError, match=r"exercises/nms/exercise\.toml: not valid TOML"):
        found["nms"]


def test_a_level_may_say_what_it_asks(repository):
    nms = catalogue.load(repository(NMS.replace("basic = 4", 'basic = { points = 4, asks = "the example" }')))["nms"]
    assert (nms.levels["basic"], nms.asks) == (4, {"basic": "the example"})


def test_an_exercise_cannot_be_changed(repository):
    nms = catalogue.load(repository(NMS))["nms"]
    with pytest.raises(AttributeError):
        nms.minutes = 5


def test_a_level_may_be_worth_nothing(repository):
    assert catalogue.load(repository(NMS.replace("basic = 4", "basic = 0")))["nms"].points == 6


# ---------------------------------------------------------------------------------------------------------------------
# a catalogue that is wrong


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("title", "3"),
        ("title", '["a"]'),
        ("difficulty", '"brutal"'),
        ("difficulty", "1"),
        ("minutes", '"20"'),
        ("minutes", "20.5"),
        ("minutes", "true"),
        ("functions", '"nms"'),
        ("functions", "[1]"),
        ("source", "2026-06-01"),
        ("needs", '"cuda"'),
        ("forbidden", '"cv2"'),
        ("forbidden", "[[]]"),
    ],
)
def test_a_wrong_type_names_file_table_and_key(repository, key, wrong):
    lines = [line for line in NMS.splitlines() if not line.startswith(f"{key} =")]
    lines.insert(1, f"{key} = {wrong}")
    told = refusal(repository("\n".join(lines)))
    assert told.startswith(f"exercises/nms/exercise.toml {key}")


@pytest.mark.parametrize("points", ['"4"', "4.5", "true", "[4]"])
def test_points_that_are_no_whole_number_name_file_table_and_key(repository, points):
    told = refusal(repository(NMS.replace("basic = 4", f"basic = {points}")))
    assert told.startswith("exercises/nms/exercise.toml levels")


@pytest.mark.parametrize("key", ["title", "difficulty", "minutes", "functions", "source"])
def test_a_missing_key_is_named(repository, key):
    text = "\n".join(line for line in NMS.splitlines() if not line.startswith(f"{key} ="))
    told = refusal(repository(text))
    assert told.startswith("exercises/nms/exercise.toml")
    assert f"`{key}`" in told


def test_missing_levels_are_named(repository):
    assert "`levels`" in refusal(repository(NMS.partition("[levels]")[0]))


@pytest.mark.parametrize("key", ["dificulty", "name", "root", "points"])
def test_an_unknown_key_is_named(repository, key):
    told = refusal(repository(NMS.replace("minutes = 20", f'minutes = 20\n{key} = "x"')))
    assert told.startswith("exercises/nms/exercise.toml")
    assert f"`{key}`" in told


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('functions = ["nms"]', "functions = []"),
        ("minutes = 20", "minutes = 0"),
        ("minutes = 20", "minutes = -5"),
        ('basic = 4\n"edge cases" = 6', ""),
        ("basic = 4", "basic = -1"),
    ],
)
def test_an_empty_or_negative_value_is_refused_in_its_table(repository, right, wrong):
    assert right in NMS
    assert refusal(repository(NMS.replace(right, wrong))).startswith("exercises/nms/exercise.toml")


@pytest.mark.parametrize("listed", ["nms = 3", 'nms = "nms"', "[nms]", "nms = [1]", "nms = 2026-06-01"])
def test_a_topic_that_lists_no_names_is_refused(repository, listed):
    assert refusal(repository(NMS, listed)).startswith("exercises/catalogue.toml")


@pytest.mark.parametrize(
    "name", ["NMS", "2d_conv", "_nms", "a-b", "a b", "", "..", "a/b", "手撕", "nms\\n", "a\\u001b[31m"]
)
def test_a_name_that_could_not_be_a_file_is_refused_and_shown_escaped(repository, name):
    told = refusal(repository(NMS, f'topic = ["{name}"]'))
    assert told.startswith("exercises/catalogue.toml: ")
    assert "lower case letters, digits and underscores" in told


def test_an_exercise_that_is_listed_twice_is_refused(repository):
    assert '"nms" is listed twice' in refusal(repository(NMS, 'a = ["nms"]\nb = ["iou", "nms"]'))


def test_an_exercise_that_is_listed_and_has_no_facts_is_named(repository):
    told = refusal(repository(NMS, 'a = ["missing"]'))
    assert told.startswith("exercises/missing/exercise.toml: cannot be read (No such file")


BROKEN = [
    "[nms",
    "nms",
    'a = ["nms"]\n' * 2,
    b"\xff\xfe",
    b"\xef\xbb\xbfa = []",
    "title = 'a\x1b'",
    b"title = '\xed\xa0\x80'",
]


@pytest.mark.parametrize("text", BROKEN, ids=ascii)
def test_what_is_no_toml_is_told_with_the_files_name(repository, text):
    assert refusal(repository(NMS, text)).startswith("exercises/catalogue.toml: not valid TOML: ")
    assert refusal(repository(text)).startswith("exercises/nms/exercise.toml: not valid TOML: ")


def test_a_catalogue_that_is_missing_or_a_folder_is_told_with_its_name(tmp_path):
    assert refusal(tmp_path).startswith("exercises/catalogue.toml: cannot be read (No such file")
    (tmp_path / catalogue.CATALOGUE).mkdir(parents=True)
    assert refusal(tmp_path).startswith("exercises/catalogue.toml: cannot be read (")


# ---------------------------------------------------------------------------------------------------------------------
# find


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("nsm", 'no exercise "nsm". Did you mean "nms"?'),
        ("NMS", 'no exercise "NMS". Did you mean "nms"?'),
        ("nms.py", 'no exercise "nms.py". Did you mean "nms"?'),
        ("conv", 'no exercise "conv". Did you mean "conv2d" or "conv1d"?'),
        ("conv3d", 'no exercise "conv3d". Did you mean "conv2d" or "conv1d"?'),
        ("quicksort", 'no exercise "quicksort". `shousi list` shows all of them.'),
        ("", 'no exercise "". `shousi list` shows all of them.'),
    ],
)
def test_a_name_that_does_not_exist_offers_the_nearest(repository, name, advice):
    exercises = catalogue.load(repository(NMS, 'a = ["nms", "conv1d", "conv2d"]'))
    with pytest.raises(UsageError) as caught:
        catalogue.find(exercises, name)
    assert str(caught.value) == advice


def test_a_name_that_exists_is_found(repository):
    exercises = catalogue.load(repository(NMS))
    assert catalogue.find(exercises, "nms") is exercises["nms"]


def test_a_hostile_name_is_shown_escaped_and_short(repository):
    with pytest.raises(UsageError) as caught:
        catalogue.find(catalogue.load(repository(NMS)), "\x1b]0;x\x07\udcff" + "a" * 9000)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


def test_in_an_empty_catalogue_there_is_nothing_to_find(repository):
    with pytest.raises(UsageError, match='no exercise "nms"'):
        catalogue.find(catalogue.load(repository(NMS, "")), "nms")


# ---------------------------------------------------------------------------------------------------------------------
# find_root


def test_the_root_is_found_from_itself_and_from_any_folder_below(repository):
    root = repository(NMS)
    deep = root / "exercises" / "nms" / "notes"
    deep.mkdir(parents=True)
    assert catalogue.find_root(root) == catalogue.find_root(deep) == root


def test_of_nested_repositories_the_nearest_counts(repository, tmp_path):
    repository(NMS)
    inner = tmp_path / "inner"
    (inner / "exercises").mkdir(parents=True)
    (inner / catalogue.CATALOGUE).write_text("")
    assert catalogue.find_root(inner / "exercises") == inner


def test_a_folder_called_catalogue_is_no_root(repository, tmp_path):
    root = repository(NMS)
    (root / "inner" / catalogue.CATALOGUE).mkdir(parents=True)
    assert catalogue.find_root(root / "inner") == root


def test_outside_any_repository_it_is_told_where_one_was_looked_for(tmp_path):
    with pytest.raises(UsageError, match=r"no exercises/catalogue\.toml here or above\. Run this inside") as caught:
        catalogue.find_root(tmp_path)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="such a folder cannot be made here")
def test_a_folder_with_a_hostile_name_is_shown_escaped(tmp_path):
    folder = tmp_path / "\x1b[31m\udcff"
    folder.mkdir()
    with pytest.raises(UsageError) as caught:
        catalogue.find_root(folder)
    assert str(caught.value).isprintable()
    assert "\\x1b[31m\\udcff" in str(caught.value)


# ---------------------------------------------------------------------------------------------------------------------
# parameter_names

STUB = "import x\n\ndef nms(boxes, scores, /, iou_threshold=0.5, *rest, key=1, **more): ...\n\ndef other(a): ...\n"


@pytest.mark.parametrize(
    ("function", "names"), [("nms", ["boxes", "scores", "iou_threshold"]), ("other", ["a"]), ("neither", [])]
)
def test_positional_parameters_are_named_as_the_stub_names_them(tmp_path, function, names):
    stub = tmp_path / "nms.py"
    stub.write_text(STUB)
    assert catalogue.parameter_names(stub, function) == names

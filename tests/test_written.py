"""What `check --write` puts into a statement."""

from shousi.authoring import written

CLASS = """class Cache:
    'Keys and values.'

    @property
    def length(self) -> int:
        'The number of tokens.'
        return 3
"""


def test_a_property_is_shown_as_one():
    """A learner who reads a signature must not take a property for a method."""
    assert written.signatures(CLASS, ("Cache",)) == ["class Cache", "    @property", "    def length(self) -> int"]


def test_an_abbreviation_is_a_topic_in_capitals():
    assert [written.headline(topic) for topic in ("llm", "training")] == ["LLM", "Training"]

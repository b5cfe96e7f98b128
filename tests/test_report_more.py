"""The schema of a report, as other programs meet it."""

from shousi import report


def test_the_schema_says_which_dialect_it_is_written_in_and_what_it_describes():
    schema = report.json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == report.SCHEMA
    assert schema["$ref"].startswith("#/$defs/")


def test_each_description_of_the_schema_is_a_docstring_without_its_indentation():
    definitions = report.json_schema()["$defs"]
    described = {
        name: definition["description"] for name, definition in definitions.items() if "description" in definition
    }
    assert {"Report", "CheckResult", "LevelResult", "SpeedResult"} <= described.keys()
    for text in described.values():
        assert text == text.strip()
        assert "\n    Attributes:" not in text
    for definition in definitions.values():
        assert {"description", "title", "type", "properties", "required", "enum"} >= definition.keys()

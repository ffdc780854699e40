import pytest

from crosscurrents.errors import ReaderError
from crosscurrents.lexicon import resource


@pytest.mark.parametrize("name", resource.NAMES)
def test_json_and_yaml_agree(name):
    assert (resource.RESOURCES / f"{name}.json").read_bytes() == resource.from_yaml(name)


def test_fingerprints_differ():
    prints = {resource.fingerprint(name) for name in resource.NAMES}
    assert len(prints) == len(resource.NAMES)
    assert all(len(text) == 16 for text in prints)


def test_a_missing_vocabulary_is_named():
    with pytest.raises(ReaderError, match=r"no_such\.json"):
        resource.read("no_such", dict)


def test_a_malformed_vocabulary_is_an_error():
    with pytest.raises(ReaderError):
        resource.read("plover", dict)

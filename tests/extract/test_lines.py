import json

import msgspec

from crosscurrents.config import DEFAULT
from crosscurrents.extract import as_line, extract
from crosscurrents.extract.lines import KINDS
from crosscurrents.records.document import Dropped, Link, Mention

from .made import Maker, annotated, document, sentence

# Fields of each list, as OUTPUT.md names them.
FIELDS = {
    "events": "type plover mode source target sources targets modality speaker date main confidence trigger start end",
    "influences": "cause effect signal sign hedge condition cause_state effect_state start end",
    "figures": "value low high unit measures qualifier start end",
    "relations": "kind subject object label start end",
    "stances": "actor target issue position start end",
    "expectations": "kind holder due condition likelihood start end",
    "times": "date start end",
    "states": "archetype direction variant arguments speaker modality start end",
    "indicators": "what start end",
    "quotations": "text speaker addressee start end",
}
TREATY = "The minister will sign the treaty by Friday unless parliament objects."
DROUGHT = "Drought reduced the harvest, so prices rose in Selene."
PRAISE = 'They praised the treaty, "a fine piece of work", and called it "historic".'


def line_of(text, *, kinds=None, mentions=(), dropped=(), links=(), marks=(), **fields):
    read = msgspec.structs.replace(document(text), dropped=dropped)
    notes = annotated(sentence(text, marks, links, **fields), mentions=mentions)
    return as_line("a1", read, notes, extract(read, notes, reader="r", config=DEFAULT), kinds=kinds)


def treaty():
    make = Maker(TREATY)
    return {
        "marks": [
            make.mark("events", "AGREE", "sign", [("source", "The minister")], modality="planned", main="yes"),
            make.mark("expectations", "plan", "will sign the treaty by Friday"),
            make.mark("stances", "opposes", "parliament objects", [("actor", "parliament")]),
            make.mark("states", "state", "will sign the treaty", archetype="agreement", direction="up"),
            make.mark("indicators", "indicator", "will sign the treaty by Friday"),
            make.mark("relations", "mention", "minister"),
            make.mark("relations", "mention", "parliament"),
            make.mark("influences", "situation", "parliament objects"),
            make.mark("influences", "situation", "will sign the treaty"),
        ],
        "links": [Link("relations", "membership", 5, 6, 0.9), Link("influences", "-", 7, 8, 0.9)],
        "times": [make.time("by Friday", "2031-04-25")],
    }


def test_every_list_has_the_fields_of_the_contract():
    lines = [line_of(TREATY, **treaty()), line_of(PRAISE, quotes=[Maker(PRAISE).quote("a fine piece of work", "They")])]
    for kind, names in FIELDS.items():
        items = [item for line in lines for item in line[kind]]
        assert all(set(item) == set(names.split()) for item in items)
        assert items or kind == "figures"
    assert json.loads(json.dumps(lines)) == lines


def test_lists_are_given_on_demand():
    assert tuple(line_of(TREATY)) == ("id", *KINDS)
    assert set(line_of(TREATY, kinds=frozenset({"events", "times"}))) == {"id", "events", "times"}


def test_actors_and_triggers_are_substrings_at_their_place():
    (event,) = line_of(TREATY, **treaty())["events"]
    assert TREATY[event["start"] : event["end"]] == event["trigger"] == "sign"
    assert (event["source"], event["sources"]) == ("minister", ["minister"])
    assert (event["target"], event["targets"]) == (None, [])
    assert event["speaker"] == {"name": "narrator", "actor": None, "chain": []}
    assert (event["type"], event["plover"], event["mode"]) == ("AGREE", "AGREE", None)


def test_who_expects_is_a_string_and_due_a_date():
    (found,) = line_of(TREATY, **treaty())["expectations"]
    assert found["holder"] == "narrator"
    assert found["due"] == {"start": "2031-04-25", "end": "2031-04-25", "precision": "day", "basis": "stated"}


def test_a_pronoun_is_told_by_the_name_of_its_chain():
    text = PRAISE + " The guild approved."
    make = Maker(text)
    at, name = make.at("They"), make.at("The guild")
    mentions = [
        Mention(*at, "They", "organisation", 0, "pronoun"),
        Mention(name[0] + 4, name[1], "guild", "organisation", 0, "name"),
    ]
    mark = make.mark("events", "SUPPORT", "praised", [("source", "They")])
    (event,) = line_of(text, mentions=mentions, marks=[mark])["events"]
    assert event["source"] == "guild"


def test_times_of_dropped_passages_are_left_out():
    times = [Maker(TREATY).time("by Friday", "2031-04-25")]
    assert len(line_of(TREATY, times=times)["times"]) == 1
    assert line_of(TREATY, times=times, dropped=(Dropped(0, len(TREATY), "teaser"),))["times"] == []

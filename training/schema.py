"""What the reader learns: layers, roles, classes. The runtime has the same list by `reader.json`."""

from __future__ import annotations

EVENTS = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
LAYERS: dict[str, tuple[str, ...]] = {
    "events": EVENTS,
    "influences": ("situation",),
    "reasons": ("situation",),
    "signals": ("signal",),
    "figures": ("figure",),
    "times": ("time",),
    "stances": ("supports", "opposes", "accepts", "rejects", "neutral", "mixed", "wary"),
    "expectations": ("plan", "forecast", "threat", "scheduled", "conditional", "hope", "fear"),
    "relations": ("mention",),
    "states": ("state",),
    "indicators": ("indicator",),
    "quotations": ("quotation",),
}
# `reasons` are causal links in the wide convention of causal-news corpora: grievances and aims, whole clauses.
# Situations of causal links are read with the heads of states: a phrase has the same archetype wherever it stands.
ROLES: dict[str, tuple[str, ...]] = {
    "events": ("source", "target", "speaker"),
    "stances": ("actor", "target"),
    "expectations": ("holder",),
    "states": ("speaker", "arg1", "arg2"),
    "quotations": ("speaker", "addressee"),
}
RELATIONS = ("office", "membership", "alliance", "command", "funding", "part_of", "alias")
PAIRS: dict[str, tuple[str, ...]] = {"influences": ("+", "-"), "reasons": ("+", "-"), "relations": RELATIONS}
CAUSAL = ("influences", "reasons")  # the pairs that carry a hedge and whose spans are read as states
MODALITIES = ("happened", "planned", "possible", "hypothetical", "denied", "alleged")
HEDGES = ("asserted", "likely", "possible", "speculative")
DIRECTIONS = ("up", "down", "level")
# archetype -> (first argument's names, second argument's names, scale from lowest to highest); several names: one
# slot that the annotators called by either name; the first is given at decoding.
ARCHETYPES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "presence": (("force",), ("place",), ("absent", "reduced", "present", "reinforced")),
    "strength": (("group",), (), ("broken", "weak", "holding", "strong")),
    "control": (("holder",), ("territory",), ("lost", "contested", "held")),
    "violence": (("place",), ("parties",), ("calm", "sporadic", "sustained", "war")),
    "security": (("place", "actor"), (), ("exposed", "fragile", "safe")),
    "protection": (("place", "border"), (), ("open", "partial", "sealed")),
    "posture": (("actor",), ("other",), ("hostile", "cool", "working", "allied")),
    "agreement": (("parties",), ("subject",), ("none", "talks", "agreed", "in force")),
    "influence": (("actor",), ("over",), ("none", "some", "dominant")),
    "support": (("backer",), ("backed",), ("none", "limited", "full")),
    "command": (("holder",), ("group",), ("outside", "partial", "under command")),
    "unity": (("group",), (), ("split", "strained", "cohesive")),
    "office": (("holder",), ("office",), ("out", "challenged", "holding")),
    "vote": (("who",), ("contest",), ("lost", "open", "won")),
    "legitimacy": (("actor",), (), ("low", "contested", "high")),
    "protest": (("group",), ("place",), ("none", "scattered", "mass")),
    "repression": (("actor",), ("target",), ("none", "selective", "severe")),
    "rights": (("group",), (), ("denied", "limited", "guaranteed")),
    "sanction": (("imposer",), ("target",), ("lifted", "eased", "in force", "tightened")),
    "flow": (("what",), ("route",), ("stopped", "reduced", "normal", "increased")),
    "passage": (("crossing", "route"), (), ("closed", "restricted", "open")),
    "supply": (("good",), ("place",), ("short", "tight", "sufficient")),
    "price": (("good",), (), ("falling", "steady", "rising")),
    "economy": (("place",), ("sector",), ("collapsing", "weak", "steady", "growing")),
    "finance": (("actor",), (), ("short", "tight", "ample")),
    "displacement": (("people",), ("place",), ("returning", "steady", "growing")),
    "aid": (("giver",), ("receiver",), ("cut", "limited", "delivered")),
    "need": (("people",), ("place",), ("low", "high", "extreme")),
    "detention": (("holder",), ("people",), ("freed", "held", "tightened")),
    "justice": (("case",), ("accused",), ("none", "under way", "done")),
    "works": (("project",), ("place",), ("none", "stalled", "under way", "complete")),
    "will": (("actor",), ("act",), ("unwilling", "undecided", "committed")),
    "capacity": (("actor",), ("task",), ("lacking", "limited", "sufficient")),
    "rule": (("rule",), ("by",), ("none", "proposed", "in force")),
    "crime": (("who",), ("place",), ("low", "present", "rampant")),
    "nature": (("place",), (), ("normal", "strained", "disaster")),
    "other": ((), (), ()),
}
KINDS = tuple(ARCHETYPES)
STEPS = 5  # no variant, or a step 0..3 on the archetype's scale
# Head -> its classes; two classes stand for one logit.
HEADS: dict[str, tuple[str, ...]] = {
    "modality": MODALITIES,
    "main": ("no", "yes"),
    "conditional": ("no", "yes"),
    "state_modality": MODALITIES,
    "archetype": KINDS,
}
# Does the sentence report a main event; does it state a causal link; does it in the wide convention.
SENTENCE = ("reports", "causal", "reason")
# Distance of a token from a span in tokens, 0 inside it; and of one span's start from another's.
BUCKETS = (-30, -15, -8, -4, -2, -1, 0, 1, 2, 4, 8, 15, 30)

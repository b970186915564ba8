"""The terms that ontology/intervention.ttl declares."""

from typing import Final

from mdmakg.vocab.base import BASE

Intervention: Final = BASE + "Intervention"
InterventionReport: Final = BASE + "InterventionReport"
Component: Final = BASE + "Component"
hasPart: Final = BASE + "hasPart"
ofIntervention: Final = BASE + "ofIntervention"
hasComponent: Final = BASE + "hasComponent"
componentKind: Final = BASE + "componentKind"
number: Final = BASE + "number"
sessionLength: Final = BASE + "sessionLength"
spacing: Final = BASE + "spacing"
dose: Final = BASE + "dose"
substance: Final = BASE + "substance"
scheduleComparedWith: Final = BASE + "scheduleComparedWith"
scheduleContradiction: Final = BASE + "scheduleContradiction"
scheduleVariation: Final = BASE + "scheduleVariation"
scheduleIncomparable: Final = BASE + "scheduleIncomparable"

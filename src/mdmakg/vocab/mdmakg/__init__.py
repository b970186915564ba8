"""The terms of the mdmakg vocabulary, each under its own local name, by file of ontology/.

Closed: what is not here does not exist. A test holds the ontology's names equal, by file.
"""

from mdmakg.vocab.base import BASE as BASE
from mdmakg.vocab.mdmakg.claim import *
from mdmakg.vocab.mdmakg.intervention import *
from mdmakg.vocab.mdmakg.outcome import *
from mdmakg.vocab.mdmakg.source import *
from mdmakg.vocab.mdmakg.study import *

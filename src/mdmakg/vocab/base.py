"""Where the terms of the mdmakg vocabulary live."""

from typing import Final

BASE: Final = "https://w3id.org/mdmakg/"

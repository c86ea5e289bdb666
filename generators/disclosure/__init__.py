"""Complete tables → tables safe to publish. Everything to the right of this layer sees only protected values."""

from generators.disclosure.alternatives import alternatives
from generators.disclosure.protection import Account, protect
from generators.disclosure.told import tellable

__all__ = ["Account", "alternatives", "protect", "tellable"]

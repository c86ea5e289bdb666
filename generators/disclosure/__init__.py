"""Complete tables → tables safe to publish. Everything to the right of this layer sees only protected values."""

from generators.disclosure.primary import protect, tellable

__all__ = ["protect", "tellable"]

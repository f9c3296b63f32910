"""News text in, mapped conflict events out."""

__version__ = "0.1.0"

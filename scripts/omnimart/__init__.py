"""Omnimart: customer, channel and store marts for omnichannel retailers."""

__version__ = "0.1.0"

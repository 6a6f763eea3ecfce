"""Commands about the identity graph."""

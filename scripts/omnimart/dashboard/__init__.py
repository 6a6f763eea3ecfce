"""The dashboard: static pages whose every number is read from a mart."""

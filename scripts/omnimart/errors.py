"""The one exception type that the command line shows without a traceback."""


class OmnimartError(Exception):
    """Something the user can mend; the message says what, and the next step."""

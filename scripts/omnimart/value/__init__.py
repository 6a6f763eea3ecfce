"""Customer value: the model of purchases and of their amounts, and how it is fitted."""

"""The simulated retailer: people with needs, and the exports that their traces leave."""

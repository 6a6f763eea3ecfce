"""The gate of raw deliveries: checks what arrives before anything is built from it."""

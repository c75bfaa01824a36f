"""Figures. Matplotlib is imported when one is drawn; no figure touches pyplot or the user's settings."""

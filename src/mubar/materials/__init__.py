"""Cells, their parts and their files."""

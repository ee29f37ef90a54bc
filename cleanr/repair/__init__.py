"""Repair of broken encoding: ftfy behind an exact gate, as edits."""

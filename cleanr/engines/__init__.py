"""Engines that need more than `Cleaner.on`: a module each, imported by whoever has the engine."""

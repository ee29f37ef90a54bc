import ftfy
from cleanr.errors import SettingsError
from cleanr.text import Edit
def check_mode(mode): pass
def repair(text, mode="conservative"): return ()

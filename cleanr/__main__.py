"""`python -m cleanr`: the command, where its script is not on the path."""

from cleanr.cli import main

if __name__ == "__main__":
    main(prog_name="cleanr")

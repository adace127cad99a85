"""``python -m normalizer``: the command line."""

from normalizer.cli import command

if __name__ == "__main__":
    command()

"""One module a command, named after it, with ``add(app)``. What a command needs is imported when it runs: ``--help`` stays quick."""

"""What writes the generated pages of the documentation: one module a part, each with ``pages()``, all of it read from the program and its data."""

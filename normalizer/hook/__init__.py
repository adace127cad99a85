"""The linter: what ``check`` finds, what ``fix`` writes, what ``explain`` shows. All of it is read off the Article; nothing matches twice."""

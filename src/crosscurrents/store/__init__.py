"""One SQLite file a case; all SQL of the program stands in this folder, a module a noun."""

"""What flows between the stages: frozen, typed records. Imports no sibling package but errors."""

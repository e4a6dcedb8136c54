"""Seven Statements: multi-agency audits of the mental health of children in care."""

"""The store: rows in and out; the only home of SQLModel and SQLAlchemy."""

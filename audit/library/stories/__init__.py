"""The invented partnership's stories, from `seed_data`."""

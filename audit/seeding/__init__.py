"""Telling the invented partnership's story through the services: one module a step, as in `audit.services`."""

"""Frameworks of the partnership's own: looked at, taken in from a workbook, reworded, retired; never changed."""

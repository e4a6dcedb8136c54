"""Excel: workbooks out, and workbooks that came back."""

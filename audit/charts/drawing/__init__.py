"""Drawing: the one room that talks to Plotly."""

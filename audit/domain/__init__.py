"""The audit itself: plain values and rules, without a clock and without a database."""

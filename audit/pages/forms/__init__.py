"""Forms: fields, drafts, and two people writing in one."""

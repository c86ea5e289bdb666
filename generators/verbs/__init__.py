"""Verbs of the command that use several layers side by side: publishing needs the audits."""

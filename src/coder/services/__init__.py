"""The use cases: one door to a project for the app, the command line and notebooks."""

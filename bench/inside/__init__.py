"""What does the service's own code do, without HTTP? Programs that run in the service's .venv."""

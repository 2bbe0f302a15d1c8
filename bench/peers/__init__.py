"""What do others do with the same work? Programs that run in bench/.venv."""

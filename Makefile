# Every target sets up what it needs. The second run of each starts at once.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test check serve lock clean

demo: $(READY)
	@$(BIN)/claimwire demo --cache .demo/cache.sqlite

test: $(READY)
	@$(BIN)/pytest

check: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

serve: $(READY)
	@$(BIN)/claimwire serve

# The set-up is one script, so that each way in (demo, test, check, serve) makes the same .venv.
$(READY): requirements.lock pyproject.toml .ci/setup tests/live/package-lock.json
	@PYTHON="$(PYTHON)" bash .ci/setup

# Needs `uv` on the PATH. The lock names versions and hashes, never where they were fetched from.
lock:
	uv pip compile pyproject.toml --all-extras --universal --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header -o requirements.lock

clean:
	rm -rf .venv .demo dist

# Every target sets up what it needs. The second run of each starts at once.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test check serve bench wheel lock clean

demo: $(READY)
	@$(BIN)/claimwire demo --cache .demo/cache.sqlite

test: $(READY)
	@bash .ci/redis
	@$(BIN)/pytest

check: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

serve: $(READY)
	@$(BIN)/claimwire serve

# Measures the service beside its peers, which get an environment of their own; QUICK=1 for 3 minutes.
bench: $(READY) bench/.venv/.ready
	@bench/.venv/bin/python -m bench $(if $(QUICK),--quick)

bench/.venv/.ready: bench/requirements.lock bench/setup
	@PYTHON="$(PYTHON)" bash bench/setup

# The set-up is one script, so that each way in (demo, test, check, serve) makes the same .venv.
$(READY): requirements.lock pyproject.toml .ci/setup tests/live/package-lock.json
	@PYTHON="$(PYTHON)" bash .ci/setup

# Goes with what deploy/requirements.lock names: docs/operations.md, "From the wheel". Without network.
wheel: $(READY)
	@rm -rf dist
	@$(BIN)/python -m hatchling build -t wheel

# Needs `uv` on the PATH. The locks name versions and hashes, never where they were fetched from; the
# second is that part of the first that the service needs where it runs.
COMPILE := uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-header

lock:
	$(COMPILE) --all-extras -o requirements.lock
	$(COMPILE) --extra tracing -c requirements.lock -o deploy/requirements.lock

clean:
	rm -rf .venv .demo dist bench/.venv bench/.quick

# Everything from nothing: `make serve` runs the site, `make test` checks all of it.
# Needs Python 3.11 or newer, make and git; the rest is installed into .venv (and, for tests, programs of the system).

HOST ?= 127.0.0.1
PORT ?= 8000
# An address of IP version 6 stands in brackets before a port.
SITE_URL ?= http://$(if $(findstring :,$(HOST)),[$(HOST)],$(HOST)):$(PORT)/
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
BIN := .venv/bin
NPM := .venv/npm/node_modules/.bin

export HOST PORT SITE_URL
# Material advertises its successor in every build; the choice is made (README.md, "Other builders").
export NO_MKDOCS_2_WARNING = 1

.DELETE_ON_ERROR:
.PHONY: serve test soak engines builders breaks bench lighthouse check walkthrough page schema lint lock venv programs \
	clean sbom openapi

# A port that is taken is told before the build.
serve: .venv/.installed
	$(BIN)/python -m sandbox --check
	$(BIN)/mkdocs build --strict
	$(BIN)/python -m sandbox

# All of them are shared out by file, those that take longest first (tests/conftest.py); a part runs in one process.
# Three for the two cores that there are almost everywhere: tests also wait, for an SMS or for a server that starts.
# A process that hangs is ended (pyproject.toml) and its file goes to a new one, once.
test: .venv/.installed-for-tests programs .venv/.npm lint
	$(BIN)/python -m pytest $(or $(TESTS),--numprocesses 3 --dist loadfile --no-loadscope-reorder --max-worker-restart 1)

# SOAK_MINUTES=2 shortens the ten minutes of random faults, RANDOM_SEED=482913 repeats their order.
soak: .venv/.installed-for-tests programs .venv/.npm
	$(BIN)/python -m pytest -m soak -rP --show-capture=stdout $(TESTS)

# In Firefox and WebKitGTK, on a screen that nobody sees.
engines: .venv/.installed-for-tests .venv/.npm
	@tests/install-programs engines
	xvfb-run --auto-servernum $(BIN)/python -m pytest -m engines -rP --show-capture=stdout $(TESTS)

# By what may take the place of MkDocs or of the theme: each in an environment of its own, compared page by page.
builders: .venv/.installed-for-tests .venv/.properdocs .venv/.materialx .venv/.zensical
	$(BIN)/python -m pytest -m builders -rP --show-capture=stdout $(or $(TESTS),tests/builders)

# Deliberate breaks, each of which a test must notice: BREAKS=--pairs makes two at a time, BREAKS=code those named so.
breaks: .venv/.installed-for-tests programs .venv/.npm
	$(BIN)/python -m tests.breaks $(BREAKS)

# BEFORE=a1b2c3d measures how long readers wait in turn with another commit.
bench: .venv/.installed-for-tests programs
	BEFORE=$(BEFORE) $(BIN)/python -m tests.bench

# PAGES="/ /about/" measures some of them, RUNS=1 takes a third of the time.
lighthouse: .venv/.installed-for-tests .venv/.lighthouse
	@tests/install-programs
	$(BIN)/python -m tests.lighthouse --runs $(or $(RUNS),3) $(PAGES)

# What editors wrote: mistakes, and sentences about the world that don't say where it is known from. No build.
# TODAY=2027-01-31 tells which claims will be older than a year by then.
check: .venv/.installed
	$(BIN)/python -m macros.check $(if $(TODAY),--today $(TODAY))

# A new walkthrough or page with all that must name it, after four questions: make walkthrough NAME=confirm-number
walkthrough: .venv/.installed
	@$(BIN)/python -m macros.drafts walkthrough "$(NAME)"

page: .venv/.installed
	@$(BIN)/python -m macros.drafts page "$(NAME)"

# What editors of texts know of the editors' files; run after a change of the model, of the wording or of the guide.
schema: .venv/.installed
	$(BIN)/python -m macros.schema

lint: .venv/.installed-for-tests .venv/.npm
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(NPM)/stylelint --config tests/npm/stylelint.config.mjs "docs/assets/**/*.css"
	$(NPM)/eslint --config tests/npm/eslint.config.mjs docs/assets macros

venv: .venv/.installed

.venv/.created:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; install it, or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv --clear .venv; } || { \
		echo "No virtual environment could be made; install it first: apt install python3-venv" >&2; exit 1; }
	touch $@

.venv/.installed: .venv/.created pyproject.toml requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/.installed-for-tests: .venv/.installed requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	touch $@

# What checks the built pages and what measures them. Outside of tests/, so that nothing that walks the project meets it.
.venv/.npm .venv/.lighthouse: .venv/.%: tests/%/package.json tests/%/package-lock.json | .venv/.created programs
	mkdir -p .venv/$*
	cp $^ .venv/$*
	cd .venv/$* && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

# MaterialX has the theme's own modules, so it can't be installed beside it; Zensical does without MkDocs and the theme.
.venv/.properdocs .venv/.materialx .venv/.zensical: .venv/.%: tests/builders/%.lock requirements.lock pyproject.toml | .venv/.created
	$(BIN)/python -m venv --clear .venv/$*
	.venv/$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock --no-deps
	$(if $(filter-out properdocs,$*),.venv/$*/bin/python -m pip uninstall --quiet --yes mkdocs-material)
	$(if $(filter zensical,$*),.venv/$*/bin/python -m pip uninstall --quiet --yes mkdocs mkdocs-macros-plugin)
	.venv/$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $< --no-deps
	.venv/$*/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

programs:
	@tests/install-programs

# Run after a change of versions in pyproject.toml. uv resolves for all platforms and Python versions at once.
# It keeps the versions of the locks as far as it can; `make lock UPGRADE=--upgrade` takes the newest of what
# pyproject.toml leaves open.
lock: .venv/.created
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	$(BIN)/uv pip compile --quiet $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group lock -o requirements-uv.lock
	$(BIN)/uv pip compile --quiet $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --group docs -o requirements.lock
	$(BIN)/uv pip compile --quiet $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --group docs --group test -o requirements-test.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--constraint requirements.lock pyproject.toml -o requirements-server.lock
	for each in properdocs materialx zensical; do \
		$(BIN)/uv pip compile --quiet $(UPGRADE) --no-deps --universal --python-version 3.11 --generate-hashes \
			--no-header --no-annotate --group pyproject.toml:$$each -o tests/builders/$$each.lock || exit 1; done

# What the site runs on, with versions and hashes, as CycloneDX.
sbom: .venv/.installed-for-tests
	mkdir -p var
	$(BIN)/python -m cyclonedx_py requirements --pyproject pyproject.toml --mc-type application --output-reproducible \
		--of JSON --output-file var/sbom.json requirements.lock

# The description of the sandbox's routes and forms.
openapi: .venv/.installed
	mkdir -p var
	$(BIN)/mkdocs build --strict
	$(BIN)/python -m sandbox.openapi > var/openapi.json

# What can be made again. Not var/ itself: learners' runs and what readers said are there.
clean:
	rm -rf .venv .cache build site var/openapi.json var/sbom.json .pytest_cache .mypy_cache .ruff_cache *.egg-info

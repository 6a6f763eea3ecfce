# Omnimart's commands. `make help` lists them.

PYTHON ?= python3
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

VENV := .venv
BIN := $(VENV)/bin
VENV_SPARK := .venv-spark
BIN_SPARK := $(VENV_SPARK)/bin
PIP_INSTALL := -m pip install --no-input --disable-pip-version-check -qq --no-deps

DEMO_STAMP := data/.demo.stamp
DELIVERIES_STAMP := data/deliveries/.stamp
BUILD_STAMP := warehouse/.omnimart.stamp
EXAMPLE_DATA_STAMP := data/complete_journey/.stamp
EXAMPLE_STAMP := warehouse/.complete_journey.stamp
DOCS_PAGE := target/docs/index.html
DASHBOARD := site/index.html

export DBT_PROFILES_DIR ?= profiles
export DBT_SEND_ANONYMOUS_USAGE_STATS ?= false
export OMNIMART_WAREHOUSE ?= warehouse/omnimart.duckdb

# What the warehouse is made from. Sorted, so that an edit is all that rebuilds it; in full, because
# an incremental model does not see that its SQL changed.
SQL_FOLDERS := $(wildcard models macros seeds tests profiles)
BUILD_INPUTS := $(wildcard dbt_project.yml) $(shell \
	[ -z "$(SQL_FOLDERS)" ] || find $(SQL_FOLDERS) -type f \
	\( -name '*.sql' -o -name '*.yml' -o -name '*.csv' \) | sort)
# Which systems there are, and what is expected of their tables.
DELIVERIES_INPUTS := $(wildcard dbt_project.yml) $(filter %__sources.yml,$(BUILD_INPUTS)) \
	$(shell find scripts/omnimart/deliveries -type f ! -name '*.pyc' | sort)
SIMULATOR := $(shell find scripts/omnimart/simulate -type f \( -name '*.sql' -o -name '*.py' \) | sort)
DASHBOARD_INPUTS := $(shell find scripts/omnimart/dashboard -type f ! -name '*.pyc' | sort)
DOCS_INPUTS := $(shell find $(wildcard docs models) /dev/null -type f -name '*.md' | sort)

# The example has vars, a warehouse and compiled models of its own.
EXAMPLE_VARS := docs/examples/complete_journey.yml
EXAMPLE_WAREHOUSE := warehouse/complete_journey.duckdb
EXAMPLE := OMNIMART_WAREHOUSE=$(EXAMPLE_WAREHOUSE) DBT_TARGET_PATH=target/complete_journey

# A stamp without its warehouse is worth nothing.
$(shell [ -f "$(OMNIMART_WAREHOUSE)" ] || rm -f $(BUILD_STAMP))
$(shell [ -f "$(EXAMPLE_WAREHOUSE)" ] || rm -f $(EXAMPLE_STAMP))

DBT := $(BIN)/dbt --log-level warn
# They bring rows of their own and say nothing about the data: `make test` runs them, once.
NO_UNIT_TESTS := --exclude-resource-type unit_test
# What sqlfluff starts from, whatever was built before.
PARSE_ALONE := DBT_TARGET_PATH=target/lint_parsed OMNIMART_WAREHOUSE=:memory:

# $(call gate,name,command): one line per gate; its output only when it fails. A terminal shows what runs.
define gate
@mkdir -p target; [ ! -t 1 ] || printf '%-24s\r' '$(1)'; began=$$(date +%s); log=target/gate.$$$$.log; \
if ( export DBT_USE_COLORS=false; $(2) ) > $$log 2>&1; \
then printf '%-24sok %s s\n' '$(1)' $$(( $$(date +%s) - began )); rm -f $$log; \
else printf '%-24sFAILED %s s\n' '$(1)' $$(( $$(date +%s) - began )); cat $$log; exit 1; fi
endef

# -- commands ----------------------------------------------------------------------

.PHONY: help
help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

.PHONY: build
build: $(BUILD_STAMP) $(DOCS_PAGE) $(DASHBOARD) ## Simulate the demo retailer, build its warehouse, documentation and dashboard
	@$(BIN)/omnimart summary

.PHONY: example
example: $(EXAMPLE_STAMP) ## Build a real grocer, Complete Journey, into warehouse/complete_journey.duckdb
	@$(EXAMPLE) $(BIN)/omnimart summary

.PHONY: data
data: $(DEMO_STAMP) ## Write the raw exports of the demo retailer to data/demo

.PHONY: docs
docs: $(DOCS_PAGE) ## Write the documentation page, target/docs/index.html
	@echo "Documentation: $(DOCS_PAGE)"

.PHONY: dashboard
dashboard: $(DASHBOARD) ## Write the dashboard, site/index.html
	@echo "Dashboard: $(DASHBOARD)"

# The example's build and the gates of the demo do not meet; neither keeps two cores busy.
.PHONY: test
test: lint ## Run every check and test; stops at the first that fails
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=line demo-gates example-gates
	@$(BIN)/python -m pytest -q -n 3

.PHONY: demo-gates
demo-gates:
	$(call gate,demo build,$(MAKE) --no-print-directory $(BUILD_STAMP))
	$(call gate,unit tests,$(DBT) test --select test_type:unit)
	$(call gate,omnimart verify,$(BIN)/omnimart verify --exact)
	$(call gate,questions,$(BIN)/python scripts/answer_questions.py --check)
	$(call gate,dbt docs generate,$(write_docs))
	$(call gate,dbt-bouncer,COLUMNS=160 $(BIN)/dbt-bouncer run --show-all-failures --config-file dbt-bouncer.yml)
	$(call gate,dbt-coverage,$(BIN)/dbt-coverage compute doc --cov-report target/coverage.json --cov-fail-under 1.0)
	$(call gate,mf validate-configs,$(BIN)/mf validate-configs)

.PHONY: example-gates
example-gates:
	$(call gate,example build,$(MAKE) --no-print-directory $(EXAMPLE_STAMP))

.PHONY: lint
lint: $(VENV)/.dev $(DEMO_STAMP) $(EXAMPLE_DATA_STAMP) ## Run the checks that need no warehouse: YAML, SQL, Python, contracts
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=line text-gates project-gates
	$(call gate,sqlfluff,$(BIN)/python scripts/lint_sql.py)

.PHONY: text-gates
text-gates:
	$(call gate,yamllint,$(BIN)/yamllint --strict .)
	$(call gate,check_conventions,$(BIN)/python scripts/check_conventions.py)
	$(call gate,ruff check,$(BIN)/ruff check .)
	$(call gate,ruff format,$(BIN)/ruff format --check .)
	$(call gate,mypy,$(BIN)/mypy)

.PHONY: project-gates
project-gates:
	$(call gate,dbt parse,$(PARSE_ALONE) $(BIN)/dbt --warn-error parse --no-partial-parse)
	$(call gate,omnimart contracts,$(BIN)/omnimart contracts --check)

.PHONY: test-spark
test-spark: $(VENV_SPARK)/.spark $(EXAMPLE_DATA_STAMP) ## Build the same models on Spark and compare (needs Java 17)
	@$(BIN_SPARK)/python -m omnimart.spark_check

.PHONY: lock
lock: ## Resolve the dependencies again and write locks/*.lock
	@$(call check_python)
	@echo "Resolving dependencies"
	@rm -rf target/lock && $(PYTHON) -m venv target/lock
	@target/lock/bin/python $(PIP_INSTALL) uv
	@target/lock/bin/python locks/compile.py target/lock/bin/uv
	@rm -rf target/lock

.PHONY: matching
matching: $(VENV)/.matching ## Install Splink, which the var identity_probabilistic needs

.PHONY: value
value: $(VENV)/.value ## Install SciPy, which the fit of customer value needs (`make build` has it)

.PHONY: clean
clean: ## Remove everything generated; the environments stay
	@rm -rf target logs site warehouse/* warehouse/.*.stamp data/demo data/.demo.stamp data/complete_journey data/value data/value_of_complete_journey
	@rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache scripts/*.egg-info

# -- environments ------------------------------------------------------------------

# A changed users.lock starts the environment afresh, so that it holds what the locks
# hold and nothing else. The stamps live inside and go with it.
define check_python
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
|| { echo "Omnimart needs Python 3.11 or newer as $(PYTHON); choose one with: make PYTHON=python3.12"; exit 1; }
endef

$(VENV)/.users: locks/users.lock
	@$(call check_python)
	@echo "Installing dbt and DuckDB into $(VENV) (half a minute)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python $(PIP_INSTALL) --require-hashes -r locks/users.lock
	@touch $@

$(VENV)/.project: pyproject.toml $(VENV)/.users
	@$(BIN)/python $(PIP_INSTALL) --no-build-isolation -e .
	@touch $@

$(VENV)/.examples: locks/examples.lock $(VENV)/.users
	@echo "Installing the example data (32 MB)"
	@$(BIN)/python $(PIP_INSTALL) --require-hashes -r locks/examples.lock
	@touch $@

$(VENV)/.gate: locks/gate.lock $(VENV)/.users | $(VENV)/.project
	@echo "Installing Great Expectations into $(VENV) (half a minute)"
	@$(BIN)/python $(PIP_INSTALL) --require-hashes -r locks/gate.lock
	@touch $@

$(VENV)/.matching: locks/matching.lock $(VENV)/.users | $(VENV)/.project
	@echo "Installing Splink into $(VENV)"
	@$(BIN)/python $(PIP_INSTALL) --require-hashes -r locks/matching.lock
	@touch $@

$(VENV)/.value: locks/value.lock $(VENV)/.users | $(VENV)/.project
	@echo "Installing SciPy into $(VENV)"
	@$(BIN)/python $(PIP_INSTALL) --require-hashes -r locks/value.lock
	@touch $@

$(VENV)/.dashboard: locks/dashboard.lock $(VENV)/.users | $(VENV)/.project
	@echo "Installing Vega-Lite's renderer into $(VENV)"
	@$(BIN)/python $(PIP_INSTALL) --require-hashes -r locks/dashboard.lock
	@touch $@

$(VENV)/.dev: locks/dev.lock $(VENV)/.users $(VENV)/.gate | $(VENV)/.project
	@echo "Installing the developers' tools into $(VENV) (half a minute)"
	@$(BIN)/python $(PIP_INSTALL) --require-hashes -r locks/dev.lock
	@touch $@

$(VENV_SPARK)/.spark: locks/users.lock locks/examples.lock locks/spark.lock
	@$(call check_python)
	@echo "Installing Spark into $(VENV_SPARK) (about a minute)"
	@$(PYTHON) -m venv --clear $(VENV_SPARK)
	@$(BIN_SPARK)/python $(PIP_INSTALL) --require-hashes -r locks/users.lock
	@$(BIN_SPARK)/python $(PIP_INSTALL) --require-hashes -r locks/examples.lock
	@$(BIN_SPARK)/python $(PIP_INSTALL) --require-hashes -r locks/spark.lock
	@$(BIN_SPARK)/python $(PIP_INSTALL) --no-build-isolation -e .
	@touch $@

# -- data, warehouse, documentation ------------------------------------------------

$(DEMO_STAMP): $(SIMULATOR) | $(VENV)/.project
	@echo "Simulating 5,000 customers, 400 days into data/demo"
	@$(BIN)/omnimart simulate
	@rm -rf data/deliveries
	@touch $@

$(DELIVERIES_STAMP): $(DEMO_STAMP) $(VENV)/.gate $(DELIVERIES_INPUTS) | $(VENV)/.project
	@echo "Checking the deliveries"
	@$(BIN)/omnimart deliveries
	@touch $@

$(BUILD_STAMP): $(DELIVERIES_STAMP) $(BUILD_INPUTS) | $(VENV)/.project
	@echo "Building $(OMNIMART_WAREHOUSE) (log: logs/dbt.log)"
	@mkdir -p $(@D) $(dir $(OMNIMART_WAREHOUSE))
	@$(BIN)/omnimart build --full-refresh $(NO_UNIT_TESTS)
	@touch $@

$(EXAMPLE_DATA_STAMP): $(VENV)/.examples $(wildcard scripts/omnimart/*data*.py) | $(VENV)/.project
	@echo "Writing the example data to data/complete_journey"
	@$(BIN)/omnimart data complete_journey
	@mkdir -p $(@D) && touch $@

$(EXAMPLE_STAMP): $(EXAMPLE_DATA_STAMP) $(VENV)/.value $(EXAMPLE_VARS) $(BUILD_INPUTS) | $(VENV)/.project
	@echo "Building $(EXAMPLE_WAREHOUSE) (log: logs/dbt.log)"
	@mkdir -p $(@D)
	@$(EXAMPLE) $(BIN)/omnimart build --full-refresh $(NO_UNIT_TESTS) --vars "$$(cat $(EXAMPLE_VARS))"
	@touch $@

# Tests are listed with what they read in any case; only their compiled SQL is left out, for speed.
write_docs = $(DBT) docs generate --static --exclude resource_type:test && mkdir -p $(dir $(DOCS_PAGE)) && cp target/static_index.html $(DOCS_PAGE)

$(DOCS_PAGE): $(BUILD_STAMP) $(DOCS_INPUTS)
	@echo "Writing the documentation page"
	@$(write_docs)

$(DASHBOARD): $(DOCS_PAGE) $(DASHBOARD_INPUTS) $(VENV)/.dashboard
	@echo "Writing the dashboard"
	@$(BIN)/omnimart dashboard

# make demo    sets everything up and renders the shipped quarter
# make test    sets everything up and runs all tests
PYTHON ?= python3
BIN := .venv/bin
SAMPLE := metrics/ben-tre/2024-q1.yaml
FUZZ := --yaml 100000 --strings 20000 --templates 5000 --word 1500 --texts 4000 --workbooks 4000
ARTICLE := out/ben-tre/2024-q1/bai-bao.txt

# Where a wrong number, a wrong verdict or a broken Word file would come from, and the tests that go through all of it in seconds.
WRITER := */writers/docx.py,*/writers/wordml.py,*/writers/runs.py,*/writers/picture.py,*/writers/columns.py,*/writers/looks.py
FRAMES := */writers/package.py,*/writers/formatting.py,*/writers/properties.py,*/typeface.py,*/opc.py
FIGURES := */vietnamese/numbers.py,*/values/*,*/formulas/*,*/checks/*,$(WRITER),$(FRAMES)
FIGURE_TESTS := $(addprefix tests/test_,numbers.py vietnamese.py values.py formulas.py checks.py word_writer.py) tests/test_cases.py \
  tests/test_docx.py::test_a_frame_that_cannot_be_used_is_refused

.PHONY: demo test coverage coverage-figures mutants lint types wheel-test accept frame audit-accuracy audit-time benchmark fuzz clean

demo: .venv/ready
	@$(BIN)/cchc render $(SAMPLE)
	@echo
	@head -n 9 $(ARTICLE)

test: .venv/ready-dev
	$(BIN)/python -m pytest --numprocesses auto

# All tests under coverage: 95 % of the branches of everything, every branch of what makes figures and Word files.
coverage: .venv/ready-dev
	$(BIN)/python -m pytest --numprocesses auto --cov --cov-report=
	$(BIN)/coverage report --skip-covered --show-missing --fail-under=95
	$(BIN)/coverage report --include='$(FIGURES)' --show-missing --fail-under=100

# The second of these floors alone, with the tests that reach it.
coverage-figures: .venv/ready-dev
	$(BIN)/python -m pytest --numprocesses auto --cov --cov-report= $(FIGURE_TESTS)
	$(BIN)/coverage report --include='$(FIGURES)' --skip-covered --show-missing --fail-under=100

# What the tests do not see when one thing of the code is changed; takes half an hour; see docs/mutants.md.
mutants: .venv/ready-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[mutants]'
	$(BIN)/mutmut run
	$(BIN)/mutmut results

lint: .venv/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/ready-dev
	$(BIN)/mypy

# Builds the wheel and uses it from another folder, with nothing of this one in reach.
wheel-test: .venv/ready-dev
	$(BIN)/python tests/installed_wheel.py

# Rewrites the expected results of cases, golden files and generated pages; read the diff before you commit it.
accept: .venv/ready-dev
	$(BIN)/python -m pytest --accept tests/test_cases.py tests/test_golden.py tests/test_guards.py tests/test_guide.py tests/test_comparison.py tests/test_examples.py

# Rebuilds the Word frames from their designs.
frame: .venv/ready
	$(BIN)/python -m cchc_report.writers.frame templates/khung

# How many errors planted in edited copies `cchc audit` finds; see benchmarks/README.md.
audit-accuracy: .venv/ready-dev
	$(BIN)/python -m benchmarks.audit_accuracy

# How long `cchc audit` takes beside reading the file and comparing its words.
audit-time: .venv/ready-dev
	$(BIN)/python -m benchmarks.time_audit

# How fast documents are made beside other engines and how that grows; NODE=1 measures those of Node too, fetched by npm.
benchmark: .venv/ready-benchmark $(if $(NODE),.venv/ready-node)
	$(BIN)/python -m benchmarks.speed $(if $(NODE),--node .venv/node/node_modules) $(if $(QUICK),--quick)

# Damaged and hostile input by the thousand, another seed each time, then every property with ten thousand examples; see fuzz/README.md.
fuzz: .venv/ready-dev
	$(BIN)/python -m fuzz $(FUZZ)
	$(BIN)/python -m pytest --numprocesses auto -m hypothesis --hypothesis-profile nightly

clean:
	rm -rf .venv build dist out mutants .coverage .coverage.*

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

.venv/ready-dev: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

.venv/ready-benchmark: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[benchmark]'
	touch $@

.venv/ready-node: .venv/ready
	npm install --prefix .venv/node --silent --no-audit --no-fund --no-save --no-package-lock \
	  docxtemplater@3.71.0 pizzip@3.3.0 easy-template-x@7.2.8 carbone@3.8.2
	touch $@

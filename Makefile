# make demo    sets everything up and renders the shipped quarter
# make test    sets everything up and runs all tests
PYTHON ?= python3
BIN := .venv/bin
SAMPLE := metrics/ben-tre/2024-q1.yaml
FUZZ := --yaml 100000 --strings 20000 --templates 5000 --word 1500 --texts 4000 --workbooks 4000
ARTICLE := out/ben-tre/2024-q1/bai-bao.txt

.PHONY: demo test lint types wheel-test accept frame audit-accuracy audit-time benchmark fuzz clean

demo: .venv/ready
	@$(BIN)/cchc render $(SAMPLE)
	@echo
	@head -n 9 $(ARTICLE)

test: .venv/ready-dev
	$(BIN)/python -m pytest --numprocesses auto

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
	rm -rf .venv build dist out

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

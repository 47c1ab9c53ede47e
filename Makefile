# make check：装好环境，检查 seeds/ 里的报告。make test：装测试所需，运行全部检查。
.PHONY: check test fuzz clean wheelhouse

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

check: $(VENV)/.installed
	$(BIN)/fazhi check seeds/*.txt --fail-on never

test: $(VENV)/.installed-dev
	$(BIN)/ruff check checker tests benchmarks fuzz
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist loadfile
	$(BIN)/fazhi test

# 十分钟：把各种格式的文件改坏，看读取器怎样。不在 make test 里。
fuzz: $(VENV)/.installed-dev
	$(BIN)/python fuzz/readers.py --minutes 10

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.installed-dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	touch $@ $(VENV)/.installed

# 离线安装包：在能上网的同类机器上做好，拷到内网后
#   pip install --no-index --find-links wheelhouse fazhi-checker
wheelhouse: $(VENV)/bin/python
	$(BIN)/python -m pip wheel --quiet --wheel-dir wheelhouse .

clean:
	rm -rf $(VENV) build dist wheelhouse .mypy_cache .ruff_cache .pytest_cache .hypothesis

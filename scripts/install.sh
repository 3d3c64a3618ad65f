#!/usr/bin/env bash
# install.sh run|pdf|build|test|insight|lock: makes .venv and installs one lock file into it, every hash checked.
# The copy of the lock file left behind says that it is done.
set -euo pipefail
cd "$(dirname "$0")/.."
# What was added once is kept in step; where that fails, the program runs without it or with the one of before.
if [ "$1" = run ] && [ -f .venv/installed-pdf.txt ]; then scripts/install.sh pdf || true; fi
# Where the program speaks other languages than English, their catalogues are compiled first.
if [ "$1" = run ] && compgen -G 'outandback/locale/*/LC_MESSAGES/*.po' >/dev/null; then
  scripts/install.sh build
  .venv/bin/python scripts/catalogues.py compile
fi
lock="requirements/$1.txt"
done_="$(pwd)/.venv/installed-$1.txt"
cmp -s "$lock" "$done_" && exit 0

refuse() { echo "$1" >&2; exit 2; }

python_here() {
  for name in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$name"; return; fi
  done
  refuse "Python 3.11 or later is needed and wasn't found."
}

make_venv() {
  python=$(python_here)
  "$python" -m venv --without-pip .venv || refuse "Python's venv module is needed (on Debian: apt install python3-venv)."
}

# uv where there is one; else the machine's own pip, which is quicker than giving .venv its own.
fill_venv() {
  python=$(python_here)
  pip="install -qq --no-deps --no-compile --disable-pip-version-check --require-hashes -r $lock"
  if command -v uv >/dev/null; then
    uv pip install --quiet --no-deps --require-hashes --python .venv/bin/python -r "$lock"
  elif "$python" -m pip --python .venv/bin/python --version >/dev/null 2>&1; then
    "$python" -m pip --python .venv/bin/python $pip
  else
    .venv/bin/python -m ensurepip >/dev/null && .venv/bin/python -m pip $pip
  fi
}

# A start reads compiled files only; what is never loaded is left as it is.
compile_all() {
  env -u PYTHONDONTWRITEBYTECODE .venv/bin/python -m compileall -q -j 0 \
    -x '/(locale|pip|setuptools|gis|admin|admindocs|hypothesis|playwright|mypy|socialaccount|headless)/' "$place" outandback || true
}

# The program itself is run from where it lies; `.venv/bin/outandback` is the same program.
name_the_program() {
  pwd > "$place/outandback.pth"
  printf '#!%s\nfrom outandback.cli import main\n\nmain()\n' "$(pwd)/.venv/bin/python" > .venv/bin/outandback
  chmod +x .venv/bin/outandback
}

echo "Installing from $lock ..." >&2
[ -x .venv/bin/python ] || make_venv
fill_venv || refuse "The packages in $lock could not be installed."
place=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
name_the_program
compile_all
cp "$lock" "$done_"

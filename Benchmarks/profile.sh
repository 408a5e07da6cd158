#!/bin/sh
# Where the time goes: samples one run with perf and prints the top functions, alone and with what they call.
# usage: profile.sh WORK [JOBS]     (WORK is the folder run.py printed; perf is in Debian's linux-perf)
set -eu
work=$1
jobs=${2:-1}
binary=$(dirname "$0")/../.build/release/qa-cli
data=$work/perf.data
XDG_CACHE_HOME=$work/cache perf record --quiet -g -F 2999 -o "$data" \
  "$binary" score "$work/corpus.ndjson" --rules "$work/bench.yaml" --format ndjson --jobs "$jobs" > "$work/profile.ndjson" 2> /dev/null
show() { perf report -i "$data" -g none "$@" 2> /dev/null | grep -v '^#' | grep -v '^$' | swift demangle --compact | sed -E 's/ +$//' | cut -c1-180; }
echo "== by library"
show --no-children --sort dso | head -8
echo "== functions alone"
show --no-children --sort dso,symbol | head -25
echo "== functions with what they call"
show --children --sort symbol | head -40

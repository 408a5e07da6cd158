#!/bin/sh
# ripgrep prints every match of the literals, and nothing else: no parsing, no roles, no patterns.
# usage: ripgrep.sh WORK CORPUS [--ignore-case] > matches.txt
work=$1
corpus=$2
shift 2
exec rg --no-config --no-filename --no-line-number --only-matching --fixed-strings --file "$work/literals.txt" "$@" "$corpus"

#!/usr/bin/env bash
# tests/elsewhere/run.sh i386|aarch64|s390x - builds for another architecture and runs the groups unit, golden and corpus
#
# setup.sh installs the compiler, libraries and emulator to build/elsewhere, where the build is, too.
#
# Environment: MAKE, TESTS (default: unit,golden,corpus), CFLAGS, CCACHE.
set -eu
cd "$(dirname "$0")/../.."
here=tests/elsewhere
. "$here/machine.sh"
machine "${1:-}" "$PWD/build/elsewhere"
mkdir -p build/elsewhere
"$here/setup.sh" "$1" "$PWD/build/elsewhere"
libraries=$machine_place/root/usr/lib/$machine_folder
tools=build/elsewhere/$1/tools/usr
export ELSEWHERE=$PWD/build/elsewhere
export PKG_CONFIG_SYSROOT_DIR=$machine_place/root PKG_CONFIG_LIBDIR=$libraries/pkgconfig:$machine_place/root/usr/share/pkgconfig
unset MAKEFLAGS MFLAGS MAKELEVEL PKG_CONFIG_PATH
exec "${MAKE:-make}" --no-print-directory -j"$(getconf _NPROCESSORS_ONLN)" check-built B="build/elsewhere/$1/build" \
    CC="$here/cc $1" CXX=false AR="env LD_LIBRARY_PATH=$tools/lib/$(uname -m)-linux-gnu $tools/bin/$machine_compiler-ar" CFLAGS="${CFLAGS:--O2 -g}" TESTS="${TESTS:-unit,golden,corpus}"

#!/usr/bin/env bash
# dist-check.sh - checks that the archive of make dist is complete: outside of a repository it builds, passes tests, can be installed
# and makes the same archive again
#
# Environment: DIST_TESTS, the tests to run (default: quick ones); CC, MAKE; TMPDIR, which needs about 300 MB.
set -eu
cd "$(dirname "$0")/../.."
make=${MAKE:-make}
tests=${DIST_TESTS:-unit/cd,unit/disc,unit/format,corpus,golden,cli/author,house,install}
unset MAKEFLAGS MFLAGS MAKELEVEL B SANITIZE DESTDIR PREFIX
say() { printf '  %-7s %s\n' "$1" "$2"; }
archive=$(tools/packaging/dist.sh)
name=${archive##*/} name=${name%.tar.gz}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/redbook-dist.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
export GIT_CEILING_DIRECTORIES=$scratch
say UNPACK "$archive"
tar -x -C "$scratch" -f "$archive"

# Makes the archive again from the repository, in another environment, and from the unpacked files.
(umask 077 && TZ=Asia/Tokyo LC_ALL=C.UTF-8 tools/packaging/dist.sh "$scratch/again" >/dev/null)
"$scratch/$name/tools/packaging/dist.sh" "$scratch/itself" >/dev/null
say COMPARE "the archive, one made again, and one made from the unpacked files"
cmp "$archive" "$scratch/again/$name.tar.gz"
cmp "$archive" "$scratch/itself/$name.tar.gz"

cd "$scratch/$name"
processors=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
say BUILD "$name, tests $tests"
"$make" -s -j"$processors" CC="${CC:-cc}" check-built TESTS="$tests"
say INSTALL "$name"
"$make" -s CC="${CC:-cc}" install PREFIX="$scratch/prefix" >/dev/null
mkdir -p "$scratch/demo/samples/album"
ln -s "$scratch/prefix/bin/redbook" "$scratch/demo/redbook"
flags=$(PKG_CONFIG_PATH=$scratch/prefix/lib/pkgconfig pkg-config --cflags --libs libredbook sndfile)
eval "${CC:-cc} samples/album/render.c -o '$scratch/demo/samples/album/render' $flags -lm -Wl,-rpath,'$scratch/prefix/lib'"
samples/album/demo.sh "$scratch/demo" "$scratch/album" >/dev/null
"$scratch/prefix/bin/redbook" check --profile plant --fail-on error "$scratch/album/album.cue" >/dev/null
printf '%s is complete\n' "$name.tar.gz"

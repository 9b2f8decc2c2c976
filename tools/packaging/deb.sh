#!/usr/bin/env bash
# deb.sh [FOLDER] - builds the Debian packages of this version in FOLDER (build/deb) and checks them with lintian
#
# The source package consists of the archive that make dist writes and tools/packaging/debian. DEB_BUILD_OPTIONS=nocheck omits the
# tests, as for any Debian package. Exits with 1 if lintian finds an error or is not installed; LINTIAN=no omits lintian.
set -eu
cd "$(dirname "$0")/../.."
folder=${1:-build/deb}
unset MAKEFLAGS MFLAGS MAKELEVEL CFLAGS CPPFLAGS LDFLAGS DESTDIR PREFIX

rm -rf "$folder"
mkdir -p "$folder"
archive=$(tools/packaging/dist.sh "$folder/dist")
version=${archive##*/redbook-} version=${version%.tar.gz}
cp "$archive" "$folder/redbook_$version.orig.tar.gz"
tar -x -C "$folder" -f "$archive"
tools/packaging/debian.sh "$(cd "$folder" && pwd)/redbook-$version/debian"
processors=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
(
    cd "$folder/redbook-$version"
    export DEB_BUILD_OPTIONS="parallel=$processors ${DEB_BUILD_OPTIONS:-}"
    dpkg-buildpackage -us -uc >../build.log 2>&1 || { tail -n 40 ../build.log >&2 && exit 1; }
)
rm -rf "$folder/redbook-$version"
printf '%s\n' "$folder"/*.deb
[ "${LINTIAN:-}" != no ] || exit 0
lintian --allow-root --tag-display-limit 0 --fail-on error "$folder"/*.changes

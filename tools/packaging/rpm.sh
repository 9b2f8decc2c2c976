#!/usr/bin/env bash
# rpm.sh [FOLDER] - builds the RPM packages of this version in FOLDER (build/rpm) with rpmbuild from the files of make dist
#
# On a system whose own packages are not RPMs, the required packages cannot be checked, so rpmbuild gets --nodeps. RPMBUILD_OPTIONS
# has further options, such as --nocheck.
set -eu
cd "$(dirname "$0")/../.."
folder=${1:-build/rpm}
unset MAKEFLAGS MFLAGS MAKELEVEL CFLAGS CPPFLAGS LDFLAGS DESTDIR PREFIX

rm -rf "$folder"
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
tools/packaging/dist.sh "$folder/dist" >/dev/null
options=()
rpm -q rpm >/dev/null 2>&1 || options+=(--nodeps)
# shellcheck disable=SC2206 # a list of words
options+=(${RPMBUILD_OPTIONS:-})
rpmbuild -ba "${options[@]}" --define "_topdir $folder/work" --define "_sourcedir $folder/dist" --define "_rpmdir $folder" \
    --define "_srcrpmdir $folder" "$folder/dist/redbook.spec" >"$folder/build.log" 2>&1 || {
    tail -n 40 "$folder/build.log" >&2
    exit 1
}
rm -rf "$folder/work"
find "$folder" -name '*.rpm' | LC_ALL=C sort

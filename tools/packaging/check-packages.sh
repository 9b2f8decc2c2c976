#!/usr/bin/env bash
# check-packages.sh - builds all packages, the Debian ones twice in different environments, and checks that both have the same bytes
#
# The packages and logs are kept in build/packages. CHECK_PACKAGES selects some of deb,rpm,files.
set -eu
cd "$(dirname "$0")/../.."
folder=$PWD/build/packages
wanted=,${CHECK_PACKAGES:-deb,rpm,files},
mkdir -p "$folder"
say() { printf '  %-7s %s\n' "$1" "$2"; }

case $wanted in *,deb,*)
    say DEB "with its tests, checked by lintian"
    tools/packaging/deb.sh "$folder/deb" >"$folder/deb.log" 2>&1 || { tail -n 40 "$folder/deb.log" && exit 1; }
    say DEB "again, in another folder, time zone and language, with another umask and one processor"
    # dpkg does not map the name of a build folder that has a blank, so that it would be in what debuggers read.
    (umask 077 && TZ=Pacific/Kiritimati LC_ALL=C.UTF-8 DEB_BUILD_OPTIONS='nocheck parallel=1' LINTIAN=no \
        tools/packaging/deb.sh "$folder/deb-again/elsewhere" >"$folder/deb-again.log" 2>&1) || { tail -n 40 "$folder/deb-again.log" && exit 1; }
    for package in "$folder"/deb/*.deb "$folder"/deb/*.dsc "$folder"/deb/*.tar.*; do
        cmp "$package" "$folder/deb-again/elsewhere/${package##*/}"
    done
    grep -E '^[EW]: ' "$folder/deb.log" || true
    ;;
esac
case $wanted in *,rpm,*)
    say RPM "without tests"
    RPMBUILD_OPTIONS=--nocheck tools/packaging/rpm.sh "$folder/rpm" >"$folder/rpm.log" 2>&1 || { tail -n 40 "$folder/rpm.log" && exit 1; }
    ;;
esac
case $wanted in *,files,*)
    say PARSE "files for RPM, Homebrew, Nix and containers"
    tests/house/check-packaging.sh files "$folder/files"
    ;;
esac
printf 'all packages are built\n'

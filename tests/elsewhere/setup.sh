#!/usr/bin/env bash
# tests/elsewhere/setup.sh i386|aarch64|s390x FOLDER - gets the compiler, libraries and emulator of another architecture
#
# Unpacks Debian packages to FOLDER with apt, whose lists, cache and database of installed packages are in FOLDER, too: this system is
# not changed, and root permissions are not needed. FOLDER/NAME/root is the root folder of the other architecture, FOLDER/NAME/tools
# has programs of this one. Does nothing if all of it exists.
#
# Environment: DEBIAN_MIRROR, DEBIAN_SUITE.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/machine.sh"
machine "$1" "$2"
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
suite=${DEBIAN_SUITE:-bookworm}
libraries="libc6-dev $("$here/../house/packages.sh" debian build burn test)"
stamp="$mirror $suite $libraries"
[ "$(cat "$machine_place/done" 2>/dev/null)" != "$stamp" ] || exit 0
if ! command -v apt-get >/dev/null || ! command -v dpkg >/dev/null; then
    printf "redbook: make check-elsewhere ARCH=%s requires apt-get and dpkg, which are not installed\n" "$1" >&2
    exit 1
fi
mkdir -p "$machine_place"
cd "$machine_place"
rm -rf root tools packages done

# unpack ARCHITECTURE FOLDER PACKAGE...: unpacks the packages and their dependencies
unpack() {
    local architecture=$1 folder=$2 base=$PWD/packages/$1 package
    shift 2
    mkdir -p "$folder" "$base/state/lists/partial" "$base/cache/archives/partial"
    : >"$base/status"
    printf 'deb [arch=%s] %s %s main\n' "$architecture" "$mirror" "$suite" >"$base/sources.list"
    cat >"$base/apt.conf" <<END
APT::Architecture "$architecture";
APT::Architectures { "$architecture"; };
APT::Install-Recommends "false";
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::Retries "2";
Dir::State "$base/state";
Dir::State::status "$base/status";
Dir::Cache "$base/cache";
Dir::Etc::sourcelist "$base/sources.list";
Dir::Etc::sourceparts "-";
Debug::NoLocking "true";
END
    APT_CONFIG=$base/apt.conf apt-get -q update
    APT_CONFIG=$base/apt.conf apt-get -q -y --download-only install "$@"
    for package in "$base"/cache/archives/*.deb; do
        # Programs of this machine use the installed C library.
        case $folder:${package##*/} in tools:libc6_* | tools:libgcc-s1_*) continue ;; esac
        dpkg-deb -x "$package" "$folder"
    done
    rm -rf "$base"
}

printf "redbook: getting compiler, libraries and emulator for '%s'\n" "$1" >&2
{
    # shellcheck disable=SC2086 # a list of words
    unpack "$machine_debian" root $libraries
    unpack "$(dpkg --print-architecture)" tools "gcc-$machine_compiler" qemu-user-static
} >log 2>&1 || {
    tail -n 20 log >&2
    exit 1
}
# Only one of the emulators is needed.
find tools/usr/bin -name 'qemu-*' ! -name "qemu-$machine_qemu-static" -delete
rm -rf packages tools/usr/share root/usr/share/doc root/usr/share/man
printf '%s\n' "$stamp" >done

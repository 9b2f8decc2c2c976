#!/usr/bin/env bash
# tests/elsewhere/setup.sh i386|aarch64|s390x FOLDER - the compiler, the libraries and the emulator of another machine
#
# Everything comes from Debian packages that are unpacked below FOLDER by an apt whose lists, cache and database of installed
# packages are there too: this machine is not changed, and no root is needed. FOLDER/NAME/root is the root folder of the other
# machine, FOLDER/NAME/tools has programs of this one. Does nothing if everything is there.
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
    printf "redbook: '%s' is built from packages of Debian; apt-get and dpkg get them and are not here\n" "$1" >&2
    exit 1
fi
mkdir -p "$machine_place"
cd "$machine_place"
rm -rf root tools packages done

# unpack ARCHITECTURE FOLDER PACKAGE...: the packages and all they need
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
        # Programs of this machine use its own C library.
        case $folder:${package##*/} in tools:libc6_* | tools:libgcc-s1_*) continue ;; esac
        dpkg-deb -x "$package" "$folder"
    done
    rm -rf "$base"
}

printf "redbook: getting what '%s' needs\n" "$1" >&2
{
    # shellcheck disable=SC2086 # a list of words
    unpack "$machine_debian" root $libraries
    unpack "$(dpkg --print-architecture)" tools "gcc-$machine_compiler" qemu-user-static
} >log 2>&1 || {
    tail -n 20 log >&2
    exit 1
}
# Of the emulators only one is needed.
find tools/usr/bin -name 'qemu-*' ! -name "qemu-$machine_qemu-static" -delete
rm -rf packages tools/usr/share root/usr/share/doc root/usr/share/man
printf '%s\n' "$stamp" >done

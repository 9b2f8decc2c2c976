#!/usr/bin/env bash
# check-debian.sh bookworm|trixie - runs the commands of README.md in a minimal Debian, then its recipes with the packages only
#
# debootstrap makes the system in build/debian/SUITE. The commands run in a copy of it, with the archive of make dist unpacked in the
# home folder of a user who may use sudo. Requires root, debootstrap and the network; exits with 77 if one of these is missing.
#
# Environment: DEBIAN_MIRROR; DEB_BUILD_OPTIONS for make deb; KEEP=yes keeps the copy.
set -eu
cd "$(dirname "$0")/../.."
suite=${1:-}
case $suite in bookworm | trixie) ;; *) printf 'usage: make check-debian SUITE=bookworm|trixie\n' >&2 && exit 2 ;; esac
[ "$(id -u)" -eq 0 ] || { echo "make check-debian has to be run as root" && exit 77; }
command -v debootstrap >/dev/null || { echo "debootstrap is not installed" && exit 77; }
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
place=$PWD/build/debian
base=$place/$suite
system=$place/$suite.run
unset MAKEFLAGS MFLAGS MAKELEVEL
say() { printf '  %-7s %s\n' "$1" "$2"; }

if [ ! -e "$base/.complete" ]; then
    say GET "$suite from $mirror"
    rm -rf "$base"
    mkdir -p "$place"
    debootstrap --variant=minbase "$suite" "$base" "$mirror" >"$place/$suite.log" 2>&1 || { tail -n 5 "$place/$suite.log" && exit 77; }
    touch "$base/.complete"
fi
mounted=''
stop() {
    [ -z "$mounted" ] || umount "$system/proc"
    [ -n "${KEEP:-}" ] || rm -rf "$system"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP
rm -rf "$system"
cp -a "$base" "$system"
cp /etc/resolv.conf "$system/etc/resolv.conf"
printf '127.0.0.1 localhost %s\n' "$(uname -n)" >"$system/etc/hosts"
! mount -t proc proc "$system/proc" 2>/dev/null || mounted=yes
printf '#!/bin/sh\nexit 101\n' >"$system/usr/sbin/policy-rc.d" # services are not started
chmod +x "$system/usr/sbin/policy-rc.d"
echo force-unsafe-io >"$system/etc/dpkg/dpkg.cfg.d/unsafe-io" # faster; the copy is removed at the end

# An installed Debian also has a user and sudo.
inside() { chroot "$system" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS:-}" "$@"; }
inside sh -c 'apt-get -q update && apt-get -q -y --no-install-recommends install sudo && useradd -m -d /srv/user -s /bin/bash user &&
    echo "user ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/user' >"$place/$suite.log" 2>&1 || { tail -n 20 "$place/$suite.log" && exit 1; }
archive=$(tools/packaging/dist.sh)
name=${archive##*/} name=${name%.tar.gz}
tar -x -C "$system/srv/user" -f "$archive"

# Prints the blocks of commands in README.md, each after a line that numbers it.
blocks() { # PATTERN: only blocks with a matching line
    awk -v pattern="$1" '/^```sh$/ { inside = 1; text = ""; count++; next }
        /^```/ && inside { inside = 0; if (text ~ pattern) printf "echo \"== block %d\"\n%s", count, text }
        inside { text = text $0 "\n" }' README.md
}
as_user() { # SCRIPT LOG
    inside chown -R user:user /srv/user
    inside sudo -u user -H env LC_ALL=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin bash -eu -c "cd /srv/user/$name && . /srv/user/$1" >"$place/$2" 2>&1 </dev/null || {
        printf 'a command failed; the end of the output:\n' && tail -n 40 "$place/$2" && exit 1
    }
}
say RUN "README.md in a minimal $suite, $(grep -c '^```sh$' README.md) blocks"
blocks . >"$system/srv/user/typed"
as_user typed "$suite-readme.log"

say REMOVE "the files of make install, and run the recipes again with the packages"
{
    printf 'sudo make -s uninstall\nsudo ldconfig\nhash -r\n[ "$(command -v redbook)" = /usr/bin/redbook ]\n'
    printf 'rm -r build/demo\nmake -s demo >/dev/null\n'
    blocks '(^|\n)(redbook|cd) ?'
} >"$system/srv/user/typed"
as_user typed "$suite-packages.log"
printf 'README.md runs in %s\n' "$suite"

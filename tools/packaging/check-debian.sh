#!/usr/bin/env bash
# check-debian.sh bookworm|trixie - README.md typed in from top to bottom in a bare Debian, then its recipes with the packages alone
#
# debootstrap makes the system in build/debian/SUITE; what is run there is a copy of it, with the archive of make dist unpacked in the
# home of a user who may use sudo. Needs root, debootstrap and the network. Ends with 77 when one of these is missing.
#
# From outside: DEBIAN_MIRROR; DEB_BUILD_OPTIONS for make deb; KEEP=yes leaves the copy where it is.
set -eu
cd "$(dirname "$0")/../.."
suite=${1:-}
case $suite in bookworm | trixie) ;; *) printf 'usage: make check-debian SUITE=bookworm|trixie\n' >&2 && exit 2 ;; esac
[ "$(id -u)" -eq 0 ] || { echo "a Debian in a folder needs root" && exit 77; }
command -v debootstrap >/dev/null || { echo "debootstrap is not here" && exit 77; }
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
printf '#!/bin/sh\nexit 101\n' >"$system/usr/sbin/policy-rc.d" # no services in it
chmod +x "$system/usr/sbin/policy-rc.d"
echo force-unsafe-io >"$system/etc/dpkg/dpkg.cfg.d/unsafe-io" # the copy does not outlive this script

# What an installed Debian has: its own security updates, a user, and sudo.
inside() { chroot "$system" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS:-}" "$@"; }
inside sh -c 'apt-get -q update && apt-get -q -y --no-install-recommends install sudo && useradd -m -d /srv/user -s /bin/bash user &&
    echo "user ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/user' >"$place/$suite.log" 2>&1 || { tail -n 20 "$place/$suite.log" && exit 1; }
archive=$(tools/packaging/dist.sh)
name=${archive##*/} name=${name%.tar.gz}
tar -x -C "$system/srv/user" -f "$archive"

# The blocks of commands, with a line before each that names it.
blocks() { # PATTERN: those with such a line only
    awk -v pattern="$1" '/^```sh$/ { inside = 1; text = ""; count++; next }
        /^```/ && inside { inside = 0; if (text ~ pattern) printf "echo \"== block %d\"\n%s", count, text }
        inside { text = text $0 "\n" }' README.md
}
as_user() { # SCRIPT LOG
    inside chown -R user:user /srv/user
    inside sudo -u user -H env LC_ALL=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin bash -eu -c "cd /srv/user/$name && . /srv/user/$1" >"$place/$2" 2>&1 </dev/null || {
        printf 'this ended with another status than 0:\n' && tail -n 40 "$place/$2" && exit 1
    }
}
say TYPE "README.md in a bare $suite, $(grep -c '^```sh$' README.md) blocks"
blocks . >"$system/srv/user/typed"
as_user typed "$suite-readme.log"

say REMOVE "what make install installed; the recipes again, with the packages"
{
    printf 'sudo make -s uninstall\nsudo ldconfig\nhash -r\n[ "$(command -v redbook)" = /usr/bin/redbook ]\n'
    printf 'rm -r build/demo\nmake -s demo >/dev/null\n'
    blocks '(^|\n)(redbook|cd) ?'
} >"$system/srv/user/typed"
as_user typed "$suite-packages.log"
printf 'README.md runs in %s\n' "$suite"

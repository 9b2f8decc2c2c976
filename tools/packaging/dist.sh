#!/usr/bin/env bash
# dist.sh [FOLDER] - makes an archive of the source of this version, and the package files that use it
#
# Writes to FOLDER (build/dist) redbook-VERSION.tar.gz with all committed files or, outside of a repository, all files except build;
# redbook.spec (RPM), redbook.rb (Homebrew), redbook.nix and Containerfile; and SHA256SUMS. The same files give the same bytes.
# Prints the name of the archive.
#
# Environment: DIST_URL, the URL of the folder that the archive will be downloaded from (default: the package files expect it next to
# them); SOURCE_DATE_EPOCH, the time of the files in the archive (default: that of the commit or of the newest file).
set -eu
cd "$(dirname "$0")/../.."
folder=${1:-build/dist}
export LC_ALL=C TZ=UTC
version=$(sed -n 's/^.define RBK_VERSION *"\(.*\)"/\1/p' include/redbook/version.h)
name=redbook-$version

tar=tar
for program in tar gtar; do
    ! "$program" --version 2>/dev/null | grep -q 'GNU tar' || { tar=$program && break; }
done
"$tar" --version 2>/dev/null | grep -q 'GNU tar' || { printf 'redbook: make dist requires GNU tar\n' >&2 && exit 1; }

mkdir -p "$folder"
scratch=$(mktemp -d "$folder/.dist.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/$name"
if [ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$(pwd -P)" ]; then
    [ -z "$(git status --porcelain)" ] || printf 'redbook: changes that are not committed are not in the archive\n' >&2
    git archive HEAD | "$tar" -x -C "$scratch/$name"
    epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
else
    "$tar" -c --exclude=./build --exclude=./debian . | "$tar" -x -C "$scratch/$name"
    epoch=${SOURCE_DATE_EPOCH:-$(find . -path ./build -prune -o -type f -printf '%Ts\n' | sort -n | tail -n 1)}
fi

# The archive does not depend on the machine: order, owners, times and permissions are set, and gzip does not store name and time.
"$tar" -c -C "$scratch" --format=ustar --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner --mode='a=rX,u+w' "$name" |
    gzip -9n >"$scratch/$name.tar.gz"
sum=$(sha256sum "$scratch/$name.tar.gz" | cut -d' ' -f1)
url=${DIST_URL:-}
url=${url:+${url%/}/}
brew_url=${url:-file://#\{__dir__\}/}
nix_source=./$name.tar.gz
[ -z "$url" ] || nix_source="pkgs.fetchurl { url = \"$url$name.tar.gz\"; sha256 = \"$sum\"; }"
. tools/packaging/contact.sh
fill() { # FILE SOURCE
    sed -e "${homepage:+s|@homepage@|$homepage|}" -e '/@homepage@/d' -e "s|@version@|$version|g" -e "s|@sha256@|$sum|g" -e "s|@source@|$2|g" "tools/packaging/$1.in" >"$scratch/$1"
}
fill redbook.spec "$url"
fill redbook.rb "$brew_url"
fill redbook.nix "$nix_source"
fill Containerfile ""
(cd "$scratch" && sha256sum "$name.tar.gz" redbook.spec redbook.rb redbook.nix Containerfile >SHA256SUMS)
rm -rf "${scratch:?}/$name" "$folder"/redbook-*.tar.gz
mv "$scratch"/* "$folder"
printf '%s\n' "$folder/$name.tar.gz"

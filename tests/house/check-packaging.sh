#!/usr/bin/env bash
# check-packaging.sh versions|libraries|files FOLDER - checks the files for packagers against the tree
#
# versions   header, changelogs and man pages name the same version
# libraries  each package file names the libraries that the Makefile uses, and no other
# files      the archive has the same bytes each time, and the files next to it are filled in and parse; FOLDER is for scratch
#            files
# Prints each violation and exits with 1; exits with 77, after a reason, if a program that parses one of the files is missing.
set -u
cd "$(dirname "$0")/../.." || exit 2
packaging=tools/packaging
abi=$(sed -n 's/^ABI := *//p' Makefile)
version=$(sed -n 's/^.define RBK_VERSION *"\(.*\)"/\1/p' include/redbook/version.h)
failures=0
breach() {
    printf '%s\n' "$1"
    failures=$((failures + 1))
}
# same WHAT FOUND WANTED
same() { [ "$2" = "$3" ] || breach "$1: expected '$3', found '$2'"; }

versions() {
    local part parts='' page
    for part in MAJOR MINOR PATCH; do parts+=.$(sed -n "s/^.define RBK_VERSION_$part *//p" include/redbook/version.h); done
    same "include/redbook/version.h: RBK_VERSION_MAJOR, _MINOR and _PATCH" "${parts#.}" "$version"
    same "include/redbook/version.h: the comment of rbk_version" "$(sed -n 's/.*library in use, "\(.*\)".*/\1/p' include/redbook/version.h)" "$version"
    same "CHANGELOG.md: the first section" "$(sed -n 's/^## \([0-9.]*\) .*/\1/p' CHANGELOG.md | head -n 1)" "$version"
    same "$packaging/debian/changelog: the first section" "$(sed -n 's/^redbook (\(.*\)-[0-9]*) .*/\1/p' $packaging/debian/changelog | head -n 1)" "$version"
    for page in tools/*/*.[135]; do
        part=$(sed -n 's/^\.TH .*"redbook \([0-9][0-9.]*\)".*/\1/p' "$page")
        [ -z "$part" ] || same "$page: .TH" "$part" "$version"
    done
    # A version written in another place would be forgotten at the next release.
    while IFS= read -r part; do
        breach "${part%%:*}: has the version as a literal; it is filled in"
    done < <(grep -lE "(^|[^0-9.])${version//./\\.}([^0-9.]|\$)" Makefile "$packaging"/*.in "$packaging"/*.sh src/*.in)
}

# The packages that packages.sh names, one per line. SYSTEM KIND...
libraries_of() { tests/house/packages.sh "$@" | tr ' ' '\n' | grep . | LC_ALL=C sort -u; }
# same_lists FILE FOUND WANTED: lists with one name per line
same_lists() {
    local name
    for name in $(LC_ALL=C comm -13 <(printf '%s\n' "$2") <(printf '%s\n' "$3")); do breach "$1: '$name' is missing"; done
    for name in $(LC_ALL=C comm -23 <(printf '%s\n' "$2") <(printf '%s\n' "$3")); do breach "$1: '$name' is not used"; done
}
# The packages in a field of a paragraph of debian/control, without versions, substitutions and profiles. PARAGRAPH FIELD
debian_field() {
    awk -v RS= -v paragraph="$1" 'index($0 "\n", paragraph "\n") == 1' $packaging/debian/control |
        sed -n "/^$2:/,/^[^ ]/{/^$2:/s/^[^:]*://p;/^ /p}" | tr ',' '\n' | sed 's/[[({<].*//; s/[[:blank:]]//g; s/^\$.*//' | grep . | LC_ALL=C sort -u
}
# The names in the Makefile's lists.
listed() {
    local list
    for list in "$@"; do sed -n "s/^$list := *//p" Makefile; done | tr ' ' '\n' | LC_ALL=C sort -u
}

libraries() {
    local brew
    same_lists "$packaging/debian/control, Build-Depends" "$(debian_field 'Source: redbook' Build-Depends | grep -vxE 'debhelper-compat|pkgconf')" \
        "$(libraries_of debian build burn pdf test)"
    same_lists "$packaging/debian/control, Depends of libredbook-dev" \
        "$(debian_field 'Package: libredbook-dev' Depends | grep -vx "libredbook$abi")" \
        "$(libraries_of debian build burn | grep -vxE 'libpopt-dev|libjansson-dev')"
    same_lists "$packaging/redbook.spec.in" "$(sed -n 's/^BuildRequires:.*pkgconfig(\(.*\)).*/\1/p' $packaging/redbook.spec.in | LC_ALL=C sort -u)" \
        "$({ listed LIB_PACKAGES TOOL_PACKAGES CDIO_PACKAGE PDF_LIBRARIES && printf 'cmocka\nlibebur128\n'; } | LC_ALL=C sort -u)"
    brew=$(libraries_of homebrew build burn pdf)
    same_lists "$packaging/redbook.rb.in" "$(sed -n 's/^  depends_on "\([^"]*\)"$/\1/p' $packaging/redbook.rb.in | LC_ALL=C sort -u)" "$brew"
    # Nix has the same names, and cairo in addition to Pango.
    same_lists "$packaging/redbook.nix.in" "$(sed -n '/ buildInputs/,/\]/s/^    \([a-z0-9]*\)$/\1/p' $packaging/redbook.nix.in | LC_ALL=C sort -u)" \
        "$(printf '%s\ncairo\n' "$brew" | LC_ALL=C sort -u)"
}

# Each page of section 5 is in one package, and what redbook-burn alone reads in its own.
pages() {
    local page name list
    for page in tools/manual/*.5; do
        name=${page##*/}
        list=$(grep -lx "usr/share/man/man5/$name" $packaging/debian/*.install | sed 's|.*/||; s|\.install||' | paste -s -d ' ')
        same "Debian's package of $name" "$list" "$([ "$name" = redbook-drive.conf.5 ] && echo redbook-burn || echo redbook)"
        list=$(awk -v page="%{_mandir}/man5/$name*" '/^%files/ { package = $2 == "" ? "redbook" : "redbook-" $2 } $0 == page { print package }' $packaging/redbook.spec.in)
        same "the RPM of $name" "$list" "$([ "$name" = redbook-drive.conf.5 ] && echo redbook-burn || echo redbook)"
    done
}

# Packages name the addresses that are set, and no others.
contacts() {
    local scratch=$1/contacts name='A. Name & Sons | <a@b.example>' file
    mkdir -p "$scratch"
    (unset DEBEMAIL && MAINTAINER='' HOMEPAGE='' $packaging/debian.sh "$scratch/none") && (MAINTAINER=$name HOMEPAGE=https://b.example/r $packaging/debian.sh "$scratch/set") &&
        (HOMEPAGE=https://b.example/r $packaging/dist.sh "$scratch/dist") >/dev/null 2>&1 || { breach "$packaging/debian.sh or dist.sh fails" && return; }
    file=$(diff -r $packaging/debian "$scratch/none") || [ -n "$(sed -n 's/^\(MAINTAINER\|HOMEPAGE\) ?= *//p' Makefile)" ] || breach "$packaging/debian.sh without addresses: $file"
    same "debian/control: the maintainer" "$(sed -n 's/^Maintainer: //p' "$scratch/set/control")" "$name"
    same "debian/control: the homepage" "$(sed -n 's/^Homepage: //p' "$scratch/set/control")" https://b.example/r
    same "debian/changelog: the maintainer" "$(sed -n 's/^ -- \(.*\)  .*/\1/p' "$scratch/set/changelog" | uniq)" "$name"
    same "maintainers without an address" "$(sed -n 's/^ -- \(.*\)  .*/\1/p' $packaging/debian/changelog | uniq)" "$(sed -n 's/^Maintainer: //p' $packaging/debian/control)"
    for file in redbook.spec redbook.rb redbook.nix; do grep -q 'https://b.example/r' "$scratch/dist/$file" || breach "$file: the homepage is missing"; done
}

files() {
    local scratch=$1 file program command missing=''
    mkdir -p "$scratch" || exit 2
    (umask 077 && TZ=Asia/Tokyo $packaging/dist.sh "$scratch/one") >/dev/null 2>&1 && (umask 002 && LC_ALL=C.UTF-8 $packaging/dist.sh "$scratch/two") >/dev/null 2>&1 ||
        { breach "$packaging/dist.sh fails" && return; }
    file=$(diff -r "$scratch/one" "$scratch/two") || breach "two archives differ: $file"
    file=$(grep -nE '@[a-z0-9]+@' "$scratch"/one/redbook.* "$scratch/one/Containerfile" | sed "s|^$scratch/one/||")
    [ -z "$file" ] || breach "a placeholder is not filled in: $file"
    while IFS='|' read -r program command file; do
        command -v "$program" >/dev/null || { missing+="${missing:+, }$program" && continue; }
        # shellcheck disable=SC2086 # a list of words
        command=$($command "$scratch/one/$file" 2>&1 >/dev/null) || breach "$file: $command"
    done <<'LIST'
rpmspec|rpmspec -P|redbook.spec
ruby|ruby -wc|redbook.rb
nix-instantiate|nix-instantiate --parse|redbook.nix
LIST
    file=$(sed -e :join -e '/\\$/N; s/\\\n//; t join' "$scratch/one/Containerfile" | grep -vE '^(#|$|(FROM|RUN|ADD|COPY|WORKDIR|ENTRYPOINT) )')
    [ -z "$file" ] || breach "Containerfile: not an instruction: $file"
    sed -n 's/^RUN //p' <<<"$(sed -e :join -e '/\\$/N; s/\\\n//; t join' "$scratch/one/Containerfile")" | sh -n 2>&1 || breach "Containerfile: a RUN line does not parse as a command"
    contacts "$scratch"
    pages
    for file in $packaging/debian/tests/demo $packaging/debian/tests/library; do sh -n "$file" 2>&1 || breach "$file does not parse as a script"; done
    [ "$failures" -eq 0 ] && [ -n "$missing" ] || return
    printf 'some files are not parsed, because these programs are not installed: %s\n' "$missing"
    exit 77
}

case ${1:-} in
    versions | libraries) "$1" ;;
    files) files "$2" ;;
    *) printf 'usage: check-packaging.sh versions|libraries|files FOLDER\n' >&2 && exit 2 ;;
esac
[ "$failures" -eq 0 ]

#!/usr/bin/env bash
# packages.sh check|install|debian|homebrew build|test|deb... - finds and installs the required packages
#
# check    exits with 0 if all required packages are installed, else names the missing ones and exits with 1.
# install  does nothing if none is missing. Otherwise, on Debian and its derivatives, installs them with apt-get (through sudo
#          unless run by root); on other systems names the packages to install and exits with 1.
# debian, homebrew  print the packages that the libraries come from; here burn and pdf are kinds, too.
#
# Kinds: build, required by the build; test, required by the tests; burn, required by redbook-burn only; pdf, required by PQ
# sheets as PDF only; peer and music, other programs and music that some tests compare our results with. burn, pdf, peer and
# music are optional: without them the part that requires them is omitted, which is reported. deb is what building Debian
# packages requires in addition to build, packaging what the checks of other package files require.
set -u

# kind | how it is found | Debian, Ubuntu | Fedora | Arch | Homebrew   ("-": part of the system, or no package)
# Probes: program NAME · library NAME (by pkg-config; those of the kind build only if a PACKAGES list of the Makefile has it) ·
# headers (of the C library) · file PATH
table() {
    cat <<'END'
build|headers|libc6-dev|glibc-devel|glibc|-
build|program make|make|make|make|make
build|program pkg-config|pkg-config|pkgconf|pkgconf|pkgconf
build|library sndfile|libsndfile1-dev|libsndfile-devel|libsndfile|libsndfile
build|library samplerate|libsamplerate0-dev|libsamplerate-devel|libsamplerate|libsamplerate
build|library flac|libflac-dev|flac-devel|flac|flac
build|library libutf8proc|libutf8proc-dev|utf8proc-devel|libutf8proc|utf8proc
build|library nettle|nettle-dev|nettle-devel|nettle|nettle
build|library libdeflate|libdeflate-dev|libdeflate-devel|libdeflate|libdeflate
build|library liblzma|liblzma-dev|xz-devel|xz|xz
build|library libzstd|libzstd-dev|libzstd-devel|zstd|zstd
build|library libdiscid|libdiscid-dev|libdiscid-devel|libdiscid|libdiscid
build|library expat|libexpat1-dev|expat-devel|expat|expat
build|library popt|libpopt-dev|popt-devel|popt|popt
build|library jansson|libjansson-dev|jansson-devel|jansson|jansson
burn|library libcdio|libcdio-dev|libcdio-devel|libcdio|libcdio
pdf|library pangocairo|libpango1.0-dev|pango-devel|pango|pango
test|library cmocka|libcmocka-dev|libcmocka-devel|cmocka|cmocka
test|library libebur128|libebur128-dev|libebur128-devel|libebur128|libebur128
peer|program sox|sox|sox|sox|sox
peer|program flac|flac|flac|flac|flac
peer|program lame|lame|lame|lame|lame
peer|program oggenc|vorbis-tools|vorbis-tools|vorbis-tools|vorbis-tools
peer|program opusenc|opus-tools|opus-tools|opus-tools|opus-tools
peer|program mpg123|mpg123|mpg123|mpg123|mpg123
peer|program ffmpeg|ffmpeg|ffmpeg-free|ffmpeg|ffmpeg
peer|program cdrdao|cdrdao|cdrdao|cdrdao|cdrdao
peer|program cd-info|libcdio-utils|libcdio|libcdio|libcdio
peer|program cdrskin|cdrskin|cdrskin|libburn|-
peer|program wodim|wodim|wodim|cdrkit|-
peer|program genisoimage|genisoimage|genisoimage|cdrkit|-
peer|program xorriso|xorriso|xorriso|libisoburn|xorriso
peer|program cdparanoia|cdparanoia|cdparanoia|cdparanoia|cdparanoia
peer|program cd-paranoia|cd-paranoia|libcdio-paranoia|libcdio-paranoia|libcdio-paranoia
peer|program icedax|icedax|icedax|cdrkit|-
peer|program readom|wodim|wodim|cdrkit|-
peer|program sg_inq|sg3-utils|sg3_utils|sg3_utils|-
peer|program cueprint|cuetools|cuetools|cuetools|cuetools
peer|program chdman|mame-tools|mame-tools|mame-tools|rom-tools
peer|program iat|iat|-|-|-
peer|file /usr/games/mednafen|mednafen|mednafen|mednafen|mednafen
peer|program xvfb-run|xvfb xauth|xorg-x11-server-Xvfb|xorg-server-xvfb|-
peer|program bchunk|bchunk|bchunk|-|bchunk
peer|program ccd2iso|ccd2iso|-|-|-
peer|file /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf|fonts-dejavu-core|-|-|-
peer|program python3|python3|python3|python|python3
peer|file /usr/lib/python3/dist-packages/jsonschema/__init__.py|python3-jsonschema|python3-jsonschema|python-jsonschema|-
peer|program chromium|chromium|chromium|chromium|-
peer|program chromedriver|chromium-driver|chromedriver|chromium|-
peer|program cmake|cmake|cmake|cmake|cmake
peer|program meson|meson|meson|meson|meson
peer|program ninja|ninja-build|ninja-build|ninja|ninja
peer|program parallel|parallel|parallel|parallel|parallel
peer|program mandoc|mandoc|mandoc|mandoc|mandoc
peer|program abidiff|abigail-tools|libabigail|libabigail|-
peer|program script|bsdutils|util-linux-script|util-linux|-
deb|program dpkg-buildpackage|dpkg-dev|-|-|-
deb|program dh|debhelper|-|-|-
deb|file /usr/share/build-essential/essential-packages-list|build-essential|-|-|-
deb|program lintian|lintian|-|-|-
deb|library libcdio|libcdio-dev|-|-|-
deb|library pangocairo|libpango1.0-dev|-|-|-
packaging|program rpmbuild|rpm|-|-|-
packaging|program ruby|ruby|-|-|-
packaging|program nix-instantiate|nix-bin|-|-|-
deb|library cmocka|libcmocka-dev|-|-|-
deb|library libebur128|libebur128-dev|-|-|-
music|file /usr/share/games/asc/music/frontiers.mp3|asc-music|-|-|-
music|file /usr/share/games/tumiki-fighters/sounds/return_to_home.ogg|tumiki-fighters-data|-|-|-
music|file /usr/share/games/abe/sounds/intro.ogg|abe-data|-|-|-
music|file /usr/share/games/wesnoth/1.16/data/core/music/northerners.ogg|wesnoth-1.16-music|-|-|-
END
    # The compilers are those that CC and CXX name.
    printf 'build|program %s|%s\n' "$(first_word "${CC:-cc}")" "$(compiler_packages "${CC:-cc}" c)"
    printf 'test|program %s|%s\n' "$(first_word "${CXX:-c++}")" "$(compiler_packages "${CXX:-c++}" c++)"
}

first_word() {
    set -- $1
    [ "$1" != ccache ] || shift
    printf '%s' "$1"
}

compiler_packages() { # COMMAND LANGUAGE
    case $(first_word "$1") in
        *clang*) echo 'clang|clang|clang|llvm' ;;
        *) [ "$2" = c ] && echo 'gcc|gcc|gcc|gcc' || echo 'g++|gcc-c++|gcc|gcc' ;;
    esac
}

present() { # PROBE
    case $1 in
        program\ *) command -v "${1#program }" >/dev/null 2>&1 ;;
        library\ *) "${PKG_CONFIG:-pkg-config}" --exists "${1#library }" 2>/dev/null ;;
        file\ *) [ -e "${1#file }" ] ;;
        headers) ${CC:-cc} -E -x c -include stdio.h /dev/null >/dev/null 2>&1 ;;
    esac
}

name_of() { # PROBE; prints a name for messages
    case $1 in
        library\ lib*) printf 'the headers of %s' "${1#library }" ;;
        library\ *) printf 'the headers of lib%s' "${1#library }" ;;
        headers) printf 'the headers of the C library' ;;
        *) printf '%s' "${1#* }" ;;
    esac
}

# The libraries of the lines LIB_PACKAGES := and TOOL_PACKAGES := of the Makefile.
used_libraries() {
    sed -n 's/^[A-Z]*_PACKAGES *:= *//p' "$(dirname "$0")/../../Makefile" | tr '\n' ' '
}

# Sets missing to the rows of the given kinds that are not installed. The kinds are one word, separated by blanks.
find_missing() {
    local row kind probe used
    used=" $(used_libraries) "
    missing=()
    while IFS= read -r row; do
        IFS='|' read -r kind probe _ <<<"$row"
        case $kind:$probe in build:library*) case $used in *" ${probe#library } "*) ;; *) continue ;; esac ;; esac
        case " $1 " in *" $kind "*) present "$probe" || missing+=("$row") ;; esac
    done < <(table)
}

# The packages of the missing rows for one system: 3 Debian, 4 Fedora, 5 Arch, 6 Homebrew.
packages_for() {
    printf '%s\n' "${missing[@]}" | cut -d'|' -f"$1" | grep -vx -e - | LC_ALL=C sort -u | tr '\n' ' ' | sed 's/ $//'
}

say_missing() { # WHAT FOR
    local row names='' field system
    for row in "${missing[@]}"; do
        IFS='|' read -r _ field _ <<<"$row"
        names+="${names:+, }$(name_of "$field")"
    done
    printf 'redbook: %s requires packages that are not installed: %s\n' "$1" "$names" >&2
    for system in '3:Debian, Ubuntu:apt-get install' '4:Fedora:dnf install' '5:Arch:pacman -S' '6:Homebrew:brew install'; do
        IFS=: read -r field names system <<<"$system"
        printf '  %-15s %s %s\n' "$names" "$system" "$(packages_for "$field")" >&2
    done
}

purpose() {
    case " $* " in *' test '*) echo 'the test run' ;; *' deb '*) echo 'the build of packages' ;; *) echo 'the build' ;; esac
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 -o Acquire::Retries=2 "$@"
}

# Installs the packages of the missing rows with apt-get; the peers one by one if they cannot be installed together.
apt_install() {
    local packages package
    packages=$(packages_for 3)
    printf 'redbook: installing %s\n' "$packages" >&2
    # shellcheck disable=SC2086 # a list of words
    apt install --no-install-recommends $packages >&2 && return
    case $1 in *peer*) ;; *) return 1 ;; esac
    for package in $packages; do
        apt install --no-install-recommends "$package" >&2 || printf "redbook: '%s' cannot be installed\n" "$package" >&2
    done
}

can_install() {
    command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null 2>&1; }
}

install_missing() { # the kinds build, test
    local peers='burn pdf'
    case " $* " in *' test '*) peers='burn pdf peer music' ;; esac
    find_missing "$* $peers"
    [ ${#missing[@]} -gt 0 ] || return 0
    if can_install; then
        apt update >&2 || printf 'redbook: apt-get update failed, trying with the existing lists of packages\n' >&2
        find_missing "$*"
        [ ${#missing[@]} -eq 0 ] || apt_install needed
        find_missing "$peers"
        [ ${#missing[@]} -eq 0 ] || apt_install peer
    fi
    find_missing "$*"
    if [ ${#missing[@]} -gt 0 ]; then
        say_missing "$(purpose "$@")"
        return 1
    fi
    find_missing "$peers"
    if [ ${#missing[@]} -gt 0 ]; then
        local row probe debian names=''
        for row in "${missing[@]}"; do
            IFS='|' read -r _ probe debian _ <<<"$row"
            names+="${names:+, }$(name_of "$probe") ($debian)"
        done
        printf 'redbook: not installed, so the parts that require them are omitted: %s\n' "$names" >&2
    fi
}

action=${1:-}
shift || true
for kind in "$@"; do
    case $kind in
        build | test) ;;
        deb | packaging) [ "$action" = install ] || action= ;;
        burn | pdf) case $action in debian | homebrew) ;; *) action= ;; esac ;;
        *) action= ;;
    esac
done
[ $# -gt 0 ] || action=
case $action in
    check)
        find_missing "$*"
        [ ${#missing[@]} -eq 0 ] || { say_missing "$(purpose "$@")" && exit 1; }
        ;;
    install) install_missing "$@" ;;
    debian | homebrew)
        field=3
        [ "$action" = debian ] || field=6
        for kind in "$@"; do
            table | awk -F '|' -v kind="$kind" -v field="$field" '$1 == kind && $2 ~ /^library/ { print $field }'
        done | tr '\n' ' '
        ;;
    *) printf 'usage: packages.sh check|install|debian|homebrew build|test|deb...\n' >&2 && exit 2 ;;
esac

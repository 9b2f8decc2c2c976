#!/usr/bin/env bash
# after-install.sh BIN-FOLDER LIBRARY-FOLDER SONAME - prints what to do so that shells and programs find the installed files
#
# Prints nothing if the tools are found by PATH, the shared library by the dynamic linker and the .pc files by pkg-config.
set -u
bin=$1 library=$2 soname=$3
PATH_GIVEN=$PATH
PATH=$PATH:/usr/sbin:/sbin

holds() { # LIST FOLDER: succeeds if the list, separated by colons, has the folder
    case :$1: in *:"$2":*) return 0 ;; *) return 1 ;; esac
}

# Succeeds if the dynamic linker's cache has this file.
is_cached() {
    local path
    while IFS= read -r path; do
        [ ! "$path" -ef "$library/$soname" ] || return 0
    done < <(ldconfig -p 2>/dev/null | sed -n "s/^[[:blank:]]*${soname//./\\.} .*=> //p")
    return 1
}

# Succeeds if the dynamic linker searches this folder when its cache is made.
is_searched() {
    local folder
    while IFS= read -r folder; do
        [ ! "$folder" -ef "$library" ] || return 0
    done < <(ldconfig -N -X -v 2>/dev/null | sed -n 's/^\(\/[^:]*\):.*/\1/p')
    return 1
}

holds "$PATH_GIVEN" "$bin" || printf 'redbook: the shell does not find the tools yet; use: export PATH="%s:$PATH"\n' "$bin"
if [ "$(uname -s)" = Linux ] && command -v ldconfig >/dev/null && ! is_cached && ! holds "${LD_LIBRARY_PATH:-}" "$library"; then
    if is_searched; then
        printf "redbook: programs do not find '%s' yet; run: %s\n" "$soname" "$([ "$(id -u)" -eq 0 ] || printf 'sudo ')ldconfig"
    else
        printf "redbook: the dynamic linker does not search '%s'; link programs with -Wl,-rpath,'%s', or use: export LD_LIBRARY_PATH=\"%s\"\n" \
            "$library" "$library" "$library"
    fi
fi
if command -v pkg-config >/dev/null && ! pkg-config --exists libredbook 2>/dev/null; then
    printf 'redbook: pkg-config does not find libredbook yet; use: export PKG_CONFIG_PATH="%s/pkgconfig"\n' "$library"
fi
exit 0

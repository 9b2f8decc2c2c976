#!/usr/bin/env bash
# tests/install/run.sh - checks which files make install installs, that other projects can build with them, and that make uninstall
# removes all of them. Prints TAP.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/tap.sh
B=${B:-build}
CC=${CC:-cc} CXX=${CXX:-c++} SANITIZE=${SANITIZE:-}
outer=$(mktemp -d "${TMPDIR:-/tmp}/install.XXXXXX") || exit 2
trap 'rm -rf "$outer"' EXIT
scratch="$outer/a folder" # a name that has to be quoted in shell
mkdir "$scratch" || exit 2

# Uses a copy of the existing build, with the flags of the make that runs this script: a program that another folder or address is
# compiled into is built again, while other tests use the original.
mkdir -p "$outer/build/obj" && cp -a "$B"/obj/src "$B"/obj/tools "$outer/build/obj" &&
    cp -a "$B"/libredbook* "$B"/redbook* "$B"/samples "$B"/completions "$B"/man3 "$B"/values "$outer/build" || exit 2
make_it() { env -u MAKEFLAGS -u MAKELEVEL "${MAKE:-make}" --no-print-directory B="$outer/build" CC="$CC" CXX="$CXX" SANITIZE="$SANITIZE" "$@"; }
sanitize=${SANITIZE:+-fsanitize=$SANITIZE}
abi=$(sed -n 's/^ABI := *//p' Makefile)
version=$(sed -n 's/^.define RBK_VERSION *"\(.*\)"/\1/p' include/redbook/version.h)
installed() { (cd "$1" && find . ! -type d | sed 's|^\./||' | LC_ALL=C sort); }

# ---------------------------------------------------------------- values that are compiled in
compiled() { make_it -n all "$@" | sed -n 's/.* -c \([^ ]*\) .*/\1/p'; }
links=$(readlink build/redbook)
equal "make with the same values compiles nothing" "" "$(compiled)"
equal "make with other BUGS compiles what contains it" tools/cli/help.c "$(compiled BUGS=https://example.org/bugs)"
equal "make with another LIBDIR compiles what contains it" tools/redbook/pdf_module.c "$(compiled LIBDIR=/usr/lib64)"
equal "make with another PREFIX compiles what contains it" tools/redbook/pdf_module.c "$(compiled PREFIX=/usr)"
address="https://example.org/it's?a=1&b=2"
check "make with BUGS after make without" make_it all BUGS="$address"
equal "--version has the new address" "Report faults at $address, with the output of 'redbook doctor'." "$("$outer/build/redbook" --version | grep Report)"
check "make without BUGS after make with it" make_it all BUGS=
equal "--version has no address any more" "Report faults where you got redbook, with the output of 'redbook doctor'." \
    "$("$outer/build/redbook" --version | grep Report)"
pages_3=("$outer"/build/man3/redbook_*.3)
page_of() { make_it -n manual "$@" | grep -c header-page.awk; }
equal "the pages of section 3 have the version and the date: each is made again" "0 ${#pages_3[@]} ${#pages_3[@]}" \
    "$(page_of) $(page_of VERSION=99.0.0) $(page_of MANUAL_DATE=2099-01-01)"
equal "a build folder of another name has no links in build" "$links" "$(readlink build/redbook)"

# ---------------------------------------------------------------- flags that packagers give
if [ -z "$SANITIZE" ]; then
    objects=()
    for name in src/base/path src/report/page tools/cli/help tools/redbook/pdf_module; do objects+=("$outer/flags/obj/$name.o"); done
    for flags in CFLAGS='-O2 -D_FORTIFY_SOURCE=3' CFLAGS='-O2 -Wp,-U_FORTIFY_SOURCE -Wp,-D_FORTIFY_SOURCE=3' CPPFLAGS=-D_FORTIFY_SOURCE=3; do
        check "make with $flags" make_it B="$outer/flags" "$flags" "${objects[@]}"
        rm -rf "$outer/flags"
    done
else
    skip "make with FORTIFY_SOURCE in its flags" "sanitizers conflict with it"
fi

# ---------------------------------------------------------------- as in a package
stage=$scratch/stage
strictly() { (umask 077 && "$@"); }
check "make install into a DESTDIR" strictly make_it install DESTDIR="$stage" PREFIX=/usr
equal "make install into a DESTDIR prints no advice" "" "$(make_it -s install DESTDIR="$stage" PREFIX=/usr 2>&1)"
equal "all files can be read by everybody, whatever the umask" "" \
    "$(find "$stage/usr" ! -type l \( ! -perm -0444 -o -type d ! -perm -0111 \) 2>&1)"
tools=redbook
[ ! -x "$B/redbook-burn" ] || tools+=' redbook-burn'
pages() { # the pages of the tools that are built
    local tool
    for tool in $tools; do printf '%s\n' tools/"$tool"/*.1; done
}
equal "the tools, the libraries, headers, .pc, man pages and completions are installed, and no other file" "$(
    {
        printf 'usr/%s\n' lib/libredbook.a lib/libredbook-burn.a lib/libredbook-imapi.a lib/libredbook.so lib/libredbook.so."$abi" lib/libredbook.so."$version" \
            lib/pkgconfig/libredbook.pc lib/pkgconfig/libredbook-burn.pc lib/pkgconfig/libredbook-imapi.pc \
            lib/cmake/redbook/redbook-config.cmake lib/cmake/redbook/redbook-config-version.cmake
        [ ! -e "$B/redbook-pdf.so" ] || echo usr/lib/redbook/redbook-pdf.so
        for tool in $tools; do
            printf 'usr/%s\n' "bin/$tool" "share/bash-completion/completions/$tool" "share/zsh/site-functions/_$tool" \
                "share/fish/vendor_completions.d/$tool.fish"
        done
        for header in include/redbook/*.h; do printf 'usr/%s\n' "$header"; done
        pages | sed 's|.*/|usr/share/man/man1/|'
        printf 'usr/share/man/man3/%s\n' tools/manual/*.3 "$B"/man3/redbook_*.3 | sed 's|man3/.*/|man3/|'
        sed -n '/^\.SH NAME/,/^\.SH SYNOPSIS/s|^\(rbk_[a-z0-9_]*\).*|usr/share/man/man3/\1.3|p' "$B"/man3/redbook_*.3
        printf 'usr/share/man/man5/%s\n' tools/manual/*.5 | sed 's|man5/.*/|man5/|'
        echo usr/share/redbook/redbook.schema.json
    } | LC_ALL=C sort
)" "$(installed "$stage")"
equal "each function of the shared library except those of IMAPI has a man page" "" "$(
    sed -n 's/^ *\(rbk_[a-z0-9_]*\);$/\1/p' src/libredbook.map | grep -v '^rbk_imapi' | while IFS= read -r name; do
        page=$stage/usr/share/man/man3/$name.3
        [ -e "$page" ] && [ -e "$stage/usr/share/man/$(sed 's/^\.so //' "$page")" ] || echo "$name"
    done
)"
equal "no text contains the DESTDIR" "" "$(grep -rIl "$scratch" "$stage" 2>/dev/null)"
equal "no text contains a placeholder" "" "$(grep -rIlE '@[a-z_]+@' "$stage/usr/lib" 2>/dev/null)"
check "the .pc has the prefix" grep -qx 'prefix=/usr' "$stage/usr/lib/pkgconfig/libredbook.pc"
check "the .pc has the version" grep -qxi "version: *$version" "$stage/usr/lib/pkgconfig/libredbook.pc"
if command -v cmake >/dev/null; then
    mkdir "$scratch/staged" || exit 2
    cat >"$scratch/staged/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.13)
project(staged C)
find_package(redbook REQUIRED COMPONENTS shared static)
foreach(name IN ITEMS redbook static)
    get_target_property(library redbook::${name} IMPORTED_LOCATION)
    get_target_property(headers redbook::${name} INTERFACE_INCLUDE_DIRECTORIES)
    message("${library} ${headers}")
endforeach()
END
    equal "CMake finds the files of a DESTDIR" "$stage/usr/lib/libredbook.so.$version $stage/usr/include
$stage/usr/lib/libredbook.a $stage/usr/include" \
        "$(cmake -S "$scratch/staged" -B "$scratch/staged/build" -DCMAKE_PREFIX_PATH="$stage/usr" 2>&1 >/dev/null)"
else
    skip "CMake finds the files of a DESTDIR" "cmake is not installed"
fi
for tool in $tools; do
    for shell in bash zsh fish; do
        case $shell in
            bash) file=$stage/usr/share/bash-completion/completions/$tool ;;
            zsh) file=$stage/usr/share/zsh/site-functions/_$tool ;;
            fish) file=$stage/usr/share/fish/vendor_completions.d/$tool.fish ;;
        esac
        if command -v $shell >/dev/null; then
            check "the completion of $tool for $shell is a script" $shell -n "$file"
        else
            check "the completion of $tool for $shell is not empty" test -s "$file"
        fi
    done
done
# In Turkish, i is not between a and z, and its capital is not I.
if localedef -i tr_TR -f UTF-8 "$outer/tr_TR.UTF-8" 2>/dev/null; then
    rm -rf "$outer/build/man3"
    in_turkish() { (export LOCPATH="$outer" LC_ALL=tr_TR.UTF-8 && make_it "$@"); }
    check "make install in a Turkish locale" in_turkish install DESTDIR="$scratch/turkish" PREFIX=/usr
    equal "it installs the same files" "" "$(diff -r "$stage" "$scratch/turkish" 2>&1)"
else
    skip "make install in a Turkish locale" "localedef cannot make one"
fi
check "make uninstall" make_it uninstall DESTDIR="$stage" PREFIX=/usr
equal "uninstall leaves no file" "" "$(installed "$stage")"
check "uninstall removes the folder of the headers" test ! -e "$stage/usr/include/redbook"

# ---------------------------------------------------------------- as a user
prefix=$scratch/prefix
check "make install into a PREFIX" make_it install PREFIX="$prefix"
if [ "$(uname -s)" = Linux ] && PATH=$PATH:/sbin:/usr/sbin command -v ldconfig >/dev/null; then
    equal "make install outside the usual folders ends with advice" "redbook: the shell does not find the tools yet; use: export PATH=\"$prefix/bin:\$PATH\"
redbook: the dynamic linker does not search '$prefix/lib'; link programs with -Wl,-rpath,'$prefix/lib', or use: export LD_LIBRARY_PATH=\"$prefix/lib\"
redbook: pkg-config does not find libredbook yet; use: export PKG_CONFIG_PATH=\"$prefix/lib/pkgconfig\"" \
        "$(unset LD_LIBRARY_PATH PKG_CONFIG_PATH && make_it -s install PREFIX="$prefix" 2>&1)"
    # A dynamic linker that searches the folder, before and after its cache is updated.
    mkdir "$scratch/linker" || exit 2
    cat >"$scratch/linker/ldconfig" <<'END'
#!/bin/sh
case $1 in
    -p) [ ! -e "$0.done" ] || printf '\t%s (libc6,x86-64) => %s/%s\n' "$NAME" "$FOLDER" "$NAME" ;;
    *) printf '%s: (from /etc/ld.so.conf:1)\n\tother.so -> other.so.1\n' "$FOLDER" ;;
esac
END
    chmod +x "$scratch/linker/ldconfig"
    advice() {
        env -u LD_LIBRARY_PATH FOLDER="$prefix/lib" NAME="libredbook.so.$abi" PKG_CONFIG_PATH="$prefix/lib/pkgconfig" \
            PATH="$scratch/linker:$prefix/bin:$PATH" tools/packaging/after-install.sh "$prefix/bin" "$prefix/lib" "libredbook.so.$abi" 2>&1 | sed 's/sudo //'
    }
    equal "if the linker's cache is out of date, the advice is ldconfig" "redbook: programs do not find 'libredbook.so.$abi' yet; run: ldconfig" "$(advice)"
    touch "$scratch/linker/ldconfig.done"
    equal "if everything is found, there is no advice" "" "$(advice)"
else
    skip "make install ends with advice" "ldconfig is not installed"
fi
export PKG_CONFIG_PATH=$prefix/lib/pkgconfig
for tool in $tools; do check "the installed $tool runs" "$prefix/bin/$tool" --version; done
if [ -e "$B/redbook-pdf.so" ]; then
    libraries=$scratch/other/lib/x86_64-linux-gnu
    check "make install into another LIBDIR" make_it install PREFIX="$scratch/other" LIBDIR="$libraries"
    equal "the installed redbook finds its module for PDF there" "$libraries/redbook/redbook-pdf.so" \
        "$("$scratch/other/bin/redbook" doctor --json | sed -n '/"pdf"/,/}/s/.*"path": "\(.*\)".*/\1/p')"
    "$B/gen/tone" --kind sine --sectors 400 "$scratch/a.wav"
    check "the installed redbook writes a PDF" "$prefix/bin/redbook" report -q "$scratch/a.wav" -o "$scratch/report"
    check "the PDF of the installed redbook is one of its files" test -s "$scratch/report/pq.pdf"
else
    skip "the installed redbook writes a PDF" "Pango is not installed"
fi

# ---------------------------------------------------------------- folders of any name, with the names of GNU
odd="$scratch/R&B, it's | 1"
gnu=(prefix="$odd" exec_prefix="$odd/here" bindir="$odd/programs" libdir="$odd/here/lib64" datarootdir="$odd/data" mandir="$odd/pages")
check "make install with the variables of GNU" make_it install "${gnu[@]}"
equal "all is in these folders" "data
here/lib64
include/redbook
pages
programs" "$(cd "$odd" && LC_ALL=C ls -d data here/* include/* pages programs 2>&1)"
check "the redbook of such a folder runs" "$odd/programs/redbook" --version
equal "pkg-config has such a folder" "$odd $odd/here/lib64 $odd/include" \
    "$(for name in prefix libdir includedir; do PKG_CONFIG_PATH=$odd/here/lib64/pkgconfig pkg-config --variable=$name libredbook; done | paste -s -d ' ')"
equal "CMake has such a folder" "set(redbook_libdir \"$odd/here/lib64\")" \
    "$(grep '^set(redbook_libdir' "$odd/here/lib64/cmake/redbook/redbook-config.cmake")"
check "make uninstall with the variables of GNU" make_it uninstall "${gnu[@]}"
equal "uninstall leaves no file in these folders" "" "$(installed "$odd")"
for character in '"' '\' '`' ';' '#' '$$'; do
    equal "a prefix with ${character:0:1} is refused" \
        "the names of the folders of an installation cannot contain ${character:0:1}: use another prefix, libdir or the like" \
        "$(make_it -n install PREFIX="/a${character}b" 2>&1 | sed -n 's/.*\*\*\* \(.*\)\.  Stop\.$/\1/p')"
done

shared=$prefix/lib/libredbook.so.$version
if command -v readelf >/dev/null && [ "$(uname -s)" = Linux ]; then
    equal "the shared library's SONAME" "libredbook.so.$abi" "$(readelf -d "$shared" | sed -n 's/.*(SONAME).*\[\(.*\)\]/\1/p')"
    sed -n 's/^ *\(rbk_[a-z0-9_]*\);$/\1/p' src/libredbook.map >"$scratch/map"
    nm -D --defined-only "$shared" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | LC_ALL=C sort -u >"$scratch/exports"
    same_text "the shared library exports the functions of its map" "$scratch/map" "$scratch/exports"
    equal "the shared library is linked with all libraries that it uses" "" "$(ldd -r "$shared" 2>&1 | grep -E 'not found|undefined symbol: rbk_')"
else
    skip "the shared library's SONAME and exports" "readelf is not installed"
fi

# The output of pkg-config is for a shell: names are quoted if necessary.
flags_of() { eval "flags=($("${PKG_CONFIG:-pkg-config}" "$@"))"; }
warnings="-Wall -Wextra -Wpedantic -Werror"
for sample in two_tones stage_from_decoder fill_disc; do
    flags_of --cflags --libs libredbook
    # shellcheck disable=SC2086
    check "$sample.c compiles against the installed library" $CC -std=c11 $warnings samples/$sample.c -o "$scratch/$sample" \
        "${flags[@]}" -lm $sanitize
done
export LD_LIBRARY_PATH=$prefix/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
check "a program with the shared library runs" "$scratch/two_tones" "$scratch/shared.cue"
# Our own static library with other libraries as shared ones: not every system has static ones.
flags_of --cflags libredbook
# shellcheck disable=SC2046,SC2086
check "two_tones.c links with the static library" $CC -std=c11 $warnings samples/two_tones.c -o "$scratch/two_static" \
    "${flags[@]}" "$prefix/lib/libredbook.a" \
    $(pkg-config --libs $(pkg-config --print-requires-private libredbook)) -lm -pthread $sanitize
LD_LIBRARY_PATH='' check "a program with the static library runs" "$scratch/two_static" "$scratch/static.cue"
same_bytes "both write the same image" "$scratch/shared.bin" "$scratch/static.bin"
cat >"$scratch/program.cpp" <<'END'
#include <cstdint>
#include <cstdio>
#include <redbook/redbook.h>
int main()
{
    rbk_stage *stage = nullptr;
    rbk_error error;
    std::uint32_t bytes = 0;
    bool closed = rbk_stage_new(nullptr, &stage, &error) == RBK_OK &&
                  rbk_stage_audio_block_size(stage, &bytes, &error) == RBK_NOTOPENED;
    rbk_stage_free(stage);
    std::puts(rbk_version());
    return closed ? 0 : 1;
}
END
flags_of --cflags --libs libredbook
# shellcheck disable=SC2086
check "a C++ program compiles against the library" $CXX -std=c++17 $warnings "$scratch/program.cpp" -o "$scratch/program" \
    "${flags[@]}" $sanitize
equal "the C++ program runs with the library's version" "$version" "$("$scratch/program" 2>&1)"
cat >"$scratch/plan.c" <<'END'
#include <redbook/burn_plan.h>
#include <stdio.h>
int main(void)
{
    rbk_disc *disc = rbk_disc_new();
    rbk_track *track;
    rbk_layout *layout = NULL;
    rbk_burn_plan *plan = NULL;
    rbk_disc_add_track(disc, 1, RBK_MODE_AUDIO, &track, NULL);
    rbk_track_add_silence(track, 300 * RBK_SECTOR_SAMPLES, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, NULL);
    if (rbk_burn_plan_new(disc, layout, NULL, NULL, &plan, NULL, NULL) == RBK_OK)
        printf("%zu entries, lead-out %d\n", plan->entry_count, (int)plan->lead_out_lba);
    rbk_burn_plan_free(plan);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    return 0;
}
END
flags_of --cflags --libs libredbook-burn
# shellcheck disable=SC2086
check "a program compiles against the burn library" $CC -std=c11 $warnings "$scratch/plan.c" -o "$scratch/plan" \
    "${flags[@]}" $sanitize
equal "the program with the burn library plans a burn" "4 entries, lead-out 300" "$("$scratch/plan" 2>&1)"
# CMake and Meson, with one program for each library.
mkdir -p "$scratch/project" && cp samples/two_tones.c "$scratch/plan.c" "$scratch/project" || exit 2
cat >"$scratch/project/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.13)
project(tones C)
find_package(redbook 0.1 REQUIRED COMPONENTS shared static burn imapi)
add_executable(shared two_tones.c)
target_link_libraries(shared redbook::redbook m)
add_executable(static two_tones.c)
target_link_libraries(static redbook::static)
add_executable(burn plan.c)
target_link_libraries(burn redbook::burn)
add_executable(imapi plan.c)
target_link_libraries(imapi redbook::imapi)
END
cat >"$scratch/project/meson.build" <<'END'
project('tones', 'c')
math = meson.get_compiler('c').find_library('m')
executable('by_pkg_config', 'two_tones.c', dependencies: [dependency('libredbook'), math])
executable('by_cmake', 'two_tones.c', dependencies: [dependency('redbook'), math])
END
# built FOLDER PROGRAM: checks that a program of the project runs and writes the same image as the one above
built() {
    check "$2 of the project runs" "$scratch/$1/$2" "$scratch/$1/tones.cue"
    same_bytes "$2 of the project writes the same image" "$scratch/shared.bin" "$scratch/$1/tones.bin"
    rm -f "$scratch/$1/tones.cue" "$scratch/$1/tones.bin"
}
if command -v cmake >/dev/null; then
    check "CMake finds the library" cmake -S "$scratch/project" -B "$scratch/by cmake" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_C_FLAGS="$sanitize"
    check "CMake builds with it" cmake --build "$scratch/by cmake"
    built "by cmake" shared
    built "by cmake" static
    equal "the burn library found by CMake" "4 entries, lead-out 300" "$("$scratch/by cmake/burn" 2>&1)"
    equal "the library of the published interface found by CMake" "4 entries, lead-out 300" "$("$scratch/by cmake/imapi" 2>&1)"
    # cmake_refuses NAME LINE TEXT: checks that a project with this line is refused with a message that contains the text
    cmake_refuses() {
        local said
        mkdir -p "$scratch/refused" && printf 'cmake_minimum_required(VERSION 3.13)\nproject(refused C)\n%s\n' "$2" >"$scratch/refused/CMakeLists.txt"
        said=$(cmake -S "$scratch/refused" -B "$scratch/refused/build" -DCMAKE_PREFIX_PATH="$prefix" 2>&1) && not_ok "$1" "it was found" && return
        case ${said//$'\n' /} in *"$3"*) ok "$1" ;; *) not_ok "$1" "$said" ;; esac
    }
    cmake_refuses "CMake refuses a newer version" 'find_package(redbook 99 REQUIRED)' 'requested version "99"'
    cmake_refuses "CMake refuses an unknown component" 'find_package(redbook REQUIRED COMPONENTS video)' "no component 'video' of redbook"
else
    skip "CMake builds with the library" "cmake is not installed"
fi
if command -v meson >/dev/null && command -v ninja >/dev/null && command -v cmake >/dev/null; then
    check "Meson finds the library" env CFLAGS="$sanitize" LDFLAGS="$sanitize" CMAKE_PREFIX_PATH="$prefix" \
        meson setup "$scratch/by-meson" "$scratch/project"
    check "Meson builds with it" ninja -C "$scratch/by-meson"
    built by-meson by_pkg_config
    built by-meson by_cmake
else
    skip "Meson builds with the library" "meson, ninja or cmake is not installed"
fi
check "make uninstall from the PREFIX" make_it uninstall PREFIX="$prefix"
equal "uninstall leaves no file in the PREFIX" "" "$(installed "$prefix")"
tap_done

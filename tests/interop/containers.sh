# tests/interop/containers.sh - sourced by run.sh: we read images in the formats of other programs as other readers do
# shellcheck shell=bash

# Pregaps of 150 and 75 sectors in the file; audio only, which all of them can read.
tone --kind noise --seed 61 --sectors 460 c1.bin
tone --kind noise --seed 62 --sectors 395 c2.bin
tail -c $((310 * 2352)) c1.bin >c1n.bin
cat c1n.bin c2.bin >c.bin
printf 'CATALOG 4006381333931\nFILE "c.bin" BINARY\n  TRACK 01 AUDIO\n    ISRC USRC17607839\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:04:10\n    INDEX 01 00:05:10\n' >c.cue
"$B/redbook" info --json c.cue >c.json 2>/dev/null
container() { python3 "$here/../gen/container.py" "$@"; }

check "a Nero image is built" container nrg c.nrg 1:audio:150:0:c1.bin 1:audio:75:0:c2.bin
check "a Nero image is the same disc as its sheet" compared c.nrg c.cue
about libcdio their-layout
if have cd-info; then
    says "cd-info: the track starts of a Nero image" cd-info c.json \
        cd-info --no-header --no-device-info --no-analyze --nrg-file=c.nrg
    skip "cd-info: a Nero image, version 1" "libcdio 2.1.0 reads the times of version 1 as sector numbers"
else
    skip "cd-info: the track starts of a Nero image" "cd-info (libcdio-utils) is not installed"
fi
about chdman their-samples
if have chdman; then
    container nrg d.nrg 1:audio:150:0:c1.bin
    timeout 60 chdman createcd -f -c none -i d.nrg -o c.chd >/dev/null 2>&1
    timeout 60 chdman extractcd -f -i c.chd -o theirs.cue -ob theirs.bin >/dev/null 2>&1
    same_bytes "chdman: the samples of a Nero image" c1n.bin theirs.bin
    skip "chdman: a second track of a Nero image" "chdman 0.251 reads it at a wrong offset in the file"
else
    skip "chdman: the samples of a Nero image" "chdman (mame-tools) is not installed"
fi

# GD-ROMs in both directions: the files that chdman makes of our GDI are ours, and its GDI is the same disc as ours.
. "$here/../cli/convert/gdi.bash"
export PATH=$B/gen:$PATH
for pattern in 'm:0:300 a:150:302 m:0:400' 'm:0:300 a:150:302 m:0:100 a:150:200 m:225:120'; do
    name=gd${#pattern}
    mkdir "$name"
    cd "$name" || exit 2
    # shellcheck disable=SC2086
    make_gd $name $pattern
    mkdir ours
    check "$name is converted to a GDI" "$B/redbook" convert --quiet $name.cue -o ours/$name.gdi
    about chdman their-layout their-samples
    if have chdman; then
        for of in ours/$name.gdi $name.cue; do
            rm -rf theirs $name.chd
            mkdir theirs
            timeout 60 chdman createcd -f -c none -i "$of" -o $name.chd >/dev/null 2>&1
            timeout 60 chdman extractcd -f -i $name.chd -o theirs/$name.gdi >/dev/null 2>&1
            check "chdman's GDI of $of is the same disc as ours" compared theirs/$name.gdi ours/$name.gdi
        done
        "$B/redbook" convert --quiet ours/$name.gdi -o ours.chd
        timeout 60 chdman createcd -f -i ours/$name.gdi -o theirs.chd >/dev/null 2>&1
        equal "chdman: both SHA-1 of the CHD of $name.gdi are those of its own" \
            "$(chdman info -i theirs.chd | grep -a 'SHA1:')" "$(chdman info -i ours.chd | grep -a 'SHA1:')"
        check "chdman verifies our CHD of $name.gdi" timeout 60 chdman verify -i ours.chd
        rm -rf theirs again
        mkdir theirs again
        timeout 60 chdman extractcd -f -i ours.chd -o theirs/$name.gdi >/dev/null 2>&1
        check "chdman's GDI of our CHD of $name.gdi is the same disc" compared theirs/$name.gdi ours/$name.gdi
        "$B/redbook" convert --quiet theirs.chd -o again/$name.gdi
        check "our GDI of chdman's CHD of $name.gdi has the same files" diff -r ours again
    else
        skip "chdman's GDI of $name is the same disc" "chdman (mame-tools) is not installed"
    fi
    cd ..
done

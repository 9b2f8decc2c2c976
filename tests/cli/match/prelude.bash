# What the cases about .dat files share: a disc of data and audio, one BIN per track, and the .dat of it.

make_game() { # NAME
    sectors mode1 300 1 "$1 (Track 1).bin" user.bin
    tone --kind noise --seed 2 --sectors 450 "$1 (Track 2).bin"
    tone --kind noise --seed 3 --sectors 300 "$1 (Track 3).bin"
    cat >"$1.cue" <<SHEET
FILE "$1 (Track 1).bin" BINARY
  TRACK 01 MODE1/2352
    INDEX 01 00:00:00
FILE "$1 (Track 2).bin" BINARY
  TRACK 02 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:02:00
FILE "$1 (Track 3).bin" BINARY
  TRACK 03 AUDIO
    INDEX 01 00:00:00
SHEET
    rm user.bin
}

rom() { # FILE
    printf '\t\t<rom name="%s" size="%s" crc="%s" md5="%s" sha1="%s"/>\n' "$1" "$(wc -c <"$1")" \
        "$(python3 -c 'import sys, zlib; print("%08x" % zlib.crc32(open(sys.argv[1], "rb").read()))' "$1")" \
        "$(md5sum <"$1" | cut -d' ' -f1)" "$(sha1sum <"$1" | cut -d' ' -f1)"
}

make_dat() { # NAME...: of games in this folder
    local name file
    printf '<?xml version="1.0"?>\n<!DOCTYPE datafile PUBLIC "-//Logiqx//DTD ROM Management Datafile//EN" "http://www.logiqx.com/Dats/datafile.dtd">\n'
    printf '<datafile>\n\t<header>\n\t\t<name>Test</name>\n\t</header>\n'
    for name in "$@"; do
        printf '\t<game name="%s">\n\t\t<description>%s</description>\n' "$name" "$name"
        for file in "$name.cue" "$name"*.bin; do rom "$file"; done
        printf '\t</game>\n'
    done
    printf '</datafile>\n'
}

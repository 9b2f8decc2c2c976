#!/usr/bin/env bash
# A file that is not a valid .dat is refused with the line; entities are not expanded, and a .dat of any size needs little
# memory.
tone --kind noise --seed 1 --sectors 300 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
try() { redbook match a.cue --dat bad.dat 2>&1; }
printf 'clrmamepro (\n\tname "x"\n)\n' >bad.dat && try
printf '<?xml version="1.0"?>\n<softwarelist name="x"/>\n' >bad.dat && try
printf '<?xml version="1.0"?>\n<datafile>\n<header/></datafile>\n' >bad.dat && try
printf '<?xml version="1.0"?>\n<datafile>\n<game name="x">\n<rom name="a' >bad.dat && try
{
    printf '<?xml version="1.0"?>\n<!DOCTYPE datafile [\n<!ENTITY a "aaaaaaaaaa">\n'
    for n in b c d e f g h i j; do printf '<!ENTITY %s "&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;">\n' $n | sed "s/&x;/\&$(printf %s $n | tr b-j a-i);/g"; done
    printf ']>\n<datafile><game name="&j;"/></datafile>\n'
} >bad.dat && try
{ printf '<datafile>\n' && yes '<a>' | head -n 100 | tr -d '\n'; } >bad.dat && try
{ printf '<datafile>\n<game name="' && head -c 5000000 /dev/zero | tr '\0' x && printf '"/></datafile>\n'; } >bad.dat && try
{ printf '<datafile>\n<game name="x">\n' && yes '<rom name="a" size="1"/>' | head -n 20001 && printf '</game></datafile>\n'; } >bad.dat && try
printf '<?xml version="1.0" encoding="windows-1251"?>\n<datafile/>\n' >bad.dat && try
printf '<datafile>\n<game name="x">\n<rom name="a.bin" size="-1"/></game></datafile>\n' >bad.dat && try
printf '<datafile>\n<game name="x"><rom name="a.bin" md5="zz"/></game></datafile>\n' >bad.dat && try
rm bad.dat && try
python3 - <<'END'
with open('big.dat', 'w') as f:
    f.write('<datafile>\n')
    for n in range(60000):
        f.write('<game name="Game %d">\n' % n)
        for t in range(8):
            f.write('<rom name="Game %d (Track %d).bin" size="%d" crc="%08x" md5="%032x" sha1="%040x"/>\n' % (n, t, 2352 * t, n * 8 + t, n * 8 + t, n * 8 + t))
        f.write('</game>\n')
    f.write('</datafile>\n')
END
(
    [ -n "${SANITIZE:-}" ] || ulimit -v 120000
    redbook match a.cue --dat big.dat
)
echo "exit $?"
redbook match a.cue
redbook match --dat big.dat
redbook match a.cue --rename --write-entry
redbook match a.cue --dat big.dat --write-entry
exit 0

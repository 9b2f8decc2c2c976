#!/usr/bin/env bash
# The digest is that of the disc, however it is divided into files and described; one sample, title or code changes it.
tone --sectors 400 --kind noise --title One a.flac
tone --sectors 500 --kind noise --seed 2 b.flac
redbook author a.flac b.flac --gap 2s -o good.cue --performer Band --mcn 4006381333931
redbook hash --disc good.cue | tee digest
for target in redump:cue toc:toc ccd:ccd; do
    folder=${target%:*}
    mkdir "$folder"
    redbook convert -q good.cue --target "$folder" -o "$folder/x.${target#*:}"
    redbook hash -q --json "$folder/x.${target#*:}" | grep -o 'disc1:[0-9a-f]*'
done
redbook compare good.cue "$(cat digest)"
echo "exit $?"
sed -i 's/4006381333931/4006381333948/' good.cue
redbook compare good.cue "$(cat digest)"
echo "exit $?"
redbook compare -q good.cue "$(cat digest)"
echo "exit $?"
redbook compare --json good.cue "$(cat digest)"
redbook hash --disc --json good.cue | grep -E '"(md5|crc32|accuraterip_v1|line)"'

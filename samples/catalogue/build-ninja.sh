#!/usr/bin/env bash
# build-ninja.sh SHEET... >build.ninja - rules for ninja: each sheet becomes images/NAME.cue and images/NAME.bin
#
# NAME is the path of the sheet with dashes for slashes, so that sheets of the same name in two folders do not collide, and an
# underscore for each character that a shell would interpret. REDBOOK is the program to run.
set -eu
[ $# -gt 0 ] || { printf 'usage: build-ninja.sh SHEET... >build.ninja\n' >&2 && exit 2; }

cat <<END
redbook = ${REDBOOK:-redbook}
rule author
  command = \$redbook author --quiet --force --jobs 1 \$in -o \$image.cue --depfile \$image.d
  depfile = \$image.d
  description = AUTHOR \$image.cue
END
for sheet in "$@"; do
    name=${sheet#./}
    image=images/$(tr '/ $:"\\&;|<>()*?#`!{}[]~'"'" '-________________________' <<<"${name%.*}")
    # Escapes '$', ' ' and ':' in a path for ninja.
    sheet=$(sed -e 's/\$/$$/g' -e 's/ /$ /g' -e 's/:/$:/g' <<<"$sheet")
    printf 'build %s.cue %s.bin: author %s\n  image = %s\n' "$image" "$image" "$sheet" "$image"
done

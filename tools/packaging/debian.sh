#!/usr/bin/env bash
# debian.sh FOLDER - a copy of tools/packaging/debian as FOLDER, with the maintainer and the homepage of contact.sh
set -eu
folder=$1
cd "$(dirname "$0")/../.."
. tools/packaging/contact.sh
cp -R tools/packaging/debian "$folder"
chmod -R u=rwX,go=rX "$folder" # whatever the umask is: the archive of the source package keeps them
quoted() { printf '%s' "$1" | sed 's/[|&\\]/\\&/g'; }
if [ -n "$maintainer" ]; then
    sed -i "s|^Maintainer: .*|Maintainer: $(quoted "$maintainer")|" "$folder/control"
    sed -i "s|^ -- .*>  | -- $(quoted "$maintainer")  |" "$folder/changelog"
fi
[ -z "$homepage" ] || sed -i "s|^Maintainer: .*|&\nHomepage: $(quoted "$homepage")|" "$folder/control"

#!/usr/bin/env bash
command -v mandoc >/dev/null || command -v groff >/dev/null || { echo "neither mandoc nor groff is here"; exit 77; }
for page in redbook redbook-author redbook-info; do
    ! command -v mandoc >/dev/null || mandoc -T lint -W warning "$TREE/tools/redbook/$page.1" | sed "s|$TREE/||"
    ! command -v groff >/dev/null || groff -mdoc -Tutf8 -ww -z "$TREE/tools/redbook/$page.1" 2>&1 | sed "s|$TREE/||"
    for section in NAME SYNOPSIS DESCRIPTION OPTIONS 'EXIT STATUS' FILES EXAMPLES 'SEE ALSO'; do
        grep -qx ".Sh $section" "$TREE/tools/redbook/$page.1" || echo "$page: no $section"
    done
done

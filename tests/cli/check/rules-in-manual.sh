#!/usr/bin/env bash
# The man page lists exactly the rules of the table, with their severities.
redbook check --rules | awk 'NR > 1 { print $1, $2, $3, $4 }' >table
sed -n 's/^\.It Li \([a-z.-]*\) Ta \([a-z]*\) Ta \([a-z]*\) Ta \([a-z]*\) Ta .*/\1 \2 \3 \4/p' \
    "$TREE/tools/redbook/redbook-check.1" >manual
diff table manual && wc -l <table
redbook check --rules | awk 'NR > 1 { print $1 }' | diff - <(sed -n 's/^\.It Li \([a-z.-]*\)$/\1/p' "$TREE/tools/redbook/redbook-check.1")

#!/usr/bin/env bash
# --rules --json lists the same rules as the table; a wrong command line prints no JSON.
redbook check --rules --json >rules.json
head -c 200 rules.json
python3 - <<'S'
import json, subprocess
rules = json.load(open("rules.json"))["rules"]
table = subprocess.run(["redbook", "check", "--rules"], capture_output=True, text=True).stdout.splitlines()
print()
print([r["rule"] for r in rules] == [line.split()[0] for line in table[1:]])
print(rules[0])
S
redbook check --rules --for mister --json | jq -c '.readers | length, .[0].name, (.[0].rules | length > 3)'
redbook check --rules --json a.cue >out
echo "exit $?"
wc -c <out

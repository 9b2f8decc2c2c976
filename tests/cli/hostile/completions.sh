#!/usr/bin/env bash
# Files whose names are commands, in a folder where somebody presses the key for completion: nothing of them runs.
touch -- '$(touch ran)' '`touch ran`' ';touch ran' $'line\nbreak' "quote'\"" '-o' '*' 'a b'
source <(redbook completion bash)
compopt() { :; }
offer() {
    COMP_WORDS=(redbook "$@") COMP_CWORD=$#
    _redbook
    printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort >>offered
}
for word in '' '$' '$(touch ran)' '`' ';' '-' 'a'; do
    offer info "$word"
    offer author -o "$word"
    offer "$word"
    offer author --quality "$word"
done
[ ! -e ran ] || echo 'bash ran a name'
grep -cF 'touch ran' offered
# The words of a script are the program's own; what a shell evaluates in it comes from no file.
for shell in bash zsh fish; do
    redbook completion $shell >$shell.script
    grep -nE '\beval\b|`' $shell.script | grep -v '^[0-9]*:#'
done
if command -v zsh >/dev/null; then
    timeout 120 zsh -f "$TREE/tests/cli/hostile/completions.zsh" 2>&1 | head -n 3
    [ "$(grep -c 'touch' offered.zsh)" -ge 20 ] || echo 'zsh offers no names'
    [ ! -e ran ] || echo 'zsh ran a name'
fi
if command -v fish >/dev/null; then
    for word in '' '\$' "'\$" '`' ';' '\;' '-' 'a' '*' "'<"; do
        fish --no-config -c 'source fish.script; complete -C "$argv[1]"' -- "redbook info $word" "redbook author -o $word" 2>&1
    done >offered.fish
    [ "$(grep -c 'touch' offered.fish)" -ge 3 ] || echo 'fish offers no names'
    [ ! -e ran ] || echo 'fish ran a name'
fi
[ ! -e ran ] || echo 'a script ran a name'

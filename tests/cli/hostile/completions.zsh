# Presses the key for completion after each word, in an interactive shell; what it shows goes to the file offered.zsh.
zmodload zsh/zpty
zpty shell 'zsh -f -i'
zpty -w shell 'PS1=; autoload -Uz compinit && compinit -u -D; source ./zsh.script; compdef _redbook redbook; echo READY$((1))'
zpty -r -m shell seen '*READY1*'
for word in '' '$' '\$' "'\$" '`' '\`' ';' '\;' '-' 'a' '*' '<' "'<"; do
    for line in "redbook info $word" "redbook author -o $word"; do
        zpty -w -n shell $line$'\t\t\t'
        zpty -w -n shell $'\x15echo END$((1))\n' # the line is emptied first
        zpty -r -m shell seen '*END1*'
        print -r -- $seen >>offered.zsh
    done
done
zpty -d shell

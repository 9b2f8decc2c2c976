# Presses the key for completion after each word, in an interactive shell; what it shows goes to the file offered.zsh.
# While more input waits, the shell does not show the list: the key shows it by itself, however long, and then the next input is sent.
zmodload zsh/zpty
show_until() {
    local line
    while zpty -r shell line; do
        print -r -- $line
        [[ $line == *$1* ]] && return
    done
}
zpty shell 'zsh -f -i'
zpty -w shell 'PS1= LISTMAX=99999; autoload -Uz compinit && compinit -u -D; source ./zsh.script; compdef _redbook redbook
press() { zle expand-or-complete; zle -R; print PRESSED$((1)) }; zle -N press; bindkey "^I" press; echo READY$((1))'
show_until READY1 >/dev/null
for word in '' '$' '\$' "'\$" '`' '\`' ';' '\;' '-' 'a' '*' '<' "'<"; do
    for line in "redbook info $word" "redbook author -o $word"; do
        zpty -w -n shell $line
        repeat 3; do
            zpty -w -n shell $'\t'
            show_until PRESSED1
        done
        zpty -w -n shell $'\x15echo END$((1))\n' # the line is emptied first
        show_until END1
    done
done >offered.zsh
zpty -d shell

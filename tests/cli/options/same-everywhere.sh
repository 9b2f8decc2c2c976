#!/usr/bin/env bash
# One table, five places: --help, the man page, and the scripts for three shells name the same options.
for command in author info doctor completion; do
    redbook $command --help | grep -E '^ ' | grep -oE '(^|[ ,(])(--[a-z][a-z-]*|-[a-zA-Z])([ ,=)]|$)' | grep -oE -e '--?[a-zA-Z-]+' | sort -u >help
    redbook completion fish | grep "seen_subcommand_from $command'" |
        grep -oE -e ' -l [a-z-]+| -s [a-zA-Z]' | sed 's/ -l /--/; s/ -s /-/' | sort -u >fish
    redbook completion bash | grep "  $command:\*) options=" | grep -oE "'-[^']*'" | head -n 1 | grep -oE -e '--?[a-zA-Z-]+' | sort -u >bash
    redbook completion zsh | sed -n "/^    $command) /,/;;/p" | sed 's/\[.*//' | grep -oE -e '--?[a-zA-Z-]+' | grep -vx -e -s | sort -u >zsh
    if [ $command = completion ]; then cp help man; else
        sed -n '/^\.Sh OPTIONS/,/^\.Sh JSON/p' "$TREE/tools/redbook/redbook-$command.1" | grep '^\.It' |
            sed 's/Fl Fl /--/g; s/Fl \([a-zA-Z]\)/-\1/g; s/=.*//' | grep -oE -e '--?[a-zA-Z][a-zA-Z-]*' | sort -u >man
    fi
    for place in fish bash zsh man; do
        diff help $place >difference || { echo "$command: help and $place differ"; cat difference; }
    done
    wc -l <help
done

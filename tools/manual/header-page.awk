# header-page.awk - the man page, section 3, of a public header: what its comments say, in the order of the header
#
#   awk -v version=0.2.0 -v date=2026-11-29 -v package=libredbook -f header-page.awk include/redbook/stage.h
#
# A comment of its own belongs to the declarations below it, up to an empty line; declarations without one go with those before.
# "---- title" in a comment begins a section. The page is for man(7); the headers stay the manual, and this is their print.

function escape(text) {
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    gsub(/'/, "\\(aq", text)
    gsub(/\^/, "\\(ha", text)
    gsub(/~/, "\\(ti", text)
    gsub(/`/, "\\(ga", text)
    return text ~ /^\./ ? "\\&" text : text
}

# Lines of a comment as paragraphs and lists; begins without a macro.
function print_text(text,    count, line, i, in_list, empty) {
    count = split(text, line, "\n")
    empty = 1
    for (i = 1; i <= count; i++) {
        if (line[i] ~ /^[ \t]*$/) {
            if (!empty) pending = ".PP"
            empty = 1
            continue
        }
        if (line[i] ~ /^ *- /) {
            print ".IP \\(bu 2"
            sub(/^ *- /, "", line[i])
            in_list = 1
        } else if (line[i] ~ /^  +[^ ]+(, [^ ]+)*  +[^ ]/ || line[i] ~ /^  +RBK_[A-Z_]+ /) {
            sub(/^ +/, "", line[i])
            match(line[i], line[i] ~ /^[^ ]+(, [^ ]+)*  +/ ? "  +" : " +")
            print ".TP"
            print escape(substr(line[i], 1, RSTART - 1))
            line[i] = substr(line[i], RSTART + RLENGTH)
            in_list = 1
        } else if (in_list && line[i] ~ /^[^ ]/) {
            print ".PP"
            in_list = 0
        } else if (pending != "") {
            print in_list ? ".IP" : ".PP"
        }
        pending = ""
        sub(/^ +/, "", line[i])
        print escape(line[i])
        empty = 0
    }
    pending = ""
}

# One line of code, broken after commas and before its comment where it is wider than a page.
function print_code_line(line,    indent, comment, at) {
    indent = line
    sub(/[^ ].*/, "", indent)
    if (length(line) > WIDTH && (at = index(line, "/*")) > length(indent) + 1) {
        comment = substr(line, at)
        line = substr(line, 1, at - 1)
        sub(/ +$/, "", line)
    }
    while (length(line) > WIDTH) {
        for (at = WIDTH; at > length(indent) + 8 && substr(line, at, 2) != ", "; at--) ;
        if (substr(line, at, 2) != ", ") break
        print escape(substr(line, 1, at))
        line = indent "    " substr(line, at + 2)
    }
    print escape(line)
    # A comment by itself goes below, in as many lines as it takes.
    while (comment != "") {
        at = length(comment)
        if (length(indent) + 4 + at > WIDTH) {
            for (at = WIDTH - length(indent) - 4; at > 1 && substr(comment, at, 1) != " "; at--) ;
            if (at == 1) at = length(comment)
        }
        print escape(indent "    " substr(comment, 1, at))
        comment = substr(comment, at + 1)
        sub(/^ /, "", comment)
    }
}

# bold: prototypes, and whatever else is no body of a type.
function print_code(text,    count, line, i, bold) {
    bold = text !~ /\{/
    sub(/\n$/, "", text)
    gsub(/\n            +/, " ", text) # continued prototypes
    sub(/^rbk_status\n/, "rbk_status ", text) # the attributes of a compiler break the line
    count = split(text, line, "\n")
    print ".nf"
    if (bold) print ".ft B"
    for (i = 1; i <= count; i++)
        if (line[i] == "") print ""
        else print_code_line(line[i])
    if (bold) print ".ft R"
    print ".fi"
}

# A comment and what it is about.
function flush_item() {
    if (code == "" && comment == "") return
    if (!fresh) print ".PP"
    fresh = 0
    if (code != "") {
        print_code(code)
        if (comment != "") { print ".RS 4"; print_text(comment); print ".RE" }
    } else {
        print_text(comment)
    }
    code = comment = ""
}

# "/* text" or " * text" or " text */" without its frame.
function bare(line) {
    sub(/^[ \t]*\/\*[ \t]?/, "", line)
    sub(/[ \t]*\*\/[ \t]*$/, "", line)
    sub(/^ \*$/, "", line)
    sub(/^ \* /, "", line)
    return line
}

function remember_names(line,    name) {
    if (line ~ /^([a-zA-Z].*[ *])?rbk_[a-z0-9_]+\(/ && line !~ /^typedef/) {
        name = line
        sub(/\(.*/, "", name)
        sub(/.*[ *]/, "", name)
        names[++name_count] = name
    }
}

BEGIN { WIDTH = 72 }

{ all[++lines] = $0 }

END {
    header = FILENAME
    sub(/.*include\//, "", header)
    page = header
    sub(/\.h$/, "", page)
    sub(/\//, "_", page)
    # The comment at the head: "redbook/stage.h - what it is", then the description.
    for (at = 1; at <= lines && all[at] !~ /\*\//; at++) {
        text = bare(all[at])
        if (text ~ /^redbook\/[a-z_]+\.h - /) { summary = text; sub(/^[^ ]* - /, "", summary); in_summary = 1; continue }
        if (in_summary && text == "") in_summary = 0
        if (in_summary) summary = summary " " text
        else head = head text "\n"
    }
    if (all[at] ~ /[^ \t*\/]/) { text = bare(all[at]); if (in_summary) summary = summary " " text; else head = head text "\n" }
    for (i = at + 1; i <= lines; i++) {
        remember_names(all[i])
        if (all[i] ~ /^#include <redbook\//) { other = all[i]; sub(/.*<redbook\//, "", other); sub(/\.h>.*/, "", other); others[++other_count] = other }
    }
    printf ".\\\" Made from <%s> by header-page.awk.\n", header
    printf ".TH %s 3 %s \"redbook %s\" \"redbook library\"\n.SH NAME\n", toupper(page), date, version
    printf "%s", page
    for (i = 1; i <= name_count; i++) printf ",\n%s", names[i]
    sub(/;.*/, "", summary)
    printf " \\- %s\n", escape(summary)
    printf ".SH SYNOPSIS\n.nf\n.B #include <%s>\n.PP\ncc program.c $(pkg\\-config \\-\\-cflags \\-\\-libs %s)\n.fi\n.SH DESCRIPTION\n", header, package
    print_text(head)
    print ".SH DECLARATIONS"
    fresh = 1
    depth = 0
    for (at++; at <= lines; at++) {
        line = all[at]
        if (line ~ /^#(ifn?def|if|else|elif|endif|include)/ || line ~ /^extern "C"/ || (line == "}" && depth == 0)) {
            if (line ~ /^#if.*__cplusplus|^#ifdef/) continue
            continue
        }
        if (line ~ /^__attribute__/ || line ~ /^#define (REDBOOK_[A-Z_]+_H|RBK_MUST_CHECK)$/) continue
        if (depth == 0 && line ~ /^\/\* -+ /) {
            flush_item()
            title = bare(line)
            sub(/^-+ */, "", title)
            while (all[at] !~ /\*\//) title = title " " bare(all[++at])
            rest = ""
            if (match(title, / (All|Blocks|Each|These) /) && length(title) > 60) { rest = substr(title, RSTART + 1); title = substr(title, 1, RSTART - 1) }
            printf ".SS %s\n", escape(toupper(substr(title, 1, 1)) substr(title, 2))
            if (rest != "") print_text(rest)
            fresh = rest == ""
            continue
        }
        if (depth == 0 && line ~ /^\/\*/) {
            flush_item()
            comment = bare(line) "\n"
            while (all[at] !~ /\*\//) comment = comment bare(all[++at]) "\n"
            sub(/^\n/, "", comment)
            continue
        }
        if (depth == 0 && line == "") { if (code != "") flush_item(); continue }
        code = code line "\n"
        opened = line; gsub(/[^{]/, "", opened)
        closed = line; gsub(/[^}]/, "", closed)
        depth += length(opened) - length(closed)
    }
    flush_item()
    print ".SH SEE ALSO"
    print ".BR libredbook (3)" (other_count ? "," : "")
    for (i = 1; i <= other_count; i++) printf ".BR redbook_%s (3)%s\n", others[i], i < other_count ? "," : ""
}

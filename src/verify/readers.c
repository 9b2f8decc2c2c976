/*
 * An image held against the rules of a reader.
 */
#include "base/fail.h"
#include "disc/references.h"
#include "verify/readers_table.h"

#include <redbook/format.h>

#include <string.h>

/* A word among others, separated by blanks. */
static bool has_word(const char *words, const char *word)
{
    const size_t length = strlen(word);
    for (const char *at = strstr(words, word); at; at = strstr(at + 1, word))
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

bool rbk_reader_rule_is_of(const rbk_reader_rule *rule, const rbk_reader *reader)
{
    return rule && reader && has_word(rule->readers, reader->name);
}

static const char *title_of(const rbk_reader_facts *facts)
{
    const rbk_format *format = rbk_format_find(facts->format);
    if (format)
        return format->title;
    return strcmp(facts->format, "audio") == 0 ? "audio file"
           : strcmp(facts->format, "ecm") == 0 ? "sectors packed as ECM"
                                               : "file of sectors without a descriptor";
}

static rbk_status report(const rbk_reader *reader, const rbk_reader_rule *rule, const char *path, const char *what,
                         rbk_findings *findings)
{
    return rbk_findings_add(findings, rule->severity, rule->id, path, 0, 0, "%s %s%s%s (%s)", reader->title,
                            rule->sentence, what[0] ? ": " : "", what, rule->source);
}

/* Targets have the names of the formats that they write; the others write CUE sheets. */
static const char *format_of(const char *target)
{
    const rbk_format *format = rbk_format_find(target);
    return format ? format->name : "cue";
}

/* Whether the image would have a fault of this severity for the reader after a conversion to the target, too. */
static bool remains(const rbk_reader *reader, const rbk_reader_facts *facts, const char *target, rbk_severity severity)
{
    const rbk_reader_row *row;
    rbk_reader_facts after = *facts;
    bool found = false;
    after.format = format_of(target);
    after.is_chd = strcmp(after.format, "chd") == 0;
    for (size_t i = 0; (row = rbk_reader_row_at(i)) != NULL && !found; i++) {
        char what[RBK_FACT_BYTES] = "";
        found = !row->rule.mended && row->rule.severity >= severity && rbk_reader_rule_is_of(&row->rule, reader) &&
                row->condition(&after, what);
    }
    return found;
}

static const char *advise(const rbk_reader *reader, const rbk_reader_facts *facts, rbk_severity worst)
{
    const char *target = facts->gd_rom ? reader->gd_target : reader->target;
    return target && !remains(reader, facts, target, worst) ? target : NULL;
}

rbk_status rbk_reader_check(const rbk_reader *reader, const rbk_disc *disc, const rbk_layout *layout, const char *path,
                            rbk_findings *findings, const char **target, rbk_error *error)
{
    rbk_reader_facts facts;
    const rbk_reader_row *row;
    rbk_severity worst = RBK_NOTE;
    bool reads = true, mended = false;
    if (!reader || !disc || !layout || !path || !findings)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (disc->track_count == 0 || disc->track_count != layout->track_count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a disc with tracks and its own layout");
    rbk_status status = rbk_disc_check(disc, error);
    if (status != RBK_OK)
        return status;
    status = rbk_reader_facts_make(disc, layout, path, &facts, error);
    if (status == RBK_OK && !has_word(reader->formats, facts.format)) {
        reads = false;
        mended = true;
        worst = reader->format_severity;
        if (rbk_findings_add(findings, reader->format_severity, "reader.format", path, 0, 0,
                             "%s does not read this form: %s (%s)", reader->title, title_of(&facts),
                             reader->source) != RBK_OK)
            status = rbk_fail_memory(error);
    }
    for (size_t i = 0; status == RBK_OK && reads && (row = rbk_reader_row_at(i)) != NULL; i++) {
        char what[RBK_FACT_BYTES] = "";
        if (!rbk_reader_rule_is_of(&row->rule, reader) || !row->condition(&facts, what))
            continue;
        worst = row->rule.severity > worst ? row->rule.severity : worst;
        mended = mended || row->rule.mended;
        if (report(reader, &row->rule, path, what, findings) != RBK_OK)
            status = rbk_fail_memory(error);
    }
    if (target)
        *target = mended && status == RBK_OK ? advise(reader, &facts, worst) : NULL;
    rbk_reader_facts_release(&facts);
    return status;
}

/*
 * redbook/readers.h - what programs and devices that read images accept, and what they misread
 *
 * A reader is a program (an emulator, a burning program) or a device (an optical-drive emulator). The rules are rows of a
 * table, each with the source that documents it: a manual, an issue of the program, or a measurement with a version of it.
 * A reader without a finding may still refuse an image for a reason that no row has.
 */
#ifndef REDBOOK_READERS_H
#define REDBOOK_READERS_H

#include <redbook/layout.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rbk_reader {
    const char *name;    /* "duckstation" */
    const char *title;   /* "DuckStation (PlayStation)" */
    const char *formats; /* the forms of an image that it reads: names of formats, "sectors" for an ISO or BIN alone */
    const char *source;  /* of that list */
    rbk_severity format_severity; /* of another form: error, or warning if the list may lack some */
    const char *target;           /* of rbk_target_find, which it reads best; NULL: none of those that can be written */
    const char *gd_target;        /* the same of a GD-ROM */
    const char *gd_name;          /* the name that its descriptor must have, 'disc.gdi'; NULL: any */
} rbk_reader;

/* The readers, by name; NULL beyond the last. Static. */
const rbk_reader *rbk_reader_at(size_t position);

/* By name, in any case; NULL: none. */
const rbk_reader *rbk_reader_find(const char *name);

typedef struct rbk_reader_rule {
    const char *id;        /* "reader.multi-file" */
    const char *readers;   /* names, separated by blanks */
    rbk_severity severity; /* error: it refuses the image, warning: it misreads or ignores something */
    const char *sentence;  /* what it does */
    const char *source;
    bool mended; /* by a conversion to the target of the reader */
} rbk_reader_rule;

/* The rules; NULL beyond the last. Static. A form that a reader does not list is "reader.format", which has no row. */
const rbk_reader_rule *rbk_reader_rule_at(size_t position);

/* Whether a rule is one of a reader. */
bool rbk_reader_rule_is_of(const rbk_reader_rule *rule, const rbk_reader *reader);

/*
 * Checks a probed and laid out disc, read from path, for a reader. Each finding has the id of its rule, what the reader
 * does, what of the image causes it, and the source. *target (nullable): the name of a target to convert to, which avoids
 * the findings, at least all of the worst severity; NULL: there is none, or there is nothing to avoid.
 * RBK_FILEACCESS, RBK_FILESYSTEM, RBK_NO_MEMORY; results of rbk_chd_facts_read.
 */
rbk_status rbk_reader_check(const rbk_reader *reader, const rbk_disc *disc, const rbk_layout *layout, const char *path,
                            rbk_findings *findings, const char **target, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif

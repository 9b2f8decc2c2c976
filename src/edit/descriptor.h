/*
 * edit/descriptor.h - the descriptor before the edit: what it states by itself, and what of its text is not kept
 */
#ifndef RBK_EDIT_DESCRIPTOR_H
#define RBK_EDIT_DESCRIPTOR_H

#include <redbook/format.h>

typedef struct rbk_descriptor {
    const rbk_format *format;
    const char *path;
    rbk_bytes text;        /* UTF-16 and UTF-32 as UTF-8 */
    bool crlf;             /* its first line ends with CR LF */
    bool reencoded;        /* it is not UTF-8, or has a byte order mark */
    size_t replacements;   /* characters U+FFFD that it has itself */
    bool packed_codes;     /* a TOC with codes inside its CD_TEXT */
    rbk_disc *disc;        /* what it states, without the CD-TEXT file that it names */
    rbk_findings *noticed; /* in reading it */
} rbk_descriptor;

/*
 * Reads the file at path, which stays valid as long as the descriptor. Release it in any case. RBK_CHANGED: it is not the
 * file with the identity, which the disc was read from.
 */
rbk_status rbk_descriptor_read(const char *path, const rbk_identity *identity, const rbk_format *format,
                               const char *encoding, rbk_descriptor *descriptor, rbk_error *error);
void rbk_descriptor_release(rbk_descriptor *descriptor);

/*
 * Reports each line that is not written again, since readers ignore it: comments, unknown commands, values that are not
 * valid ("edit.line-removed", warning). Comments that the new text has as well are the writer's. And that the text
 * becomes UTF-8 ("edit.encoding", warning). RBK_NO_MEMORY.
 */
rbk_status rbk_descriptor_report_removed(const rbk_descriptor *descriptor, const rbk_output *text,
                                         rbk_findings *findings, rbk_error *error);

/*
 * RBK_UNSUPPORTED: the new text has replacements (U+FFFD) for bytes that the reader could not decode, which are nowhere else.
 */
rbk_status rbk_descriptor_check_replaced(const rbk_descriptor *descriptor, const rbk_output *text, rbk_error *error);

/* The text with the line ends of the descriptor, in place of *text. RBK_NO_MEMORY. */
rbk_status rbk_descriptor_end_lines(const rbk_descriptor *descriptor, rbk_output **text, rbk_error *error);

#endif

/*
 * format/toc_sessions.h - a TOC has one session; those of a disc are in several TOCs next to each other
 *
 * The first one has the disc's name, the others that name with the number of their session: "disc.toc", "disc (Session
 * 2).toc". Each starts at address 0, as cdrdao writes and reads the sessions of a disc.
 */
#ifndef RBK_FORMAT_TOC_SESSIONS_H
#define RBK_FORMAT_TOC_SESSIONS_H

#include "format/row.h"

/* The name of the TOC of a session, 2 or more, of a disc whose first one is at path; without a folder. NULL: no memory. */
char *rbk_toc_session_name(const char *path, size_t session);

/* The bytes of the path of a TOC before " (Session N)", as such a name is read in any letter case; 0: it has no such name. */
size_t rbk_toc_session_stem(const char *path);

/*
 * Whether each session of the disc can have a TOC of its own: they are as far apart as recorders write them, which is what a
 * reader assumes. RBK_UNSUPPORTED: not so, or they are the areas of a GD-ROM.
 */
rbk_status rbk_toc_sessions_check(const rbk_disc *disc, rbk_error *error);

/*
 * What the TOC of a session is written of: its tracks, counted from 1, as recorders continue the numbers themselves, with
 * their texts in all languages; the texts of the disc and its MCN are in the first one alone. *made is freed by the caller.
 * What no text can have in the character set of its packs is replaced ("cdtext.replaced"). The errors of rbk_cdtext_encode.
 */
rbk_status rbk_toc_session_disc(const rbk_disc *disc, size_t session, rbk_disc **made, rbk_findings *findings,
                                rbk_error *error);

/* Reads the TOCs of the other sessions, if there are any, and adds them to the disc of the first one. */
rbk_status rbk_toc_sessions_read(const rbk_format_siblings *siblings, const char *path,
                                 const rbk_format_options *options, rbk_disc *disc, rbk_findings *findings,
                                 rbk_error *error);

#endif

/*
 * format/toc_session_texts.h - the CD-TEXT of a disc in the TOCs of its sessions, and from them
 */
#ifndef RBK_FORMAT_TOC_SESSION_TEXTS_H
#define RBK_FORMAT_TOC_SESSION_TEXTS_H

#include <redbook/disc.h>

/*
 * Gives the disc of a later session, whose tracks have the numbers of the whole disc, the packs for its tracks alone, counted
 * from 1: all languages, without texts of the disc. No effect on a disc without packs. The errors of rbk_cdtext_encode.
 */
/* The rule of its finding where packs of a session are left out. */
#define RBK_TOC_RULE_NO_PACKS "toc.no-packs"

rbk_status rbk_toc_cut_cdtext(rbk_disc *session, rbk_findings *findings, rbk_error *error);

/*
 * Adds the disc of a later session's TOC as a session (rbk_disc_append_session), and the texts of its tracks to the packs of
 * the disc, in each language. What it has about the disc as a whole and the disc does not is ignored, with a finding
 * ("toc.session", warning). name is the path in findings.
 */
rbk_status rbk_toc_append_session(rbk_disc *disc, const rbk_disc *other, const char *name, rbk_findings *findings,
                                  rbk_error *error);

#endif

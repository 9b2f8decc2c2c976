/*
 * The CD-TEXT of a disc in the TOCs of its sessions: a later one has the texts of its tracks, the first one everything about
 * the disc. When they are read, blocks of the same language become one again.
 */
#include "format/toc_session_texts.h"
#include "base/fail.h"
#include "disc/sessions.h"
#include "format/toc_languages.h"
#include "text/disc_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Copies the texts of one track, or of the disc (0), of all fields; *any is set if there is one. */
static rbk_status copy_texts(rbk_cdtext_block *to, uint32_t to_track, const rbk_cdtext_block *from, uint32_t from_track,
                             bool *any, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS && status == RBK_OK; field++) {
        const char *text = from->text[field][from_track];
        if (!text)
            continue;
        status = rbk_cdtext_set(to, (rbk_cdtext_field)field, to_track, text, error);
        *any = true;
    }
    return status;
}

/* ------------------------------------------------------------------ writing */

static rbk_status cut_block(rbk_cdtext *cut, uint32_t number, const rbk_cdtext_block *from, const rbk_disc *session,
                            bool *any, rbk_error *error)
{
    rbk_cdtext_block *block;
    bool used = false;
    rbk_status status = rbk_cdtext_add_block(cut, number, from->language, from->charset, 1,
                                             (uint32_t)session->track_count, &block, error);
    if (status != RBK_OK)
        return status;
    block->copyright = from->copyright;
    for (size_t t = 0; t < session->track_count && status == RBK_OK; t++)
        status = copy_texts(block, (uint32_t)t + 1, from, session->tracks[t].number, &used, error);
    if (!used)
        rbk_cdtext_remove_block(cut, number);
    *any |= used;
    return status;
}

/* Packs may hold bytes that are no characters of their set, which are replaced, or be in a set that cannot be written again. */
static rbk_status encode(const rbk_cdtext *cut, rbk_bytes *packs, rbk_findings *findings, rbk_error *error)
{
    rbk_cdtext_options options;
    rbk_error why;
    rbk_error_init(&why);
    rbk_cdtext_options_init(&options);
    options.fallback = true;
    rbk_status status = rbk_cdtext_encode(cut, &options, packs, findings, &why);
    if (status == RBK_OK)
        return RBK_OK;
    if (status == RBK_NO_MEMORY ||
        rbk_findings_add(findings, RBK_WARNING, RBK_TOC_RULE_NO_PACKS, NULL, 0, 0,
                         "the CD-TEXT of the tracks of a later session cannot be written again: %s",
                         why.sentence) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

rbk_status rbk_toc_cut_cdtext(rbk_disc *session, rbk_findings *findings, rbk_error *error)
{
    rbk_cdtext *whole = NULL, *cut = rbk_cdtext_new();
    rbk_bytes packs = {NULL, 0};
    bool any = false;
    rbk_status status = cut ? rbk_cdtext_own(session, &whole, error) : rbk_fail_memory(error);
    for (uint32_t number = 0; number < RBK_CDTEXT_BLOCKS && whole && status == RBK_OK; number++)
        if (whole->blocks[number])
            status = cut_block(cut, number, whole->blocks[number], session, &any, error);
    if (status == RBK_OK && any)
        status = encode(cut, &packs, findings, error);
    if (status == RBK_OK)
        status = rbk_disc_set_cdtext(session, packs.data, packs.size, error);
    rbk_bytes_release(&packs);
    rbk_cdtext_free(whole);
    rbk_cdtext_free(cut);
    return status;
}

/* ------------------------------------------------------------------ what is ignored */

/* About the disc as a whole: the fields of CD-TEXT, and what is in none. */
enum { IGNORED_MCN = RBK_CDTEXT_FIELDS, IGNORED_PACKS, IGNORED_KINDS };

static const char *ignored_name(int kind)
{
    return kind == IGNORED_MCN          ? "CATALOG"
           : kind == IGNORED_PACKS      ? "packs of bytes"
           : kind == RBK_CDTEXT_CODE    ? "UPC/EAN"
           : kind == RBK_CDTEXT_DISC_ID ? "disc id"
           : kind == RBK_CDTEXT_CLOSED  ? "closed information"
                                        : rbk_cdtext_field_name((rbk_cdtext_field)kind, 0);
}

static bool differs(const char *there, const char *here)
{
    return there && there[0] && (!here || strcmp(there, here) != 0);
}

/* The kinds that a block has of the disc and the one it joins does not, as bits. */
static unsigned ignored_of_block(const rbk_cdtext_block *from, const rbk_cdtext_block *to)
{
    unsigned kinds = from->raw_count > 0 ? 1u << IGNORED_PACKS : 0;
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++)
        if (differs(from->text[field][0], to->text[field][0]))
            kinds |= 1u << field;
    if (from->genre > RBK_CDTEXT_GENRE_NOT_DEFINED && from->genre != to->genre)
        kinds |= 1u << RBK_CDTEXT_GENRE;
    return kinds;
}

static rbk_status report_ignored(unsigned kinds, const char *name, rbk_findings *findings, rbk_error *error)
{
    char list[RBK_SENTENCE_BYTES] = "";
    size_t used = 0;
    for (int kind = IGNORED_KINDS - 1; kind >= 0; kind--)
        if (kinds & 1u << kind)
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "", ignored_name(kind));
    if (used == 0 || rbk_findings_add(findings, RBK_WARNING, "toc.session", name, 0, 0,
                                      "ignored, since only the TOC of the first session is about the whole disc: %s",
                                      list) == RBK_OK)
        return RBK_OK;
    return rbk_fail_memory(error);
}

/* ------------------------------------------------------------------ reading */

typedef struct joining {
    rbk_disc *disc;
    const rbk_disc *other;
    size_t first_track; /* of the session, its position on the disc */
    rbk_cdtext *cdtext; /* of the disc; it gets the other's */
    unsigned ignored;   /* kinds, as bits */
    bool any;           /* a track has a text */
    const char *name;
    rbk_findings *findings;
    rbk_error *error;
} joining;

/* What a disc says as blocks; codes that are in no pack are in none. */
static rbk_status blocks_of(const rbk_disc *disc, rbk_cdtext **cdtext, rbk_error *error)
{
    rbk_status status = rbk_cdtext_own(disc, cdtext, error);
    if (status != RBK_OK || *cdtext)
        return status;
    if (!rbk_cdtext_disc_has_any(disc))
        return (*cdtext = rbk_cdtext_new()) ? RBK_OK : rbk_fail_memory(error);
    status = rbk_cdtext_from_disc(disc, RBK_CDTEXT_ENGLISH, RBK_CDTEXT_8859_1, cdtext, NULL, error);
    for (uint32_t track = 0; track <= RBK_TRACKS_MAX && status == RBK_OK; track++)
        status = rbk_cdtext_set((*cdtext)->blocks[0], RBK_CDTEXT_CODE, track, NULL, error);
    return status;
}

/* The number of the block of a language, else of the first unused one; RBK_CDTEXT_BLOCKS: neither is there. */
static uint32_t find_block(const rbk_cdtext *cdtext, uint8_t language)
{
    uint32_t unused = RBK_CDTEXT_BLOCKS;
    for (uint32_t number = RBK_CDTEXT_BLOCKS; number > 0; number--) {
        const rbk_cdtext_block *block = cdtext->blocks[number - 1];
        if (!block)
            unused = number - 1;
    }
    for (uint32_t number = 0; number < RBK_CDTEXT_BLOCKS; number++)
        if (cdtext->blocks[number] && cdtext->blocks[number]->language == language)
            return number;
    return unused;
}

static rbk_status report(const joining *j, const char *sentence, const char *reason)
{
    if (rbk_findings_add(j->findings, RBK_WARNING, "toc.session", j->name, 0, 0, sentence, reason) != RBK_OK)
        return rbk_fail_memory(j->error);
    return RBK_OK;
}

/* A language that the disc does not have gets a block with the tracks alone. */
static rbk_status join_block(joining *j, const rbk_cdtext_block *from)
{
    char shown[RBK_LANGUAGE_BYTES];
    const uint32_t number = find_block(j->cdtext, from->language);
    if (number == RBK_CDTEXT_BLOCKS)
        return report(j, "its CD-TEXT in %s is ignored: the disc has eight languages",
                      rbk_cdtext_language_shown(from->language, shown));
    rbk_cdtext_block *to = j->cdtext->blocks[number];
    rbk_status status = RBK_OK;
    if (!to) {
        status = rbk_cdtext_add_block(j->cdtext, number, from->language, from->charset, 1, 1, &to, j->error);
        if (status != RBK_OK)
            return status;
        to->copyright = from->copyright;
    }
    j->ignored |= ignored_of_block(from, to);
    for (size_t t = 0; t < j->other->track_count && status == RBK_OK; t++)
        status = copy_texts(to, j->disc->tracks[j->first_track + t].number, from, j->other->tracks[t].number, &j->any,
                            j->error);
    return status == RBK_OK && to->charset != from->charset ? rbk_toc_choose_charset(to, j->error) : status;
}

/* All blocks are about all tracks; one that is stated to be about more stays so. */
static void widen_blocks(const joining *j)
{
    const uint32_t first = j->disc->tracks[0].number, last = j->disc->tracks[j->disc->track_count - 1].number;
    for (int number = 0; number < RBK_CDTEXT_BLOCKS; number++) {
        rbk_cdtext_block *block = j->cdtext->blocks[number];
        if (block && block->first_track > first)
            block->first_track = (uint8_t)first;
        if (block && block->last_track < last)
            block->last_track = (uint8_t)last;
    }
}

/* What is found about the tracks that are new; the others had their findings. */
static rbk_status report_new(const joining *j, const rbk_findings *noticed)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < rbk_findings_count(noticed) && status == RBK_OK; i++) {
        const rbk_finding *finding = rbk_findings_at(noticed, i);
        if (finding->track >= j->disc->tracks[j->first_track].number &&
            rbk_findings_add(j->findings, finding->severity, finding->rule, j->name, 0, finding->track, "%s",
                             finding->text) != RBK_OK)
            status = rbk_fail_memory(j->error);
    }
    return status;
}

static rbk_status set_packs(const joining *j)
{
    rbk_cdtext_options options;
    rbk_bytes packs = {NULL, 0};
    rbk_error why;
    rbk_findings *noticed = rbk_findings_new();
    if (!noticed)
        return rbk_fail_memory(j->error);
    rbk_cdtext_options_init(&options);
    options.fallback = true;
    rbk_error_init(&why);
    rbk_status status = rbk_cdtext_encode(j->cdtext, &options, &packs, noticed, &why);
    if (status == RBK_NO_MEMORY)
        status = rbk_fail_memory(j->error);
    else if (status != RBK_OK)
        status = report(j, "the CD-TEXT of its tracks cannot be added to that of the disc: %s", why.sentence);
    else if ((status = report_new(j, noticed)) == RBK_OK)
        status = rbk_disc_set_cdtext(j->disc, packs.data, packs.size, j->error);
    rbk_bytes_release(&packs);
    rbk_findings_free(noticed);
    return status;
}

static rbk_status join_blocks(joining *j, const rbk_cdtext *from)
{
    rbk_status status = RBK_OK;
    for (uint32_t number = 0; number < RBK_CDTEXT_BLOCKS && status == RBK_OK; number++)
        if (from->blocks[number])
            status = join_block(j, from->blocks[number]);
    /* Texts in English alone are the disc's own, and need no packs. */
    if (status != RBK_OK || !j->any || !(j->disc->cdtext || j->other->cdtext))
        return status;
    widen_blocks(j);
    return set_packs(j);
}

rbk_status rbk_toc_append_session(rbk_disc *disc, const rbk_disc *other, const char *name, rbk_findings *findings,
                                  rbk_error *error)
{
    joining j = {disc, other, disc->track_count, NULL, 0, false, name, findings, error};
    rbk_cdtext *from = NULL;
    j.ignored = differs(other->mcn, disc->mcn) ? 1u << IGNORED_MCN : 0;
    rbk_status status = blocks_of(disc, &j.cdtext, error);
    if (status == RBK_OK)
        status = blocks_of(other, &from, error);
    if (status == RBK_OK)
        status = rbk_disc_append_session(disc, other, error);
    if (status == RBK_OK)
        status = join_blocks(&j, from);
    if (status == RBK_OK)
        status = report_ignored(j.ignored, name, findings, error);
    rbk_cdtext_free(j.cdtext);
    rbk_cdtext_free(from);
    return status;
}

/*
 * The packs for a disc: its own if a source had any, else those made from its texts and codes. Valid packs are copied
 * byte for byte, whoever made them; damaged ones are rebuilt from what can be read of them, since a burner or a plant
 * would only copy the damage.
 */
#include "base/fail.h"
#include "base/findings.h"
#include "text/charset.h"
#include "text/disc_text.h"
#include "text/fields.h"
#include "text/line.h"

#include <redbook/rules.h>

#include <stdlib.h>
#include <string.h>

/* What decoding says of packs that are not as they were written; oddities of their texts are the writer's own. */
static const rbk_finding *first_damage(const rbk_findings *findings)
{
    static const char *const rules[] = {RBK_RULE_CDTEXT_CRC, "cdtext.sequence", "cdtext.type", "cdtext.size"};
    return rbk_findings_first_of(findings, rules, sizeof rules / sizeof rules[0]);
}

static rbk_status copy_packs(const rbk_disc *disc, rbk_bytes *packs, rbk_error *error)
{
    packs->data = malloc(disc->cdtext_bytes);
    if (!packs->data)
        return rbk_fail_memory(error);
    memcpy(packs->data, disc->cdtext, disc->cdtext_bytes);
    packs->size = disc->cdtext_bytes;
    return RBK_OK;
}

static rbk_status own_packs(const rbk_disc *disc, const rbk_cdtext_options *options, rbk_bytes *packs,
                            rbk_findings *findings, rbk_error *error)
{
    const char *name = options ? options->name : NULL;
    rbk_cdtext *cdtext = NULL;
    rbk_findings *noticed = rbk_findings_new();
    if (!noticed)
        return rbk_fail_memory(error);
    rbk_status status = rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, name, &cdtext, noticed, error);
    const rbk_finding *damage = first_damage(noticed);
    if (status == RBK_OK && !damage)
        status = copy_packs(disc, packs, error);
    else if (status == RBK_OK &&
             rbk_findings_add(
                 findings, RBK_WARNING, "cdtext.remade", name, 0, 0,
                 "the disc's CD-TEXT packs are damaged and are rebuilt from what can be read of them: %.300s",
                 damage->text) != RBK_OK)
        status = rbk_fail_memory(error);
    else if (status == RBK_OK)
        status = rbk_cdtext_encode_again(cdtext, disc->cdtext, disc->cdtext_bytes, options, packs, findings, error);
    rbk_cdtext_free(cdtext);
    rbk_findings_free(noticed);
    return status;
}

static bool has_text(const rbk_text *text, bool album)
{
    for (int field = 0; field < (int)RBK_TEXT_FIELDS; field++) {
        bool album_only = field == RBK_TEXT_GENRE || field == RBK_TEXT_DISC_ID;
        if (text->field[field] && field != RBK_TEXT_DATE && (album || !album_only))
            return true;
    }
    return false;
}

bool rbk_cdtext_disc_has_any(const rbk_disc *disc)
{
    if (!disc || disc->track_count == 0)
        return false;
    bool any = disc->cdtext || has_text(&disc->text, true);
    for (size_t i = 0; i < disc->track_count && !any; i++)
        any = has_text(&disc->tracks[i].text, false);
    return any;
}

rbk_status rbk_cdtext_own(const rbk_disc *disc, rbk_cdtext **cdtext, rbk_error *error)
{
    rbk_status status = RBK_OK;
    *cdtext = NULL;
    if (disc->cdtext)
        status = rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, cdtext, NULL, NULL);
    return status == RBK_NO_MEMORY ? rbk_fail_memory(error) : RBK_OK;
}

rbk_status rbk_cdtext_of_disc(const rbk_disc *disc, const rbk_cdtext_options *options, rbk_bytes *packs,
                              rbk_findings *findings, rbk_error *error)
{
    if (!disc || !packs)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_bytes made = {NULL, 0};
    rbk_cdtext *cdtext = NULL;
    rbk_status status = RBK_OK;
    if (disc->cdtext) {
        status = own_packs(disc, options, &made, findings, error);
    } else if (rbk_cdtext_disc_has_any(disc)) {
        status = rbk_cdtext_from_disc(disc, RBK_CDTEXT_ENGLISH, RBK_CDTEXT_8859_1, &cdtext, findings, error);
        if (status == RBK_OK)
            status = rbk_cdtext_encode(cdtext, options, &made, findings, error);
    }
    rbk_cdtext_free(cdtext);
    if (status == RBK_OK)
        *packs = made;
    else
        rbk_bytes_release(&made);
    return status;
}

/* ------------------------------------------------------------------ after a change */

static bool is_empty(const rbk_cdtext *cdtext)
{
    for (int number = 0; number < RBK_CDTEXT_BLOCKS; number++)
        if (cdtext->blocks[number] && (!rbk_charset_is_supported(cdtext->blocks[number]->charset) ||
                                       !rbk_cdtext_block_is_empty(cdtext->blocks[number])))
            return false;
    return true;
}

/* Its texts are not known, so that none of them can be replaced. */
static rbk_status refuse_unsupported(const rbk_cdtext_block *block, rbk_error *error)
{
    const char *language = rbk_cdtext_language_name(block->language);
    return rbk_fail(error, RBK_UNSUPPORTED,
                    "the texts of the CD-TEXT, in %s, cannot be changed: their character set, %s, is not supported; "
                    "remove the CD-TEXT to change the others",
                    language ? language : "an unknown language", rbk_cdtext_charset_name((int)block->charset));
}

/* Packs that only say how many they are would be CD-TEXT without a text. */
static rbk_status drop_packs(rbk_disc *disc, rbk_error *error)
{
    free(disc->cdtext_file);
    disc->cdtext_file = NULL;
    return rbk_disc_set_cdtext(disc, NULL, 0, error);
}

/* The code of a genre is no text of a language: where it changes, it does in each language that has it. */
static void share_genre(const rbk_cdtext *cdtext, int was, int is)
{
    for (int number = 0; number < RBK_CDTEXT_BLOCKS && was > RBK_CDTEXT_GENRE_NOT_DEFINED; number++)
        if (cdtext->blocks[number] && cdtext->blocks[number]->genre == was)
            cdtext->blocks[number]->genre = is;
}

/* Where the language that was renewed got tracks, all languages get them. */
static void share_tracks(const rbk_cdtext *cdtext, uint8_t first, uint8_t last, const rbk_cdtext_block *renewed)
{
    const bool more = renewed->first_track < first || renewed->last_track > last;
    for (int number = 0; number < RBK_CDTEXT_BLOCKS && more; number++) {
        rbk_cdtext_block *block = cdtext->blocks[number];
        if (block && renewed->first_track < block->first_track)
            block->first_track = renewed->first_track;
        if (block && renewed->last_track > block->last_track)
            block->last_track = renewed->last_track;
    }
}

/* The first language is the one that players show: another one takes its place only where the user says so. */
static rbk_status report_empty(const rbk_cdtext *cdtext, const rbk_cdtext_block *block,
                               const rbk_cdtext_options *options, rbk_findings *findings, rbk_error *error)
{
    char sentence[RBK_SENTENCE_BYTES];
    int number = 0;
    if (!rbk_cdtext_block_is_empty(block))
        return RBK_OK;
    while (cdtext->blocks[number] != block)
        number++;
    rbk_cdtext_empty_sentence(block, number, sentence, sizeof sentence);
    return rbk_findings_add(findings, RBK_WARNING, RBK_RULE_CDTEXT_MISSING_TEXT, options ? options->name : NULL, 0, 0,
                            "%s", sentence) == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(error);
}

static rbk_status renew(const rbk_cdtext *cdtext, rbk_disc *disc, const rbk_cdtext_options *options,
                        rbk_findings *findings, rbk_error *error)
{
    const rbk_cdtext_block *chosen = NULL;
    rbk_bytes packs = {NULL, 0};
    bool changed = false;
    rbk_status status = rbk_cdtext_choose_block(cdtext, disc, &chosen, error);
    const int genre = chosen ? chosen->genre : RBK_CDTEXT_NO_GENRE;
    const uint8_t first = chosen ? chosen->first_track : 0, last = chosen ? chosen->last_track : 0;
    for (int number = 0; number < RBK_CDTEXT_BLOCKS && status == RBK_OK; number++)
        if (cdtext->blocks[number] == chosen && chosen)
            status = rbk_cdtext_renew_block(cdtext->blocks[number], disc, &changed, error);
    if (status != RBK_OK || !changed)
        return status;
    if (!rbk_charset_is_supported(chosen->charset))
        return refuse_unsupported(chosen, error);
    share_genre(cdtext, genre, chosen->genre);
    share_tracks(cdtext, first, last, chosen);
    if (is_empty(cdtext))
        return drop_packs(disc, error);
    status = report_empty(cdtext, chosen, options, findings, error);
    if (status == RBK_OK)
        status = rbk_cdtext_encode_again(cdtext, disc->cdtext, disc->cdtext_bytes, options, &packs, findings, error);
    if (status == RBK_OK)
        status = rbk_disc_set_cdtext(disc, packs.data, packs.size, error);
    rbk_bytes_release(&packs);
    return status;
}

rbk_status rbk_cdtext_renew(rbk_disc *disc, const rbk_cdtext_options *options, rbk_findings *findings, rbk_error *error)
{
    rbk_cdtext *cdtext = NULL;
    if (!disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (!disc->cdtext)
        return RBK_OK;
    rbk_status status = rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, &cdtext, NULL, error);
    if (status == RBK_OK)
        status = renew(cdtext, disc, options, findings, error);
    rbk_cdtext_free(cdtext);
    return status;
}

/* ------------------------------------------------------------------ next to a sheet */

rbk_status rbk_cdtext_next_to_sheet(const rbk_disc *disc, rbk_cdtext **cdtext, const rbk_cdtext_block **block,
                                    rbk_error *error)
{
    rbk_cdtext *own = NULL;
    rbk_status status = RBK_OK;
    *cdtext = NULL;
    *block = NULL;
    if (disc->cdtext_file)
        status = rbk_cdtext_own(disc, &own, NULL);
    if (status == RBK_OK && own)
        status = rbk_cdtext_choose_block(own, disc, block, NULL);
    if (status == RBK_NO_MEMORY) {
        rbk_cdtext_free(own);
        return rbk_fail_memory(error);
    }
    *cdtext = own;
    return RBK_OK;
}

static bool has_unportable_text(const rbk_text *text)
{
    return text->field[RBK_TEXT_COMPOSER] || text->field[RBK_TEXT_ARRANGER] || text->field[RBK_TEXT_MESSAGE];
}

/* What packs say in this place, the sheet says too; what they do not say is no loss. */
static bool sheet_says(const char *line, const char *packed)
{
    return !packed || (line && strcmp(line, packed) == 0 && rbk_line_holds(packed));
}

static bool sheet_says_texts(const rbk_cdtext_block *block, uint32_t track, const rbk_text *text, const char *code)
{
    return sheet_says(text->field[RBK_TEXT_TITLE], block->text[RBK_CDTEXT_TITLE][track]) &&
           sheet_says(text->field[RBK_TEXT_PERFORMER], block->text[RBK_CDTEXT_PERFORMER][track]) &&
           sheet_says(text->field[RBK_TEXT_SONGWRITER], block->text[RBK_CDTEXT_SONGWRITER][track]) &&
           sheet_says(code, block->text[RBK_CDTEXT_CODE][track]);
}

static bool sheet_says_block(const rbk_disc *disc, const rbk_cdtext_block *block)
{
    static const rbk_text nothing = {{NULL}};
    bool says = sheet_says_texts(block, 0, &disc->text, disc->mcn);
    for (uint32_t number = 1; number <= RBK_TRACKS_MAX && says; number++) {
        const rbk_track *track = NULL;
        for (size_t t = 0; t < disc->track_count && !track; t++)
            track = disc->tracks[t].number == number ? &disc->tracks[t] : NULL;
        says = sheet_says_texts(block, number, track ? &track->text : &nothing, track ? track->isrc : NULL);
    }
    return says;
}

static bool is_beyond_sheet(const rbk_disc *disc, const rbk_cdtext *cdtext)
{
    const rbk_cdtext_block *first = cdtext->blocks[0];
    for (int number = 1; number < RBK_CDTEXT_BLOCKS; number++)
        if (cdtext->blocks[number])
            return true;
    return !first || first->windows_1252 || first->language != RBK_CDTEXT_ENGLISH ||
           first->charset != RBK_CDTEXT_8859_1 || first->copyright != 0 || first->genre != RBK_CDTEXT_NO_GENRE ||
           first->text[RBK_CDTEXT_CLOSED][0] || first->raw_count > 0 || !sheet_says_block(disc, first);
}

static bool has_unportable_texts(const rbk_disc *disc)
{
    bool has = has_unportable_text(&disc->text) || disc->text.field[RBK_TEXT_DISC_ID];
    for (size_t i = 0; i < disc->track_count && !has; i++)
        has = has_unportable_text(&disc->tracks[i].text);
    return has;
}

rbk_status rbk_cdtext_beyond_sheet(const rbk_disc *disc, bool *beyond, rbk_error *error)
{
    rbk_cdtext *cdtext = NULL;
    if (!disc || !beyond)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    const bool any = rbk_cdtext_disc_has_any(disc), texts = any && has_unportable_texts(disc);
    if (!any || texts || !disc->cdtext) {
        *beyond = texts;
        return RBK_OK;
    }
    rbk_status status = rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, &cdtext, NULL, NULL);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    *beyond = status != RBK_OK || is_beyond_sheet(disc, cdtext);
    rbk_cdtext_free(cdtext);
    return RBK_OK;
}

/* Errors become warnings: the packs were not explicitly requested. Of packs that are not written a note says nothing. */
static rbk_status report_not_written(const rbk_findings *from, const rbk_cdtext_options *options, rbk_findings *to,
                                     rbk_error *error)
{
    size_t unencodable = rbk_findings_count_from(from, RBK_ERROR);
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < rbk_findings_count(from) && status == RBK_OK; i++) {
        const rbk_finding *finding = rbk_findings_at(from, i);
        rbk_severity severity = finding->severity == RBK_ERROR ? RBK_WARNING : finding->severity;
        if (unencodable > 0 && finding->severity == RBK_NOTE)
            continue;
        status = rbk_findings_add(to, severity, finding->rule, finding->path, finding->line, finding->track, "%s",
                                  finding->text);
    }
    if (status == RBK_OK && unencodable > 0)
        status = rbk_findings_add(to, RBK_WARNING, "cdtext.not-written", options ? options->name : NULL, 0, 0,
                                  "no CD-TEXT is written because texts do not fit: %zu %s", unencodable,
                                  RBK_PLURAL(unencodable, "reason", "reasons"));
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

rbk_status rbk_cdtext_for_sheet(const rbk_disc *disc, rbk_cdtext_use use, const rbk_cdtext_options *options,
                                rbk_bytes *packs, rbk_findings *findings, rbk_error *error)
{
    if (!disc || !packs)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_bytes made = {NULL, 0};
    rbk_status status = RBK_OK;
    bool beyond = false;
    if (use == RBK_CDTEXT_AUTO)
        status = rbk_cdtext_beyond_sheet(disc, &beyond, error);
    if (use == RBK_CDTEXT_ALWAYS) {
        status = rbk_cdtext_of_disc(disc, options, &made, findings, error);
    } else if (status == RBK_OK && beyond) {
        rbk_findings *own = rbk_findings_new();
        status = own ? rbk_cdtext_of_disc(disc, options, &made, own, error) : rbk_fail_memory(error);
        if (status == RBK_OK || status == RBK_REFUSED)
            status = report_not_written(own, options, findings, error);
        rbk_findings_free(own);
    }
    if (status == RBK_OK)
        *packs = made;
    else
        rbk_bytes_release(&made);
    return status;
}

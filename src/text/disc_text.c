/*
 * Between the disc model and CD-TEXT: mapping of fields, genre words to codes, ISRC and MCN to codes and back. What one
 * side has no field for is reported.
 */
#include "text/disc_text.h"
#include "base/ascii.h"
#include "base/fail.h"
#include "text/charset.h"
#include "text/fields.h"
#include "text/line.h"
#include "text/names.h"

#include <redbook/rules.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The fields that both have; a disc's genre, date and codes are dealt with by name. */
typedef struct pair {
    rbk_text_field disc;
    rbk_cdtext_field cdtext;
} pair;

static const pair pairs[] = {
    {RBK_TEXT_TITLE, RBK_CDTEXT_TITLE},           {RBK_TEXT_PERFORMER, RBK_CDTEXT_PERFORMER},
    {RBK_TEXT_SONGWRITER, RBK_CDTEXT_SONGWRITER}, {RBK_TEXT_COMPOSER, RBK_CDTEXT_COMPOSER},
    {RBK_TEXT_ARRANGER, RBK_CDTEXT_ARRANGER},     {RBK_TEXT_MESSAGE, RBK_CDTEXT_MESSAGE},
    {RBK_TEXT_DISC_ID, RBK_CDTEXT_DISC_ID},
};

#define PAIRS (sizeof pairs / sizeof pairs[0])

static const pair genres = {RBK_TEXT_GENRE, RBK_CDTEXT_GENRE};

/* What people write in tags; the words themselves are kept after the code. */
static const struct {
    const char *word;
    int code;
} genre_words[] = {
    {"Pop", 0x14},     {"Rock", 0x17},       {"R&B", 0x18},         {"Hip-Hop", 0x0D}, {"Children's Music", 0x04},
    {"World", 0x1B},   {"Soundtrack", 0x19}, {"Alternative", 0x03}, {"Speech", 0x1A},  {"Spoken", 0x1A},
    {"Classic", 0x05}, {"Folk Music", 0x0B},
};

/* ------------------------------------------------------------------ from a disc */

static rbk_status no_place(rbk_findings *findings, uint32_t track, const char *what, rbk_error *error)
{
    char owner[16] = "the album";
    if (track > 0)
        snprintf(owner, sizeof owner, "track %u", (unsigned)(track & 0x7F));
    return rbk_findings_add(findings, RBK_NOTE, "cdtext.no-place", NULL, 0, track,
                            "%s of %s has no place in CD-TEXT and is ignored", what, owner) == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(error);
}

const char *rbk_text_field_shown(rbk_text_field field)
{
    return field == RBK_TEXT_DISC_ID ? "disc id" : rbk_text_field_name(field);
}

const char *rbk_cdtext_genre_shown(const rbk_cdtext_block *block, char text[RBK_GENRE_BYTES])
{
    if (!block || block->genre <= RBK_CDTEXT_GENRE_NOT_DEFINED)
        return "";
    const char *name = rbk_cdtext_genre_name(block->genre);
    snprintf(text, RBK_GENRE_BYTES, "0x%04X", (unsigned)block->genre & 0xFFFF);
    return name ? name : text;
}

int rbk_cdtext_genre_of_words(const char *words, bool *named)
{
    int code = RBK_CDTEXT_GENRE_NOT_DEFINED;
    const char *name = rbk_cdtext_genre_parse(words, &code) ? rbk_cdtext_genre_name(code) : NULL;
    bool is_name = name && rbk_ascii_same(words, name);
    if (named)
        *named = is_name;
    if (is_name)
        return code;
    for (size_t i = 0; i < sizeof genre_words / sizeof genre_words[0]; i++)
        if (rbk_ascii_same(words, genre_words[i].word))
            return genre_words[i].code;
    return RBK_CDTEXT_GENRE_NOT_DEFINED;
}

static rbk_status set_genre(rbk_cdtext_block *block, const char *words, rbk_error *error)
{
    bool named = false;
    block->genre = rbk_cdtext_genre_of_words(words, &named);
    return named ? RBK_OK : rbk_cdtext_set(block, RBK_CDTEXT_GENRE, 0, words, error);
}

/* The texts of the album (track 0) or of a track. */
static rbk_status take_texts(rbk_cdtext_block *block, uint32_t track, const rbk_text *text, rbk_findings *findings,
                             rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < PAIRS && status == RBK_OK; i++) {
        const char *words = text->field[pairs[i].disc];
        if (!words)
            continue;
        if (track > 0 && !rbk_cdtext_field_row_of(pairs[i].cdtext)->tracks)
            status = no_place(findings, track, rbk_text_field_name(pairs[i].disc), error);
        else
            status = rbk_cdtext_set(block, pairs[i].cdtext, track, words, error);
    }
    if (status == RBK_OK && text->field[RBK_TEXT_DATE])
        status = no_place(findings, track, "date", error);
    if (status == RBK_OK && text->field[RBK_TEXT_GENRE])
        status = track > 0 ? no_place(findings, track, "genre", error)
                           : set_genre(block, text->field[RBK_TEXT_GENRE], error);
    return status;
}

static rbk_status take_disc(const rbk_disc *disc, rbk_cdtext_block *block, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = take_texts(block, 0, &disc->text, findings, error);
    if (status == RBK_OK)
        status = rbk_cdtext_set(block, RBK_CDTEXT_CODE, 0, disc->mcn, error);
    for (size_t i = 0; i < disc->track_count && status == RBK_OK; i++) {
        const rbk_track *track = &disc->tracks[i];
        status = take_texts(block, track->number, &track->text, findings, error);
        if (status == RBK_OK)
            status = rbk_cdtext_set(block, RBK_CDTEXT_CODE, track->number, track->isrc, error);
    }
    return status;
}

rbk_status rbk_cdtext_from_disc(const rbk_disc *disc, uint8_t language, rbk_cdtext_charset charset, rbk_cdtext **cdtext,
                                rbk_findings *findings, rbk_error *error)
{
    if (!disc || !cdtext)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (disc->track_count == 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a disc with tracks");
    uint32_t first = disc->tracks[0].number, last = first;
    for (size_t i = 0; i < disc->track_count; i++) {
        first = disc->tracks[i].number < first ? disc->tracks[i].number : first;
        last = disc->tracks[i].number > last ? disc->tracks[i].number : last;
    }
    rbk_cdtext_block *block = NULL;
    rbk_cdtext *made = rbk_cdtext_new();
    if (!made)
        return rbk_fail_memory(error);
    rbk_status status = rbk_cdtext_add_block(made, 0, language, charset, first, last, &block, error);
    if (status == RBK_OK)
        status = take_disc(disc, block, findings, error);
    if (status == RBK_OK)
        *cdtext = made;
    else
        rbk_cdtext_free(made);
    return status;
}

/* ------------------------------------------------------------------ to a disc */

typedef struct giving {
    const rbk_cdtext_block *block;
    rbk_charset charset; /* the block's; for an unknown set ASCII, which its texts cannot be in */
    rbk_disc *disc;
    rbk_findings *findings;
    rbk_error *error;
} giving;

static rbk_status begin_giving(giving *g)
{
    rbk_status status = rbk_charset_open(g->block->charset, &g->charset, g->error);
    return status == RBK_UNSUPPORTED ? rbk_charset_open(RBK_CDTEXT_ASCII, &g->charset, g->error) : status;
}

/* The words as the packs hold them, whatever has to be replaced, where they come by way of a sheet. */
static rbk_status as_packed(const giving *g, rbk_cdtext_field field, const char *text, rbk_bytes *bytes)
{
    size_t unencodable = 0;
    char *words = strdup(text);
    if (!words)
        return rbk_fail_memory(g->error);
    (void)rbk_line_clean(words, true);
    rbk_charset_place nowhere = {NULL, 0, 0, field, 0};
    rbk_charset charset = {.set = rbk_cdtext_field_charset(g->block, field)};
    if (rbk_cdtext_field_row_of(field)->block_charset)
        charset = g->charset;
    rbk_status status = rbk_charset_encode(&charset, words, true, &nowhere, bytes, &unencodable, NULL, g->error);
    free(words);
    for (size_t i = 0; status == RBK_OK && charset.set != RBK_CDTEXT_MS_JIS && i < bytes->size; i++)
        if (bytes->data[i] == '"') /* a typographic one has become it */
            bytes->data[i] = '\'';
    return status;
}

/*
 * Two spellings are one text when the disc's character set makes the same of both: a sheet may have the letters that
 * the packs could not hold, and the packs may have the quotes that a sheet cannot.
 */
static rbk_status same_text(const giving *g, rbk_cdtext_field field, const char *a, const char *b, bool *same)
{
    rbk_bytes of_a = {NULL, 0}, of_b = {NULL, 0};
    *same = strcmp(a, b) == 0;
    if (*same)
        return RBK_OK;
    rbk_status status = as_packed(g, field, a, &of_a);
    if (status == RBK_OK)
        status = as_packed(g, field, b, &of_b);
    *same = status == RBK_OK && of_a.size == of_b.size && memcmp(of_a.data, of_b.data, of_a.size) == 0;
    rbk_bytes_release(&of_a);
    rbk_bytes_release(&of_b);
    return status;
}

static bool differ_in_quotes(const char *a, const char *b)
{
    bool differ = false;
    for (; *a && *b && (*a == *b || (strchr("\"'", *a) && strchr("\"'", *b))); a++, b++)
        differ |= *a != *b;
    return differ && !*a && !*b;
}

/*
 * Whether a text of the disc stays next to that of the packs, which could not hold it. What the text of the packs becomes in
 * a line of a sheet does not, nor do quotes, which packs can hold.
 */
static rbk_status stays(const giving *g, rbk_cdtext_field field, const char *has, const char *packed, bool *same)
{
    *same = strcmp(has, packed) == 0;
    if (*same || rbk_line_is_of(has, packed) || differ_in_quotes(has, packed))
        return RBK_OK;
    return same_text(g, field, has, packed, same);
}

static rbk_status report_differs(const giving *g, uint32_t track, const char *what, const char *has, const char *packed)
{
    char owner[16] = "the album";
    if (track > 0)
        snprintf(owner, sizeof owner, "track %u", (unsigned)(track & 0x7F));
    return rbk_findings_add(g->findings, RBK_WARNING, RBK_RULE_CDTEXT_TEXT_DIFFERS, NULL, 0, track,
                            "the %s of %s is '%.150s', but '%.150s' in the CD-TEXT, which is used", what, owner, has,
                            packed) == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(g->error);
}

/* A code is stored where there is none; an existing one is kept. */
static rbk_status give_code(const giving *g, uint32_t track, char *code)
{
    char parsed[RBK_MCN_BYTES];
    const char *text = g->block->text[RBK_CDTEXT_CODE][track];
    rbk_error why;
    if (!text)
        return RBK_OK;
    rbk_status status = track > 0 ? rbk_isrc_parse(text, parsed, &why) : rbk_mcn_parse(text, parsed, &why);
    rbk_status reported = RBK_OK;
    if (status != RBK_OK)
        reported = rbk_findings_add(g->findings, RBK_WARNING, "cdtext.bad-code", NULL, 0, track, "%s", why.sentence);
    else if (!code[0])
        memcpy(code, parsed, track > 0 ? RBK_ISRC_BYTES : RBK_MCN_BYTES);
    else if (strcmp(code, parsed) != 0)
        reported =
            rbk_findings_add(g->findings, RBK_WARNING, "cdtext.code-differs", NULL, 0, track,
                             "the disc has the %s '%s', its CD-TEXT '%s'", track > 0 ? "ISRC" : "MCN", code, parsed);
    return reported == RBK_OK ? RBK_OK : rbk_fail_memory(g->error);
}

/* True if a sheet cannot hold what the packs say in another way. */
static bool is_line_of(const char *has, const char *packed)
{
    return rbk_line_is_of(has, packed) || rbk_line_is_cut_of(has, packed);
}

/* What packs say (nullable) replaces what it becomes in a line of a sheet silently, and another text with a finding. */
static rbk_status give_text(const giving *g, const pair *fields, uint32_t track, const char *packed, rbk_text *text)
{
    const char *has = text->field[fields->disc];
    bool same = !packed;
    rbk_status status = has && packed ? stays(g, fields->cdtext, has, packed, &same) : RBK_OK;
    if (status == RBK_OK && has && !same && !is_line_of(has, packed))
        status = report_differs(g, track, rbk_text_field_name(fields->disc), has, packed);
    return status == RBK_OK && !same ? rbk_text_set(text, fields->disc, packed, g->error) : status;
}

static rbk_status give_texts(const giving *g, uint32_t track, rbk_text *text)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < PAIRS && status == RBK_OK; i++)
        status = give_text(g, &pairs[i], track, g->block->text[pairs[i].cdtext][track], text);
    return status;
}

static rbk_status give_genre(const giving *g)
{
    const char *packed = g->block->text[RBK_CDTEXT_GENRE][0];
    const char *has = g->disc->text.field[RBK_TEXT_GENRE];
    if (!packed && g->block->genre > RBK_CDTEXT_GENRE_NOT_DEFINED) {
        packed = rbk_cdtext_genre_name(g->block->genre);
        if (has && rbk_cdtext_genre_of_words(has, NULL) == g->block->genre) /* its own words may say more */
            return RBK_OK;
    }
    return give_text(g, &genres, 0, packed, &g->disc->text);
}

static rbk_status give_album(const giving *g)
{
    rbk_status status = give_texts(g, 0, &g->disc->text);
    if (status == RBK_OK)
        status = give_genre(g);
    if (status == RBK_OK && g->block->text[RBK_CDTEXT_CLOSED][0] &&
        rbk_findings_add(g->findings, RBK_NOTE, "cdtext.no-place", NULL, 0, 0,
                         "closed information has no place in the disc model and is ignored") != RBK_OK)
        status = rbk_fail_memory(g->error);
    return status == RBK_OK ? give_code(g, 0, g->disc->mcn) : status;
}

static rbk_track *find_track(rbk_disc *disc, uint32_t number)
{
    for (size_t i = 0; i < disc->track_count; i++)
        if (disc->tracks[i].number == number)
            return &disc->tracks[i];
    return NULL;
}

static bool track_used(const rbk_cdtext_block *block, uint32_t track)
{
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++)
        if (block->text[field][track])
            return true;
    return false;
}

static rbk_status give_track(const giving *g, uint32_t number)
{
    rbk_track *track = find_track(g->disc, number);
    if (!track)
        return rbk_findings_add(g->findings, RBK_WARNING, "cdtext.no-track", NULL, 0, number,
                                "there are texts for track %u, which the disc does not have",
                                (unsigned)number) == RBK_OK
                   ? RBK_OK
                   : rbk_fail_memory(g->error);
    rbk_status status = give_texts(g, number, &track->text);
    return status == RBK_OK ? give_code(g, number, track->isrc) : status;
}

rbk_status rbk_cdtext_to_disc(const rbk_cdtext_block *block, rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    if (!block || !disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    giving g = {.block = block, .disc = disc, .findings = findings, .error = error};
    rbk_status status = begin_giving(&g);
    if (status != RBK_OK)
        return status;
    status = give_album(&g);
    for (uint32_t number = 1; number <= RBK_TRACKS_MAX && status == RBK_OK; number++)
        if (track_used(block, number))
            status = give_track(&g, number);
    rbk_charset_close(&g.charset);
    return status;
}

/* ------------------------------------------------------------------ a disc's texts into existing packs */

/* A block has the tracks of its texts. */
static void include_track(rbk_cdtext_block *block, uint32_t track)
{
    if (track > 0 && track < block->first_track)
        block->first_track = (uint8_t)track;
    if (track > block->last_track)
        block->last_track = (uint8_t)track;
}

/* What the disc says goes into the block where it says something else. */
static rbk_status renew_text(const giving *g, rbk_cdtext_block *block, rbk_cdtext_field field, uint32_t track,
                             const char *has, bool *changed)
{
    const char *packed = block->text[field][track];
    bool same = !has && !packed;
    rbk_status status = has && packed ? stays(g, field, has, packed, &same) : RBK_OK;
    if (status != RBK_OK || same)
        return status;
    *changed = true;
    if (has)
        include_track(block, track);
    return rbk_cdtext_set(block, field, track, has, g->error);
}

static rbk_status renew_texts(const giving *g, rbk_cdtext_block *block, uint32_t track, const rbk_text *text,
                              bool *changed)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < PAIRS && status == RBK_OK; i++)
        if (track == 0 || rbk_cdtext_field_row_of(pairs[i].cdtext)->tracks)
            status = renew_text(g, block, pairs[i].cdtext, track, text->field[pairs[i].disc], changed);
    return status;
}

/* A code that says something else than the words next to it stays when other words without a code replace them. */
static int code_to_keep(const rbk_cdtext_block *block, const char *words)
{
    return words && rbk_cdtext_genre_of_words(words, NULL) != block->genre ? block->genre : RBK_CDTEXT_NO_GENRE;
}

static rbk_status renew_genre(const giving *g, rbk_cdtext_block *block, bool *changed)
{
    const char *has = g->disc->text.field[RBK_TEXT_GENRE];
    const char *words = block->text[RBK_CDTEXT_GENRE][0];
    const bool coded = !words && block->genre > RBK_CDTEXT_GENRE_NOT_DEFINED;
    const char *packed = coded ? rbk_cdtext_genre_name(block->genre) : words;
    bool same = (!has && !packed) || (has && packed && rbk_ascii_same(has, packed)) ||
                (has && coded && rbk_cdtext_genre_of_words(has, NULL) == block->genre);
    rbk_status status = !same && has && words ? stays(g, RBK_CDTEXT_GENRE, has, words, &same) : RBK_OK;
    if (status != RBK_OK || same)
        return status;
    const int kept = code_to_keep(block, words);
    *changed = true;
    block->genre = RBK_CDTEXT_NO_GENRE;
    status = rbk_cdtext_set(block, RBK_CDTEXT_GENRE, 0, NULL, g->error);
    if (status == RBK_OK && has)
        status = set_genre(block, has, g->error);
    if (has && block->genre == RBK_CDTEXT_GENRE_NOT_DEFINED && kept != RBK_CDTEXT_NO_GENRE)
        block->genre = kept;
    return status;
}

static rbk_status renew_codes(const giving *g, rbk_cdtext_block *block, bool *changed)
{
    bool any = false;
    for (uint32_t track = 0; track <= RBK_TRACKS_MAX && !any; track++)
        any = block->text[RBK_CDTEXT_CODE][track] != NULL;
    rbk_status status = RBK_OK;
    if (!any)
        return RBK_OK;
    status = renew_text(g, block, RBK_CDTEXT_CODE, 0, g->disc->mcn[0] ? g->disc->mcn : NULL, changed);
    for (size_t t = 0; t < g->disc->track_count && status == RBK_OK; t++) {
        const rbk_track *track = &g->disc->tracks[t];
        status = renew_text(g, block, RBK_CDTEXT_CODE, track->number, track->isrc[0] ? track->isrc : NULL, changed);
    }
    return status;
}

rbk_status rbk_cdtext_renew_block(rbk_cdtext_block *block, const rbk_disc *disc, bool *changed, rbk_error *error)
{
    giving g = {.block = block, .disc = (rbk_disc *)disc, .error = error};
    rbk_status status = begin_giving(&g);
    if (status == RBK_OK)
        status = renew_texts(&g, block, 0, &disc->text, changed);
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++)
        status = renew_texts(&g, block, disc->tracks[t].number, &disc->tracks[t].text, changed);
    if (status == RBK_OK)
        status = renew_genre(&g, block, changed);
    if (status == RBK_OK)
        status = renew_codes(&g, block, changed);
    rbk_charset_close(&g.charset);
    return status;
}

/* ------------------------------------------------------------------ which block */

/* How many of the disc's texts a block has too. */
static rbk_status count_same(const giving *g, size_t *count)
{
    rbk_status status = RBK_OK;
    *count = 0;
    for (size_t t = 0; t <= g->disc->track_count && status == RBK_OK; t++) {
        const rbk_text *text = t ? &g->disc->tracks[t - 1].text : &g->disc->text;
        uint32_t number = t ? g->disc->tracks[t - 1].number : 0;
        for (size_t i = 0; i < PAIRS && status == RBK_OK; i++) {
            const char *packed = g->block->text[pairs[i].cdtext][number], *has = text->field[pairs[i].disc];
            bool same = packed && has && rbk_line_is_cut_of(has, packed);
            if (packed && has && !same)
                status = same_text(g, pairs[i].cdtext, has, packed, &same);
            *count += same;
        }
    }
    return status;
}

rbk_status rbk_cdtext_choose_block(const rbk_cdtext *cdtext, const rbk_disc *disc, const rbk_cdtext_block **block,
                                   rbk_error *error)
{
    rbk_status status = RBK_OK;
    size_t most = 0;
    *block = NULL;
    for (int number = 0; number < RBK_CDTEXT_BLOCKS && status == RBK_OK; number++) {
        giving g = {.block = cdtext->blocks[number], .disc = (rbk_disc *)disc, .error = error};
        size_t count = 0;
        if (!g.block)
            continue;
        status = begin_giving(&g);
        if (status == RBK_OK)
            status = count_same(&g, &count);
        rbk_charset_close(&g.charset);
        if (!*block || count > most)
            *block = g.block;
        most = count > most ? count : most;
    }
    return status;
}

/* ------------------------------------------------------------------ what a block has */

bool rbk_cdtext_block_is_empty(const rbk_cdtext_block *block)
{
    bool used = block->genre > RBK_CDTEXT_GENRE_NOT_DEFINED || block->copyright != 0 || block->raw_count > 0;
    for (uint32_t track = 0; track <= RBK_TRACKS_MAX && !used; track++)
        used = track_used(block, track);
    return !used;
}

void rbk_cdtext_empty_sentence(const rbk_cdtext_block *block, int number, char *sentence, size_t size)
{
    const char *language = rbk_cdtext_language_name(block->language);
    snprintf(sentence, size, "block %d (%s) of the CD-TEXT has no text%s", number,
             language ? language : "of unknown language",
             number == 0 ? ": players show the first language, and the others come after it" : "");
}

bool rbk_cdtext_block_holds(const rbk_cdtext_block *block, rbk_text_field field, uint32_t track, const char *text)
{
    const pair *fields = field == genres.disc ? &genres : NULL;
    for (size_t i = 0; i < PAIRS && !fields; i++)
        fields = pairs[i].disc == field ? &pairs[i] : NULL;
    const char *packed = block && fields ? block->text[fields->cdtext][track] : NULL;
    return packed && strcmp(packed, text) == 0;
}

/* ------------------------------------------------------------------ what a disc has of a block */

static bool says_code(uint32_t track, const char *has, const char *packed)
{
    char parsed[RBK_MCN_BYTES];
    rbk_status status = track > 0 ? rbk_isrc_parse(packed, parsed, NULL) : rbk_mcn_parse(packed, parsed, NULL);
    return status == RBK_OK && strcmp(has, parsed) == 0;
}

bool rbk_cdtext_disc_says(const rbk_disc *disc, const rbk_cdtext_block *block, rbk_cdtext_field field, uint32_t track)
{
    const char *packed = block->text[field][track];
    const rbk_track *of = track > 0 ? find_track((rbk_disc *)disc, track) : NULL;
    if (!packed || field == RBK_CDTEXT_GENRE || field == RBK_CDTEXT_CLOSED)
        return true;
    if (track > 0 && !of)
        return false;
    if (field == RBK_CDTEXT_CODE)
        return says_code(track, of ? of->isrc : disc->mcn, packed);
    const char *has = NULL;
    for (size_t i = 0; i < PAIRS; i++)
        if (pairs[i].cdtext == field)
            has = (of ? &of->text : &disc->text)->field[pairs[i].disc];
    return has && !rbk_line_is_cut_of(has, packed);
}

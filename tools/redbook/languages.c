/*
 * Files of texts in further languages, from the command line.
 */
#include "redbook/languages.h"

#include <stdio.h>
#include <string.h>

#define LANGUAGE_ENGLISH 0x09

bool languages_read_row(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    language_list *list = place;
    char name[32] = "";
    const char *equals = strchr(text, '=');
    language_file file = {0, equals ? equals + 1 : ""};
    if (equals && equals - text < (int)sizeof name)
        memcpy(name, text, (size_t)(equals - text));
    if (equals && file.path[0] && !rbk_cdtext_language_parse(name, &file.language)) {
        snprintf(why, CLI_WHY_BYTES, "expected a language such as 'ja' or 'German' before '=', found '%.*s'",
                 (int)(equals - text), text);
        return false;
    }
    if (!equals || !file.path[0]) {
        snprintf(why, CLI_WHY_BYTES, "expected LANGUAGE=FILE, as in ja=ja.txt or German=de.cue, found '%s'", text);
        return false;
    }
    for (size_t i = 0; i < list->count; i++)
        if (list->files[i].language == file.language) {
            snprintf(why, CLI_WHY_BYTES, "expected one file of a language, found '%s' and '%s'", list->files[i].path,
                     file.path);
            return false;
        }
    if (list->count == sizeof list->files / sizeof list->files[0]) {
        snprintf(why, CLI_WHY_BYTES, "expected at most %zu files, a CD-TEXT has %d languages", list->count,
                 RBK_CDTEXT_BLOCKS);
        return false;
    }
    list->files[list->count++] = file;
    return true;
}

static rbk_status add_file(const language_file *file, const rbk_source_options *options, rbk_disc *parts_of,
                           rbk_cdtext *cdtext, rbk_findings *findings, rbk_error *error)
{
    rbk_cdtext *texts = NULL;
    const rbk_source_texts how = {
        .options = options, .language = file->language, .charset = RBK_CDTEXT_8859_1, .parts_of = parts_of};
    rbk_status status = rbk_source_read_texts(file->path, &how, &texts, NULL, findings, error);
    if (status == RBK_OK)
        status = rbk_cdtext_add_language(cdtext, texts, file->language, file->path, findings, error);
    if (status != RBK_OK && error && !error->place.path[0])
        snprintf(error->place.path, sizeof error->place.path, "%s", file->path);
    rbk_cdtext_free(texts);
    return status;
}

rbk_status languages_add(const language_list *languages, const rbk_source_options *options, rbk_disc *parts_of,
                         rbk_cdtext *cdtext, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < languages->count && status == RBK_OK; i++)
        status = add_file(&languages->files[i], options, parts_of, cdtext, findings, error);
    return status;
}

/* The file that the texts of "block 1: title of track 2: ..." are from; NULL: none that was added. */
static const char *file_of(const language_list *languages, const rbk_cdtext *cdtext, const char *text)
{
    static const char word[] = "block ";
    const char digit = strncmp(text, word, sizeof word - 1) == 0 ? text[sizeof word - 1] : '\0';
    const rbk_cdtext_block *block =
        digit >= '1' && digit < '0' + RBK_CDTEXT_BLOCKS ? cdtext->blocks[digit - '0'] : NULL;
    for (size_t i = 0; i < languages->count; i++)
        if (block && languages->files[i].language == block->language)
            return languages->files[i].path;
    return NULL;
}

rbk_status languages_encode(const language_list *languages, const rbk_cdtext *cdtext, const rbk_cdtext_options *options,
                            rbk_bytes *packs, rbk_findings *findings, rbk_error *error)
{
    rbk_findings *own = rbk_findings_new();
    if (!own)
        return RBK_NO_MEMORY;
    rbk_status status = rbk_cdtext_encode(cdtext, options, packs, own, error);
    for (size_t i = 0; i < rbk_findings_count(own); i++) {
        const rbk_finding *finding = rbk_findings_at(own, i);
        const char *path = file_of(languages, cdtext, finding->text);
        if (rbk_findings_add(findings, finding->severity, finding->rule, path ? path : finding->path, finding->line,
                             finding->track, "%s", finding->text) != RBK_OK)
            status = RBK_NO_MEMORY;
    }
    rbk_findings_free(own);
    return status;
}

rbk_status languages_add_to_disc(const language_list *languages, const rbk_source_options *options, bool fallback,
                                 rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    rbk_cdtext *cdtext = NULL;
    rbk_bytes packs = {NULL, 0};
    rbk_cdtext_options how;
    if (languages->count == 0)
        return RBK_OK;
    rbk_cdtext_options_init(&how);
    how.fallback = fallback;
    rbk_status status = disc->cdtext
                            ? rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, &cdtext, NULL, error)
                            : rbk_cdtext_from_disc(disc, LANGUAGE_ENGLISH, RBK_CDTEXT_8859_1, &cdtext, findings, error);
    if (status == RBK_OK)
        status = languages_add(languages, options, disc, cdtext, findings, error);
    if (status == RBK_OK)
        status = languages_encode(languages, cdtext, &how, &packs, findings, error);
    if (status == RBK_OK)
        status = rbk_disc_set_cdtext(disc, packs.data, packs.size, error);
    rbk_bytes_release(&packs);
    rbk_cdtext_free(cdtext);
    return status;
}

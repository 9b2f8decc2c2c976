/*
 * What the tests of the DDP fileset share: a fileset in memory, the disc of the fact sheet's test vector, and reading.
 */
#ifndef TESTS_UNIT_FORMAT_DDP_H
#define TESTS_UNIT_FORMAT_DDP_H

#include "base/file_sums.h"
#include "format/ddp.h"
#include "unit/format/ccd.h"

#include <redbook/cdtext.h>

#define DDP_NAME "delivery/DDPID"

/* Files of a folder. */
typedef struct set_member {
    char name[32];
    uint8_t *bytes;
    size_t size;
} set_member;

typedef struct fileset {
    set_member files[16];
    size_t count;
    rbk_format_siblings siblings;
    bool without_sums; /* how it is read */
    bool without_folder;
} fileset;

static set_member *set_find(fileset *set, const char *name)
{
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->files[i].name, name) == 0)
            return &set->files[i];
    return NULL;
}

static rbk_status set_open_if_there(void *user, const char *name, rbk_input *input, rbk_error *error)
{
    set_member *file = set_find(user, name);
    (void)error;
    rbk_input_open_bytes(input, file ? file->bytes : NULL, file ? file->size : 0);
    return RBK_OK;
}

static rbk_status set_open(void *user, const char *name, rbk_input *input, rbk_error *error)
{
    rbk_status status = set_open_if_there(user, name, input, error);
    return set_find(user, name) ? status : rbk_fail(error, RBK_FILEACCESS, "'%s' is missing", name);
}

static rbk_status set_list(void *user, rbk_status (*each)(void *context, const char *name), void *context,
                           rbk_error *error)
{
    const fileset *set = user;
    rbk_status status = RBK_OK;
    (void)error;
    for (size_t i = 0; i < set->count && status == RBK_OK; i++)
        status = each(context, set->files[i].name);
    return status;
}

/* Puts a file of so many bytes into the set, in the place of one of that name. */
__attribute__((unused)) static void set_put(fileset *set, const char *name, const void *bytes, size_t size)
{
    set_member *file = set_find(set, name);
    if (!file) {
        file = &set->files[set->count++];
        file->bytes = NULL;
        snprintf(file->name, sizeof file->name, "%s", name);
    }
    free(file->bytes);
    file->bytes = calloc(size + 1, 1);
    assert_non_null(file->bytes);
    if (bytes)
        memcpy(file->bytes, bytes, size);
    file->size = size;
}

__attribute__((unused)) static void set_remove(fileset *set, const char *name)
{
    set_member *file = set_find(set, name);
    assert_non_null(file);
    free(file->bytes);
    *file = set->files[--set->count];
}

__attribute__((unused)) static void set_release(fileset *set)
{
    for (size_t i = 0; i < set->count; i++)
        free(set->files[i].bytes);
    *set = (fileset){.count = 0};
}

/* A field of a packet of a file: the exact text. */
__attribute__((unused)) static void set_field(fileset *set, const char *name, size_t offset, const char *text)
{
    set_member *file = set_find(set, name);
    assert_non_null(file);
    assert_true(offset + strlen(text) <= file->size);
    memcpy(file->bytes + offset, text, strlen(text));
}

/* Reads it, with its checksums and its folder; findings may be NULL. */
__attribute__((unused)) static rbk_status set_read(fileset *set, rbk_disc **disc, rbk_findings *findings,
                                                   rbk_error *error)
{
    rbk_input input;
    rbk_format_options options;
    set_member *id = set_find(set, RBK_DDP_ID_NAME);
    assert_non_null(id);
    set->siblings = (rbk_format_siblings){.open = set_open,
                                          .open_if_there = set_open_if_there,
                                          .open_part = set_open_if_there,
                                          .list = set_list,
                                          .user = set};
    rbk_format_options_init(&options);
    options.sums = !set->without_sums;
    options.folder = !set->without_folder;
    rbk_error_init(error);
    rbk_input_open_bytes(&input, id->bytes, id->size);
    rbk_status status = rbk_format_read_input(&input, &set->siblings, DDP_NAME, &options, disc, findings, error);
    rbk_input_close(&input);
    return status;
}

/* The disc of the fact sheet: 1500 sectors from lba 0, two tracks. */
static const char vector_sheet[] = "CATALOG 0123456789012\nTITLE Album\nPERFORMER Band\nFILE IMAGE.DAT BINARY\n"
                                   "TRACK 01 AUDIO\nTITLE One\nPERFORMER Band\nISRC USABC1234567\nINDEX 01 00:00:00\n"
                                   "TRACK 02 AUDIO\nTITLE Two\nPERFORMER Band\nINDEX 00 00:08:00\nINDEX 01 00:10:00\n";

__attribute__((unused)) static rbk_disc *vector_disc(void)
{
    rbk_bytes packs;
    rbk_error error;
    rbk_cdtext_options options;
    rbk_disc *disc = probed_sheet(vector_sheet, 1500);
    rbk_cdtext_options_init(&options);
    options.tab = false;
    assert_int_equal(rbk_cdtext_of_disc(disc, &options, &packs, NULL, &error), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(disc, packs.data, packs.size, &error), RBK_OK);
    rbk_bytes_release(&packs);
    return disc;
}

/* The fileset of a disc; its program is sectors of zeros. */
__attribute__((unused)) static void set_write(fileset *set, const rbk_disc *disc, const char *master_id)
{
    rbk_error error;
    rbk_ddp_tables tables;
    rbk_layout *layout = NULL;
    if (rbk_ddp_tables_make(disc, master_id, &tables, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
    *set = (fileset){.count = 0};
    set_put(set, RBK_DDP_ID_NAME, tables.id.data, tables.id.size);
    set_put(set, RBK_DDP_MAP_NAME, tables.map.data, tables.map.size);
    set_put(set, RBK_DDP_PQ_NAME, tables.pq.data, tables.pq.size);
    if (disc->cdtext_bytes > 0)
        set_put(set, RBK_DDP_CDTEXT_NAME, disc->cdtext, disc->cdtext_bytes);
    for (size_t s = 0; s < layout->session_count; s++) {
        const rbk_layout_session *session = &layout->sessions[s];
        size_t sectors = (size_t)(session->lead_out_lba - session->pregap_lba);
        set_put(set, disc->files[s].path, NULL, sectors * (s == 0 ? RBK_SECTOR_BYTES : 2048));
    }
    rbk_layout_free(layout);
    rbk_ddp_tables_release(&tables);
}

/* The MD5 of a file of the set, in digits. */
__attribute__((unused)) static const char *set_md5(fileset *set, const char *name)
{
    static char text[RBK_MD5_TEXT_BYTES];
    rbk_file_sums *sums = rbk_file_sums_new();
    set_member *file = set_find(set, name);
    assert_non_null(file);
    assert_non_null(sums);
    rbk_file_sums_update(sums, file->bytes, file->size);
    rbk_file_sums_md5(sums, text);
    rbk_file_sums_free(sums);
    return text;
}

/* CHECKSUM.MD5 of all files that are there. */
__attribute__((unused)) static void set_sum(fileset *set)
{
    char text[2048] = "";
    size_t count = set->count;
    for (size_t i = 0; i < count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s *%s\n", set_md5(set, set->files[i].name),
                 set->files[i].name);
    set_put(set, RBK_DDP_MD5_NAME, text, strlen(text));
}

/* It is read, with the findings. */
__attribute__((unused)) static rbk_disc *set_disc(fileset *set, rbk_findings *findings)
{
    rbk_disc *disc = NULL;
    rbk_error error;
    if (set_read(set, &disc, findings, &error) != RBK_OK)
        fail_msg("%s: %s", error.place.path, error.sentence);
    return disc;
}

/* The set, and a finding that it has. */
__attribute__((unused)) static void assert_set_finding(fileset *set, const char *rule, const char *path,
                                                       const char *sentence)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = set_disc(set, findings);
    const rbk_finding *finding = sheet_finding(findings, rule);
    if (!finding)
        fail_msg("expected a finding %s, found none", rule);
    assert_string_equal(finding->text, sentence);
    assert_string_equal(finding->path, path);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

/* It is refused with the message at a file. */
__attribute__((unused)) static void assert_set_refused(fileset *set, rbk_status status, const char *path,
                                                       const char *sentence)
{
    rbk_disc *disc = NULL;
    rbk_error error;
    assert_int_equal(set_read(set, &disc, NULL, &error), status);
    assert_null(disc);
    assert_string_equal(error.sentence, sentence);
    assert_string_equal(error.place.path, path);
}

#endif

/*
 * Every good sheet of the corpus is read, and written in every format, without memory for one allocation after the other.
 * link: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=strdup -Wl,--wrap=strndup
 */
#include "format/row.h"

#include "base/fail.h"
#include "format/toc_session_texts.h"
#include "format/toc_sessions.h"
#include "unit/memory.h"
#include "unit/text/example.h"

typedef struct sheet {
    const rbk_format *format; /* to be written as */
    rbk_bytes bytes;
    rbk_disc *disc;
} sheet;

static rbk_status read_sheet(void *user, rbk_error *error)
{
    const sheet *s = user;
    rbk_disc *disc = NULL;
    rbk_findings *findings = rbk_findings_new();
    rbk_status status =
        findings ? rbk_format_read(s->bytes.data, s->bytes.size, "sheet", NULL, &disc, findings, error) : RBK_NO_MEMORY;
    if (status != RBK_OK)
        assert_null(disc);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return status;
}

static rbk_status write_sheet(void *user, rbk_error *error)
{
    const sheet *s = user;
    rbk_output *output = rbk_output_new_memory();
    rbk_findings *findings = output ? rbk_findings_new() : NULL;
    rbk_status status = findings ? rbk_format_write(s->format, s->disc, output, findings, error) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_output_flush(output, error);
    rbk_findings_free(findings);
    rbk_output_free(output);
    return status;
}

/* A disc that the format cannot state is refused with memory, too. */
static bool can_write(sheet *s)
{
    rbk_error error;
    rbk_error_init(&error);
    return write_sheet(s, &error) == RBK_OK;
}

static void try_sheet(const char *path, size_t *written)
{
    sheet s = {.disc = NULL};
    assert_int_equal(rbk_bytes_read_file(path, 1 << 20, &s.bytes, NULL), RBK_OK);
    if (rbk_format_read(s.bytes.data, s.bytes.size, "sheet", NULL, &s.disc, NULL, NULL) == RBK_OK) {
        each_allocation_fails(path, read_sheet, &s);
        for (size_t i = 0; (s.format = rbk_format_at(i)); i++)
            if (can_write(&s)) {
                each_allocation_fails(s.format->name, write_sheet, &s);
                ++*written;
            }
    }
    rbk_disc_free(s.disc);
    rbk_bytes_release(&s.bytes);
}

static void a_sheet_is_read_and_written_or_there_is_no_memory(void **state)
{
    static const char *const folders[] = {"cue", "toc", "ccd", "gdi"};
    size_t read = 0, written = 0;
    (void)state;
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        char path[512];
        snprintf(path, sizeof path, "tests/corpus/%s", folders[i]);
        DIR *entries = opendir(path);
        assert_non_null(entries);
        for (struct dirent *entry; (entry = readdir(entries));) {
            size_t length = strlen(entry->d_name);
            if (strncmp(entry->d_name, "good.", 5) != 0 || length < 4 ||
                strcmp(entry->d_name + length - strlen(folders[i]), folders[i]) != 0)
                continue;
            snprintf(path, sizeof path, "tests/corpus/%s/%s", folders[i], entry->d_name);
            try_sheet(path, &written);
            read++;
        }
        closedir(entries);
    }
    assert_true(read > 100);
    assert_true(written > 100);
}

static void a_sheet_next_to_packs_is_written_or_there_is_no_memory(void **state)
{
    sheet s = {.format = rbk_format_find("cue")};
    const char *path = "tests/corpus/cue/good.050.cd-text-file.cue";
    (void)state;
    assert_int_equal(rbk_bytes_read_file(path, 1 << 20, &s.bytes, NULL), RBK_OK);
    assert_int_equal(rbk_format_read(s.bytes.data, s.bytes.size, "sheet", NULL, &s.disc, NULL, NULL), RBK_OK);
    assert_non_null(s.disc->cdtext_file);
    assert_int_equal(rbk_disc_set_cdtext(s.disc, example_packs, sizeof example_packs, NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&s.disc->text, RBK_TEXT_TITLE, "\"Night\" Cats", NULL), RBK_OK);
    assert_true(can_write(&s));
    each_allocation_fails(path, write_sheet, &s);
    rbk_disc_free(s.disc);
    rbk_bytes_release(&s.bytes);
}

typedef struct two_tocs {
    rbk_disc *first;
    rbk_disc *second;
} two_tocs;

static rbk_status join_sessions(void *user, rbk_error *error)
{
    const two_tocs *tocs = user;
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = findings ? rbk_disc_copy(tocs->first) : NULL;
    rbk_status status =
        disc ? rbk_toc_append_session(disc, tocs->second, "second", findings, error) : rbk_fail_memory(error);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return status;
}

static rbk_status part_session(void *user, rbk_error *error)
{
    const two_tocs *tocs = user;
    rbk_disc *disc = NULL;
    rbk_status status = rbk_toc_session_disc(tocs->first, 1, &disc, NULL, error);
    if (status != RBK_OK)
        assert_null(disc);
    rbk_disc_free(disc);
    return status;
}

/* With a finding of each kind: a CATALOG, and a character that is replaced. */
static void texts_of_sessions_are_joined_and_parted_or_there_is_no_memory(void **state)
{
    static const char first[] = "CD_DA CD_TEXT { LANGUAGE_MAP { 0 : 15 } LANGUAGE 0 { TITLE \"Nuit\" } }"
                                "TRACK AUDIO FILE \"a.wav\" 0";
    static const char second[] = "CD_DA CATALOG \"4006381333931\" CD_TEXT { LANGUAGE_MAP { 0 : EN 1 : 15 } "
                                 "LANGUAGE 0 { TITLE \"\" } } TRACK AUDIO "
                                 "CD_TEXT { LANGUAGE 0 { TITLE \"\xC5\xBB\" } LANGUAGE 1 { TITLE \"Deux\" } } "
                                 "FILE \"b.wav\" 0";
    two_tocs tocs = {NULL, NULL};
    (void)state;
    assert_int_equal(rbk_format_read((const uint8_t *)first, sizeof first - 1, "first", NULL, &tocs.first, NULL, NULL),
                     RBK_OK);
    assert_int_equal(
        rbk_format_read((const uint8_t *)second, sizeof second - 1, "second", NULL, &tocs.second, NULL, NULL), RBK_OK);
    each_allocation_fails("join", join_sessions, &tocs);
    assert_int_equal(rbk_toc_append_session(tocs.first, tocs.second, "second", NULL, NULL), RBK_OK);
    each_allocation_fails("part", part_session, &tocs);
    rbk_disc_free(tocs.first);
    rbk_disc_free(tocs.second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_is_read_and_written_or_there_is_no_memory),
        cmocka_unit_test(a_sheet_next_to_packs_is_written_or_there_is_no_memory),
        cmocka_unit_test(texts_of_sessions_are_joined_and_parted_or_there_is_no_memory),
    };
    return cmocka_run_group_tests_name("format/memory", tests, NULL, NULL);
}

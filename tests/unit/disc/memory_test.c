/*
 * Discs of the corpus are copied, laid out, judged and described, without memory for one allocation after the other.
 * link: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=strdup -Wl,--wrap=strndup
 */
#include "disc/origin.h"
#include "disc/placement.h"
#include "disc/sessions.h"

#include "unit/memory.h"

#include <redbook/format.h>
#include <redbook/layout.h>
#include <redbook/subcode.h>

static rbk_disc *disc;

static rbk_status copying(void *user, rbk_error *error)
{
    (void)user;
    (void)error;
    rbk_disc *copy = rbk_disc_copy(disc);
    rbk_status status = copy ? RBK_OK : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_disc_add_part(copy, "part", error);
    if (status == RBK_OK)
        status = rbk_disc_set_origin(copy, (const uint8_t *)"origin", 6, error);
    rbk_disc_free(copy);
    return status;
}

static rbk_status laying_out(void *user, rbk_error *error)
{
    rbk_rules rules;
    rbk_layout *layout = NULL;
    rbk_subcode *subcode = NULL;
    (void)user;
    rbk_rules_init(&rules);
    rbk_findings *findings = rbk_findings_new();
    rbk_status status = findings ? rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, findings, error) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_rules_check(disc, layout, &rules, "sheet", findings, error);
    if (status == RBK_OK)
        status = rbk_subcode_new(disc, layout, &subcode, error);
    rbk_subcode_free(subcode);
    rbk_layout_free(layout);
    rbk_findings_free(findings);
    return status;
}

static rbk_status placing(void *user, rbk_error *error)
{
    rbk_placements placements = {0};
    bool follow;
    (void)user;
    rbk_status status = rbk_placements_make(disc, &placements, error);
    rbk_placements_release(&placements);
    return status == RBK_OK ? rbk_placements_follow(disc, &follow, error) : status;
}

static rbk_status appending(void *user, rbk_error *error)
{
    (void)user;
    rbk_disc *whole = rbk_disc_copy(disc);
    rbk_status status = whole ? rbk_disc_append_session(whole, disc, error) : RBK_NO_MEMORY;
    rbk_disc_free(whole);
    return status;
}

static struct {
    const char *name;
    memory_operation operation;
    size_t count; /* discs that it is possible with */
} rows[] = {{"copy", copying, 0}, {"lay out", laying_out, 0}, {"place", placing, 0}, {"append", appending, 0}};

static void try_each(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_error error;
        rbk_error_init(&error);
        if (rows[i].operation(NULL, &error) != RBK_OK)
            continue;
        each_allocation_fails(rows[i].name, rows[i].operation, NULL);
        rows[i].count++;
    }
}

static void a_disc_is_laid_out_or_there_is_no_memory(void **state)
{
    DIR *entries = opendir("tests/corpus/cue");
    (void)state;
    assert_non_null(entries);
    for (struct dirent *entry; (entry = readdir(entries));) {
        char path[512];
        rbk_bytes bytes;
        size_t length = strlen(entry->d_name);
        if (strncmp(entry->d_name, "good.", 5) != 0 || strcmp(entry->d_name + length - 4, ".cue") != 0)
            continue;
        snprintf(path, sizeof path, "tests/corpus/cue/%s", entry->d_name);
        assert_int_equal(rbk_bytes_read_file(path, 1 << 20, &bytes, NULL), RBK_OK);
        if (rbk_format_read(bytes.data, bytes.size, "sheet", NULL, &disc, NULL, NULL) == RBK_OK) {
            for (size_t i = 0; i < disc->file_count; i++) {
                disc->files[i].rate_hz = RBK_RATE_HZ;
                disc->files[i].length_frames = (int64_t)300000 * RBK_SECTOR_SAMPLES;
            }
            try_each();
        }
        rbk_disc_free(disc);
        disc = NULL;
        rbk_bytes_release(&bytes);
    }
    closedir(entries);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_true(rows[i].count > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_disc_is_laid_out_or_there_is_no_memory),
    };
    return cmocka_run_group_tests_name("disc/memory", tests, NULL, NULL);
}

/*
 * What is measured and reported of a disc, without memory for one allocation after the other.
 * link: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=strdup -Wl,--wrap=strndup
 */
#include "unit/album.h"
#include "unit/memory.h"

#include <redbook/match.h>
#include <redbook/report.h>

static rbk_measurement measured;
static rbk_hash_report hashes;

static rbk_status measuring(void *user, rbk_error *error)
{
    rbk_measure_options options;
    (void)user;
    rbk_measure_options_init(&options);
    options.jobs = 1;
    rbk_findings *findings = rbk_findings_new();
    rbk_status status =
        findings ? rbk_measure(album, album_layout, album_image, &options, findings, &measured, error) : RBK_NO_MEMORY;
    rbk_findings_free(findings);
    return status;
}

static rbk_status hashing(void *user, rbk_error *error)
{
    rbk_hash_options options;
    (void)user;
    rbk_hash_options_init(&options);
    options.jobs = 1;
    return rbk_hash(album, album_layout, album_image, &options, &hashes, error);
}

static rbk_status pq_sheets(void *user, rbk_error *error)
{
    rbk_pq pq = {NULL, 0};
    rbk_pq_options options;
    rbk_output *output = rbk_output_new_memory();
    (void)user;
    rbk_pq_options_init(&options);
    options.hashes = &hashes;
    options.client = "Client";
    rbk_status status = output ? rbk_pq_make(album, album_layout, &pq, error) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_pq_write_text(album, album_layout, &options, output, error);
    if (status == RBK_OK)
        status = rbk_pq_write_csv(album, album_layout, output, error);
    rbk_pq_release(&pq);
    rbk_output_free(output);
    return status;
}

static rbk_status write_page(rbk_page *page, rbk_error *error)
{
    rbk_scan_visitor visitors[RBK_PAGE_VISITORS];
    rbk_scan_options options;
    rbk_scan_options_init(&options);
    options.jobs = 1;
    rbk_page_visitors(page, visitors);
    rbk_output *output = rbk_output_new_memory();
    rbk_findings *findings = output ? rbk_findings_new() : NULL;
    rbk_status status =
        findings ? rbk_findings_add(findings, RBK_WARNING, "a.rule", "a.cue", 1, 1, "what") : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_image_scan(album_image, album, album_layout, visitors, RBK_PAGE_VISITORS, &options, error);
    if (status == RBK_OK)
        status = rbk_page_write(page, &measured, findings, output, error);
    rbk_findings_free(findings);
    rbk_output_free(output);
    return status;
}

static rbk_status pages(void *user, rbk_error *error)
{
    rbk_page_options options;
    rbk_page *page = NULL;
    (void)user;
    rbk_page_options_init(&options);
    options.join_samples = 588;
    rbk_status status = rbk_page_new(album, album_layout, &options, &page, error);
    if (status == RBK_OK)
        status = write_page(page, error);
    rbk_page_free(page);
    return status;
}

static rbk_status dat_writing(void *user, rbk_error *error)
{
    rbk_dat_game game = {.name = NULL};
    rbk_output *output = user;
    rbk_status status = rbk_dat_game_of_disc("Album", &hashes, &game, error);
    if (status == RBK_OK)
        status = rbk_dat_game_add_bytes(&game, "Album.cue", "sheet", 5, error);
    if (status == RBK_OK && output)
        status = rbk_dat_write_game(&game, output, error);
    rbk_dat_game_release(&game);
    return status;
}

static rbk_status matching(void *user, rbk_error *error)
{
    (void)user;
    rbk_matcher *matcher = rbk_matcher_new();
    rbk_status status = matcher ? rbk_matcher_add(matcher, &hashes, NULL, error) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_matcher_read(matcher, scratch_path("a.dat"), NULL, error);
    if (status == RBK_OK)
        assert_non_null(rbk_matcher_match(matcher, 0, 0));
    rbk_matcher_free(matcher);
    return status;
}

static rbk_status manifests(void *user, rbk_error *error)
{
    static const char text[] = "d41d8cd98f00b204e9800998ecf8427e *a.bin\r\n\nMD5 (b.bin) = "
                               "d41d8cd98f00b204e9800998ecf8427e\nnone of these\n";
    rbk_manifest manifest = {NULL, 0};
    (void)user;
    rbk_findings *findings = rbk_findings_new();
    rbk_status status =
        findings ? rbk_manifest_read(text, sizeof text - 1, "sums", &manifest, findings, error) : RBK_NO_MEMORY;
    char *line = status == RBK_OK ? rbk_manifest_line("d41d8cd98f00b204e9800998ecf8427e", "a\n.bin") : NULL;
    if (status == RBK_OK && !line)
        status = RBK_NO_MEMORY;
    free(line);
    rbk_manifest_release(&manifest);
    rbk_findings_free(findings);
    return status;
}

static void a_disc_is_measured_or_there_is_no_memory(void **state)
{
    (void)state;
    each_allocation_fails("measure", measuring, NULL);
    each_allocation_fails("hash", hashing, NULL);
}

static void a_report_is_written_or_there_is_no_memory(void **state)
{
    (void)state;
    assert_int_equal(measuring(NULL, NULL), RBK_OK);
    assert_int_equal(hashing(NULL, NULL), RBK_OK);
    each_allocation_fails("pq", pq_sheets, NULL);
    each_allocation_fails("page", pages, NULL);
    each_allocation_fails("manifest", manifests, NULL);
}

static void a_dat_is_written_and_matched_or_there_is_no_memory(void **state)
{
    rbk_output *output = NULL;
    (void)state;
    assert_int_equal(hashing(NULL, NULL), RBK_OK);
    memory_may_miss = false; /* from here on nothing is scanned, and a checksum is never omitted */
    each_allocation_fails("dat", dat_writing, NULL);
    assert_int_equal(rbk_output_open_file(scratch_path("a.dat"), false, &output, NULL), RBK_OK);
    assert_int_equal(rbk_dat_write_begin(output, NULL), RBK_OK);
    assert_int_equal(dat_writing(output, NULL), RBK_OK);
    assert_int_equal(rbk_dat_write_end(output, NULL), RBK_OK);
    assert_int_equal(rbk_output_commit(output, NULL), RBK_OK);
    rbk_output_free(output);
    each_allocation_fails("match", matching, NULL);
}

static int begin(void **state)
{
    memory_may_miss = true; /* a scan can do without some buffers */
    int result = scratch_setup(state);
    album_open_image();
    return result;
}

static int end(void **state)
{
    album_close();
    return scratch_teardown(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_disc_is_measured_or_there_is_no_memory, begin, end),
        cmocka_unit_test_setup_teardown(a_report_is_written_or_there_is_no_memory, begin, end),
        cmocka_unit_test_setup_teardown(a_dat_is_written_and_matched_or_there_is_no_memory, begin, end),
    };
    return cmocka_run_group_tests_name("report/memory", tests, NULL, NULL);
}

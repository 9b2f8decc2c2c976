/*
 * An image is authored of audio files, without memory for one allocation after the other: no file remains.
 * link: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=strdup -Wl,--wrap=strndup
 * link: -Wl,--wrap=fsync
 */
#include "unit/authoring.h"
#include "unit/memory.h"

int __wrap_fsync(int descriptor);

/* Nothing here has to survive a crash of the system. */
int __wrap_fsync(int descriptor)
{
    (void)descriptor;
    return 0;
}

static rbk_status from_audio(rbk_disc **made, rbk_findings *found, rbk_error *reason)
{
    char paths[3][600];
    const char *const pointers[] = {paths[0], paths[1], paths[2]};
    const char *const names[] = {"1 - One.wav", "2.flac", "3.wav"};
    for (size_t i = 0; i < 3; i++)
        snprintf(paths[i], sizeof paths[i], "%s", scratch_path(names[i]));
    const rbk_source_input input = {.paths = pointers, .count = 3, .gap_sectors = 2};
    rbk_status status = rbk_source_from_files(&input, made, found, reason);
    return status == RBK_OK ? rbk_source_probe(*made, NULL, NULL, found, reason) : status;
}

static rbk_status opening(void *user, rbk_error *reason)
{
    rbk_disc *made = NULL;
    (void)user;
    rbk_findings *found = rbk_findings_new();
    rbk_status status = found ? from_audio(&made, found, reason) : RBK_NO_MEMORY;
    rbk_disc_free(made);
    rbk_findings_free(found);
    return status;
}

static size_t files_of_image(void)
{
    static const char *const names[] = {"out.cue", "out.bin", "out.cdt"};
    size_t count = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        count += unlink(scratch_path(names[i])) == 0;
    return count;
}

static rbk_status authoring(void *user, rbk_error *reason)
{
    rbk_author_report *report = NULL;
    (void)user;
    options.jobs = 1;
    options.short_tracks = RBK_SHORT_ALLOW;
    options.conform.quality = RBK_QUALITY_FAST;
    rbk_findings *found = rbk_findings_new();
    rbk_status status =
        found ? rbk_author_write(disc, &options, scratch_path("out.cue"), NULL, &report, found, reason) : RBK_NO_MEMORY;
    rbk_author_report_free(report);
    rbk_findings_free(found);
    size_t count = files_of_image();
    if (status == RBK_OK ? count < 2 : count > 0)
        fail_msg("%zu files after status %d", count, (int)status);
    return status;
}

static void make_files(void)
{
    make_sine("1 - One.wav", 48000, 0, 6000, 0.5);
    make_ramp("2.flac", SF_FORMAT_FLAC, 0, 6000);
    make_sine("3.wav", 48000, 6000, 6000, 0.5);
}

static void audio_files_become_a_disc_or_there_is_no_memory(void **state)
{
    (void)state;
    make_files();
    memory_ends = true; /* a file that cannot be read is read a second time */
    each_allocation_fails("files", opening, NULL);
}

static void an_image_is_authored_or_there_is_no_memory(void **state)
{
    (void)state;
    make_files();
    assert_int_equal(from_audio(&disc, findings, &error), RBK_OK);
    memory_ends = true;
    each_allocation_fails("author", authoring, NULL);
    options.conform.dither = RBK_DITHER_SHAPED;
    each_allocation_fails("author with shaped noise", authoring, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        author_test(audio_files_become_a_disc_or_there_is_no_memory),
        author_test(an_image_is_authored_or_there_is_no_memory),
    };
    return cmocka_run_group_tests_name("author/memory", tests, NULL, NULL);
}

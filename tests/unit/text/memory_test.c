/*
 * The CD-TEXT files of the corpus are read, brought to a disc and written, without memory for one allocation after the other.
 * link: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=strdup -Wl,--wrap=strndup
 */
#include "unit/memory.h"

#include <redbook/cdtext.h>

typedef struct texts {
    const char *path;
    rbk_bytes bytes;
    rbk_cdtext *cdtext;
    rbk_disc *disc;
    rbk_cdtext_options options;
} texts;

static bool is_packs(const char *path)
{
    return strstr(path, "/cdt/") != NULL;
}

/* Packs are hexadecimal in the corpus, in lines without #. */
static void take_hex(rbk_bytes *bytes)
{
    size_t size = 0;
    char *at = (char *)bytes->data, *end = at + bytes->size;
    while (at < end) {
        char *line_end = memchr(at, '\n', (size_t)(end - at)), *next = at;
        *line_end = 0;
        while (*at != '#' && (bytes->data[size] = (uint8_t)strtoul(at, &next, 16), next != at)) {
            size++;
            at = next;
        }
        at = line_end + 1;
    }
    bytes->size = size;
}

static rbk_status read_texts(const texts *t, rbk_cdtext **cdtext, rbk_findings *findings, rbk_error *error)
{
    if (is_packs(t->path))
        return rbk_cdt_read(t->bytes.data, t->bytes.size, t->path, cdtext, findings, error);
    return rbk_v07t_read(t->bytes.data, t->bytes.size, t->path, cdtext, findings, error);
}

static rbk_status reading(void *user, rbk_error *error)
{
    rbk_cdtext *cdtext = NULL;
    rbk_findings *findings = rbk_findings_new();
    rbk_status status = findings ? read_texts(user, &cdtext, findings, error) : RBK_NO_MEMORY;
    if (status != RBK_OK)
        assert_null(cdtext);
    rbk_cdtext_free(cdtext);
    rbk_findings_free(findings);
    return status;
}

static rbk_status encoding(void *user, rbk_error *error)
{
    const texts *t = user;
    rbk_bytes packs = {0};
    rbk_findings *findings = rbk_findings_new();
    rbk_status status = findings ? rbk_cdtext_encode(t->cdtext, &t->options, &packs, findings, error) : RBK_NO_MEMORY;
    rbk_bytes_release(&packs);
    rbk_findings_free(findings);
    return status;
}

static rbk_status writing(void *user, rbk_error *error)
{
    const texts *t = user;
    rbk_output *output = rbk_output_new_memory();
    rbk_findings *findings = output ? rbk_findings_new() : NULL;
    rbk_status status = findings ? rbk_v07t_write(t->cdtext, &t->options, output, findings, error) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_cdt_write(t->cdtext, &t->options, RBK_CDT_HEADER_ZERO, output, findings, error);
    if (status == RBK_OK)
        status = rbk_output_flush(output, error);
    rbk_findings_free(findings);
    rbk_output_free(output);
    return status;
}

/* Some texts cannot be written in every form; that is the same with memory. */
static void try_writing(texts *t, const char *path)
{
    rbk_error error;
    rbk_error_init(&error);
    if (encoding(t, &error) == RBK_OK)
        each_allocation_fails(path, encoding, t);
    if (writing(t, &error) == RBK_OK)
        each_allocation_fails(path, writing, t);
}

/* A disc that has other texts in the places of these is compared with them. */
static rbk_status give_again(const texts *t, rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (int field = 0; field < (int)RBK_TEXT_FIELDS && status == RBK_OK; field++) {
        status = rbk_text_set(&disc->text, (rbk_text_field)field, "another", error);
        if (status == RBK_OK)
            status = rbk_text_set(&disc->tracks[0].text, (rbk_text_field)field, "another", error);
    }
    return status == RBK_OK ? rbk_cdt_to_disc(t->bytes.data, t->bytes.size, t->path, disc, findings, error) : status;
}

/* A disc of the tracks that the block names gets its texts, and texts are made of it again. */
static rbk_status through_a_disc(void *user, rbk_error *error)
{
    const texts *t = user;
    rbk_bytes packs = {0};
    rbk_cdtext *again = NULL;
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = findings ? rbk_disc_new() : NULL;
    rbk_status status = disc ? RBK_OK : RBK_NO_MEMORY;
    for (uint32_t number = 1; number <= 3 && status == RBK_OK; number++) {
        rbk_track *track = NULL;
        status = rbk_disc_add_track(disc, number, RBK_MODE_AUDIO, &track, error);
    }
    if (status == RBK_OK)
        status = rbk_cdt_to_disc(t->bytes.data, t->bytes.size, t->path, disc, findings, error);
    if (status == RBK_OK)
        status = give_again(t, disc, findings, error);
    if (status == RBK_OK)
        status = rbk_cdtext_from_disc(disc, 0x09, RBK_CDTEXT_8859_1, &again, findings, error);
    if (status == RBK_OK)
        status = rbk_cdtext_for_sheet(disc, RBK_CDTEXT_ALWAYS, &t->options, &packs, findings, error);
    if (status == RBK_OK)
        status = rbk_cdtext_renew(disc, &t->options, findings, error);
    rbk_bytes_release(&packs);
    rbk_cdtext_free(again);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return status;
}

static rbk_status adding_a_language(void *user, rbk_error *error)
{
    const texts *t = user;
    rbk_cdtext *cdtext = NULL, *from = NULL;
    rbk_findings *findings = rbk_findings_new();
    rbk_status status = findings ? read_texts(t, &cdtext, findings, error) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = read_texts(t, &from, findings, error);
    for (uint32_t number = 1; number < RBK_CDTEXT_BLOCKS && status == RBK_OK; number++) {
        rbk_cdtext_remove_block(cdtext, number);
        rbk_cdtext_remove_block(from, number);
    }
    if (status == RBK_OK)
        status = rbk_cdtext_add_language(cdtext, from, 0x08, t->path, findings, error);
    rbk_cdtext_free(cdtext);
    rbk_cdtext_free(from);
    rbk_findings_free(findings);
    return status;
}

static void try_file(const char *path)
{
    texts t = {.path = path};
    rbk_error error;
    rbk_error_init(&error);
    rbk_cdtext_options_init(&t.options);
    t.options.fallback = true;
    assert_int_equal(rbk_bytes_read_file(path, 1 << 20, &t.bytes, NULL), RBK_OK);
    if (is_packs(path))
        take_hex(&t.bytes);
    if (read_texts(&t, &t.cdtext, NULL, &error) != RBK_OK)
        fail_msg("%s: %s", path, error.sentence);
    each_allocation_fails(path, reading, &t);
    try_writing(&t, path);
    if (through_a_disc(&t, &error) == RBK_OK)
        each_allocation_fails(path, through_a_disc, &t);
    if (adding_a_language(&t, &error) == RBK_OK)
        each_allocation_fails(path, adding_a_language, &t);
    rbk_cdtext_free(t.cdtext);
    rbk_bytes_release(&t.bytes);
}

static void texts_are_read_and_written_or_there_is_no_memory(void **state)
{
    static const char *const folders[] = {"cdt", "v07t"};
    size_t count = 0;
    (void)state;
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        char path[512];
        snprintf(path, sizeof path, "tests/corpus/%s", folders[i]);
        DIR *entries = opendir(path);
        assert_non_null(entries);
        for (struct dirent *entry; (entry = readdir(entries));) {
            size_t length = strlen(entry->d_name);
            if (strncmp(entry->d_name, "good.", 5) != 0 || strcmp(entry->d_name + length - 9, ".expected") == 0)
                continue;
            snprintf(path, sizeof path, "tests/corpus/%s/%s", folders[i], entry->d_name);
            try_file(path);
            count++;
        }
        closedir(entries);
    }
    assert_true(count > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_read_and_written_or_there_is_no_memory),
    };
    return cmocka_run_group_tests_name("text/memory", tests, NULL, NULL);
}

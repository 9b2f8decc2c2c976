/*
 * What a CHD says of itself, for callers of the library.
 */
#include "base/fail.h"
#include "chd/chd.h"

#include <redbook/chd.h>
#include <redbook/stream.h>

#include <stdlib.h>
#include <string.h>

static void count_hunks(const rbk_chd *chd, rbk_chd_facts *facts)
{
    for (uint32_t i = 0; i < facts->hunks; i++)
        switch (rbk_chd_hunk_at(chd, i)->kind) {
        case RBK_CHD_PLAIN:
            facts->hunks_plain++;
            break;
        case RBK_CHD_SELF:
            facts->hunks_repeated++;
            break;
        case RBK_CHD_ZEROS:
            facts->hunks_zero++;
            break;
        default:
            facts->hunks_by_codec[rbk_chd_hunk_at(chd, i)->kind]++;
            break;
        }
}

static rbk_status copy_entries(const rbk_chd *chd, rbk_chd_facts *facts, rbk_error *error)
{
    facts->entry_count = rbk_chd_metadata_count(chd);
    facts->entries = calloc(facts->entry_count + 1, sizeof *facts->entries);
    if (!facts->entries)
        return rbk_fail_memory(error);
    for (size_t i = 0; i < facts->entry_count; i++) {
        const rbk_chd_metadata *entry = rbk_chd_metadata_at(chd, i);
        facts->entries[i] = (rbk_chd_entry){.counts = entry->flags & RBK_CHD_HASHED, .size_bytes = entry->size};
        rbk_chd_tag_name(entry->tag, facts->entries[i].tag);
    }
    return RBK_OK;
}

static rbk_status take_facts(const rbk_chd *chd, int64_t file_bytes, rbk_chd_facts *facts, rbk_error *error)
{
    static const uint8_t none[RBK_CHD_SHA1_BYTES];
    const rbk_chd_header *header = rbk_chd_header_of(chd);
    *facts = (rbk_chd_facts){.version = RBK_CHD_VERSION,
                             .file_bytes = (uint64_t)file_bytes,
                             .logical_bytes = header->logical_bytes,
                             .hunk_bytes = header->hunk_bytes,
                             .hunks = rbk_chd_hunk_count(chd),
                             .has_sums = memcmp(header->raw_sha1, none, sizeof none) != 0};
    for (size_t i = 0; i < RBK_CHD_SLOTS && header->codecs[0] != RBK_CHD_NO_CODEC; i++)
        if (header->codecs[i] != RBK_CHD_NO_CODEC)
            rbk_chd_tag_name(header->codecs[i], facts->codecs[i]);
    memcpy(facts->raw_sha1, header->raw_sha1, sizeof facts->raw_sha1);
    memcpy(facts->sha1, header->sha1, sizeof facts->sha1);
    count_hunks(chd, facts);
    return copy_entries(chd, facts, error);
}

static rbk_status read_facts(rbk_input *input, bool *is_chd, rbk_chd_facts *facts, rbk_error *error)
{
    rbk_chd *chd = NULL;
    rbk_chd_facts made = {0};
    bool found = rbk_chd_probe(input);
    rbk_status status = found ? rbk_chd_open(input, &chd, error) : RBK_OK;
    if (status == RBK_OK && input->system_error)
        status = rbk_input_fail(input, error);
    if (status == RBK_OK && found)
        status = take_facts(chd, input->size, &made, error);
    rbk_chd_close(chd);
    if (status != RBK_OK) {
        rbk_chd_facts_release(&made);
        return status;
    }
    *facts = made;
    *is_chd = found;
    return RBK_OK;
}

rbk_status rbk_chd_facts_read(const char *path, bool *is_chd, rbk_chd_facts *facts, rbk_error *error)
{
    rbk_input input;
    if (!path || !is_chd || !facts)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = rbk_recover(path, RBK_RECOVER_TO_READ, error);
    if (status != RBK_OK)
        return status;
    status = rbk_input_open_if_there(&input, path, error);
    if (status == RBK_OK && input.descriptor < 0)
        *is_chd = false;
    else if (status == RBK_OK)
        status = read_facts(&input, is_chd, facts, error);
    rbk_input_close(&input);
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    return status;
}

void rbk_chd_facts_release(rbk_chd_facts *facts)
{
    if (!facts)
        return;
    free(facts->entries);
    *facts = (rbk_chd_facts){0};
}

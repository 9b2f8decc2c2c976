/*
 * chd/read.h - the parts of an open CHD, between the files that read it
 */
#ifndef RBK_CHD_READ_H
#define RBK_CHD_READ_H

#include "chd/chd.h"

struct rbk_chd {
    rbk_input *input;
    rbk_chd_header header;
    uint32_t hunk_count;
    rbk_chd_hunk *hunks; /* the offset of SELF is that of a hunk that is invalid */
    size_t metadata_count;
    rbk_chd_metadata *metadata;
};

/* False where the file ends before, with errno 0, or cannot be read. Safe from several threads at once. */
bool rbk_chd_read_at(const rbk_chd *chd, uint64_t offset, void *bytes, size_t size);

/* After such a failure whose errno is not 0. RBK_FILESYSTEM. */
rbk_status rbk_chd_fail_read(uint64_t offset, rbk_error *error);

/* Fills hunks (hunk_count of them) from the map of the header. RBK_SYNTAX, RBK_NO_MEMORY. */
rbk_status rbk_chd_read_map(rbk_chd *chd, rbk_error *error);

/* Follows the chain of the header. RBK_SYNTAX, RBK_NO_MEMORY. */
rbk_status rbk_chd_read_metadata(rbk_chd *chd, rbk_error *error);

#endif

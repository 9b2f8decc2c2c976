/*
 * text/cdt.h - the packs inside a .cdt file
 */
#ifndef RBK_TEXT_CDT_H
#define RBK_TEXT_CDT_H

#include <redbook/cdtext.h>

typedef struct rbk_cdt_body {
    const uint8_t *packs; /* inside the file's bytes */
    size_t size;
    bool header;
    size_t announced; /* by the header: bytes after its length */
} rbk_cdt_body;

rbk_cdt_body rbk_cdt_strip(const uint8_t *bytes, size_t size);

#endif

/*
 * .cdt files, as CUE sheets name them with CDTEXTFILE: packs, with or without the header of READ TOC before them and a
 * zero after them. Four shapes are read, each can be written; every reader accepts plain packs.
 */
#include "text/cdt.h"
#include "base/fail.h"
#include "cd/cdtext_pack.h"

#include <string.h>

#define HEADER_BYTES 4
/* The length in the header counts the two bytes after it. */
#define HEADER_RESERVED_BYTES 2

/* Pack types have their top bit set; a length of fewer than 1,820 packs has not. */
rbk_cdt_body rbk_cdt_strip(const uint8_t *bytes, size_t size)
{
    rbk_cdt_body body = {bytes, size, false, 0};
    if (size >= HEADER_BYTES && bytes[0] < RBK_PACK_TITLE) {
        body.header = true;
        body.announced = (size_t)(bytes[0] << 8 | bytes[1]);
        body.packs += HEADER_BYTES;
        body.size -= HEADER_BYTES;
    }
    if (body.size % RBK_PACK_BYTES == 1 && body.packs[body.size - 1] == 0)
        body.size--;
    return body;
}

int rbk_cdt_probe(const uint8_t *bytes, size_t size)
{
    rbk_cdt_body body = rbk_cdt_strip(bytes, size);
    size_t count = body.size / RBK_PACK_BYTES, known = 0, whole = 0;
    for (size_t i = 0; i < count; i++) {
        rbk_pack pack;
        rbk_pack_decode(body.packs + i * RBK_PACK_BYTES, &pack);
        known += pack.type >= RBK_PACK_TITLE && pack.type <= RBK_PACK_SIZE;
        whole += pack.type >= RBK_PACK_TITLE && pack.type <= RBK_PACK_SIZE && pack.whole;
    }
    if (known == 0 || known * 2 < count)
        return 0;
    if (whole == 0)
        return known == count && body.size % RBK_PACK_BYTES == 0 ? 40 : 0;
    return known == count && whole == count && body.size % RBK_PACK_BYTES == 0 ? 100 : 80;
}

rbk_status rbk_cdt_read(const uint8_t *bytes, size_t size, const char *name, rbk_cdtext **cdtext,
                        rbk_findings *findings, rbk_error *error)
{
    if (!bytes || !cdtext)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_cdt_body body = rbk_cdt_strip(bytes, size);
    size_t length = body.size + HEADER_RESERVED_BYTES;
    if (body.header && body.announced != length &&
        rbk_findings_add(findings, RBK_WARNING, "cdt.length", name, 0, 0, "the header says %zu byte%s, found %zu",
                         body.announced, RBK_PLURAL(body.announced, "", "s"), length) != RBK_OK)
        return rbk_fail_memory(error);
    return rbk_cdtext_decode(body.packs, body.size, name, cdtext, findings, error);
}

rbk_status rbk_cdt_write(const rbk_cdtext *cdtext, const rbk_cdtext_options *options, rbk_cdt_shape shape,
                         rbk_output *output, rbk_findings *findings, rbk_error *error)
{
    if (!cdtext || !output)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_bytes packs = {NULL, 0};
    rbk_status status = rbk_cdtext_encode(cdtext, options, &packs, findings, error);
    size_t length = packs.size + HEADER_RESERVED_BYTES;
    uint8_t header[HEADER_BYTES] = {(uint8_t)(length >> 8), (uint8_t)length, 0, 0};
    if (status == RBK_OK && (shape == RBK_CDT_HEADER || shape == RBK_CDT_HEADER_ZERO))
        status = length > 0x7FFF ? rbk_fail(error, RBK_UNSUPPORTED, "%zu %s too many for a file with a header",
                                            packs.size / RBK_PACK_BYTES,
                                            RBK_PLURAL(packs.size / RBK_PACK_BYTES, "pack is", "packs are"))
                                 : rbk_output_write(output, header, sizeof header, error);
    if (status == RBK_OK)
        status = rbk_output_write(output, packs.data, packs.size, error);
    if (status == RBK_OK && (shape == RBK_CDT_PACKS_ZERO || shape == RBK_CDT_HEADER_ZERO))
        status = rbk_output_write(output, "", 1, error);
    rbk_bytes_release(&packs);
    return status;
}

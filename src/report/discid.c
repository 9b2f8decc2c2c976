/*
 * The one file that includes libdiscid. Tables of contents are given to it; it never looks for one in a drive.
 */
#include "report/discid.h"

#include <discid/discid.h>
#include <stdio.h>
#include <string.h>

static void copy(char *to, size_t size, const char *text)
{
    if (to)
        snprintf(to, size, "%s", text ? text : "");
}

rbk_status rbk_discid_compute(const rbk_discid_toc *toc, char musicbrainz[RBK_DISC_ID_BYTES],
                              char musicbrainz_toc[RBK_DISC_TOC_BYTES], char freedb[RBK_DISC_ID_BYTES])
{
    int offsets[RBK_TRACKS_MAX + 1];
    DiscId *discid = discid_new();
    if (!discid)
        return RBK_NO_MEMORY;
    memcpy(offsets, toc->offsets, sizeof offsets);
    bool taken = toc->first >= 1 && toc->first <= toc->last && discid_put(discid, toc->first, toc->last, offsets);
    copy(musicbrainz, RBK_DISC_ID_BYTES, taken ? discid_get_id(discid) : "");
    copy(musicbrainz_toc, RBK_DISC_TOC_BYTES, taken ? discid_get_toc_string(discid) : "");
    copy(freedb, RBK_DISC_ID_BYTES, taken ? discid_get_freedb_id(discid) : "");
    discid_free(discid);
    return RBK_OK;
}

const char *rbk_discid_version(void)
{
    return discid_get_version_string();
}

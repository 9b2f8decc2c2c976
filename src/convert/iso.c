/*
 * An ISO holds the user data of data sectors without sync, header, EDC and parity. The EDC shows whether the user data
 * is undamaged; building the sector again shows whether it had anything else.
 */
#include "base/fail.h"
#include "convert/write.h"
#include "image/sectors.h"

#include <redbook/sector.h>

#include <string.h>

static rbk_status report_damage(rbk_iso_state *state)
{
    char time[RBK_TIME_BYTES];
    if (state->damaged == 0)
        return RBK_OK;
    int32_t last = state->first_damaged + (int32_t)state->damaged - 1;
    rbk_time_format(state->first_damaged, time);
    state->damaged = 0;
    if (last == state->first_damaged)
        return rbk_findings_add(state->findings, RBK_WARNING, "data.damaged", state->source, 0, 0,
                                "sector %d (%s) is damaged: its EDC does not match its bytes", (int)last, time);
    return rbk_findings_add(state->findings, RBK_WARNING, "data.damaged", state->source, 0, 0,
                            "sectors %d (%s) to %d are damaged: their EDC does not match their bytes",
                            (int)state->first_damaged, time, (int)last);
}

static rbk_status note_damage(rbk_iso_state *state, int32_t lba)
{
    if (state->damaged > 0 && state->first_damaged + state->damaged != lba && report_damage(state) != RBK_OK)
        return RBK_NO_MEMORY;
    if (state->damaged++ == 0)
        state->first_damaged = lba;
    return RBK_OK;
}

/* Whether the sector is more than its user data at its address. An empty one of a pregap of mode 2 is not. */
static bool is_special(rbk_sector_kind kind, int32_t lba, const uint8_t *raw)
{
    uint8_t plain[RBK_SECTOR_BYTES];
    rbk_sector_build(kind, lba, NULL, raw + rbk_sector_user_offset(kind), plain);
    if (memcmp(plain, raw, sizeof plain) == 0)
        return false;
    rbk_image_sector_build_empty(RBK_MODE_MODE2_2352, lba, plain);
    return memcmp(plain, raw, sizeof plain) != 0;
}

static rbk_status look_at(rbk_iso_state *state, int32_t lba, const uint8_t *raw, rbk_error *error)
{
    rbk_sector_kind wanted = state->kind;
    if (rbk_sector_kind_of(raw) != wanted) {
        rbk_fail(error, RBK_UNSUPPORTED, "sector %d has no 2048 bytes of user data: it is not a %s sector", (int)lba,
                 wanted == RBK_SECTOR_MODE1 ? "mode 1" : "mode 2 form 1");
        if (error)
            error->place.lba = lba;
        return RBK_UNSUPPORTED;
    }
    if (rbk_sector_verify(wanted, lba, raw) & RBK_SECTOR_BAD_EDC)
        return note_damage(state, lba) == RBK_OK ? RBK_OK : rbk_fail_memory(error);
    if (is_special(wanted, lba, raw) && state->changed++ == 0)
        state->first_changed = lba;
    return RBK_OK;
}

rbk_sector_kind rbk_iso_kind_of(rbk_track_mode mode)
{
    bool mode1 = mode == RBK_MODE_MODE1_2048 || mode == RBK_MODE_MODE1_2352;
    return mode1 ? RBK_SECTOR_MODE1 : RBK_SECTOR_MODE2_FORM1;
}

rbk_status rbk_iso_look(void *iso, int32_t lba, uint32_t count, const uint8_t *raw, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (uint32_t i = 0; i < count && status == RBK_OK; i++)
        status = look_at(iso, lba + (int32_t)i, raw + (size_t)i * RBK_SECTOR_BYTES, error);
    return status;
}

rbk_status rbk_iso_finish(rbk_iso_state *state, size_t *losses)
{
    rbk_status status = report_damage(state);
    if (status != RBK_OK || state->changed == 0)
        return status;
    (*losses)++;
    return rbk_findings_add(
        state->findings, RBK_WARNING, "changed.sector", state->source, 0, 0,
        "%lld %s headers, subheaders or parity that do not follow from the user data, the first is sector "
        "%d: they are lost",
        (long long)state->changed, RBK_PLURAL(state->changed, "sector holds", "sectors hold"),
        (int)state->first_changed);
}

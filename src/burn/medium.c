/*
 * Times and addresses of a recordable disc, and the medium that is assumed until a drive has read one.
 */
#include <redbook/burn_plan.h>

#define SECTORS_PER_MINUTE (60 * RBK_SECTORS_PER_SECOND)
#define SECTORS_ROUND      (100 * SECTORS_PER_MINUTE) /* times have two digits for minutes */

/* Minutes, seconds, sectors are three bytes of a drive's reply: no overflow, whatever they are. */
static int32_t sectors_of(uint32_t minutes, uint32_t seconds, uint32_t sectors)
{
    return (int32_t)((minutes * 60 + seconds) * RBK_SECTORS_PER_SECOND + sectors);
}

int32_t rbk_burn_lead_in_lba(uint32_t minutes, uint32_t seconds, uint32_t sectors)
{
    return sectors_of(minutes, seconds, sectors) - RBK_PREGAP_SECTORS - SECTORS_ROUND;
}

int32_t rbk_burn_program_lba(uint32_t minutes, uint32_t seconds, uint32_t sectors)
{
    return sectors_of(minutes, seconds, sectors) - RBK_PREGAP_SECTORS;
}

void rbk_burn_time(int32_t lba, uint8_t msf[3])
{
    int64_t sectors = ((int64_t)lba + RBK_PREGAP_SECTORS) % SECTORS_ROUND;
    if (sectors < 0)
        sectors += SECTORS_ROUND;
    msf[0] = (uint8_t)(sectors / SECTORS_PER_MINUTE);
    msf[1] = (uint8_t)(sectors / RBK_SECTORS_PER_SECOND % 60);
    msf[2] = (uint8_t)(sectors % RBK_SECTORS_PER_SECOND);
}

void rbk_burn_medium_init(rbk_burn_medium *medium)
{
    medium->known = false;
    medium->lead_in_lba = rbk_burn_lead_in_lba(97, 26, 65);
    medium->lead_out_max_lba = RBK_CAPACITY_80_MIN;
}

/*
 * redbook-burn/planning.h - an image from the command line, planned: what plan shows and write burns
 */
#ifndef REDBOOK_BURN_PLANNING_H
#define REDBOOK_BURN_PLANNING_H

#include "cli/messages.h"
#include "cli/rows.h"

#include <redbook/burn.h>

/* What the rows of a command say about the plan. */
typedef struct plan_request {
    rbk_source_options open;
    rbk_burn_medium medium; /* that of --medium, as long as no drive has read one */
    bool overburn;
    bool short_tracks;
    bool no_cdtext;
    bool cdtext_fallback;
    int graphics;     /* rbk_burn_graphics */
    uint32_t session; /* only this one of the image, from 1 on; 0: all */
    bool append;      /* an image of one session, after those of the disc */
    const char
        *append_use; /* what append does, for an image whose only session is not the wanted one; NULL: no such option */
    bool leave_open;
    int write_mode; /* rbk_burn_write_mode */
    bool tracks;    /* the disc as it is written track-at-once */
    bool force;     /* overburn and short_tracks too */
} plan_request;

void plan_request_init(plan_request *request);

/* An rbk_burn_write_mode in which the host sends all of each sector. */
bool plan_mode_is_raw(int mode);

/* For the row of --medium: place is an rbk_burn_medium. "80", "79:59:70" (lead-out), "97:26:65,79:59:70" (lead-in too);
 * times are absolute, as ATIP has them. */
bool plan_medium_read(void *place, const char *text, char why[CLI_WHY_BYTES]);

/* For the row of --session: place is a uint32_t. */
bool plan_session_read(void *place, const char *text, char why[CLI_WHY_BYTES]);

/* --session: a plan_request. */
#define PLAN_ROW_SESSION(type, member)                                                                                 \
    {                                                                                                                  \
        .kind = CLI_VALUE, .name = "session", .offset = offsetof(type, member.session), .read = plan_session_read,     \
        .argument = "N", .help = "only this session of the image"                                                      \
    }

/* --tao: a plan_request. */
#define PLAN_ROW_TRACKS(type, member)                                                                                  \
    {                                                                                                                  \
        .kind = CLI_SWITCH, .name = "tao", .offset = offsetof(type, member.tracks),                                    \
        .help = "the disc is written track-at-once"                                                                    \
    }

/* --overburn, --short-tracks, --no-cdtext, --cdtext-fallback, --cdg: a plan_request. */
#define PLAN_ROWS(type, member)                                                                                        \
    {.kind = CLI_SWITCH,                                                                                               \
     .name = "overburn",                                                                                               \
     .offset = offsetof(type, member.overburn),                                                                        \
     .help = "allow a disc longer than the medium"},                                                                   \
        {.kind = CLI_SWITCH,                                                                                           \
         .name = "short-tracks",                                                                                       \
         .offset = offsetof(type, member.short_tracks),                                                                \
         .help = "allow tracks under 4 s"},                                                                            \
        {.kind = CLI_SWITCH,                                                                                           \
         .name = "no-cdtext",                                                                                          \
         .offset = offsetof(type, member.no_cdtext),                                                                   \
         .help = "do not write CD-TEXT"},                                                                              \
        {.kind = CLI_SWITCH,                                                                                           \
         .name = "cdtext-fallback",                                                                                    \
         .offset = offsetof(type, member.cdtext_fallback),                                                             \
         .help = "replace unencodable characters"},                                                                    \
    {                                                                                                                  \
        .kind = CLI_CHOICE, .name = "cdg", .offset = offsetof(type, member.graphics), .argument = "off|packed|raw",    \
        .help = "write CD+G graphics in this form [off]"                                                               \
    }

/* --medium: a plan_request. */
#define PLAN_ROW_MEDIUM(type, member)                                                                                  \
    {                                                                                                                  \
        .kind = CLI_VALUE, .name = "medium", .offset = offsetof(type, member.medium), .read = plan_medium_read,        \
        .argument = "74|80|90|99|TIME", .help = "capacity, or ATIP times IN,OUT [80]"                                  \
    }

/* An image, read and planned. What could not be made is NULL. */
typedef struct planned {
    disc_input input;
    rbk_image *image;
    rbk_disc *whole; /* track-at-once: the image, where input has the disc that a drive makes of it; else NULL */
    rbk_layout *whole_layout;
    rbk_burn_plan *plans[RBK_TRACKS_MAX]; /* one for each session that is wanted, in order */
    size_t plan_count;
    rbk_burn_plan *plan;      /* the one at work: the first */
    rbk_findings *recomputed; /* what a drive will change in data sectors, not written raw; NULL: not read yet */
} planned;

/*
 * Moves an image of one session to where a session of a disc starts, and opens its files there. Data whose file system
 * is made for another place is an error finding ("session.address").
 */
rbk_status planned_append(planned *made, int32_t lba, uint8_t first_track, rbk_findings *findings, rbk_error *error);

/* Where a session starts, from 1 on, which is after 150 sectors of its pregap; the number of its first track. */
int32_t planned_session_lba(const planned *made, uint32_t session);
unsigned planned_session_track(const planned *made, uint32_t session);

/*
 * A later session that is written track-at-once: the sessions before it may have been, too, and are longer then. Lays the image
 * out as it continues a disc at lba (RBK_NO_LBA: not known), if it can. Data whose file system is made for another address is
 * an error finding ("session.address"). Nothing to do for other requests.
 */
rbk_status planned_follow(planned *made, const plan_request *request, int32_t lba, rbk_findings *findings,
                          rbk_error *error);

/*
 * Reads the image at path and opens its files. An image without the wanted session, or of several where one is to be
 * appended, is refused (RBK_INVALID_ARGUMENT), before any drive is used. What was noticed goes to findings; released in any
 * case.
 */
rbk_status planned_read(planned *made, const char *path, const plan_request *request, rbk_findings *findings,
                        rbk_error *error);
/* The same without beginning again where a source was replaced meanwhile, for a session that does so itself. */
rbk_status planned_read_once(planned *made, const char *path, const plan_request *request, rbk_findings *findings,
                             rbk_error *error);

/*
 * Plans it, for the request's medium and an unknown drive or those that are given (NULL: none); a plan that was made
 * before is replaced.
 */
rbk_status planned_make(planned *made, const plan_request *request, const rbk_burn_medium *medium,
                        const rbk_burn_abilities *drive, rbk_findings *findings, rbk_error *error);

/* Reads the data sectors of all plans, if that was not done before, and reports what a drive will change in them. */
rbk_status planned_verify(planned *made, const rbk_listener *listener, rbk_findings *findings, rbk_error *error);

/* Says that a raw mode would not change them, if it did and the disc can be written so. */
void planned_say_raw(const cli_voice *voice, const plan_request *request, const planned *made);
/* Says which options lead past what stands against the plan. */
void planned_say_hints(const cli_voice *voice, const plan_request *request, const rbk_findings *findings);

void planned_release(planned *made);
/* Only the plans, of one whose image is another's. */
void planned_release_plans(planned *made);

#endif

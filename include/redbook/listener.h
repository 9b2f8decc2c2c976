/*
 * redbook/listener.h - progress and cancellation of long calls
 */
#ifndef REDBOOK_LISTENER_H
#define REDBOOK_LISTENER_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Progress and cancellation. Every member may be NULL. add_progress is called, by calls that read or write blocks, for
 * the first and the last step and in between, in blocks of 2,352 bytes; query_cancel is called between units of work,
 * true ends the call with RBK_USERABORT and undoes what the call has done. Called in the thread that made the call.
 */
typedef struct rbk_listener {
    void *user;
    void (*add_progress)(void *user, uint64_t completed_blocks, uint64_t total_blocks);
    bool (*query_cancel)(void *user);
} rbk_listener;

#ifdef __cplusplus
}
#endif
#endif

/*
 * imapi/master.h - the object of IDiscMaster and IRedbookDiscMaster, for the files of this room
 *
 * master.c creates the object and needs the methods of both interfaces; redbook.c has those of the second, which work
 * on the object. The two call each other because one object has both interfaces.
 */
#ifndef RBK_IMAPI_MASTER_H
#define RBK_IMAPI_MASTER_H

#include "imapi/object.h"
#include "imapi/recorder.h"

#include <pthread.h>

typedef struct rbk_imapi_master {
    IDiscMaster master;
    IRedbookDiscMaster redbook;
    rbk_imapi_count count;
    pthread_mutex_t lock; /* recursive: a listener may call back */
    rbk_imapi_options options;
    char *image_path;
    char *device;
    char *folder;                 /* of the stash if there is no image; NULL: none was made */
    rbk_stage *stage;             /* NULL: not open */
    bool busy;                    /* a call that changes something is in progress, and the listener is being notified */
    bool audio;                   /* the audio format was selected */
    bool spent;                   /* what was staged has been recorded */
    rbk_imapi_recorder *recorder; /* the active one, kept; NULL: none */
    rbk_imapi_listeners *listeners;
    IDiscMasterProgressEvents *listening; /* kept while a call is at work */
} rbk_imapi_master;

extern const IRedbookDiscMasterVtbl rbk_imapi_redbook_methods;

/* Takes the lock; S_OK when the master is open and, for a call that changes something, not in such a call already. */
HRESULT rbk_imapi_master_enter(rbk_imapi_master *master, bool changes);
/* Releases the lock, and returns result. */
HRESULT rbk_imapi_master_leave(rbk_imapi_master *master, HRESULT result);

/* Before and after work of which the listener is notified: the master is kept meanwhile. The second also releases the lock, and
 * returns result. */
void rbk_imapi_master_begin(rbk_imapi_master *master);
HRESULT rbk_imapi_master_end(rbk_imapi_master *master, HRESULT result);

/* IUnknown of both interfaces. */
HRESULT rbk_imapi_master_query(rbk_imapi_master *master, REFIID riid, void **object);
ULONG rbk_imapi_master_add_ref(rbk_imapi_master *master);
ULONG rbk_imapi_master_release(rbk_imapi_master *master);

/* The stage, opened for the image or in a temporary folder; closed again, with everything in it. */
rbk_status rbk_imapi_staging_open(rbk_imapi_master *master, rbk_error *error);
void rbk_imapi_staging_close(rbk_imapi_master *master);
/* Discards what is staged, and is ready for more, after a recording too. */
rbk_status rbk_imapi_staging_clear(rbk_imapi_master *master, rbk_error *error);

#endif

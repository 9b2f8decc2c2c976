/*
 * The table of backends. Those that are recognised by the contents of a file come before those that accept any.
 */
#include "image/payload.h"

const rbk_payload_backend *const rbk_payload_backends[] = {&rbk_payload_decoded, &rbk_payload_hunks, &rbk_payload_ecm,
                                                           &rbk_payload_plain, NULL};

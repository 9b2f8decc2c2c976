/*
 * The ways of keeping payload that there are. Those that are recognised by what is in a file come before those that
 * take whatever it is.
 */
#include "image/payload.h"

const rbk_payload_backend *const rbk_payload_backends[] = {&rbk_payload_decoded, &rbk_payload_hunks, &rbk_payload_plain,
                                                           NULL};

/*
 * imapi/object.h - shared by all objects: reference counts, and texts that clients free
 */
#ifndef RBK_IMAPI_OBJECT_H
#define RBK_IMAPI_OBJECT_H

#include <redbook/error.h>
#include <redbook/imapi.h>

#include <stdatomic.h>

/* The object that an interface is a member of. */
#define RBK_IMAPI_OBJECT(type, member, pointer) ((type *)(void *)((char *)(pointer)-offsetof(type, member)))

typedef atomic_ulong rbk_imapi_count;

static inline ULONG rbk_imapi_count_up(rbk_imapi_count *count)
{
    return atomic_fetch_add(count, 1) + 1;
}

static inline ULONG rbk_imapi_count_down(rbk_imapi_count *count)
{
    return atomic_fetch_sub(count, 1) - 1;
}

/* The result of a status: the contract's code; obstacles of a disc are an image not suitable for a burn. */
HRESULT rbk_imapi_result(rbk_status status);

/* Precedes a BSTR's characters: their number of bytes, as in automation strings. */
typedef struct rbk_imapi_string_head {
    uint64_t bytes;
} rbk_imapi_string_head;

/* A BSTR of UTF-8, freed with rbk_imapi_free_string; NULL without memory. What is not UTF-8 is U+FFFD. */
BSTR rbk_imapi_string(const char *utf8);

/* A copy of a name, freed with rbk_imapi_free; NULL without memory. */
LPOLESTR rbk_imapi_name(const wchar_t *name);

#endif

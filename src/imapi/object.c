/*
 * Results and texts in the forms of the published interface.
 */
#include "imapi/object.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

HRESULT rbk_imapi_result(rbk_status status)
{
    if (status == RBK_REFUSED)
        return IMAPI_E_INVALIDIMAGE;
    return (HRESULT)(int32_t)rbk_status_contract_code(status);
}

/* The next character of well-formed UTF-8; any other byte becomes U+FFFD. */
static uint32_t next_character(const char **text, bool valid)
{
    const unsigned char *at = (const unsigned char *)*text;
    size_t more = !valid || *at < 0xC0 ? 0 : *at < 0xE0 ? 1 : *at < 0xF0 ? 2 : 3;
    uint32_t character = more == 0 ? *at : *at & (0x3Fu >> more);
    if (!valid && character >= 0x80)
        character = 0xFFFD;
    for (size_t i = 1; i <= more; i++)
        character = character << 6 | (at[i] & 0x3Fu);
    *text += more + 1;
    return character;
}

BSTR rbk_imapi_string(const char *utf8)
{
    size_t size = strlen(utf8), length = 0;
    bool valid = rbk_utf8_valid(utf8, size);
    rbk_imapi_string_head *head = malloc(sizeof *head + (size + 1) * sizeof(wchar_t));
    if (!head)
        return NULL;
    wchar_t *text = (wchar_t *)(void *)(head + 1);
    while (*utf8)
        text[length++] = (wchar_t)next_character(&utf8, valid);
    text[length] = 0;
    head->bytes = length * sizeof(wchar_t);
    return text;
}

void rbk_imapi_free_string(BSTR text)
{
    if (text)
        free((rbk_imapi_string_head *)(void *)text - 1);
}

LPOLESTR rbk_imapi_name(const wchar_t *name)
{
    size_t bytes = (wcslen(name) + 1) * sizeof *name;
    LPOLESTR copy = malloc(bytes);
    if (copy)
        memcpy(copy, name, bytes);
    return copy;
}

void rbk_imapi_free(void *memory)
{
    free(memory);
}

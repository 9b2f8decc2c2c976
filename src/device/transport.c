/*
 * Shared by all backends: empties the reply and poisons the buffer before the command is sent.
 */
#include "device/transport.h"

#include <string.h>

void rbk_transport_run(rbk_transport *transport, const rbk_command *command, rbk_reply *reply)
{
    memset(reply, 0, sizeof *reply);
    if (command->direction == RBK_DATA_IN && command->data_bytes)
        memset(command->data, RBK_POISON, command->data_bytes);
    transport->backend->run(transport, command, reply);
}

int64_t rbk_transport_now_ms(rbk_transport *transport)
{
    return transport->backend->now_ms(transport);
}

void rbk_transport_sleep_ms(rbk_transport *transport, uint32_t ms)
{
    transport->backend->sleep_ms(transport, ms);
}

void rbk_transport_close(rbk_transport *transport)
{
    if (transport)
        transport->backend->close(transport);
}

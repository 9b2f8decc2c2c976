/*
 * Commands through the kernel's two requests: what each reports of success, refusal and failure, and what it hides.
 */
#include "recorder.h"

static const uint8_t inquiry[6] = {0x12, 0, 0, 0, 36, 0};
static const uint8_t read_toc[10] = {0x43, 0, 0, 0, 0, 0, 0, 0, 12, 0};
static const uint8_t set_speed[12] = {0xBB, 0, 0xFF, 0xFF, 0xFF, 0xFF};

/* A fault as a line of the recorder's file of faults. */
static void fault(const char *line)
{
    scratch_write("faults", line, strlen(line));
}

static int run_packet(int fd, const uint8_t *cdb, size_t cdb_bytes, unsigned char direction, void *data, size_t bytes,
                      struct cdrom_generic_command *packet, struct request_sense *sense)
{
    memset(packet, 0, sizeof *packet);
    memset(sense, 0, sizeof *sense);
    memcpy(packet->cmd, cdb, cdb_bytes);
    packet->buffer = data;
    packet->buflen = (unsigned)bytes;
    packet->data_direction = direction;
    packet->sense = sense;
    return ioctl(fd, CDROM_SEND_PACKET, packet);
}

static void sg_io_gives_the_data_and_the_residual(void **state)
{
    int fd = open_drive(O_RDONLY);
    sg_io_hdr_t header;
    uint8_t sense[18], reply[64];
    (void)state;
    assert_int_equal(run_sg(fd, inquiry, 6, SG_DXFER_FROM_DEV, reply, sizeof reply, &header, sense), 0);
    assert_int_equal(header.status, 0);
    assert_int_equal(header.info & SG_INFO_OK_MASK, SG_INFO_OK);
    assert_int_equal(header.resid, 64 - 36);
    assert_int_equal(header.sb_len_wr, 0);
    assert_int_equal(reply[0], 5);
    close(fd);
}

static void sg_io_gives_status_and_sense_of_a_check_condition(void **state)
{
    int fd = open_drive(O_RDONLY);
    sg_io_hdr_t header;
    uint8_t sense[18], reply[12];
    (void)state;
    become_ready(fd);
    assert_int_equal(run_sg(fd, read_toc, 10, SG_DXFER_FROM_DEV, reply, sizeof reply, &header, sense), 0);
    assert_int_equal(header.status, 2);
    assert_int_equal(header.masked_status, 1);
    assert_int_equal(header.driver_status, 8);
    assert_int_equal(header.host_status, 0);
    assert_int_equal(header.info & SG_INFO_OK_MASK, SG_INFO_CHECK);
    assert_int_equal(header.sb_len_wr, 18);
    assert_int_equal(sense[2] & 0xF, 5);
    assert_int_equal(sense[7], 10); /* libcdio ignores sense without additional length */
    close(fd);
}

static void sg_io_cuts_the_sense_where_the_caller_has_less_room(void **state)
{
    int fd = open_drive(O_RDONLY);
    sg_io_hdr_t header = {.interface_id = 'S', .cmd_len = 10, .mx_sb_len = 16, .dxfer_direction = SG_DXFER_FROM_DEV};
    uint8_t sense[18] = {0}, reply[12], cdb[10];
    (void)state;
    become_ready(fd);
    memcpy(cdb, read_toc, 10);
    memset(sense + 16, 0xEE, 2);
    header.cmdp = cdb;
    header.sbp = sense;
    header.dxferp = reply;
    header.dxfer_len = sizeof reply;
    assert_int_equal(ioctl(fd, SG_IO, &header), 0);
    assert_int_equal(header.sb_len_wr, 16);
    assert_int_equal(sense[12], 0x24);
    assert_int_equal(sense[16], 0xEE);
    close(fd);
}

static void sg_io_shows_that_the_link_failed(void **state)
{
    sg_io_hdr_t header;
    uint8_t sense[18], reply[36];
    (void)state;
    close(open_drive(O_RDONLY)); /* makes the drive */
    fault("op 12 broken\n");
    int fd = open_drive(O_RDONLY);
    assert_int_equal(run_sg(fd, inquiry, 6, SG_DXFER_FROM_DEV, reply, sizeof reply, &header, sense), 0);
    assert_int_equal(header.status, 0);
    assert_int_not_equal(header.host_status, 0);
    assert_int_equal(header.info & SG_INFO_OK_MASK, SG_INFO_CHECK);
    assert_int_equal(header.resid, 36);
    close(fd);
}

static void send_packet_hides_that_the_link_failed(void **state)
{
    struct cdrom_generic_command packet;
    struct request_sense sense;
    uint8_t reply[36];
    (void)state;
    close(open_drive(O_RDONLY));
    fault("op 12 broken\n");
    int fd = open_drive(O_RDONLY);
    memset(reply, 0xA5, sizeof reply);
    assert_int_equal(run_packet(fd, inquiry, 6, CGC_DATA_READ, reply, sizeof reply, &packet, &sense), 0);
    assert_int_equal(packet.stat, 0);
    assert_int_equal(reply[0], 0xA5);
    assert_int_equal(reply[35], 0xA5);
    close(fd);
}

static void send_packet_gives_the_residual_as_the_length(void **state)
{
    int fd = open_drive(O_RDONLY);
    struct cdrom_generic_command packet;
    struct request_sense sense;
    uint8_t reply[64];
    (void)state;
    assert_int_equal(run_packet(fd, inquiry, 6, CGC_DATA_READ, reply, sizeof reply, &packet, &sense), 0);
    assert_int_equal(packet.buflen, 64 - 36);
    close(fd);
}

static void send_packet_fails_with_eio_and_sense_on_a_check_condition(void **state)
{
    int fd = open_drive(O_RDONLY);
    struct cdrom_generic_command packet;
    struct request_sense sense;
    uint8_t reply[12];
    (void)state;
    become_ready(fd);
    errno = 0;
    assert_int_equal(run_packet(fd, read_toc, 10, CGC_DATA_READ, reply, sizeof reply, &packet, &sense), -1);
    assert_int_equal(errno, EIO);
    assert_int_equal(sense.sense_key, 5);
    assert_int_equal(sense.asc, 0x24);
    assert_int_equal(packet.buflen, 12);
    close(fd);
}

static void send_packet_refuses_data_without_a_direction(void **state)
{
    int fd = open_drive(O_RDONLY);
    struct cdrom_generic_command packet;
    struct request_sense sense;
    uint8_t reply[36];
    (void)state;
    assert_int_equal(run_packet(fd, inquiry, 6, CGC_DATA_NONE, reply, sizeof reply, &packet, &sense), -1);
    assert_int_equal(errno, EINVAL);
    close(fd);
}

static void commands_that_write_need_a_descriptor_for_writing(void **state)
{
    struct cdrom_generic_command packet;
    struct request_sense sense;
    sg_io_hdr_t header;
    uint8_t bytes[18];
    int reader = open_drive(O_RDONLY), writer = open_drive(O_RDWR);
    (void)state;
    assert_int_equal(run_packet(reader, set_speed, 12, CGC_DATA_NONE, NULL, 0, &packet, &sense), -1);
    assert_int_equal(errno, EPERM);
    assert_int_equal(run_sg(reader, set_speed, 12, SG_DXFER_NONE, NULL, 0, &header, bytes), -1);
    assert_int_equal(errno, EPERM);
    become_ready(writer);
    assert_int_equal(run_packet(writer, set_speed, 12, CGC_DATA_NONE, NULL, 0, &packet, &sense), 0);
    close(reader);
    close(writer);
}

static void commands_of_no_list_are_for_those_with_raw_access(void **state)
{
    static const uint8_t mechanism_status[12] = {0xBD};
    sg_io_hdr_t header;
    uint8_t sense[18];
    int fd = open_drive(O_RDWR);
    (void)state;
    become_ready(fd);
    assert_int_equal(run_sg(fd, mechanism_status, 12, SG_DXFER_NONE, NULL, 0, &header, sense), -1);
    assert_int_equal(errno, EPERM);
    setenv("REDBOOK_DRIVE_RAWIO", "1", 1);
    assert_int_equal(run_sg(fd, mechanism_status, 12, SG_DXFER_NONE, NULL, 0, &header, sense), 0);
    close(fd);
}

static void transfers_longer_than_the_queue_carries_fail_with_eio(void **state)
{
    static const uint8_t configuration[10] = {0x46, 0, 0, 0, 0, 0, 0, 0xFF, 0xFA, 0};
    static uint8_t reply[65530];
    sg_io_hdr_t header;
    uint8_t sense[18];
    int fd = open_drive(O_RDONLY);
    (void)state;
    assert_int_equal(run_sg(fd, configuration, 10, SG_DXFER_FROM_DEV, reply, sizeof reply, &header, sense), -1);
    assert_int_equal(errno, EIO);
    setenv("REDBOOK_DRIVE_MAX_BYTES", "131072", 1);
    assert_int_equal(run_sg(fd, configuration, 10, SG_DXFER_FROM_DEV, reply, sizeof reply, &header, sense), 0);
    assert_int_equal(header.status, 0);
    close(fd);
}

/* Blanking all of a CD-RW takes many minutes; the command that returns at the end reaches the time-out of its request.
   */
static void a_command_that_takes_longer_than_its_time_out_is_given_up(void **state)
{
    static const uint8_t blank[12] = {0xA1, 0x00};
    struct cdrom_generic_command packet;
    struct request_sense bytes;
    sg_io_hdr_t header;
    uint8_t sense[18];
    (void)state;
    setenv("REDBOOK_DRIVE_OPTIONS", "medium=cd-rw", 1);
    int fd = open_drive(O_RDWR);
    record_disc(fd);
    assert_int_equal(run_sg(fd, blank, 12, SG_DXFER_NONE, NULL, 0, &header, sense), 0);
    assert_int_equal(header.host_status, 3); /* DID_TIME_OUT */
    /* Through the other request the failure does not show, and its time-out is the device's. */
    int ticks = 100 * 60 * 200;
    assert_int_equal(ioctl(fd, SG_GET_TIMEOUT), 6000);
    assert_int_equal(ioctl(fd, SG_SET_TIMEOUT, &ticks), 0);
    assert_int_equal(ioctl(fd, SG_GET_TIMEOUT), ticks);
    become_ready(fd);
    record_disc(fd);
    assert_int_equal(run_packet(fd, blank, 12, CGC_DATA_NONE, NULL, 0, &packet, &bytes), 0);
    ticks = 6000;
    assert_int_equal(ioctl(fd, SG_SET_TIMEOUT, &ticks), 0);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        drive_test(sg_io_gives_the_data_and_the_residual),
        drive_test(sg_io_gives_status_and_sense_of_a_check_condition),
        drive_test(sg_io_cuts_the_sense_where_the_caller_has_less_room),
        drive_test(sg_io_shows_that_the_link_failed),
        drive_test(send_packet_hides_that_the_link_failed),
        drive_test(send_packet_gives_the_residual_as_the_length),
        drive_test(send_packet_fails_with_eio_and_sense_on_a_check_condition),
        drive_test(send_packet_refuses_data_without_a_direction),
        drive_test(commands_that_write_need_a_descriptor_for_writing),
        drive_test(commands_of_no_list_are_for_those_with_raw_access),
        drive_test(transfers_longer_than_the_queue_carries_fail_with_eio),
        drive_test(a_command_that_takes_longer_than_its_time_out_is_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

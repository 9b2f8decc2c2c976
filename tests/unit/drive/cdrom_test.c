/*
 * The requests of a CD drive, and the sectors that the block layer reads.
 */
#include "recorder.h"

#include <linux/fs.h>

static void a_blank_disc_has_no_table(void **state)
{
    struct cdrom_tochdr header;
    uint64_t bytes = 1;
    int fd = open_drive(O_RDONLY);
    (void)state;
    assert_int_equal(ioctl(fd, CDROMREADTOCHDR, &header), -1);
    assert_int_equal(errno, EIO);
    assert_int_equal(ioctl(fd, CDROM_DISC_STATUS), CDS_NO_INFO);
    assert_int_equal(ioctl(fd, BLKGETSIZE64, &bytes), 0);
    assert_int_equal(bytes, 0);
    assert_int_equal(read(fd, &header, sizeof header), 0);
    close(fd);
}

static void the_table_of_a_recorded_disc_is_read_by_track(void **state)
{
    struct cdrom_tochdr header;
    struct cdrom_tocentry entry = {.cdte_track = 1, .cdte_format = CDROM_LBA};
    struct cdrom_multisession session = {.addr_format = CDROM_MSF};
    int fd = open_drive(O_RDWR);
    (void)state;
    record_disc(fd);
    assert_int_equal(ioctl(fd, CDROMREADTOCHDR, &header), 0);
    assert_int_equal(header.cdth_trk0, 1);
    assert_int_equal(header.cdth_trk1, 2);
    assert_int_equal(ioctl(fd, CDROMREADTOCENTRY, &entry), 0);
    assert_int_equal(entry.cdte_ctrl, CDROM_DATA_TRACK);
    assert_int_equal(entry.cdte_adr, 1);
    assert_int_equal(entry.cdte_addr.lba, 0);
    entry = (struct cdrom_tocentry){.cdte_track = 2, .cdte_format = CDROM_MSF};
    assert_int_equal(ioctl(fd, CDROMREADTOCENTRY, &entry), 0);
    assert_int_equal(entry.cdte_ctrl, 0);
    assert_int_equal(entry.cdte_addr.msf.minute, 0);
    assert_int_equal(entry.cdte_addr.msf.second, 8);
    assert_int_equal(entry.cdte_addr.msf.frame, 0);
    entry = (struct cdrom_tocentry){.cdte_track = CDROM_LEADOUT, .cdte_format = CDROM_LBA};
    assert_int_equal(ioctl(fd, CDROMREADTOCENTRY, &entry), 0);
    assert_int_equal(entry.cdte_addr.lba, LEAD_OUT);
    entry.cdte_format = 7;
    assert_int_equal(ioctl(fd, CDROMREADTOCENTRY, &entry), -1);
    assert_int_equal(errno, EINVAL);
    assert_int_equal(ioctl(fd, CDROMMULTISESSION, &session), 0);
    assert_int_equal(session.xa_flag, 0);
    assert_int_equal(session.addr.msf.second, 2);
    assert_int_equal(ioctl(fd, CDROM_DISC_STATUS), CDS_MIXED);
    close(fd);
}

static void the_catalogue_number_is_a_string(void **state)
{
    struct cdrom_mcn number;
    int fd = open_drive(O_RDWR);
    (void)state;
    record_disc(fd);
    assert_int_equal(ioctl(fd, CDROM_GET_MCN, &number), 0);
    assert_string_equal((const char *)number.medium_catalog_number, "4006381333931");
    close(fd);
}

static void data_sectors_are_read_like_a_file(void **state)
{
    uint8_t data[5000];
    uint64_t bytes = 0;
    int fd = open_drive(O_RDWR), block = 0;
    (void)state;
    record_disc(fd);
    assert_int_equal(ioctl(fd, BLKSSZGET, &block), 0);
    assert_int_equal(block, DATA_BYTES);
    assert_int_equal(ioctl(fd, BLKGETSIZE64, &bytes), 0);
    assert_int_equal(bytes, LEAD_OUT * DATA_BYTES);
    assert_int_equal(lseek(fd, 0, SEEK_END), LEAD_OUT * DATA_BYTES);
    assert_int_equal(lseek(fd, 16 * DATA_BYTES + 1000, SEEK_SET), 16 * DATA_BYTES + 1000);
    assert_int_equal(read(fd, data, sizeof data), sizeof data);
    for (size_t i = 0; i < sizeof data; i++)
        assert_int_equal(data[i], byte_of((int)(16 + (1000 + i) / DATA_BYTES), (1000 + i) % DATA_BYTES));
    assert_int_equal(lseek(fd, 0, SEEK_CUR), 16 * DATA_BYTES + 6000);
    assert_int_equal(pread(fd, data, 1, 299 * DATA_BYTES + 2047), 1);
    assert_int_equal(data[0], byte_of(299, 2047));
    assert_int_equal(pread(fd, data, 1, LEAD_OUT * DATA_BYTES), 0);
    close(fd);
}

static void audio_cannot_be_read_like_a_file(void **state)
{
    uint8_t data[DATA_BYTES];
    int fd = open_drive(O_RDWR);
    (void)state;
    record_disc(fd);
    assert_int_equal(pread(fd, data, sizeof data, AUDIO_START * DATA_BYTES), -1);
    assert_int_equal(errno, EIO);
    close(fd);
}

static void sectors_are_read_by_request(void **state)
{
    static uint8_t samples[2 * AUDIO_BYTES];
    static union {
        struct cdrom_msf msf;
        uint8_t data[DATA_BYTES];
    } block = {.msf = {.cdmsf_min0 = 0, .cdmsf_sec0 = 2, .cdmsf_frame0 = 16}};
    struct cdrom_read_audio audio = {.addr.lba = AUDIO_START, .addr_format = CDROM_LBA, .nframes = 2, .buf = samples};
    int fd = open_drive(O_RDWR);
    (void)state;
    record_disc(fd);
    assert_int_equal(ioctl(fd, CDROMREADAUDIO, &audio), 0);
    for (size_t i = 0; i < sizeof samples; i++)
        assert_int_equal(samples[i], byte_of(AUDIO_START + (int)(i / AUDIO_BYTES), i % AUDIO_BYTES));
    assert_int_equal(ioctl(fd, CDROMREADMODE1, &block), 0);
    for (size_t i = 0; i < DATA_BYTES; i++)
        assert_int_equal(block.data[i], byte_of(16, i));
    close(fd);
}

static void the_tray_opens_and_closes(void **state)
{
    int fd = open_drive(O_RDWR);
    (void)state;
    become_ready(fd);
    assert_int_equal(ioctl(fd, CDROM_DRIVE_STATUS), CDS_DISC_OK);
    assert_int_equal(ioctl(fd, CDROMEJECT), 0);
    assert_int_equal(ioctl(fd, CDROM_DRIVE_STATUS), CDS_TRAY_OPEN);
    assert_int_equal(ioctl(fd, CDROMCLOSETRAY), 0);
    become_ready(fd);
    assert_int_equal(ioctl(fd, CDROM_DRIVE_STATUS), CDS_DISC_OK);
    close(fd);
}

static void requests_of_other_devices_fail(void **state)
{
    char room[256] = {0};
    int fd = open_drive(O_RDWR);
    (void)state;
    assert_int_equal(ioctl(fd, DVD_READ_STRUCT, room), -1);
    assert_int_equal(errno, ENOTTY);
    assert_int_equal(ioctl(fd, 0x30D, room), -1); /* HDIO_GET_IDENTITY */
    assert_int_equal(errno, ENOTTY);
    assert_int_equal(ioctl(fd, CDROM_GET_CAPABILITY) & (CDC_DVD | CDC_DVD_R | CDC_CD_R | CDC_CD_RW),
                     CDC_CD_R | CDC_CD_RW);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        drive_test(a_blank_disc_has_no_table),        drive_test(the_table_of_a_recorded_disc_is_read_by_track),
        drive_test(the_catalogue_number_is_a_string), drive_test(data_sectors_are_read_like_a_file),
        drive_test(audio_cannot_be_read_like_a_file), drive_test(sectors_are_read_by_request),
        drive_test(the_tray_opens_and_closes),        drive_test(requests_of_other_devices_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

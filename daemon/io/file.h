/*
 * Whole files: read, map and write. A file is written in place: whoever writes one
 * that others read gives it a name that nobody knows yet.
 */
#ifndef LIC_FILE_H
#define LIC_FILE_H

#include "diag.h"
#include "str.h"

/* A read-only mapping of a regular file. */
struct lic_map {
	const char *ptr;
	size_t len;
};

LIC_CHECKED int lic_map_open(struct lic_map *out, const char *path, struct lic_diag *diag);
void lic_map_close(struct lic_map *map);

/* Read a file, or standard input for "-", into memory that the caller frees;
 * a NUL stands behind the text. LIC_ELIMIT beyond max. */
LIC_CHECKED int lic_file_read(char **out, size_t *len, const char *path, size_t max,
			      struct lic_diag *diag);

/* Write all of it to a file that is open: 0 or an error, errno being its. */
int lic_file_write(int fd, const void *ptr, size_t len);

/* Make a directory and those above it, mode 0700; one that exists is fine. */
LIC_CHECKED int lic_dir_make(const char *path, struct lic_diag *diag);

/* fsync of a directory: the files made in it are there for good. */
LIC_CHECKED int lic_dir_sync(const char *path, struct lic_diag *diag);

/* Buffered, sequential writing of a new file. Errors stick and are told by
 * lic_writer_close. */
struct lic_writer {
	int fd;
	uint64_t offset; /* where the next byte goes */
	size_t fill;
	int err;
	char *buf;
};

LIC_CHECKED int lic_writer_open(struct lic_writer *w, const char *path, struct lic_diag *diag);
void lic_writer_add(struct lic_writer *w, const void *ptr, size_t len);
/* Zero bytes up to a multiple of align (a power of two). */
void lic_writer_align(struct lic_writer *w, size_t align);
/* Hand all to the kernel, so that the file can be read back. */
int lic_writer_flush(struct lic_writer *w);
/* Flush, fsync, close: 0 or the first error. Safe to call twice. */
int lic_writer_close(struct lic_writer *w);

#endif

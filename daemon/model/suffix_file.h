/*
 * The file that holds the Public Suffix List: which one of the system's is the
 * newest, and its text. Does file I/O, once, when Licit starts.
 */
#ifndef LIC_SUFFIX_FILE_H
#define LIC_SUFFIX_FILE_H

#include "diag.h"
#include "str.h"

#define LIC_SUFFIX_VERSION_SIZE 40

struct lic_suffix_file {
	struct lic_str text;
	/* The list's own VERSION line, else the day that the file was changed. */
	char version[LIC_SUFFIX_VERSION_SIZE];
	bool has_version; /* a VERSION line */
	time_t mtime;
};

/* Read and check a list in its text form: 0, LIC_ENOENT, LIC_EIO, LIC_ELIMIT,
 * LIC_ENOMEM, or LIC_ESYNTAX for what is no such list, or only a part of one. */
LIC_CHECKED int lic_suffix_file_read(struct lic_suffix_file *out, const char *path,
				     struct lic_diag *diag);
void lic_suffix_file_release(struct lic_suffix_file *file);

/* Read the newest of the candidates, passing over those that cannot be read:
 * its index, or LIC_ENOENT. A list with a VERSION line is newer than one
 * without; such lines came in 2024. */
LIC_CHECKED int lic_suffix_file_newest(struct lic_suffix_file *out, const char *const *paths,
				       size_t count);

#endif

/*
 * The lines of a batch's input, handed out in chunks of whole lines, of LIC_BATCH_CHUNK
 * bytes unless step is set otherwise. The caller serialises the calls.
 */
#ifndef LIC_BATCH_INPUT_H
#define LIC_BATCH_INPUT_H

#include "buf.h"
#include "limits.h"

struct lic_batch_input {
	int fd;
	/* Bytes to read at a time. If less than LIC_BATCH_LINE_MAX, only the first line of a
	 * chunk can be one that was cut. */
	size_t step;
	bool eof;
	bool skipping;        /* within a line that is too long: until its end */
	uint64_t offset;      /* bytes of input in the chunks handed out */
	uint64_t sequence;    /* of the next chunk */
	struct lic_buf carry; /* the beginning of a line whose end was not read yet */
	size_t left;          /* bytes that were read of that line, kept or not */
};

struct lic_batch_chunk {
	uint64_t sequence;
	uint64_t end_offset; /* of the input, behind this chunk */
	struct lic_buf text;
};

void lic_batch_input_init(struct lic_batch_input *in, int fd);
void lic_batch_input_release(struct lic_batch_input *in);

/* The next chunk into *chunk, whose buffer is reused: 1, 0 at the end, or an
 * error. A line longer than LIC_BATCH_LINE_MAX is cut to one byte more than that,
 * so that its reader sees that it was too long. */
LIC_CHECKED int lic_batch_input_next(struct lic_batch_input *in, struct lic_batch_chunk *chunk);

#endif

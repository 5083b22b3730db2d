#include "batch_input.h"

#define LINE_CUT (LIC_BATCH_LINE_MAX + 1u)

void lic_batch_input_init(struct lic_batch_input *in, int fd)
{
	*in = (struct lic_batch_input){.fd = fd, .step = LIC_BATCH_CHUNK};
	lic_buf_init(&in->carry, 2u * LINE_CUT);
}

void lic_batch_input_release(struct lic_batch_input *in)
{
	lic_buf_release(&in->carry);
}

/* Read some bytes behind chunk->text: their number, 0 at the end, or an error. */
static ssize_t read_some(struct lic_batch_input *in, struct lic_buf *text)
{
	ssize_t n;

	if (lic_buf_grow(text, in->step) < 0)
		return lic_buf_error(text);
	do
		n = read(in->fd, text->ptr + text->len, in->step);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return LIC_EIO;
	text->len += (size_t)n;
	return n;
}

/* Drop the rest of an over-long line from the bytes at `from`; false if it goes on
 * beyond them. */
static bool end_skip(struct lic_batch_input *in, struct lic_buf *text, size_t from)
{
	char *start = text->ptr + from;
	char *end = memchr(start, '\n', text->len - from);

	if (!end) {
		text->len = from;
		return false;
	}
	/* The cut line stands before `from`: it keeps this end. */
	size_t left = (size_t)(text->ptr + text->len - end);
	memmove(start, end, left);
	text->len = from + left;
	in->skipping = false;
	return true;
}

/* Keep what follows the last line end for the next chunk; false if there is no
 * line end yet. */
static bool cut_at_last_line(struct lic_batch_input *in, struct lic_buf *text)
{
	char *last = text->len ? memrchr(text->ptr, '\n', text->len) : NULL;

	if (!last)
		return false;
	size_t whole = (size_t)(last - text->ptr) + 1;
	size_t rest = text->len - whole;
	in->left = rest;
	if (rest > LINE_CUT) {
		rest = LINE_CUT;
		in->skipping = true;
	}
	lic_buf_add(&in->carry, text->ptr + whole, rest);
	text->len = whole;
	return true;
}

int lic_batch_input_next(struct lic_batch_input *in, struct lic_batch_chunk *chunk)
{
	struct lic_buf *text = &chunk->text;

	lic_buf_reset(text);
	if (in->eof)
		return 0;
	lic_buf_adds(text, lic_buf_str(&in->carry));
	lic_buf_reset(&in->carry);
	for (;;) {
		size_t from = text->len;
		ssize_t n = read_some(in, text);
		if (n < 0)
			return (int)n;
		in->offset += (uint64_t)n;
		if (n == 0) {
			in->eof = true;
			in->left = 0;
			break;
		}
		if (in->skipping && !end_skip(in, text, from))
			continue;
		if (cut_at_last_line(in, text))
			break;
		if (text->len > LINE_CUT) {
			text->len = LINE_CUT;
			in->skipping = true;
		}
	}
	if (lic_buf_error(&in->carry))
		return lic_buf_error(&in->carry);
	chunk->sequence = in->sequence++;
	chunk->end_offset = in->offset - in->left;
	return text->len ? 1 : 0;
}

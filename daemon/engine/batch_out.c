#include "batch_out.h"

#include <sys/stat.h>

#include "batch_line.h"

int lic_batch_out_write(struct lic_batch_out *out, struct lic_str text, struct lic_diag *diag)
{
	while (text.len) {
		ssize_t n = write(out->fd, text.ptr, text.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			int err = lic_err_from_errno(errno);
			return lic_diag_set(diag, err, "cannot write the results: %s",
					    lic_strerror(err));
		}
		text = lic_str(text.ptr + n, text.len - (size_t)n);
	}
	return LIC_OK;
}

static int checkpoint(struct lic_batch_out *out, uint64_t end_offset, struct lic_diag *diag)
{
	struct stat st;

	out->mark.in = end_offset;
	out->mark.lines = out->totals.lines;
	out->mark.out = fstat(out->fd, &st) == 0 && S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
	return lic_batch_mark_write(&out->mark, out->options->resume, diag);
}

int lic_batch_out_done(struct lic_batch_out *out, uint64_t end_offset, struct lic_diag *diag)
{
	int err = out->options->resume ? checkpoint(out, end_offset, diag) : LIC_OK;

	if (!err && out->options->progress)
		out->options->progress(out->options->ctx, out->totals.lines, end_offset);
	return err;
}

int lic_batch_out_begin(struct lic_batch_out *out, const struct lic_batch_options *options, int in,
			int fd, uint64_t *done, struct lic_diag *diag)
{
	struct lic_buf header;
	int err = LIC_OK;

	*out = (struct lic_batch_out){.options = options, .fd = fd};
	if (options->resume) {
		err = lic_batch_mark_read(&out->mark, options->resume, diag);
		if (!err)
			err = lic_batch_mark_seek(&out->mark, in, fd, diag);
		if (err < 0)
			return err;
		out->totals.lines = out->mark.lines;
	}
	*done = out->mark.in;
	if (out->mark.in)
		return LIC_OK;
	lic_buf_init(&header, 256);
	lic_batch_line_header(&header, options->format);
	err = lic_batch_out_write(out, lic_buf_str(&header), diag);
	lic_buf_release(&header);
	return err;
}

void lic_batch_totals_move(struct lic_batch_totals *to, struct lic_batch_totals *from)
{
	to->lines += from->lines;
	to->errors += from->errors;
	for (size_t i = 0; i < LIC_VERDICT_CLASSES; i++)
		to->by_class[i] += from->by_class[i];
	*from = (struct lic_batch_totals){0};
}

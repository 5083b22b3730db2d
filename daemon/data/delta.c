#include "delta.h"

#include "limits.h"
#include "num.h"
#include "pack.h"

/* The first line: the magic, three numbers of 20 digits at most, blanks. */
#define HEAD_MAX 96

/* Larger ones are packed in less time. */
#define BEST_UP_TO (8u << 20)

void lic_delta_writer_init(struct lic_delta_writer *writer, uint64_t from)
{
	*writer = (struct lic_delta_writer){.from = from, .to = from};
	lic_buf_init(&writer->leaves, LIC_DELTA_MAX);
}

void lic_delta_writer_release(struct lic_delta_writer *writer)
{
	lic_buf_release(&writer->leaves);
}

void lic_delta_writer_add(struct lic_delta_writer *writer, struct lic_str leaf)
{
	if (!leaf.len || lic_str_find(leaf, '\0') < leaf.len)
		writer->err = LIC_EINVAL;
	lic_buf_adds(&writer->leaves, leaf);
	lic_buf_addc(&writer->leaves, '\0');
	writer->to++;
}

int lic_delta_writer_end(struct lic_delta_writer *writer, struct lic_buf *out)
{
	int err = writer->err ? writer->err : lic_buf_error(&writer->leaves);

	if (err < 0)
		return err;
	lic_buf_printf(out, LIC_DELTA_MAGIC "%llu %llu %zu\n", (unsigned long long)writer->from,
		       (unsigned long long)writer->to, writer->leaves.len);
	err = lic_pack(out, lic_buf_str(&writer->leaves),
		       writer->leaves.len <= BEST_UP_TO ? LIC_PACK_BEST : LIC_PACK_QUICK);
	return err < 0 ? err : lic_buf_error(out);
}

/* ---- reading --------------------------------------------------------- */

static bool number(struct lic_str *rest, uint64_t max, uint64_t *out)
{
	struct lic_str digits;

	return lic_str_split(rest, ' ', &digits) && lic_num_parse(digits, max, out) == LIC_OK &&
	       (digits.len == 1 || digits.ptr[0] != '0');
}

/* Each leaf has at least a byte, and its NUL; the last one too. */
static bool leaves_are_whole(const struct lic_delta *delta)
{
	const char *at = delta->leaves, *end = at + delta->size;
	uint64_t count = 0;

	while (at < end) {
		const char *nul = memchr(at, '\0', (size_t)(end - at));
		if (!nul || nul == at)
			return false;
		at = nul + 1;
		count++;
	}
	return count == delta->to - delta->from;
}

int lic_delta_open(struct lic_delta *out, struct lic_str text, struct lic_diag *diag)
{
	static const struct lic_str magic = {LIC_DELTA_MAGIC, sizeof(LIC_DELTA_MAGIC) - 1};
	struct lic_str line = lic_str(text.ptr, text.len < HEAD_MAX ? text.len : HEAD_MAX);
	struct lic_delta d = {0};
	uint64_t size;

	line.len = lic_str_find(line, '\n');
	if (!lic_str_starts(line, magic))
		return lic_diag_set(diag, LIC_EVERSION,
				    "not changes of a list, or of a later Licit's form: bring "
				    "Licit up to date");
	struct lic_str rest = lic_str(line.ptr + magic.len, line.len - magic.len);
	if (!number(&rest, INT64_MAX, &d.from) || !number(&rest, INT64_MAX, &d.to) ||
	    !number(&rest, INT64_MAX, &size) || rest.ptr || d.to <= d.from || line.len == text.len)
		return lic_diag_set(diag, LIC_ECORRUPT, "the changes have a broken first line");
	if (size > LIC_DELTA_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "the changes have more than %u MiB",
				    LIC_DELTA_MAX >> 20);
	d.size = (size_t)size;
	d.leaves = malloc(d.size ? d.size : 1);
	if (!d.leaves)
		return LIC_ENOMEM;
	const char *packed = line.ptr + line.len + 1;
	int err = lic_unpack(lic_str(packed, text.len - line.len - 1), d.leaves, d.size);
	if (!err && !leaves_are_whole(&d))
		err = LIC_ECORRUPT;
	if (err < 0) {
		lic_delta_release(&d);
		return lic_diag_set(diag, err, "the changes are damaged");
	}
	*out = d;
	return LIC_OK;
}

void lic_delta_release(struct lic_delta *delta)
{
	free(delta->leaves);
	delta->leaves = NULL;
	delta->size = 0;
}

int lic_delta_each(const struct lic_delta *delta, int (*fn)(void *ctx, struct lic_str leaf),
		   void *ctx)
{
	const char *at = delta->leaves, *end = at + delta->size;
	int err = LIC_OK;

	while (!err && at < end) {
		struct lic_str leaf = lic_str(at, strlen(at));
		err = fn(ctx, leaf);
		at += leaf.len + 1;
	}
	return err;
}

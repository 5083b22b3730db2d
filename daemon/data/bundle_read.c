/* Reading bundles: sizes first, then the sections, then every row once to see that all fits. */
#include "bundle_file.h"

#include "limits.h"
#include "pack.h"

struct column {
	unsigned width;
	const unsigned char *planes;
	struct lic_str *values;
	uint32_t count;
};

struct lic_bundle {
	struct lic_bundle_counts counts;
	struct lic_bundle_log log;
	struct lic_str shared; /* one byte for each entry */
	struct lic_str rests;  /* of the keys */
	struct column columns[LIC_BUNDLE_COLUMNS];
	char *sections[LIC_BUNDLE_COLUMNS]; /* unpacked; 0 is that of the names */
	struct lic_arena arena;
};

/* ---- sections -------------------------------------------------------- */

struct section {
	struct lic_str name, packed;
	size_t size;
};

struct sections {
	struct lic_str rest;
	uint64_t room; /* what may still be unpacked */
};

static uint32_t get_u32(const char *at)
{
	uint32_t number = 0;

	for (int i = 3; i >= 0; i--)
		number = number << 8 | (unsigned char)at[i];
	return number;
}

/* 1, 0 at the end, or an error. */
static int next_section(struct sections *s, struct section *out)
{
	if (!s->rest.len)
		return 0;
	const size_t name = (unsigned char)s->rest.ptr[0];
	if (s->rest.len < 1 + name + 8)
		return LIC_ECORRUPT;
	const char *sizes = s->rest.ptr + 1 + name;
	const size_t packed = get_u32(sizes + 4);
	if (packed > s->rest.len - (1 + name + 8))
		return LIC_ECORRUPT;
	*out = (struct section){
		.name = lic_str(s->rest.ptr + 1, name),
		.packed = lic_str(sizes + 8, packed),
		.size = get_u32(sizes),
	};
	if (out->size > s->room)
		return LIC_ELIMIT;
	s->room -= out->size;
	s->rest = lic_str(sizes + 8 + packed, s->rest.len - (1 + name + 8 + packed));
	return 1;
}

static int unpack(const struct section *section, char **out)
{
	char *bytes = malloc(section->size ? section->size : 1);

	if (!bytes)
		return LIC_ENOMEM;
	int err = lic_unpack(section->packed, bytes, section->size);
	if (err < 0)
		free(bytes);
	else
		*out = bytes;
	return err;
}

static int read_head(struct lic_bundle *b, struct sections *s)
{
	struct section section;
	char *json;
	int err = next_section(s, &section);

	if (err <= 0 || !lic_str_eq(section.name, LIC_STR(LIC_BUNDLE_HEAD)))
		return err < 0 ? err : LIC_ECORRUPT;
	if (section.size > LIC_BUNDLE_HEAD_MAX)
		return LIC_ELIMIT;
	err = unpack(&section, &json);
	if (err < 0)
		return err;
	err = lic_bundle_head_read(lic_str(json, section.size), &b->counts, &b->log, &b->arena);
	free(json);
	return err;
}

static int read_names(struct lic_bundle *b, struct sections *s)
{
	struct section section;
	int err = next_section(s, &section);

	if (err <= 0 || !lic_str_eq(section.name, LIC_STR(LIC_BUNDLE_NAMES)))
		return err < 0 ? err : LIC_ECORRUPT;
	if (section.size < b->counts.entries)
		return LIC_ECORRUPT;
	err = unpack(&section, &b->sections[0]);
	if (err < 0)
		return err;
	b->shared = lic_str(b->sections[0], b->counts.entries);
	b->rests = lic_str(b->sections[0] + b->counts.entries, section.size - b->counts.entries);
	return LIC_OK;
}

/* ---- columns --------------------------------------------------------- */

static int make_values(struct lic_bundle *b, struct column *column, uint64_t count)
{
	if (!count || count > b->counts.entries)
		return LIC_ECORRUPT;
	column->values = lic_arena_alloc(&b->arena, count * sizeof(*column->values));
	column->count = (uint32_t)count;
	return column->values ? LIC_OK : LIC_ENOMEM;
}

static int cut_lined(struct lic_bundle *b, struct column *column, struct lic_str bytes)
{
	uint64_t count = 0;

	for (size_t i = 0; i < bytes.len; i++)
		count += bytes.ptr[i] == '\0';
	if (!count || bytes.ptr[bytes.len - 1] != '\0')
		return LIC_ECORRUPT;
	int err = make_values(b, column, count);
	for (uint32_t i = 0; !err && i < column->count; i++)
		lic_str_split(&bytes, '\0', &column->values[i]);
	return err;
}

/* The sum of the lengths is what there is, so it bounds the memory. */
static int cut_turned(struct lic_bundle *b, struct column *column, struct lic_str bytes)
{
	uint64_t sum = 0;
	unsigned longest = 0;

	if (bytes.len < 4 || get_u32(bytes.ptr) > bytes.len - 4)
		return LIC_ECORRUPT;
	int err = make_values(b, column, get_u32(bytes.ptr));
	if (err < 0)
		return err;
	const uint32_t count = column->count;
	const unsigned char *lens = (const unsigned char *)bytes.ptr + 4;
	const char *from = bytes.ptr + 4 + count;
	for (uint32_t i = 0; i < count; i++) {
		sum += lens[i];
		longest = lens[i] > longest ? lens[i] : longest;
	}
	if (sum != bytes.len - 4 - count)
		return LIC_ECORRUPT;
	char *texts = lic_arena_alloc(&b->arena, sum), *at = texts;
	if (!texts)
		return LIC_ENOMEM;
	for (uint32_t i = 0; i < count; at += lens[i++])
		column->values[i] = lic_str(at, lens[i]);
	for (unsigned place = 0; place < longest; place++) {
		at = texts + place;
		for (uint32_t i = 0; i < count; at += lens[i++])
			if (place < lens[i])
				*at = *from++;
	}
	return LIC_OK;
}

/* See that the column can hold each. */
static int check_values(const struct column *column, int no)
{
	struct lic_row scratch = {0};

	for (uint32_t i = 0; i < column->count; i++) {
		const struct lic_str value = column->values[i];
		if (value.len > LIC_LIST_LINE_MAX || !lic_str_is_utf8(value) ||
		    lic_row_set(&scratch, no, value, NULL) < 0)
			return LIC_ECORRUPT;
	}
	return LIC_OK;
}

static int cut_values(struct lic_bundle *b, int no, struct lic_str bytes)
{
	struct column *column = &b->columns[no];
	int err = LIC_ECORRUPT;

	if (!bytes.len)
		return err;
	const struct lic_str rest = lic_str(bytes.ptr + 1, bytes.len - 1);
	if (bytes.ptr[0] == LIC_BUNDLE_LINED)
		err = cut_lined(b, column, rest);
	else if (bytes.ptr[0] == LIC_BUNDLE_TURNED)
		err = cut_turned(b, column, rest);
	return err < 0 ? err : check_values(column, no);
}

static int read_column(struct lic_bundle *b, const struct section *section, int no)
{
	struct column *column = &b->columns[no];
	int err = unpack(section, &b->sections[no]);

	if (err < 0)
		return err;
	const char *bytes = b->sections[no];
	column->width = section->size ? (unsigned char)bytes[0] : 0;
	if (column->width < 1 || column->width > 4)
		return LIC_ECORRUPT;
	const uint64_t planes = column->width * b->counts.entries;
	if (section->size - 1 < planes)
		return LIC_ECORRUPT;
	column->planes = (const unsigned char *)bytes + 1;
	return cut_values(b, no, lic_str(bytes + 1 + planes, section->size - 1 - (size_t)planes));
}

static int read_sections(struct lic_bundle *b, struct sections *s)
{
	struct section section;
	uint64_t columns = 0;
	int before = 0, got;
	int err = read_head(b, s);

	if (!err)
		err = read_names(b, s);
	while (!err && (got = next_section(s, &section)) != 0) {
		if (got < 0)
			return got;
		int no = lic_row_column(section.name);
		if (no <= before || no >= LIC_BUNDLE_COLUMNS)
			return LIC_ECORRUPT;
		err = read_column(b, &section, no);
		before = no;
		columns++;
	}
	return !err && columns != b->counts.columns ? LIC_ECORRUPT : err;
}

/* ---- rows ------------------------------------------------------------ */

/* Where a walk over the rows stands. */
struct walk {
	const struct lic_bundle *bundle;
	uint64_t row;
	struct lic_str rests;
	uint32_t used[LIC_BUNDLE_COLUMNS];
	size_t key_len;
	char key[LIC_BUNDLE_KEY_MAX], name[LIC_BUNDLE_KEY_MAX];
};

static bool next_key(struct walk *w)
{
	const size_t shared = (unsigned char)w->bundle->shared.ptr[w->row];
	struct lic_str rest;

	if (!w->rests.len || shared > w->key_len)
		return false;
	rest = lic_str(w->rests.ptr, lic_str_find(w->rests, '\0'));
	if (rest.len == w->rests.len || rest.len > LIC_BUNDLE_KEY_MAX - shared ||
	    shared + rest.len == 0)
		return false;
	memcpy(w->key + shared, rest.ptr, rest.len);
	w->key_len = shared + rest.len;
	w->rests = lic_str(rest.ptr + rest.len + 1, w->rests.len - rest.len - 1);
	return lic_str_is_utf8(lic_str(w->key, w->key_len));
}

static bool next_value(struct walk *w, int no, struct lic_str *out)
{
	const struct column *column = &w->bundle->columns[no];
	uint32_t number = 0;

	*out = lic_str(NULL, 0);
	if (!column->width)
		return true;
	for (unsigned plane = 0; plane < column->width; plane++)
		number |= (uint32_t)column->planes[plane * w->bundle->counts.entries + w->row]
			  << (8 * plane);
	if (number > w->used[no] || (number == 0 && w->used[no] == column->count))
		return false;
	if (number == 0)
		number = ++w->used[no];
	*out = column->values[number - 1];
	return true;
}

/* The next row; what it says only if that is wanted: each value was looked at once. */
static bool next_row(struct walk *w, struct lic_row *wanted)
{
	struct lic_str value;

	if (!next_key(w))
		return false;
	if (wanted) {
		lic_bundle_turn(lic_str(w->key, w->key_len), w->name);
		*wanted = (struct lic_row){.record.line = (uint32_t)(w->row + 1),
					   .record.name = lic_str(w->name, w->key_len)};
	}
	for (int no = LIC_BUNDLE_FIRST_COLUMN; no < LIC_BUNDLE_COLUMNS; no++)
		if (!next_value(w, no, &value) ||
		    (wanted && lic_row_set(wanted, no, value, NULL) < 0))
			return false;
	w->row++;
	return true;
}

static bool all_used(const struct walk *w)
{
	for (int no = LIC_BUNDLE_FIRST_COLUMN; no < LIC_BUNDLE_COLUMNS; no++)
		if (w->used[no] != w->bundle->columns[no].count)
			return false;
	return w->rests.len == 0;
}

int lic_bundle_each(const struct lic_bundle *bundle,
		    int (*fn)(void *ctx, const struct lic_record *record), void *ctx,
		    struct lic_diag *diag)
{
	struct walk *w = calloc(1, sizeof(*w));
	struct lic_row row;
	int err = LIC_OK;

	if (!w)
		return LIC_ENOMEM;
	w->bundle = bundle;
	w->rests = bundle->rests;
	while (!err && w->row < bundle->counts.entries) {
		if (!next_row(w, fn ? &row : NULL))
			err = lic_diag_set(diag, LIC_ECORRUPT, "entry %llu is damaged",
					   (unsigned long long)w->row + 1);
		else if (fn)
			err = fn(ctx, &row.record);
	}
	if (!err && !all_used(w))
		err = lic_diag_set(diag, LIC_ECORRUPT, "there is more in it than its entries");
	free(w);
	return err;
}

/* ---- opening --------------------------------------------------------- */

static int explain(int err, struct lic_diag *diag)
{
	if (err == LIC_ELIMIT)
		return lic_diag_set(diag, err, "the list is larger than %u MiB or %u entries",
				    LIC_BUNDLE_UNPACKED_MAX >> 20, LIC_BUNDLE_ENTRIES_MAX);
	return lic_diag_set(diag, err, "the list's file: %s", lic_strerror(err));
}

int lic_bundle_open(struct lic_bundle **out, struct lic_str text, struct lic_diag *diag)
{
	static const struct lic_str magic = {LIC_BUNDLE_MAGIC, sizeof(LIC_BUNDLE_MAGIC) - 1};

	if (!lic_str_starts(text, magic))
		return lic_diag_set(diag, LIC_EVERSION,
				    "not a list's bundle, or one of a later Licit's form: bring "
				    "Licit up to date");
	struct sections s = {
		.rest = lic_str(text.ptr + magic.len, text.len - magic.len),
		.room = LIC_BUNDLE_UNPACKED_MAX,
	};
	struct lic_bundle *b = calloc(1, sizeof(*b));
	if (!b)
		return LIC_ENOMEM;
	int err = read_sections(b, &s);
	if (err < 0)
		explain(err, diag);
	else
		err = lic_bundle_each(b, NULL, NULL, diag);
	if (err < 0)
		lic_bundle_close(b);
	else
		*out = b;
	return err;
}

void lic_bundle_close(struct lic_bundle *bundle)
{
	if (!bundle)
		return;
	for (int i = 0; i < LIC_BUNDLE_COLUMNS; i++)
		free(bundle->sections[i]);
	lic_arena_release(&bundle->arena);
	free(bundle);
}

const struct lic_bundle_log *lic_bundle_log(const struct lic_bundle *bundle)
{
	return &bundle->log;
}

uint64_t lic_bundle_entries(const struct lic_bundle *bundle)
{
	return bundle->counts.entries;
}

/*
 * Any bytes as the sections of a bundle. The first byte says how: 0, the file as it stands; else
 * each line is a section, name and bytes, which are packed here, so that the bytes behind the
 * packing are met. What opens can be walked, and written and read again is as long.
 */
#include "bundle_file.h"

#include "hash.h"
#include "limits.h"
#include "pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void expect(bool holds)
{
	if (!holds)
		abort();
}

static void add_u32(struct lic_buf *out, size_t number)
{
	for (int shift = 0; shift < 32; shift += 8)
		lic_buf_addc(out, (char)(number >> shift));
}

static void add_section(struct lic_buf *out, struct lic_str name, struct lic_str raw)
{
	struct lic_buf packed;

	lic_buf_init(&packed, 4u << 20);
	expect(lic_pack(&packed, raw, LIC_PACK_QUICK) == 0);
	lic_buf_addc(out, (char)name.len);
	lic_buf_adds(out, name);
	add_u32(out, raw.len);
	add_u32(out, packed.len);
	lic_buf_adds(out, lic_buf_str(&packed));
	lic_buf_release(&packed);
}

static void from_lines(struct lic_buf *out, struct lic_str text)
{
	static const struct lic_bundle_log empty = {.size = 0};
	struct lic_str line, name;
	struct lic_buf head;

	lic_buf_init(&head, 1u << 16);
	LIC_BUF_LIT(out, LIC_BUNDLE_MAGIC);
	while (lic_str_split(&text, '\n', &line)) {
		lic_str_split(&line, ' ', &name);
		if (name.len > 255)
			break;
		if (lic_str_eq(name, LIC_STR("HEAD")) && line.len > 2) {
			const struct lic_bundle_counts counts = {
				.entries = (unsigned char)line.ptr[0] % 48,
				.columns = (unsigned char)line.ptr[2] % 16,
			};
			lic_buf_reset(&head);
			lic_bundle_head_write(&head, &counts, &empty);
			add_section(out, LIC_STR("head"), lic_buf_str(&head));
		} else {
			add_section(out, name, line);
		}
	}
	lic_buf_release(&head);
}

static int again(void *ctx, const struct lic_record *record)
{
	const struct lic_name name = {.text = record->name, .scope = LIC_SCOPE_SITE};
	volatile uint64_t sum = lic_hash(record->name, 0) + lic_hash(record->source, 0);

	(void)sum;
	return lic_bundle_writer_add(ctx, &name, record);
}

static void round_trip(const struct lic_bundle *bundle)
{
	struct lic_bundle_writer *writer;
	struct lic_bundle *second;
	struct lic_buf file;

	lic_buf_init(&file, 64u << 20);
	expect(lic_bundle_writer_new(&writer) == 0);
	expect(lic_bundle_each(bundle, again, writer, NULL) == 0);
	expect(lic_bundle_writer_end(writer, lic_bundle_log(bundle), &file, NULL) == 0);
	expect(lic_bundle_open(&second, lic_buf_str(&file), NULL) == 0);
	expect(lic_bundle_entries(second) == lic_bundle_entries(bundle));
	lic_bundle_close(second);
	lic_bundle_writer_free(writer);
	lic_buf_release(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_str text = lic_str((const char *)data + (len > 0), len - (len > 0));
	struct lic_bundle *bundle;
	struct lic_buf made;

	if (len > 1u << 16)
		return 0;
	lic_buf_init(&made, 8u << 20);
	if (len && data[0])
		from_lines(&made, text);
	else
		lic_buf_adds(&made, text);
	if (lic_bundle_open(&bundle, lic_buf_str(&made), NULL) == 0) {
		if (lic_bundle_entries(bundle) < 4096)
			round_trip(bundle);
		lic_bundle_close(bundle);
	}
	lic_buf_release(&made);
	return 0;
}

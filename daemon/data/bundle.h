/*
 * A whole list as one file, as feeds publish it ("ID/list"): its entries by column, and
 * where its log stands. Made to be small: 100,000 entries have less than a megabyte.
 *
 * File:
 *   "licit-bundle/1\n", then sections up to the end, each
 *     u8 length of its name | name | u32 size | u32 size when packed | packed (pack.h)
 *   with numbers in little-endian order:
 *   head     JSON: {"columns":C,"entries":N,"log":{"root":"hex","size":B},"frontier":["hex",…],
 *            "proofs":[{"from":A,"path":["hex",…]},…]}
 *   names    for each entry how many bytes its key shares with the one before it (u8, 255 at
 *            most), then for each the rest and a NUL. A key is the name as lists write it with
 *            its labels turned round: "*.shop.x.cz/a" is "cz.x.shop.*" and "/a". Entries
 *            stand in whatever order packs best.
 *   then, in the order of a licit CSV, the C columns of format_row.h that are not empty
 *   everywhere:
 *            u8 width (1 to 4) | width planes of N bytes, lowest first | u8 form | values.
 *            The planes give a number for each entry: 0 is the next value that was not yet
 *            used, n the n-th of those that were. Values are, in form 0, each with a NUL; in
 *            form 1 turned on their side: u32 count, u8 length of each, then the first
 *            byte of each that has one, the second, and so on.
 *
 * What does not keep to that is refused whole: sizes are bounded before anything is unpacked,
 * every number is checked, no byte may be left over. A name is not judged here (name.h).
 * Pure; an object is for one thread.
 */
#ifndef LIC_BUNDLE_H
#define LIC_BUNDLE_H

#include "buf.h"
#include "diag.h"
#include "list.h"
#include "name.h"

#define LIC_BUNDLE_MAGIC "licit-bundle/1\n"
#define LIC_BUNDLE_HASH_SIZE 32

/* That the log of size `from` is a beginning of the log of this bundle: a consistency proof,
 * RFC 9162 section 2.1.4. */
struct lic_bundle_proof {
	uint64_t from;
	size_t count;
	const unsigned char (*path)[LIC_BUNDLE_HASH_SIZE];
};

/* Where the log stands. */
struct lic_bundle_log {
	uint64_t size;
	unsigned char root[LIC_BUNDLE_HASH_SIZE];
	/* The hashes of its largest whole subtrees from left to right: one for each bit that
	 * is set in size. New leaves go on from there. */
	size_t frontier_count;
	const unsigned char (*frontier)[LIC_BUNDLE_HASH_SIZE];
	/* From rising sizes, LIC_BUNDLE_PROOFS_MAX at most. */
	size_t proofs_count;
	const struct lic_bundle_proof *proofs;
};

/* ---- writing --------------------------------------------------------- */

struct lic_bundle_writer;

LIC_CHECKED int lic_bundle_writer_new(struct lic_bundle_writer **out);
void lic_bundle_writer_free(struct lic_bundle_writer *writer);

/* Add an entry; the texts are copied. In any order. record->name and record->line are not
 * used. LIC_EINVAL for a text with a NUL. */
LIC_CHECKED int lic_bundle_writer_add(struct lic_bundle_writer *writer, const struct lic_name *name,
				      const struct lic_record *record);

/* Append the file. The same entries and the same log give the same bytes. */
LIC_CHECKED int lic_bundle_writer_end(struct lic_bundle_writer *writer,
				      const struct lic_bundle_log *log, struct lic_buf *out,
				      struct lic_diag *diag);

/* ---- reading --------------------------------------------------------- */

struct lic_bundle;

/* Read and unpack it: 0, LIC_EVERSION, LIC_ELIMIT, LIC_ECORRUPT or LIC_ENOMEM. `text` is not
 * used after the call. */
LIC_CHECKED int lic_bundle_open(struct lic_bundle **out, struct lic_str text,
				struct lic_diag *diag);
void lic_bundle_close(struct lic_bundle *bundle);

/* Borrowed from the bundle. */
const struct lic_bundle_log *lic_bundle_log(const struct lic_bundle *bundle);
uint64_t lic_bundle_entries(const struct lic_bundle *bundle);

/* Each entry, its name as lists write it, its line being its number from 1. Views live for the
 * call; a negative return stops and is handed on. May be called again. */
LIC_CHECKED int lic_bundle_each(const struct lic_bundle *bundle,
				int (*fn)(void *ctx, const struct lic_record *record), void *ctx,
				struct lic_diag *diag);

#endif

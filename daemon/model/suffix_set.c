#include "suffix_set.h"

#include "hash.h"
#include "idn.h"
#include "limits.h"

/* What is known of some labels. */
enum {
	PLAIN = 1 << 0, /* they are a rule */
	MORE = 1 << 1,  /* rules go on to their left */
	ASK = 1 << 2,   /* libpsl decides */
};

#define FIRST_SIZE 16384 /* the list of 2026 needs some 11,000 */

static uint32_t hash_of(struct lic_str s)
{
	uint32_t h = (uint32_t)(lic_hash(s, 0) >> 32);

	return h ? h : 1;
}

/* The slot that holds the labels, or the free one where they would be. */
static struct lic_suffix_slot *slot_of(const struct lic_suffix_set *set, struct lic_str labels)
{
	uint32_t h = hash_of(labels);
	size_t i = h & set->mask;

	for (; set->slots[i].hash; i = (i + 1) & set->mask) {
		const char *name = set->names.ptr + set->slots[i].at;
		if (set->slots[i].hash == h && (unsigned char)name[1] == labels.len &&
		    memcmp(name + 2, labels.ptr, labels.len) == 0)
			break;
	}
	return &set->slots[i];
}

static int known_of(const struct lic_suffix_set *set, struct lic_str labels)
{
	const struct lic_suffix_slot *slot = slot_of(set, labels);

	return slot->hash ? set->names.ptr[slot->at] : 0;
}

static int resize(struct lic_suffix_set *set, size_t size)
{
	struct lic_suffix_slot *grown = calloc(size, sizeof(*grown));

	if (!grown)
		return LIC_ENOMEM;
	for (size_t old = 0; set->slots && old <= set->mask; old++) {
		size_t i = set->slots[old].hash & (size - 1);
		if (!set->slots[old].hash)
			continue;
		while (grown[i].hash)
			i = (i + 1) & (size - 1);
		grown[i] = set->slots[old];
	}
	free(set->slots);
	set->slots = grown;
	set->mask = size - 1;
	return LIC_OK;
}

static int add(struct lic_suffix_set *set, struct lic_str labels, int known)
{
	if ((set->count + 1) * 2 > set->mask) {
		int err = resize(set, (set->mask + 1) * 2);
		if (err < 0)
			return err;
	}
	struct lic_suffix_slot *slot = slot_of(set, labels);
	if (slot->hash) {
		set->names.ptr[slot->at] |= (char)known;
		return LIC_OK;
	}
	*slot = (struct lic_suffix_slot){hash_of(labels), (uint32_t)set->names.len};
	set->count++;
	lic_buf_addc(&set->names, (char)known);
	lic_buf_addc(&set->names, (char)labels.len);
	lic_buf_adds(&set->names, labels);
	return lic_buf_error(&set->names);
}

/* Where the label that ends at end begins. */
static size_t label_start(struct lic_str s, size_t end)
{
	while (end && s.ptr[end - 1] != '.')
		end--;
	return end;
}

static struct lic_str from(struct lic_str s, size_t at)
{
	return lic_str(s.ptr + at, s.len - at);
}

/* Most top-level domains have no wildcard rule, and are told by their bit. */
static uint64_t tld_bit(struct lic_str tld)
{
	unsigned mixed = (unsigned char)tld.ptr[0] * 5u + (unsigned char)tld.ptr[tld.len - 1] +
			 (unsigned)tld.len;

	return 1ull << (mixed & 63);
}

/* A rule of plain labels, of which `open` says that a wildcard or an exception stands
 * at their left. */
static int add_labels(struct lic_suffix_set *set, struct lic_str rule, bool open)
{
	size_t tld = label_start(rule, rule.len);

	if (tld < 2 && !open)
		return LIC_OK;
	if (tld < 2) {
		set->open_tlds |= tld_bit(rule);
		return add(set, rule, ASK);
	}
	size_t two = label_start(rule, tld - 1);
	if (two < 2)
		return add(set, rule, open ? ASK : PLAIN);
	int err = add(set, from(rule, two), MORE);
	return err < 0 ? err : add(set, from(rule, label_start(rule, two - 1)), ASK);
}

static int add_rule(struct lic_suffix_set *set, struct lic_str rule, struct lic_buf *ascii)
{
	bool open = rule.ptr[0] == '!' || rule.ptr[0] == '*';
	size_t dot = lic_str_find(rule, '.');

	if (open && dot == rule.len)
		return LIC_OK;
	if (open)
		rule = from(rule, dot + 1);
	lic_buf_reset(ascii);
	int err = lic_idn_to_ascii(rule, ascii);
	/* libpsl cannot match such a rule either. */
	if (err == LIC_EHOST || ascii->len > LIC_HOST_MAX)
		return LIC_OK;
	return err < 0 ? err : add_labels(set, lic_buf_str(ascii), open);
}

int lic_suffix_set_init(struct lic_suffix_set *set, struct lic_str text)
{
	struct lic_buf ascii;
	struct lic_str line;

	*set = (struct lic_suffix_set){0};
	lic_buf_init(&set->names, 2 * LIC_PSL_FILE_MAX);
	lic_buf_init(&ascii, LIC_URL_MAX);
	int err = resize(set, FIRST_SIZE);
	while (!err && lic_str_split(&text, '\n', &line)) {
		size_t n = 0;
		while (n < line.len && (unsigned char)line.ptr[n] > ' ')
			n++;
		line.len = n;
		if (n && !lic_str_starts(line, LIC_STR("//")))
			err = add_rule(set, line, &ascii);
	}
	lic_buf_release(&ascii);
	if (err < 0)
		lic_suffix_set_release(set);
	return err;
}

void lic_suffix_set_release(struct lic_suffix_set *set)
{
	free(set->slots);
	lic_buf_release(&set->names);
	*set = (struct lic_suffix_set){0};
}

/* From at on, unless the label there is empty. */
static struct lic_str site_from(struct lic_str host, size_t at)
{
	return host.ptr[at] == '.' ? lic_str(NULL, 0) : from(host, at);
}

bool lic_suffix_set_site(const struct lic_suffix_set *set, struct lic_str host,
			 struct lic_str *site)
{
	size_t tld = label_start(host, host.len);

	if (tld < 2) {
		*site = lic_str(NULL, 0);
		return true;
	}
	size_t two = label_start(host, tld - 1);
	int known = known_of(set, from(host, two));
	if (set->open_tlds & tld_bit(from(host, tld)))
		known |= known_of(set, from(host, tld));
	if (known & ASK)
		return false;
	if (two < 2) {
		*site = known & PLAIN ? lic_str(NULL, 0) : site_from(host, two);
		return true;
	}
	size_t three = label_start(host, two - 1);
	if (known & MORE && known_of(set, from(host, three)))
		return false;
	*site = site_from(host, known & PLAIN ? three : two);
	return true;
}

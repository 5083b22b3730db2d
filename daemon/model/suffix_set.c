#include "suffix_set.h"

#include "hash.h"
#include "idn.h"
#include "limits.h"

static uint32_t hash_of(struct lic_str s)
{
	uint32_t h = (uint32_t)(lic_hash(s, 0) >> 32);

	return h ? h : 1;
}

static bool has(const struct lic_suffix_set *set, uint32_t h)
{
	size_t i = h & set->mask;

	while (set->slots[i] && set->slots[i] != h)
		i = (i + 1) & set->mask;
	return set->slots[i] != 0;
}

static int resize(struct lic_suffix_set *set, size_t size)
{
	struct lic_suffix_set grown = {calloc(size, sizeof(*grown.slots)), size - 1, set->count};

	if (!grown.slots)
		return LIC_ENOMEM;
	for (size_t old = 0; set->slots && old <= set->mask; old++) {
		size_t i = set->slots[old] & grown.mask;
		if (!set->slots[old])
			continue;
		while (grown.slots[i])
			i = (i + 1) & grown.mask;
		grown.slots[i] = set->slots[old];
	}
	free(set->slots);
	*set = grown;
	return LIC_OK;
}

static int add(struct lic_suffix_set *set, struct lic_str s)
{
	uint32_t h = hash_of(s);

	if (has(set, h))
		return LIC_OK;
	if ((set->count + 1) * 2 > set->mask) {
		int err = resize(set, (set->mask + 1) * 2);
		if (err < 0)
			return err;
	}
	size_t i = h & set->mask;
	while (set->slots[i])
		i = (i + 1) & set->mask;
	set->slots[i] = h;
	set->count++;
	return LIC_OK;
}

/* Where the last n labels of a name begin; 0 if it has no more. */
static size_t last_labels(struct lic_str s, unsigned n)
{
	size_t at = s.len;

	while (at && (s.ptr[at - 1] != '.' || --n))
		at--;
	return at;
}

static int add_rule(struct lic_suffix_set *set, struct lic_str rule, struct lic_buf *ascii)
{
	if (rule.ptr[0] == '!')
		rule = lic_str(rule.ptr + 1, rule.len - 1);
	size_t tld = last_labels(rule, 1);
	if (tld == 0)
		return LIC_OK;
	size_t two = last_labels(rule, 2);
	/* "*.ck": each host below the top-level domain needs a look. */
	size_t at = rule.ptr[two] == '*' ? tld : two;

	lic_buf_reset(ascii);
	int err = lic_idn_to_ascii(lic_str(rule.ptr + at, rule.len - at), ascii);
	/* libpsl cannot match such a rule either. */
	if (err == LIC_EHOST)
		return LIC_OK;
	return err < 0 ? err : add(set, lic_buf_str(ascii));
}

int lic_suffix_set_init(struct lic_suffix_set *set, struct lic_str text)
{
	struct lic_buf ascii;
	struct lic_str line;

	*set = (struct lic_suffix_set){NULL, 0, 0};
	lic_buf_init(&ascii, LIC_URL_MAX);
	int err = resize(set, 16384);
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
	*set = (struct lic_suffix_set){NULL, 0, 0};
}

bool lic_suffix_set_may_match(const struct lic_suffix_set *set, struct lic_str labels,
			      size_t tld_len)
{
	struct lic_str tld = lic_str(labels.ptr + labels.len - tld_len, tld_len);

	return has(set, hash_of(labels)) || has(set, hash_of(tld));
}

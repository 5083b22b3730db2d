#include "changes.h"

#include "progress.h"

/* Longer ones are shown cut: a refused line may be anything. */
#define NAME_MAX_SHOWN 120
#define NAME_COLUMNS 36
#define TEXT_MAX (1u << 20)

static const struct {
	char sign;
	const char *word;
} kinds[LIC_CHANGE_KINDS] = {
	[LIC_CHANGE_ADDED] = {'+', "added"},          [LIC_CHANGE_CHANGED] = {'~', "changed"},
	[LIC_CHANGE_WITHDRAWN] = {'-', "withdrawn"},  [LIC_CHANGE_RESTORED] = {'^', "restored"},
	[LIC_CHANGE_DUPLICATE] = {'=', "duplicate"},  [LIC_CHANGE_REFUSED] = {'!', "refused"},
	[LIC_CHANGE_LOOKALIKE] = {'?', "look-alike"},
};

const char *lic_changes_word(enum lic_change_kind kind)
{
	return kinds[kind].word;
}

void lic_changes_init(struct lic_changes *changes, struct lic_term *out, bool all)
{
	*changes = (struct lic_changes){.out = out, .all = all};
	for (size_t i = 0; i < LIC_CHANGE_KINDS; i++)
		lic_buf_init(&changes->text[i], TEXT_MAX);
}

void lic_changes_release(struct lic_changes *changes)
{
	for (size_t i = 0; i < LIC_CHANGE_KINDS; i++)
		lic_buf_release(&changes->text[i]);
}

/* At a character's end. */
static struct lic_str cut(struct lic_str s, size_t max)
{
	if (s.len <= max)
		return s;
	while (max > 0 && ((unsigned char)s.ptr[max] & 0xC0) == 0x80)
		max--;
	return lic_str(s.ptr, max);
}

/* Behind a name with A-labels, how people write it. */
static void add_letters(struct lic_buf *out, struct lic_str name)
{
	struct lic_buf shown;

	lic_buf_init(&shown, NAME_MAX_SHOWN * 4);
	if (lic_str_casefind(name, LIC_STR("xn--")) && lic_host_show(name, &shown) == LIC_OK &&
	    !lic_str_eq(lic_buf_str(&shown), name)) {
		LIC_BUF_LIT(out, " (");
		lic_term_clean(out, lic_buf_str(&shown), false);
		LIC_BUF_LIT(out, ")");
	}
	lic_buf_release(&shown);
}

/* "  + name                   line 12: withdrawn 2023-01-02" */
static void describe(struct lic_buf *out, const struct lic_change *change)
{
	struct lic_str name = cut(change->name, NAME_MAX_SHOWN);
	size_t start = out->len;

	lic_buf_printf(out, "  %c ", kinds[change->kind].sign);
	lic_term_clean(out, name, false);
	if (name.len < change->name.len)
		LIC_BUF_LIT(out, "…");
	if (change->kind != LIC_CHANGE_REFUSED)
		add_letters(out, change->name);
	if (change->scope && strcmp(change->scope, "site") != 0)
		lic_buf_printf(out, " (%s)", change->scope);
	if (change->line || change->text.len) {
		size_t columns = lic_term_columns(lic_str(out->ptr + start, out->len - start));
		for (; columns < NAME_COLUMNS; columns++)
			lic_buf_addc(out, ' ');
		lic_buf_addc(out, ' ');
	}
	if (change->line)
		lic_buf_printf(out, " line %u", change->line);
	if (change->other_line && !change->text.len)
		lic_buf_printf(out, " repeats line %u", change->other_line);
	if (change->text.len) {
		lic_buf_printf(out, change->line ? ": " : " ");
		lic_term_clean(out, change->text, false);
	}
	lic_buf_addc(out, '\n');
}

void lic_changes_add(struct lic_changes *changes, const struct lic_change *change)
{
	uint64_t n = changes->counts[change->kind]++;

	if (changes->all)
		describe(&changes->out->buf, change);
	else if (n < LIC_CHANGES_SHOWN)
		describe(&changes->text[change->kind], change);
	if (changes->all)
		lic_term_printf(changes->out, "%s", "");
}

void lic_changes_take(void *ctx, const struct lic_change *change)
{
	lic_changes_add(ctx, change);
}

void lic_changes_write(struct lic_changes *changes, struct lic_term *out)
{
	char count[LIC_COUNT_SIZE];

	for (size_t i = 0; i < LIC_CHANGE_KINDS; i++) {
		uint64_t n = changes->counts[i];
		if (!n)
			continue;
		lic_term_style(out, LIC_STYLE_BOLD);
		lic_term_printf(out, "%s: %s", kinds[i].word, lic_count(n, count));
		lic_term_style(out, LIC_STYLE_PLAIN);
		lic_term_printf(out, "\n");
		lic_term_bytes(out, lic_buf_str(&changes->text[i]));
		if (!changes->all && n > LIC_CHANGES_SHOWN)
			lic_term_printf(out, "  … and %s more (-v shows all)\n",
					lic_count(n - LIC_CHANGES_SHOWN, count));
	}
}

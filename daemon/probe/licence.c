#include "licence.h"

#include "fold.h"
#include "owner.h"

/* How far before a number the word that names it may stand, in bytes: "Registered pharmacy
 * premises at 1 High Street, number". */
#define LABEL_MAX 64

struct search {
	const struct lic_facts *facts;
	struct lic_numbers *numbers;
	struct lic_arena *arena;
	struct lic_licence_shown *shown; /* room for LIC_LICENCES_SHOWN_MAX */
	size_t count;
	size_t tries;
};

static int ask_register(struct search *s, struct lic_licence_shown *shown)
{
	struct lic_owner o = {.facts = s->facts};

	if (!s->numbers)
		return LIC_OK;
	int err =
		lic_numbers_find(s->numbers, shown->register_id, shown->number, lic_owner_ask, &o);
	if (err < 0 || !o.source)
		return err;
	shown->entry = o.entry;
	shown->named = lic_arena_copy(s->arena, o.first);
	shown->source = o.source->id;
	return shown->named.ptr ? LIC_OK : LIC_ENOMEM;
}

static bool is_known(const struct search *s, const struct lic_licence *licence,
		     struct lic_str number)
{
	for (size_t i = 0; i < s->count; i++)
		if (lic_str_eq(s->shown[i].id, licence->id) &&
		    lic_str_eq(s->shown[i].number, number))
			return true;
	return false;
}

/* 1: the words before the number name it; 0: not; LIC_ENOMEM. */
static int is_labelled(struct search *s, const struct lic_licence *licence, size_t at)
{
	struct lic_str text = s->facts->page->text;
	size_t from = at > LABEL_MAX ? at - LABEL_MAX : 0;
	struct lic_fold fold;

	int err = lic_fold_make(&fold, lic_str(text.ptr + from, at - from), s->arena);
	return err < 0 ? err : lic_licence_labelled(licence, fold.text);
}

static int try_one(struct search *s, const struct lic_licence *licence, size_t at)
{
	struct lic_str text = s->facts->page->text;
	struct lic_str number =
		lic_str(text.ptr + at,
			lic_licence_read(licence->form, lic_str(text.ptr + at, text.len - at)));

	if (!number.len || is_known(s, licence, number) || s->tries == LIC_LICENCE_TRIES_MAX)
		return LIC_OK;
	s->tries++;
	int got = is_labelled(s, licence, at);
	if (got <= 0)
		return got;
	struct lic_licence_shown *shown = &s->shown[s->count++];
	*shown = (struct lic_licence_shown){
		.id = licence->id,
		.name = licence->name,
		.jurisdiction = licence->jurisdiction,
		.register_id = licence->register_id,
		.number = number,
	};
	return ask_register(s, shown);
}

static bool is_inside(char before)
{
	return lic_is_digit(before) || lic_is_alpha(before) || (unsigned char)before >= 0x80 ||
	       strchr("_+-/", before);
}

int lic_licence_find(struct lic_related_facts *out, const struct lic_facts *facts,
		     const struct lic_licences *licences, struct lic_numbers *numbers,
		     struct lic_arena *arena)
{
	struct search s = {.facts = facts, .numbers = numbers, .arena = arena};
	const struct lic_page *page = facts->page;

	if (!facts->known[LIC_SLOT_PAGE] || !page || !licences->count)
		return LIC_OK;
	s.shown = lic_arena_alloc(arena, LIC_LICENCES_SHOWN_MAX * sizeof(*s.shown));
	if (!s.shown)
		return LIC_ENOMEM;
	for (size_t i = 0; i < page->text.len; i++) {
		char c = page->text.ptr[i];
		if ((!lic_is_digit(c) && !lic_is_alpha(c)) ||
		    (i && is_inside(page->text.ptr[i - 1])))
			continue;
		for (size_t k = 0; k < licences->count && s.count < LIC_LICENCES_SHOWN_MAX; k++) {
			int err = try_one(&s, &licences->row[k], i);
			if (err < 0)
				return err;
		}
	}
	out->licences = s.shown;
	out->licences_count = s.count;
	return LIC_OK;
}

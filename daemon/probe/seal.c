#include "seal.h"

#include "owner.h"
#include "seal_link.h"

struct search {
	const struct lic_facts *facts;
	const struct lic_seals *seals;
	struct lic_numbers *numbers;
	struct lic_arena *arena;
	const struct lic_seal *seal[LIC_SEALS_SHOWN_MAX]; /* of each of `shown` */
	struct lic_seal_shown shown[LIC_SEALS_SHOWN_MAX];
	size_t count;
	struct lic_str plain; /* a host that no seal leads to; pages mostly link to their own */
};

/* ---- which seal ------------------------------------------------------------ */

/* A text that patterns are held against. */
struct shown_text {
	struct lic_str text;
	uint64_t letters;
};

static struct shown_text shown_text(struct lic_str text)
{
	return (struct shown_text){text, lic_seal_letters(text)};
}

static bool any_fits(const struct lic_strs *patterns, const struct shown_text *shown)
{
	for (size_t i = 0; i < patterns->count; i++)
		if (!(patterns->letters[i] & ~shown->letters) &&
		    lic_seal_text_fits(patterns->item[i], shown->text))
			return true;
	return false;
}

static bool address_fits(struct lic_strs beginnings, struct lic_str url)
{
	size_t at = lic_str_find(url, '/');

	if (at + 2 > url.len || url.ptr[at + 1] != '/')
		return false;
	url = lic_str(url.ptr + at + 2, url.len - at - 2);
	for (size_t i = 0; i < beginnings.count; i++)
		if (lic_str_starts(url, beginnings.item[i]))
			return true;
	return false;
}

static const struct lic_seal *seal_of_image(const struct lic_seals *seals,
					    const struct lic_page_image *image)
{
	const struct shown_text file = shown_text(image->file), alt = shown_text(image->alt);

	for (size_t i = 0; i < seals->count; i++) {
		const struct lic_seal *s = &seals->row[i];
		if (any_fits(&s->files, &file) || any_fits(&s->texts, &alt) ||
		    address_fits(s->images, image->url))
			return s;
	}
	return NULL;
}

/* ---- whose entry ------------------------------------------------------------- */

static int ask_register(struct search *s, struct lic_seal_shown *shown,
			const struct lic_seal_target *target)
{
	struct lic_owner o = {.facts = s->facts};
	int err = LIC_OK;

	if (!s->numbers || !target->register_id.len)
		return LIC_OK;
	err = lic_numbers_find(s->numbers, target->register_id, shown->url, lic_owner_ask, &o);
	if (!err && !o.source && shown->number.len)
		err = lic_numbers_find(s->numbers, target->register_id, shown->number,
				       lic_owner_ask, &o);
	if (err < 0 || !o.source)
		return err;
	shown->entry = o.entry;
	shown->named = lic_arena_copy(s->arena, o.first);
	shown->source = o.source->id;
	return shown->named.ptr ? LIC_OK : LIC_ENOMEM;
}

/* The subject's own row in the register that the link leads to. */
static void ask_own_rows(const struct search *s, struct lic_seal_shown *shown,
			 const struct lic_seal_target *target)
{
	for (size_t i = 0; i < s->facts->matches && !shown->source.len; i++) {
		const struct lic_entry *e = &s->facts->match[i];
		bool same = lic_str_eq(e->list->id, target->register_id) ||
			    (target->jurisdiction.len &&
			     lic_str_eq(lic_jurisdiction_country(e->list->jurisdiction),
					lic_jurisdiction_country(target->jurisdiction)));
		if (e->list->kind != LIC_KIND_REGISTER || !same)
			continue;
		struct lic_owner o = {.facts = s->facts};
		lic_owner_ask(&o, e);
		if (!o.source)
			continue;
		shown->entry = LIC_SEAL_ENTRY_OWN;
		shown->named = s->facts->subject->site;
		shown->source = o.source->id;
	}
}

static int find_owner(struct search *s, struct lic_seal_shown *shown,
		      const struct lic_seal_target *target)
{
	if (memchr(shown->number.ptr ? shown->number.ptr : "", '.', shown->number.len)) {
		/* The link names a site outright. */
		shown->entry = lic_owner_of(s->facts, shown->number, lic_str(NULL, 0));
		shown->named = shown->number;
		shown->number = lic_str(NULL, 0);
		return LIC_OK;
	}
	int err = ask_register(s, shown, target);
	if (!err && shown->entry == LIC_SEAL_ENTRY_UNKNOWN)
		ask_own_rows(s, shown, target);
	return err;
}

/* ---- putting them together -------------------------------------------------- */

static bool is_known(const struct search *s, const struct lic_seal *seal, struct lic_str url)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->seal[i] == seal && lic_str_eq(s->shown[i].url, url))
			return true;
	return false;
}

static int show(struct search *s, const struct lic_seal *seal, struct lic_str mark,
		const struct lic_page_link *link)
{
	struct lic_str url = link ? link->url : lic_str(NULL, 0);

	if (s->count == LIC_SEALS_SHOWN_MAX || is_known(s, seal, url))
		return LIC_OK;
	struct lic_seal_shown *shown = &s->shown[s->count];
	const struct lic_seal_target *target = NULL;
	s->seal[s->count++] = seal;
	*shown = (struct lic_seal_shown){
		.id = seal->id,
		.name = seal->name,
		.issuer = seal->issuer,
		.kind = seal->kind,
		.retired = seal->retired,
		.retired_note = seal->retired_note,
		.mark = mark,
		.url = url,
	};
	shown->link = lic_seal_link(s->facts, seal, link, &target);
	shown->host = link ? link->host : lic_str(NULL, 0);
	if (!target)
		return LIC_OK;
	shown->of_entry = lic_seal_number(target, link, &shown->number);
	return find_owner(s, shown, target);
}

/* A link to an entry of that seal, anywhere on the page: the image beside it. */
static const struct lic_page_link *link_beside(const struct lic_page *page,
					       const struct lic_seal *seal)
{
	const struct lic_page_link *any = NULL;

	for (size_t i = 0; i < page->links_count; i++) {
		const struct lic_seal_target *target = lic_seal_target(seal, &page->links[i]);
		struct lic_str number;
		if (target && lic_seal_number(target, &page->links[i], &number))
			return &page->links[i];
		if (target && !any)
			any = &page->links[i];
	}
	return any;
}

static int show_image(struct search *s, const struct lic_page_image *image)
{
	const struct lic_page *page = s->facts->page;
	const struct lic_seal *seal = seal_of_image(s->seals, image);
	const struct lic_page_link *link =
		image->link < page->links_count ? &page->links[image->link] : NULL;

	if (!seal)
		return LIC_OK;
	if (!link)
		link = link_beside(page, seal);
	return show(s, seal, image->file.len ? image->file : image->alt, link);
}

static bool is_pictured(const struct lic_page *page, size_t link)
{
	for (size_t i = 0; i < page->images_count; i++)
		if (page->images[i].link == link)
			return true;
	return false;
}

/* A link to an entry with a seal's words for its text, or to the issuer by an image that
 * nobody knows: more than a mention of the authority. */
static int show_link(struct search *s, size_t n)
{
	const struct lic_page *page = s->facts->page;
	const struct lic_page_link *link = &page->links[n];
	struct lic_str number;
	bool plain = true;

	if (lic_str_eq(link->host, s->plain))
		return LIC_OK;
	for (size_t i = 0; i < s->seals->count; i++) {
		const struct lic_seal *seal = &s->seals->row[i];
		const struct lic_seal_target *target = lic_seal_target(seal, link);
		plain &= !target;
		if (!target)
			continue;
		const struct shown_text text = shown_text(link->text);
		if (is_pictured(page, n) ||
		    (any_fits(&seal->texts, &text) && lic_seal_number(target, link, &number)))
			return show(s, seal, link->text, link);
	}
	if (plain)
		s->plain = link->host;
	return LIC_OK;
}

int lic_seal_find(struct lic_related_facts *out, const struct lic_facts *facts,
		  const struct lic_seals *seals, struct lic_numbers *numbers,
		  struct lic_arena *arena)
{
	struct search s = {.facts = facts, .seals = seals, .numbers = numbers, .arena = arena};
	const struct lic_page *page = facts->page;
	int err = LIC_OK;

	if (!facts->known[LIC_SLOT_PAGE] || !page)
		return LIC_OK;
	for (size_t i = 0; i < page->images_count && !err; i++)
		err = show_image(&s, &page->images[i]);
	for (size_t i = 0; i < page->links_count && !err; i++)
		err = show_link(&s, i);
	struct lic_seal_shown *kept = lic_arena_alloc(arena, sizeof(s.shown));
	if (err < 0 || !kept)
		return err < 0 ? err : LIC_ENOMEM;
	memcpy(kept, s.shown, sizeof(s.shown));
	out->seals = kept;
	out->seals_count = s.count;
	return LIC_OK;
}

#include "register_page.h"

#include "host.h"
#include "owner.h"
#include "page.h"

struct search {
	const struct lic_facts *facts;
	const struct lic_psl *psl;
	struct lic_arena *arena;
	struct lic_register_page *page;
	struct lic_str *sites; /* room for LIC_REGISTER_SITES_MAX */
	struct lic_buf host;
	size_t words; /* looked at */
};

/* A letter of a host in any script, as people write it. */
static bool is_host_char(char c)
{
	return lic_is_alpha(c) || lic_is_digit(c) || c == '-' || c == '.' ||
	       (unsigned char)c >= 0x80;
}

static struct lic_str last_label(struct lic_str host)
{
	const char *dot = memrchr(host.ptr, '.', host.len);

	return dot ? lic_str(dot + 1, (size_t)(host.ptr + host.len - dot - 1)) : host;
}

static int keep_site(struct search *s, struct lic_str site)
{
	for (size_t i = 0; i < s->page->sites_count; i++)
		if (lic_str_eq(s->sites[i], site))
			return LIC_OK;
	if (s->page->sites_count == LIC_REGISTER_SITES_MAX) {
		s->page->cut = true;
		return LIC_OK;
	}
	struct lic_str kept = lic_arena_copy(s->arena, site);
	s->sites[s->page->sites_count] = kept;
	s->page->sites_count += kept.ptr != NULL;
	return kept.ptr ? LIC_OK : LIC_ENOMEM;
}

/* A word with a dot in it that is none of a mail address. */
static int look_at(struct search *s, struct lic_str word)
{
	bool is_ip = false;

	while (word.len && strchr(".-", word.ptr[word.len - 1]))
		word.len--;
	if (!memchr(word.ptr, '.', word.len) || word.len > LIC_HOST_MAX)
		return LIC_OK;
	s->words++;
	lic_buf_reset(&s->host);
	int err = lic_host_parse(word, &s->host, &is_ip, NULL);
	struct lic_str host = lic_buf_str(&s->host);
	if (err == LIC_ENOMEM)
		return err;
	if (err < 0 || is_ip)
		return LIC_OK;
	if (lic_owner_is_own(s->facts, host)) {
		s->page->names_site = true;
		return LIC_OK;
	}
	/* "Ltd.", "3.50", "e.g." have dots, too. */
	if (!lic_psl_has_tld(s->psl, last_label(host)))
		return LIC_OK;
	struct lic_str site = lic_psl_site(s->psl, host);
	return site.len ? keep_site(s, site) : LIC_OK;
}

static int read_words(struct search *s, struct lic_str text)
{
	size_t i = 0;

	while (i < text.len && s->words < LIC_REGISTER_WORDS_MAX) {
		size_t from = i;
		while (i < text.len && is_host_char(text.ptr[i]))
			i++;
		bool of_mail =
			(from && text.ptr[from - 1] == '@') || (i < text.len && text.ptr[i] == '@');
		if (i > from && !of_mail && text.ptr[from] != '.') {
			int err = look_at(s, lic_str(text.ptr + from, i - from));
			if (err < 0)
				return err;
		}
		i += i == from;
	}
	s->page->cut |= i < text.len;
	return LIC_OK;
}

static int read_page(struct search *s, const struct lic_page *shown)
{
	int err = read_words(s, shown->text);

	for (size_t i = 0; !err && i < shown->links_count; i++) {
		const struct lic_page_link *link = &shown->links[i];
		if (link->host.len && !link->hidden && lic_owner_is_own(s->facts, link->host))
			s->page->names_site = true;
	}
	s->page->sites = s->sites;
	s->page->cut |= shown->cut;
	return err;
}

int lic_register_page_read(struct lic_facts *facts, const struct lic_page_input *input,
			   const struct lic_psl *psl, struct lic_arena *arena)
{
	struct lic_register_page *page = lic_arena_alloc(arena, sizeof(*page));
	struct lic_str *sites = lic_arena_alloc(arena, LIC_REGISTER_SITES_MAX * sizeof(*sites));
	const struct lic_page *shown;

	if (!page || !sites)
		return LIC_ENOMEM;
	*page = *facts->register_page;
	facts->register_page = page;
	int err = lic_page_read(&shown, input, input->url, psl, NULL, arena, NULL);
	if (err == LIC_ELIMIT) {
		facts->register_page = NULL;
		facts->known[LIC_SLOT_REGISTER] = false;
		facts->why[LIC_SLOT_REGISTER] = "it is built to be costly to read";
		return LIC_OK;
	}
	if (err < 0)
		return err;
	struct search s = {
		.facts = facts, .psl = psl, .arena = arena, .page = page, .sites = sites};
	lic_buf_init(&s.host, 4 * LIC_HOST_MAX);
	err = read_page(&s, shown);
	lic_buf_release(&s.host);
	return err;
}

#include "owner.h"

#include "host.h"

/* Holders' names that are shorter stand in any text. */
#define HOLDER_MIN 6

/* The site that answered, where the subject leads on to another. */
static struct lic_str answering_site(const struct lic_facts *facts)
{
	if (!facts->known[LIC_SLOT_HTTP] || !facts->http)
		return lic_str(NULL, 0);
	const struct lic_visit *v = &facts->http->visit[LIC_VISITOR_PLAIN];
	return v->known && v->hops_count ? v->hops[v->hops_count - 1].site : lic_str(NULL, 0);
}

bool lic_owner_is_own(const struct lic_facts *facts, struct lic_str host)
{
	return lic_host_is_below(host, facts->subject->site) ||
	       lic_str_eq(host, facts->subject->host) ||
	       lic_host_is_below(host, answering_site(facts));
}

static struct lic_str first_label(struct lic_str host)
{
	host = lic_host_without_www(host);
	return lic_str(host.ptr, lic_str_find(host, '.'));
}

/* "brand.co.uk" of "brand.com", "forbrand.com" of "brand.com": a house with several
 * names. The shorter one must be the larger part of the longer. */
static bool is_related(struct lic_str a, struct lic_str b)
{
	struct lic_str shorter = first_label(a), longer = first_label(b);

	if (shorter.len > longer.len) {
		struct lic_str swap = shorter;
		shorter = longer;
		longer = swap;
	}
	return shorter.len >= 4 && shorter.len * 2 >= longer.len && lic_str_holds(longer, shorter);
}

enum lic_seal_entry lic_owner_host(const struct lic_facts *facts, struct lic_str host)
{
	char text[LIC_HOST_MAX];
	struct lic_str answering = answering_site(facts);

	if (!host.len || host.len > sizeof(text))
		return LIC_SEAL_ENTRY_UNKNOWN;
	for (size_t i = 0; i < host.len; i++)
		text[i] = lic_lower(host.ptr[i]);
	host = lic_host_without_www(lic_str(text, host.len));
	if (lic_owner_is_own(facts, host) ||
	    lic_host_is_below(lic_host_without_www(facts->subject->host), host))
		return LIC_SEAL_ENTRY_OWN;
	if (is_related(host, facts->subject->site) ||
	    (answering.len && is_related(host, answering)))
		return LIC_SEAL_ENTRY_RELATED;
	return LIC_SEAL_ENTRY_OTHER;
}

/* Does the page tell its reader whose entry that is? A house with several names and a
 * service that has a partner's pharmacy dispense do; a thief has no reason to. */
static bool is_disclosed(const struct lic_facts *facts, struct lic_str host, struct lic_str holder)
{
	const struct lic_page *page = facts->page;

	host = lic_host_without_www(host);
	if (holder.len >= HOLDER_MIN && lic_str_casefind(page->text, holder))
		return true;
	for (size_t i = 0; i < page->links_count; i++)
		if (lic_str_ends(page->links[i].host, host))
			return true;
	return lic_str_casefind(page->text, host);
}

enum lic_seal_entry lic_owner_of(const struct lic_facts *facts, struct lic_str host,
				 struct lic_str holder)
{
	enum lic_seal_entry entry = lic_owner_host(facts, host);

	if (entry == LIC_SEAL_ENTRY_OTHER && is_disclosed(facts, host, holder))
		return LIC_SEAL_ENTRY_RELATED;
	return entry;
}

bool lic_owner_ask(void *ctx, const struct lic_entry *e)
{
	struct lic_owner *o = ctx;

	if (!lic_entry_in_force(e, o->facts->today) || lic_entry_stale(e, o->facts->today) ||
	    e->confidence == LIC_CONFIDENCE_LOW || e->evidence != LIC_EVIDENCE_REGISTER)
		return true;
	struct lic_str host = lic_str(e->name.ptr, e->host_len);
	enum lic_seal_entry entry = lic_owner_of(o->facts, host, e->holder);
	if (!o->source || entry < o->entry) {
		o->first = host;
		o->source = e->list;
		o->entry = entry;
	}
	return o->entry != LIC_SEAL_ENTRY_OWN;
}

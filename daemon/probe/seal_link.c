#include "seal_link.h"

#include "host.h"
#include "owner.h"

/* A slip in a name that is shorter says nothing. */
#define TYPO_MIN 8

/* Names and suffixes that only public bodies have. */
static const char *const public_labels[] = {"gov", "gouv", "gob"};
static const char *const public_ends[] = {
	".gov",     ".europa.eu", ".admin.ch", ".gv.at",     ".nhs.uk",  ".fgov.be",
	".govt.nz", ".gub.uy",    ".lrv.lt",   ".public.lu", ".bund.de", ".overheid.nl",
};

static bool is_public(struct lic_str host)
{
	const char *dot = memrchr(host.ptr, '.', host.len);

	for (size_t i = 0; i < LIC_ARRAY_SIZE(public_ends); i++)
		if (lic_str_ends(host, lic_str_from(public_ends[i])))
			return true;
	/* "x.gov.uk", "x.gouv.fr": the label before a country's. */
	if (!dot || host.ptr + host.len - dot != 3)
		return false;
	const char *before = memrchr(host.ptr, '.', (size_t)(dot - host.ptr));
	if (!before)
		return false;
	struct lic_str label = lic_str(before + 1, (size_t)(dot - before - 1));
	return lic_str_is_among(label, public_labels, LIC_ARRAY_SIZE(public_labels));
}

/* ---- the issuer's hosts ---------------------------------------------------- */

static bool is_host_of(const struct lic_seal_target *target, const struct lic_page_link *link)
{
	for (size_t i = 0; i < target->hosts.count; i++) {
		struct lic_str host = target->hosts.item[i];
		if (lic_host_is_below(link->host, host) ||
		    (link->site.len && lic_host_is_below(host, link->site)))
			return true;
	}
	return false;
}

const struct lic_seal_target *lic_seal_target(const struct lic_seal *seal,
					      const struct lic_page_link *link)
{
	if (!link->host.len)
		return NULL;
	for (size_t i = 0; i < seal->targets; i++)
		if (is_host_of(&seal->target[i], link))
			return &seal->target[i];
	return NULL;
}

static struct lic_str path_of(const struct lic_page_link *link)
{
	const char *at = memmem(link->url.ptr, link->url.len, "://", 3);

	if (!at)
		return lic_str(NULL, 0);
	struct lic_str rest = lic_str(at + 3, (size_t)(link->url.ptr + link->url.len - at - 3));
	size_t slash = lic_str_find(rest, '/');
	return lic_str(rest.ptr + slash, rest.len - slash);
}

bool lic_seal_number(const struct lic_seal_target *target, const struct lic_page_link *link,
		     struct lic_str *number)
{
	struct lic_str path = path_of(link);

	for (size_t i = 0; i < target->entries.count; i++)
		if (lic_seal_entry_fits(target->entries.item[i], path, number))
			return true;
	*number = lic_str(NULL, 0);
	return false;
}

/* ---- hosts that are named like the issuer's --------------------------------- */

/* One letter put in, left out, changed, or two exchanged. */
static bool is_slip(struct lic_str a, struct lic_str b)
{
	size_t head = 0, tail = 0;
	size_t shorter = a.len < b.len ? a.len : b.len;
	size_t longer = a.len < b.len ? b.len : a.len;

	if (longer - shorter > 1 || lic_str_eq(a, b))
		return false;
	while (head < shorter && a.ptr[head] == b.ptr[head])
		head++;
	while (tail < shorter - head && a.ptr[a.len - 1 - tail] == b.ptr[b.len - 1 - tail])
		tail++;
	size_t middle = longer - head - tail;
	return middle <= 1 || (a.len == b.len && middle == 2 && a.ptr[head] == b.ptr[head + 1] &&
			       a.ptr[head + 1] == b.ptr[head]);
}

static bool has_slip_of(struct lic_str host, struct lic_str name)
{
	struct lic_str at;

	while (name.len >= TYPO_MIN && lic_str_split(&host, '.', &at))
		if (is_slip(at, name))
			return true;
	return false;
}

static bool is_joint(char c)
{
	return c == '.' || c == '-';
}

/* The issuer's host within another, its dots perhaps turned into dashes. */
static bool has_host(struct lic_str host, struct lic_str issuer)
{
	issuer = lic_host_without_www(issuer);
	for (size_t i = 0; issuer.len && i + issuer.len <= host.len; i++) {
		size_t n = 0;
		while (n < issuer.len && (host.ptr[i + n] == issuer.ptr[n] ||
					  (is_joint(host.ptr[i + n]) && is_joint(issuer.ptr[n]))))
			n++;
		if (n == issuer.len && (i == 0 || is_joint(host.ptr[i - 1])) &&
		    (i + n == host.len || is_joint(host.ptr[i + n])))
			return true;
	}
	return false;
}

static bool is_like(const struct lic_seal_target *target, struct lic_str host)
{
	for (size_t i = 0; i < target->hosts.count; i++)
		if (has_host(host, target->hosts.item[i]))
			return true;
	for (size_t i = 0; i < target->names.count; i++)
		if (lic_str_holds(host, target->names.item[i]) ||
		    has_slip_of(host, target->names.item[i]))
			return true;
	return false;
}

static bool is_lookalike(const struct lic_seal *seal, struct lic_str host)
{
	for (size_t i = 0; i < seal->targets; i++)
		if (is_like(&seal->target[i], host))
			return true;
	return false;
}

enum lic_seal_link lic_seal_link(const struct lic_facts *facts, const struct lic_seal *seal,
				 const struct lic_page_link *link,
				 const struct lic_seal_target **target)
{
	*target = NULL;
	if (!link || !link->host.len)
		return LIC_SEAL_LINK_NONE;
	*target = lic_seal_target(seal, link);
	if (*target)
		return LIC_SEAL_LINK_ISSUER;
	if (lic_owner_is_own(facts, link->host))
		return LIC_SEAL_LINK_OWN;
	if (is_public(link->host))
		return LIC_SEAL_LINK_PUBLIC;
	return is_lookalike(seal, link->host) ? LIC_SEAL_LINK_LOOKALIKE : LIC_SEAL_LINK_ELSEWHERE;
}

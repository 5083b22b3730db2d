#include "registration.h"

const char *lic_answer_name(enum lic_answer answer)
{
	static const char *const names[] = {"found", "none", "refused", "unclear"};

	return names[answer];
}

bool lic_registration_holds(struct lic_str text, const char *words)
{
	size_t len = strlen(words);

	for (size_t i = 0; i + len <= text.len; i++) {
		size_t n = 0;
		while (n < len && lic_lower(text.ptr[i + n]) == words[n])
			n++;
		if (n == len)
			return true;
	}
	return false;
}

bool lic_registration_is_private(struct lic_str holder)
{
	static const char *const words[] = {
		"privacy",
		"proxy",
		"redacted",
		"withheld",
		"whoisguard",
		"not disclosed",
		"undisclosed",
		"non-public",
		"private person",
		"privateperson",
		"identity protect",
		"private registra",
		"registration private",
		"data protected",
		"gdpr",
		"masked",
		"hidden",
		"anonymous",
		"ano nymous",
		"not published",
		"whois protect",
		"whoisprotection",
		"domain protection",
		"whois agent",
		"id shield",
		"protection of private",
		"confidential",
		"statutory mask",
		"personal data",
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(words); i++)
		if (lic_registration_holds(holder, words[i]))
			return true;
	return false;
}

struct lic_str lic_registration_host(struct lic_str text)
{
	size_t len = 0, dots = 0, last = 0;

	text = lic_str_trim(text);
	for (; len < text.len; len++) {
		char c = text.ptr[len];
		if (c == '.') {
			if (len == last)
				break;
			dots++;
			last = len + 1;
		} else if (!lic_is_alpha(c) && !lic_is_digit(c) && c != '-' && c != '_' &&
			   !((unsigned char)c & 0x80)) {
			break;
		}
	}
	struct lic_str host = lic_str(text.ptr, len);
	if (len && text.ptr[len - 1] == '.') {
		host.len--;
		dots--;
		for (last = host.len; last && host.ptr[last - 1] != '.';)
			last--;
	}
	/* The last label of a name is no number: that would be an address. */
	if (!dots || dots > LIC_LABELS_MAX || last >= host.len || lic_is_digit(host.ptr[last]) ||
	    host.len > LIC_HOST_MAX)
		return lic_str(NULL, 0);
	if (len < text.len &&
	    (text.ptr[len] == '@' || text.ptr[len] == ':' || text.ptr[len] == '/'))
		return lic_str(NULL, 0);
	return host;
}

static struct lic_str lowered(struct lic_str s, struct lic_arena *arena)
{
	struct lic_str copy = lic_arena_copy(arena, s);
	char *p = (char *)(uintptr_t)copy.ptr;

	for (size_t i = 0; i < copy.len; i++)
		p[i] = lic_lower(p[i]);
	return copy;
}

static void add(struct lic_registration_set *set, struct lic_str s)
{
	if (!s.len || set->count == LIC_REGISTRATION_ITEMS_MAX)
		return;
	for (size_t i = 0; i < set->count; i++)
		if (lic_str_eq(set->item[i], s))
			return;
	set->item[set->count++] = s;
}

void lic_registration_add_server(struct lic_registration_set *set, struct lic_str text,
				 struct lic_arena *arena)
{
	struct lic_str host = lic_registration_host(text);

	if (host.len)
		add(set, lowered(host, arena));
}

/* The status itself: what stands before a link, a note or a bracket. */
static struct lic_str status_words(struct lic_str text)
{
	static const char *const ends[] = {"http", "(", "[", " - ", "<", ";", "|"};
	struct lic_str s = lic_str_trim(text);

	for (size_t e = 0; e < LIC_ARRAY_SIZE(ends); e++) {
		size_t len = strlen(ends[e]);
		for (size_t i = 0; i + len <= s.len; i++) {
			if (memcmp(s.ptr + i, ends[e], len) == 0) {
				s.len = i;
				break;
			}
		}
	}
	s = lic_str_trim(s);
	while (s.len && strchr(".:* ", s.ptr[s.len - 1]))
		s.len--;
	while (s.len && strchr("* ", s.ptr[0]))
		s = lic_str(s.ptr + 1, s.len - 1);
	return s;
}

void lic_registration_add_status(struct lic_registration_set *set, struct lic_str text,
				 struct lic_arena *arena)
{
	char out[LIC_REGISTRATION_STATUS_MAX];
	struct lic_str s = status_words(text);
	size_t n = 0;

	for (size_t i = 0; i < s.len && n + 2 < sizeof(out); i++) {
		char c = s.ptr[i];
		bool hump = i && c >= 'A' && c <= 'Z' && s.ptr[i - 1] >= 'a' && s.ptr[i - 1] <= 'z';
		bool space = c == ' ' || c == '_' || c == '-' || c == '\t';
		if ((hump || space) && n && out[n - 1] != ' ')
			out[n++] = ' ';
		if (!space)
			out[n++] = lic_lower(c);
	}
	struct lic_str status = lic_str_trim(lic_str(out, n));
	if (lic_str_eq(status, LIC_STR("ok")))
		status = LIC_STR("active");
	else if (lic_str_eq(status, LIC_STR("linked")))
		status = LIC_STR("associated");
	if (status.len)
		add(set, lic_registration_text(status, arena));
}

const struct lic_str *lic_registration_keep(const struct lic_registration_set *set,
					    struct lic_arena *arena)
{
	struct lic_str *items = NULL;

	if (set->count)
		items = lic_arena_alloc(arena, set->count * sizeof(*items));
	if (items)
		memcpy(items, set->item, set->count * sizeof(*items));
	return items;
}

struct lic_str lic_registration_text(struct lic_str text, struct lic_arena *arena)
{
	size_t n = 0;

	if (lic_str_is_utf8(text))
		return lic_arena_copy(arena, text);
	char *out = lic_arena_alloc(arena, text.len * 2);
	if (!out)
		return lic_str(NULL, 0);
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (c < 0x80) {
			out[n++] = (char)c;
		} else {
			out[n++] = (char)(0xC0 | c >> 6);
			out[n++] = (char)(0x80 | (c & 0x3F));
		}
	}
	return lic_str(out, n);
}

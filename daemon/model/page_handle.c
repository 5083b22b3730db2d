/* Messenger handles and wallets in a page's words; analytics and tag ids in its scripts. */
#include "limits.h"
#include "page_build.h"
#include "page_wallet.h"

static bool is_word_char(char c)
{
	return lic_is_alpha(c) || lic_is_digit(c) || c == '_';
}

/* ---- handles --------------------------------------------------------- */

struct messenger {
	const char *word;   /* lower case */
	const char *prefix; /* of the value; "": none */
	enum lic_contact_kind kind;
	bool number; /* the handle is a telephone number */
	bool odd;    /* an ordinary word too: only with a ':' or '@' behind it */
	size_t least;
};

static const struct messenger messengers[] = {
	{"whatsapp", "", LIC_CONTACT_WHATSAPP, true, false, 7},
	{"whats app", "", LIC_CONTACT_WHATSAPP, true, false, 7},
	{"telegram", "", LIC_CONTACT_TELEGRAM, false, true, 5},
	{"телеграм", "", LIC_CONTACT_TELEGRAM, false, true, 5},
	{"wickr", "wickr:", LIC_CONTACT_MESSENGER, false, false, 4},
	{"wickr me", "wickr:", LIC_CONTACT_MESSENGER, false, false, 4},
	{"wickrme", "wickr:", LIC_CONTACT_MESSENGER, false, false, 4},
	{"signal", "signal:", LIC_CONTACT_MESSENGER, true, true, 7},
	{"viber", "viber:", LIC_CONTACT_MESSENGER, true, false, 7},
	{"threema", "threema:", LIC_CONTACT_MESSENGER, false, true, 8},
	{"threema id", "threema:", LIC_CONTACT_MESSENGER, false, false, 8},
	{"session id", "session:", LIC_CONTACT_MESSENGER, false, false, 66},
	{"session", "session:", LIC_CONTACT_MESSENGER, false, false, 66},
	{"kik", "kik:", LIC_CONTACT_MESSENGER, false, true, 4},
	{"wechat", "wechat:", LIC_CONTACT_MESSENGER, false, true, 6},
};

#define VALUE_MAX 96

/* What stands behind the word: the handle in value, its length; 0: none. */
static size_t read_handle(const struct messenger *m, struct lic_str s, char value[VALUE_MAX])
{
	size_t n = strlen(m->prefix), i = 0;
	bool marked = false;

	memcpy(value, m->prefix, n);
	while (i < s.len && i < 16 && strchr(" :@-", s.ptr[i]) && s.ptr[i]) {
		marked |= s.ptr[i] == ':' || s.ptr[i] == '@';
		i++;
	}
	if ((m->odd && !marked) || i == 0)
		return 0;
	if (m->number && i < s.len && s.ptr[i] == '+')
		i++;
	const size_t begin = n;
	size_t digits = 0;
	for (; i < s.len && n < VALUE_MAX; i++) {
		char c = s.ptr[i];
		if (m->number && c && strchr(" ()-.", c))
			continue;
		if (m->number ? !lic_is_digit(c) : !is_word_char(c))
			break;
		digits += lic_is_digit(c);
		value[n++] = lic_lower(c);
	}
	/* Without a mark, what follows may be any word: a handle then has a digit. */
	if (n - begin < m->least || (!marked && !m->number && !digits) ||
	    (m->number && n - begin > 15))
		return 0;
	return n;
}

/* The messengers whose words begin with a byte, as bits. */
struct first_bytes {
	uint32_t messengers[256];
};

static_assert(LIC_ARRAY_SIZE(messengers) <= 32, "more messengers than bits");

static void note_first_bytes(struct first_bytes *first)
{
	memset(first, 0, sizeof(*first));
	for (size_t k = 0; k < LIC_ARRAY_SIZE(messengers); k++) {
		const unsigned char byte = (unsigned char)messengers[k].word[0];
		first->messengers[byte] |= UINT32_C(1) << k;
		if (byte >= 'a' && byte <= 'z')
			first->messengers[byte - 'a' + 'A'] |= UINT32_C(1) << k;
		if (byte == 0xD1) /* the Cyrillic т: its capital begins with 0xd0 */
			first->messengers[0xD0] |= UINT32_C(1) << k;
	}
}

static void take_handle(struct lic_page_builder *b, uint32_t which, struct lic_str text, size_t at)
{
	for (; which; which &= which - 1) {
		const struct messenger *m = &messengers[__builtin_ctz(which)];
		size_t len = strlen(m->word);
		char value[VALUE_MAX];
		if (text.len - at < len ||
		    !lic_str_caseeq(lic_str(text.ptr + at, len), lic_str_from(m->word)))
			continue;
		size_t n = read_handle(m, lic_str(text.ptr + at + len, text.len - at - len), value);
		if (n)
			lic_page_contact_add(b, m->kind, lic_str(value, n));
	}
}

static void take_wallet(struct lic_page_builder *b, struct lic_str word)
{
	const char *kind = lic_wallet_kind(word);
	char value[128];
	size_t n = 0;

	if (!kind)
		return;
	n = strlen(kind);
	memcpy(value, kind, n);
	value[n++] = ':';
	bool fold =
		strcmp(kind, "eth") == 0 || lic_str_caseeq(lic_str(word.ptr, 3), LIC_STR("bc1"));
	for (size_t i = 0; i < word.len && n < sizeof(value); i++)
		value[n++] = fold ? lic_lower(word.ptr[i]) : word.ptr[i];
	lic_page_contact_add(b, LIC_CONTACT_WALLET, lic_str(value, n));
}

void lic_page_contact_handles(struct lic_page_builder *b, struct lic_str text)
{
	struct first_bytes first;

	note_first_bytes(&first);
	for (size_t i = 0; i < text.len;) {
		size_t end = i;
		while (end < text.len && is_word_char(text.ptr[end]))
			end++;
		const uint32_t which = first.messengers[(unsigned char)text.ptr[i]];
		if (which)
			take_handle(b, which, text, i);
		if (end - i >= 26)
			take_wallet(b, lic_str(text.ptr + i, end - i));
		i = end > i ? end : i + 1;
	}
}

/* ---- scripts --------------------------------------------------------- */

struct tag_form {
	const char *mark;   /* stands before the id */
	const char *prefix; /* of the value */
	size_t least, most; /* length of the id */
	bool digits;        /* alone, else capitals and digits, and '-' in "UA-" */
	bool loose;         /* quotes, spaces and '(' may stand between mark and id */
};

static const struct tag_form tag_forms[] = {
	{"UA-", "UA-", 6, 14, false, false},
	{"GTM-", "GTM-", 4, 9, false, false},
	{"G-", "G-", 8, 12, false, false},
	{"AW-", "AW-", 8, 12, true, false},
	{"ca-pub-", "pub-", 16, 16, true, false},
	{"ym(", "ym:", 5, 10, true, true},
	{"mc.yandex.ru/watch/", "ym:", 5, 10, true, false},
	{"fbq('init',", "fb:", 12, 18, true, true},
	{"fbq(\"init\",", "fb:", 12, 18, true, true},
	{"hjid:", "hj:", 5, 9, true, true},
	{"embed.tawk.to/", "tawk:", 20, 32, false, false},
};

static bool is_tag_char(const struct tag_form *form, char c)
{
	if (lic_is_digit(c))
		return true;
	if (form->digits)
		return false;
	if (strcmp(form->prefix, "tawk:") == 0)
		return c >= 'a' && c <= 'f';
	return strcmp(form->prefix, "UA-") == 0 ? c == '-' : c >= 'A' && c <= 'Z';
}

static void take_tag(struct lic_page_builder *b, const struct tag_form *form, struct lic_str s)
{
	char value[48];
	size_t n = strlen(form->prefix), i = 0;

	memcpy(value, form->prefix, n);
	while (form->loose && i < s.len && i < 8 && s.ptr[i] && strchr(" '\"(", s.ptr[i]))
		i++;
	size_t begin = i;
	while (i < s.len && i - begin < form->most && is_tag_char(form, s.ptr[i]))
		value[n++] = s.ptr[i++];
	if (i - begin < form->least || (i < s.len && is_word_char(s.ptr[i])))
		return;
	if (strcmp(form->prefix, "UA-") == 0 && !memchr(value + 3, '-', n - 3))
		return;
	lic_page_contact_add(b, LIC_CONTACT_TAG, lic_str(value, n));
}

void lic_page_contact_script(struct lic_page_builder *b, struct lic_str script)
{
	for (size_t k = 0; k < LIC_ARRAY_SIZE(tag_forms); k++) {
		const struct tag_form *form = &tag_forms[k];
		size_t len = strlen(form->mark);
		struct lic_str rest = script;
		const char *at;
		while (rest.len > len && (at = memmem(rest.ptr, rest.len, form->mark, len))) {
			size_t begin = (size_t)(at - rest.ptr);
			rest = lic_str(at + len, rest.len - begin - len);
			if (at == script.ptr || !is_word_char(at[-1]))
				take_tag(b, form, rest);
		}
	}
}

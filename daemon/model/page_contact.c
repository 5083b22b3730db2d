/* How to reach a shop: telephones and mail, by its links and its words. */
#include "hex.h"
#include "limits.h"
#include "page_build.h"

/* ITU-T E.164: at most 15 digits; fewer than 7 reach no shop from abroad. */
#define PHONE_MOST 15
#define PHONE_LEAST 7

/* RFC 5321 section 4.5.3.1. */
#define MAIL_MAX 254

void lic_page_contact_add(struct lic_page_builder *b, enum lic_contact_kind kind,
			  struct lic_str value)
{
	struct lic_page_contact contact = {.kind = kind};
	const struct lic_page_contact *all = (const void *)b->contacts.ptr;
	size_t count = b->contacts.len / sizeof(contact);

	if (!value.len || !lic_str_is_utf8(value))
		return;
	for (size_t i = 0; i < count; i++)
		if (all[i].kind == kind && lic_str_eq(all[i].value, value))
			return;
	contact.value = lic_arena_copy(b->arena, value);
	lic_page_push(b, &b->contacts, &contact, sizeof(contact), LIC_PAGE_CONTACTS_MAX);
}

/* ---- telephones ------------------------------------------------------ */

/* Digits of a number with what people put between them; how much of s it takes. */
static size_t read_phone(struct lic_str s, char out[PHONE_MOST + 3], size_t *len)
{
	size_t n = 0, i = 0, digits = 0, end = 0;

	if (s.len && s.ptr[0] == '+')
		out[n++] = s.ptr[i++];
	for (; i < s.len; i++) {
		char c = s.ptr[i];
		if (lic_is_digit(c)) {
			if (digits++ == PHONE_MOST)
				break;
			out[n++] = c;
			end = i + 1;
		} else if (!strchr(" ().-/", c) || !c || i - end > 2) {
			break;
		}
	}
	*len = digits <= PHONE_MOST ? n : 0;
	return end;
}

static void add_phone(struct lic_page_builder *b, enum lic_contact_kind kind, struct lic_str s)
{
	char digits[PHONE_MOST + 3];
	size_t len;

	read_phone(s, digits, &len);
	struct lic_str number = lic_str(digits, len);
	if (kind == LIC_CONTACT_WHATSAPP && len && digits[0] == '+')
		number = lic_str(digits + 1, len - 1); /* as wa.me has it */
	if (number.len >= PHONE_LEAST)
		lic_page_contact_add(b, kind, number);
}

/* "(800) 555-0199", "800-555-0199": digits grouped as 3-3-4, which other numbers are not. */
static bool is_north_american(struct lic_str s)
{
	size_t i = s.len > 2 && s.ptr[0] == '1' && strchr("-. ", s.ptr[1]) ? 2 : 0;
	bool bracket = s.len > i && s.ptr[i] == '(';

	i += bracket;
	for (int group = 0; group < 3; group++) {
		for (int n = 0; n < (group == 2 ? 4 : 3); n++)
			if (i >= s.len || !lic_is_digit(s.ptr[i++]))
				return false;
		if (group == 2)
			break;
		if (group == 0 && bracket && (i >= s.len || s.ptr[i++] != ')'))
			return false;
		if (i < s.len && (s.ptr[i] == '-' || s.ptr[i] == '.' || s.ptr[i] == ' '))
			i++;
		else if (!(group == 0 && bracket))
			return false;
	}
	return i == s.len || !lic_is_digit(s.ptr[i]);
}

static bool is_label(struct lic_str text, size_t at)
{
	static const char *const labels[] = {"tel",       "tel.",    "telefon",  "telephone",
					     "phone",     "call",    "telefono", "teléfono",
					     "téléphone", "тел",     "тел.",     "телефон",
					     "mobil",     "hotline", "infolinka"};

	while (at && strchr(" :", text.ptr[at - 1]))
		at--;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(labels); i++) {
		size_t n = strlen(labels[i]);
		if (at >= n &&
		    lic_str_caseeq(lic_str(text.ptr + at - n, n), lic_str_from(labels[i])) &&
		    (at == n || !lic_is_alpha(text.ptr[at - n - 1])))
			return true;
	}
	return false;
}

/* Where a number begins: how much of the text it takes, 0 for none. */
static size_t take_phone(struct lic_page_builder *b, struct lic_str text, size_t at)
{
	struct lic_str s = lic_str(text.ptr + at, text.len - at);
	char digits[PHONE_MOST + 3];
	size_t len, used = read_phone(s, digits, &len);
	bool plus = s.ptr[0] == '+' && s.len > 1 && lic_is_digit(s.ptr[1]);

	if (len < PHONE_LEAST)
		return used;
	if ((plus && len >= PHONE_LEAST + 2) || (!plus && is_label(text, at)) ||
	    (!plus && is_north_american(lic_str(s.ptr, used))))
		lic_page_contact_add(b, LIC_CONTACT_PHONE, lic_str(digits, len));
	return used;
}

/* ---- mail ------------------------------------------------------------ */

static bool is_mail_char(char c)
{
	return lic_is_alpha(c) || lic_is_digit(c) || (c && strchr("._%+-", c));
}

static bool is_host_char(char c)
{
	return lic_is_alpha(c) || lic_is_digit(c) || c == '-' || c == '.';
}

/* An image's name with a density in it looks like one: "logo@2x.png". */
static bool is_file_ending(struct lic_str host)
{
	static const char *const endings[] = {".png", ".jpg",  ".jpeg", ".gif",
					      ".svg", ".webp", ".js",   ".css"};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(endings); i++)
		if (host.len > strlen(endings[i]) &&
		    lic_str_caseeq(
			    lic_str(host.ptr + host.len - strlen(endings[i]), strlen(endings[i])),
			    lic_str_from(endings[i])))
			return true;
	return false;
}

static void add_mail(struct lic_page_builder *b, struct lic_str s, size_t at)
{
	size_t from = at, to = at + 1, dot;
	char lower[MAIL_MAX];

	while (from && is_mail_char(s.ptr[from - 1]) && at - from < MAIL_MAX)
		from--;
	while (from < at && s.ptr[from] == '.')
		from++;
	while (to < s.len && is_host_char(s.ptr[to]) && to - from < MAIL_MAX)
		to++;
	while (to > at + 1 && !lic_is_alpha(s.ptr[to - 1]) && !lic_is_digit(s.ptr[to - 1]))
		to--;
	struct lic_str host = lic_str(s.ptr + at + 1, to - at - 1);
	for (dot = host.len; dot && host.ptr[dot - 1] != '.'; dot--)
		;
	if (from == at || dot < 2 || host.len - dot < 2 || !lic_is_alpha(host.ptr[dot]) ||
	    to - from > MAIL_MAX || is_file_ending(host))
		return;
	for (size_t i = from; i < to; i++)
		lower[i - from] = lic_lower(s.ptr[i]);
	lic_page_contact_add(b, LIC_CONTACT_MAIL, lic_str(lower, to - from));
}

/* ---- where they stand ------------------------------------------------ */

/* Mail that a proxy wrote in hex, each byte XORed with the first. */
void lic_page_contact_cloaked(struct lic_page_builder *b, struct lic_str hex)
{
	char mail[MAIL_MAX];
	size_t n = 0;
	int key = 0;

	for (size_t i = 0; i + 1 < hex.len && n < sizeof(mail); i += 2) {
		int high = lic_hex_digit(hex.ptr[i]), low = lic_hex_digit(hex.ptr[i + 1]);
		if (high < 0 || low < 0)
			return;
		if (i == 0)
			key = high << 4 | low;
		else
			mail[n++] = (char)((high << 4 | low) ^ key);
	}
	struct lic_str s = lic_str(mail, n);
	if (lic_str_find(s, '@') < n)
		add_mail(b, s, lic_str_find(s, '@'));
}

static bool skip_prefix(struct lic_str *s, const char *prefix)
{
	size_t n = strlen(prefix);

	if (s->len < n || !lic_str_caseeq(lic_str(s->ptr, n), lic_str_from(prefix)))
		return false;
	*s = lic_str(s->ptr + n, s->len - n);
	return true;
}

/* Percent-encoded '+' and spaces are all that numbers and handles need. */
static struct lic_str decoded(struct lic_str s, char *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len && n < size; i++) {
		int high = -1, low = -1;
		if (s.ptr[i] == '%' && i + 2 < s.len) {
			high = lic_hex_digit(s.ptr[i + 1]);
			low = lic_hex_digit(s.ptr[i + 2]);
		}
		if (high >= 0 && low >= 0) {
			out[n++] = (char)(high << 4 | low);
			i += 2;
		} else {
			out[n++] = s.ptr[i];
		}
	}
	return lic_str(out, n);
}

void lic_page_contact_fragment(struct lic_page_builder *b, struct lic_str reference)
{
	static const char cloak[] = "/cdn-cgi/l/email-protection#";
	const char *at = reference.len
				 ? memmem(reference.ptr, reference.len, cloak, sizeof(cloak) - 1)
				 : NULL;

	if (at) {
		at += sizeof(cloak) - 1;
		lic_page_contact_cloaked(b,
					 lic_str(at, (size_t)(reference.ptr + reference.len - at)));
	}
}

struct address_form {
	const char *prefix; /* of the address */
	enum lic_contact_kind kind;
	const char *messenger; /* "viber:"; NULL: none */
};

static const struct address_form address_forms[] = {
	{"https://wa.me/", LIC_CONTACT_WHATSAPP, NULL},
	{"https://api.whatsapp.com/send?phone=", LIC_CONTACT_WHATSAPP, NULL},
	{"https://api.whatsapp.com/send/?phone=", LIC_CONTACT_WHATSAPP, NULL},
	{"https://web.whatsapp.com/send?phone=", LIC_CONTACT_WHATSAPP, NULL},
	{"whatsapp://send?phone=", LIC_CONTACT_WHATSAPP, NULL},
	{"whatsapp://send/?phone=", LIC_CONTACT_WHATSAPP, NULL},
	{"https://t.me/", LIC_CONTACT_TELEGRAM, NULL},
	{"https://telegram.me/", LIC_CONTACT_TELEGRAM, NULL},
	{"tg://resolve?domain=", LIC_CONTACT_TELEGRAM, NULL},
	{"viber://chat?number=", LIC_CONTACT_MESSENGER, "viber:"},
	{"viber://add?number=", LIC_CONTACT_MESSENGER, "viber:"},
	{"https://threema.id/", LIC_CONTACT_MESSENGER, "threema:"},
	{"skype:", LIC_CONTACT_MESSENGER, "skype:"},
};

static bool is_handle_char(char c)
{
	return lic_is_alpha(c) || lic_is_digit(c) || c == '_' || c == '-' || c == '.' || c == ':';
}

static void add_by_form(struct lic_page_builder *b, const struct address_form *form,
			struct lic_str s)
{
	char room[64], value[80];
	size_t n = 0;

	s = decoded(s, room, sizeof(room));
	if (form->kind == LIC_CONTACT_WHATSAPP) {
		add_phone(b, form->kind, lic_str_trim(s));
		return;
	}
	if (form->messenger) {
		n = strlen(form->messenger);
		memcpy(value, form->messenger, n);
	}
	const size_t prefix = n;
	for (size_t i = 0; i < s.len && n < sizeof(value); i++) {
		if (s.ptr[i] == '+' || s.ptr[i] == ' ')
			continue;
		if (!is_handle_char(s.ptr[i]))
			break;
		value[n++] = lic_lower(s.ptr[i]);
	}
	struct lic_str handle = lic_str(value + prefix, n - prefix);
	/* "t.me/share/url?…" hands a page on, "t.me/+…" and "joinchat" invite to a group. */
	if (handle.len < 4 || lic_str_eq(handle, LIC_STR("share")) ||
	    lic_str_eq(handle, LIC_STR("joinchat")))
		return;
	lic_page_contact_add(b, form->kind, lic_str(value, n));
}

void lic_page_contact_link(struct lic_page_builder *b, struct lic_str url)
{
	struct lic_str s = url;
	char room[MAIL_MAX];

	if (skip_prefix(&s, "tel:")) {
		add_phone(b, LIC_CONTACT_PHONE, lic_str_trim(decoded(s, room, sizeof(room))));
	} else if (skip_prefix(&s, "mailto:")) {
		s.len = lic_str_find(s, '?');
		s = decoded(s, room, sizeof(room));
		if (lic_str_find(s, '@') < s.len)
			add_mail(b, s, lic_str_find(s, '@'));
	} else if (skip_prefix(&s, "bitcoin:") || skip_prefix(&s, "ethereum:") ||
		   skip_prefix(&s, "monero:") || skip_prefix(&s, "tron:")) {
		lic_page_contact_handles(b, s);
	}
	for (size_t i = 0; i < LIC_ARRAY_SIZE(address_forms); i++) {
		s = url;
		if (skip_prefix(&s, address_forms[i].prefix)) {
			add_by_form(b, &address_forms[i], s);
			return;
		}
	}
}

void lic_page_contact_text(struct lic_page_builder *b, struct lic_str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '@') {
			add_mail(b, text, i);
		} else if (lic_is_digit(c) || c == '+' || c == '(') {
			size_t used = take_phone(b, text, i);
			i += used ? used - 1 : 0;
		}
	}
}

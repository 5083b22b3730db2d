/* The one form of each contact. */
#include "address.h"
#include "contacts.h"
#include "page_wallet.h"
#include "phone.h"

static const struct lic_str none = {NULL, 0};

/* ---- telephones, mail ------------------------------------------------- */

static struct lic_str phone_form(struct lic_str value, struct lic_str country,
				 char out[LIC_CONTACT_SIZE])
{
	char number[LIC_PHONE_SIZE];
	struct lic_str form = lic_phone_international(value, country, number);

	if (!form.len)
		return none;
	memcpy(out, form.ptr, form.len);
	return lic_str(out, form.len);
}

static struct lic_str lower(struct lic_str value, char out[LIC_CONTACT_SIZE])
{
	if (!value.len || value.len > LIC_CONTACT_SIZE)
		return none;
	for (size_t i = 0; i < value.len; i++)
		out[i] = lic_lower(value.ptr[i]);
	return lic_str(out, value.len);
}

static bool is_host(struct lic_str host)
{
	struct lic_str label;
	size_t labels = 0;

	if (host.len > LIC_HOST_MAX)
		return false;
	for (struct lic_str rest = host; lic_str_split(&rest, '.', &label); labels++) {
		if (!label.len || label.len > LIC_LABEL_MAX)
			return false;
		for (size_t i = 0; i < label.len; i++)
			if (!lic_is_alpha(label.ptr[i]) && !lic_is_digit(label.ptr[i]) &&
			    label.ptr[i] != '-' && label.ptr[i] != '_')
				return false;
	}
	return labels >= 2;
}

static struct lic_str mail_form(struct lic_str value, char out[LIC_CONTACT_SIZE])
{
	size_t at = lic_str_find(value, '@');

	if (!at || at == value.len || !is_host(lic_str(value.ptr + at + 1, value.len - at - 1)))
		return none;
	for (size_t i = 0; i < at; i++)
		if ((unsigned char)value.ptr[i] <= ' ')
			return none;
	return lower(value, out);
}

/* ---- handles, wallets, tags -------------------------------------------- */

/* Those that a page's reader knows (model/page_handle.c), but for telephone numbers. */
static const char *const services[] = {"telegram", "wickr",  "threema", "session",
				       "kik",      "wechat", "skype"};

static struct lic_str handle_form(struct lic_str value, char out[LIC_CONTACT_SIZE])
{
	size_t colon = lic_str_find(value, ':'), known = 0, n = 0;

	while (known < LIC_ARRAY_SIZE(services) &&
	       !lic_str_caseeq(lic_str(value.ptr, colon), lic_str_from(services[known])))
		known++;
	if (known == LIC_ARRAY_SIZE(services) || colon == value.len || value.len > LIC_CONTACT_SIZE)
		return none;
	for (size_t i = 0; i < value.len; i++) {
		char c = lic_lower(value.ptr[i]);
		if (c == '@' && i == colon + 1)
			continue;
		if ((unsigned char)c <= ' ' || c == '@')
			return none;
		out[n++] = c;
	}
	return n > colon + 1 ? lic_str(out, n) : none;
}

static struct lic_str wallet_form(struct lic_str value, char out[LIC_CONTACT_SIZE])
{
	size_t colon = lic_str_find(value, ':');
	struct lic_str word =
		colon < value.len ? lic_str(value.ptr + colon + 1, value.len - colon - 1) : value;
	struct lic_str kind = lic_str_from(lic_wallet_kind(word));

	if (!kind.len || (colon < value.len && !lic_str_caseeq(lic_str(value.ptr, colon), kind)))
		return none;
	size_t n = kind.len;
	memcpy(out, kind.ptr, n);
	out[n++] = ':';
	/* The case of these is a checksum, or none at all. */
	bool fold = lic_str_eq(kind, LIC_STR("eth")) ||
		    lic_str_caseeq(lic_str(word.ptr, 3), LIC_STR("bc1"));
	for (size_t i = 0; i < word.len; i++)
		out[n++] = fold ? lic_lower(word.ptr[i]) : word.ptr[i];
	return lic_str(out, n);
}

static struct lic_str tag_form(struct lic_str value, char out[LIC_CONTACT_SIZE])
{
	static const char *const marks[] = {"UA-", "G-",  "GTM-", "AW-",  "pub-",
					    "ym:", "fb:", "hj:",  "tawk:"};
	size_t known = 0;

	while (known < LIC_ARRAY_SIZE(marks) && !lic_str_starts(value, lic_str_from(marks[known])))
		known++;
	if (known == LIC_ARRAY_SIZE(marks) || value.len > LIC_CONTACT_SIZE)
		return none;
	/* "UA-123-4" is the fourth property of an account. */
	if (known == 0)
		value.len = 3 + lic_str_find(lic_str(value.ptr + 3, value.len - 3), '-');
	size_t begin = strlen(marks[known]);
	for (size_t i = begin; i < value.len; i++)
		if (!lic_is_alpha(value.ptr[i]) && !lic_is_digit(value.ptr[i]))
			return none;
	if (value.len < begin + 4)
		return none;
	memcpy(out, value.ptr, value.len);
	return lic_str(out, value.len);
}

/* ---- name servers and addresses ------------------------------------------ */

static struct lic_str nameserver_form(struct lic_str value, char out[LIC_CONTACT_SIZE])
{
	if (value.len && value.ptr[value.len - 1] == '.')
		value.len--;
	return is_host(value) ? lower(value, out) : none;
}

static struct lic_str address_form(struct lic_str value, char out[LIC_CONTACT_SIZE])
{
	struct lic_address address;

	if (lic_address_parse(value, &address) < 0)
		return none;
	lic_address_write(&address, out);
	return lic_str_from(out);
}

struct lic_str lic_contact_form(enum lic_shared kind, struct lic_str value, struct lic_str country,
				char out[LIC_CONTACT_SIZE])
{
	static_assert(LIC_CONTACT_SIZE >= LIC_ADDRESS_SIZE, "an address may be longer");
	static_assert(LIC_CONTACT_SIZE >= LIC_HOST_MAX, "a host may be longer");

	switch (kind) {
	case LIC_SHARED_PHONE:
		return phone_form(value, country, out);
	case LIC_SHARED_MAIL:
		return mail_form(value, out);
	case LIC_SHARED_HANDLE:
		return handle_form(value, out);
	case LIC_SHARED_WALLET:
		return wallet_form(value, out);
	case LIC_SHARED_TAG:
		return tag_form(value, out);
	case LIC_SHARED_NAMESERVER:
		return nameserver_form(value, out);
	case LIC_SHARED_ADDRESS:
		return address_form(value, out);
	case LIC_SHARED_HOST:
	case LIC_SHARED_KINDS:
		break;
	}
	return none;
}

const char *lic_shared_name(enum lic_shared kind)
{
	static const char *const names[LIC_SHARED_KINDS] = {
		[LIC_SHARED_HOST] = "host",
		[LIC_SHARED_PHONE] = "phone",
		[LIC_SHARED_MAIL] = "mail",
		[LIC_SHARED_HANDLE] = "handle",
		[LIC_SHARED_WALLET] = "wallet",
		[LIC_SHARED_TAG] = "tag",
		[LIC_SHARED_NAMESERVER] = "nameserver",
		[LIC_SHARED_ADDRESS] = "address",
	};

	return names[kind];
}

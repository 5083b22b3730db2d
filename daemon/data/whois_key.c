#include "whois_key.h"

#include "registration.h"

struct field_row {
	const char *key;
	enum lic_whois_field field;
};

struct section_row {
	const char *key;
	enum lic_whois_section section;
};

static const struct field_row fields[] = {
	{"domain", LIC_WHOIS_DOMAIN},
	{"domain name", LIC_WHOIS_DOMAIN},
	{"domainname", LIC_WHOIS_DOMAIN},
	{"domain name ace", LIC_WHOIS_DOMAIN},
	{"domain ace", LIC_WHOIS_DOMAIN},
	{"ascii", LIC_WHOIS_DOMAIN},
	{"nombre de dominio", LIC_WHOIS_DOMAIN},
	{"dominio", LIC_WHOIS_DOMAIN},
	{"domaine", LIC_WHOIS_DOMAIN},
	{"nom de domaine", LIC_WHOIS_DOMAIN},
	{"complete domain name", LIC_WHOIS_DOMAIN},
	{"ドメイン名", LIC_WHOIS_DOMAIN},
	{"도메인이름", LIC_WHOIS_DOMAIN},

	{"server name", LIC_WHOIS_FOREIGN},

	{"domain commencement date", LIC_WHOIS_REGISTERED},
	{"domain name commencement date", LIC_WHOIS_REGISTERED},
	{"commencement date", LIC_WHOIS_REGISTERED},
	{"first registration date", LIC_WHOIS_REGISTERED},
	{"assigned", LIC_WHOIS_REGISTERED},
	{"登録年月日", LIC_WHOIS_REGISTERED},
	{"登録日", LIC_WHOIS_REGISTERED},
	{"등록일", LIC_WHOIS_REGISTERED},
	{"注册时间", LIC_WHOIS_REGISTERED},
	{"дата регистрации", LIC_WHOIS_REGISTERED},
	{"最終更新", LIC_WHOIS_CHANGED},
	{"最終更新日", LIC_WHOIS_CHANGED},
	{"최근 정보 변경일", LIC_WHOIS_CHANGED},
	{"有効期限", LIC_WHOIS_EXPIRES},
	{"사용 종료일", LIC_WHOIS_EXPIRES},
	{"到期时间", LIC_WHOIS_EXPIRES},
	{"validity", LIC_WHOIS_EXPIRES},
	{"paid till", LIC_WHOIS_EXPIRES},
	{"reg till", LIC_WHOIS_EXPIRES},
	{"renewal date", LIC_WHOIS_EXPIRES},
	{"renew date", LIC_WHOIS_EXPIRES},
	{"exp date", LIC_WHOIS_EXPIRES},
	{"valid until", LIC_WHOIS_EXPIRES},
	{"valid to", LIC_WHOIS_EXPIRES},
	{"valid date", LIC_WHOIS_EXPIRES},

	{"registrar", LIC_WHOIS_REGISTRAR},
	{"registrar name", LIC_WHOIS_REGISTRAR},
	{"registrar organization", LIC_WHOIS_REGISTRAR},
	{"sponsoring registrar", LIC_WHOIS_REGISTRAR},
	{"current registrar", LIC_WHOIS_REGISTRAR},
	{"current registar", LIC_WHOIS_REGISTRAR},
	{"registration service provider", LIC_WHOIS_REGISTRAR},
	{"authorized agency", LIC_WHOIS_REGISTRAR},
	{"등록대행자", LIC_WHOIS_REGISTRAR},
	{"registrar handle", LIC_WHOIS_REGISTRAR},
	{"provider", LIC_WHOIS_REGISTRAR},

	{"registrant", LIC_WHOIS_REGISTRANT},
	{"registrant name", LIC_WHOIS_REGISTRANT},
	{"registrant contact name", LIC_WHOIS_REGISTRANT},
	{"holder", LIC_WHOIS_REGISTRANT},
	{"holder c", LIC_WHOIS_REGISTRANT},
	{"holder of domain name", LIC_WHOIS_REGISTRANT},
	{"domain holder", LIC_WHOIS_REGISTRANT},
	{"owner", LIC_WHOIS_REGISTRANT},
	{"owner name", LIC_WHOIS_REGISTRANT},
	{"titular", LIC_WHOIS_REGISTRANT},
	{"登録者名", LIC_WHOIS_REGISTRANT},
	{"등록인", LIC_WHOIS_REGISTRANT},
	{"registrant organization", LIC_WHOIS_REGISTRANT_ORG},
	{"registrant organisation", LIC_WHOIS_REGISTRANT_ORG},
	{"owner organization", LIC_WHOIS_REGISTRANT_ORG},
	{"domain holder organization", LIC_WHOIS_REGISTRANT_ORG},
	{"company english name", LIC_WHOIS_REGISTRANT_ORG},
	{"registrant country", LIC_WHOIS_COUNTRY},
	{"registrant country code", LIC_WHOIS_COUNTRY},
	{"org country", LIC_WHOIS_COUNTRY},
	{"owner country", LIC_WHOIS_COUNTRY},

	{"status", LIC_WHOIS_STATUS},
	{"domain status", LIC_WHOIS_STATUS},
	{"domaintype", LIC_WHOIS_STATUS},
	{"domain state", LIC_WHOIS_STATUS},
	{"state", LIC_WHOIS_STATUS},
	{"epp status", LIC_WHOIS_STATUS},
	{"eppstatus", LIC_WHOIS_STATUS},
	{"registration status", LIC_WHOIS_STATUS},
	{"query status", LIC_WHOIS_STATUS},
	{"estado", LIC_WHOIS_STATUS},
	{"estatus del dominio", LIC_WHOIS_STATUS},
	{"状態", LIC_WHOIS_STATUS},

	{"name server", LIC_WHOIS_SERVER},
	{"name servers", LIC_WHOIS_SERVER},
	{"nameserver", LIC_WHOIS_SERVER},
	{"nameservers", LIC_WHOIS_SERVER},
	{"nserver", LIC_WHOIS_SERVER},
	{"dns", LIC_WHOIS_SERVER},
	{"host name", LIC_WHOIS_SERVER},
	{"hostname", LIC_WHOIS_SERVER},
	{"primary server", LIC_WHOIS_SERVER},
	{"secondary server", LIC_WHOIS_SERVER},
	{"name server db", LIC_WHOIS_SERVER},
	{"ネームサーバ", LIC_WHOIS_SERVER},

	{"registrar whois server", LIC_WHOIS_REFERRAL},
	{"whois server", LIC_WHOIS_REFERRAL},
	{"refer", LIC_WHOIS_REFERRAL},
	{"referralserver", LIC_WHOIS_REFERRAL},

	{"name", LIC_WHOIS_NAME},
	{"person", LIC_WHOIS_NAME},
	{"personname", LIC_WHOIS_NAME},
	{"contact", LIC_WHOIS_NAME},
	{"org", LIC_WHOIS_ORG},
	{"organization", LIC_WHOIS_ORG},
	{"organisation", LIC_WHOIS_ORG},
	{"organization name", LIC_WHOIS_ORG},
	{"organisation name", LIC_WHOIS_ORG},
	{"organization loc", LIC_WHOIS_ORG},
	{"company", LIC_WHOIS_ORG},
	{"company name", LIC_WHOIS_ORG},
	{"country", LIC_WHOIS_PLACE},
	{"country code", LIC_WHOIS_PLACE},
	{"countrycode", LIC_WHOIS_PLACE},
	{"country loc", LIC_WHOIS_PLACE},
	{"nic hdl", LIC_WHOIS_HANDLE},
	{"nic hdl br", LIC_WHOIS_HANDLE},
	{"nic handle", LIC_WHOIS_HANDLE},
};

/* Parts of keys that speak of something else than the domain's own life. */
static const char *const strange[] = {
	"whois",          "database",      "rdap",
	"dnssec",         "transfer",      "option",
	"lock",           "lookup",        "timestamp",
	"contact",        "nsset",         "keyset",
	"nslast",         "grace",         "delet",
	"release",        "trademark",     "ds rdata",
	"last confirmed", "verif",         "record maintained",
	"valid since",    "registrar url", "abuse",
	"policy",         "redemption",    "dispute",
	"suspend",        "password",      "certif",
	"registrar id",   "registered by", "created by",
	"updated by",     "modified by",   "changed by",
	"status",
};

static const char *const expires[] = {
	"expir",
	"paid till",
	"valid until",
	"valid to",
	"renewal date",
	"vencim",
	"caduc",
	"scaden",
	"ablauf",
	"registered until",
	"end of valid",
	"validity",
	"exp date",
	"paid until",
	"renewal",
	"data de validade",
	"vigencia",
	"platnost",
	"lejar",
	"wygas",
	"koniec",
	"bitis",
	"expdate",
	"fecha de corte",
	"registry fee due",
};

static const char *const changed[] = {
	"chang",    "updat",     "modif", "actualiz", "aktualis", "aggiorn", "alterad",
	"geandert", "last edit", "zmen",  "zmian",    "modific",  "guncel",
};

static const char *const registered[] = {
	"creat",
	"registered",
	"registration date",
	"registration time",
	"registerdate",
	"registration on",
	"date of registration",
	"registrat on",
	"record registered",
	"activat",
	"inception",
	"commenc",
	"fecha de registro",
	"fecha registro",
	"data de registo",
	"data de registro",
	"creacin",
	"date de cr",
	"criao",
	"creacion",
	"criac",
	"criado",
	"creazione",
	"registrado",
	"enregistr",
	"data rejestracji",
	"utworzon",
	"registriert",
	"registrierung",
	"aangemaakt",
	"oprettet",
	"registrerad",
	"registered date",
	"register date",
	"reg date",
	"regdate",
	"registration",
	"delegated since",
	"kayit",
	"datum registra",
};

static bool holds_any(struct lic_str key, const char *const *stems, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (lic_registration_holds(key, stems[i]))
			return true;
	return false;
}

struct lic_str lic_whois_key(struct lic_str raw, char out[LIC_WHOIS_KEY_MAX])
{
	bool ascii = false;
	size_t n = 0;

	raw = lic_str_trim(raw);
	/* "Name Server(s)", "Expires (dd/mm/yyyy)" */
	if (lic_str_find(raw, '(') > 2)
		raw = lic_str(raw.ptr, lic_str_find(raw, '('));
	for (size_t i = 0; i < raw.len; i++)
		ascii |= lic_is_alpha(raw.ptr[i]);
	for (size_t i = 0; i < raw.len && n + 1 < LIC_WHOIS_KEY_MAX; i++) {
		char c = raw.ptr[i];
		bool beyond = (unsigned char)c & 0x80;
		if ((beyond && ascii) || c == '*' || c == '[' || c == ']')
			continue;
		bool letter = beyond || lic_is_alpha(c) || lic_is_digit(c);
		if (letter)
			out[n++] = lic_lower(c);
		else if (n && out[n - 1] != ' ')
			out[n++] = ' ';
	}
	return lic_str_trim(lic_str(out, n));
}

/* "ns1", "ns 1", "ns name 01" */
static bool is_numbered_server(struct lic_str key)
{
	size_t i = lic_str_starts(key, LIC_STR("ns name ")) ? 8 : 2;

	if (!lic_str_starts(key, LIC_STR("ns")))
		return false;
	while (i < key.len && (lic_is_digit(key.ptr[i]) || key.ptr[i] == ' '))
		i++;
	return i == key.len && key.len > 2;
}

enum lic_whois_field lic_whois_field(struct lic_str key)
{
	for (size_t i = 0; i < LIC_ARRAY_SIZE(fields); i++)
		if (lic_str_eq(key, lic_str_from(fields[i].key)))
			return fields[i].field;
	if (holds_any(key, strange, LIC_ARRAY_SIZE(strange)))
		return LIC_WHOIS_OTHER;
	if (holds_any(key, expires, LIC_ARRAY_SIZE(expires)))
		return LIC_WHOIS_EXPIRES;
	if (holds_any(key, changed, LIC_ARRAY_SIZE(changed)))
		return LIC_WHOIS_CHANGED;
	if (holds_any(key, registered, LIC_ARRAY_SIZE(registered)))
		return LIC_WHOIS_REGISTERED;
	if (is_numbered_server(key) || lic_str_starts(key, LIC_STR("name server")) ||
	    lic_str_starts(key, LIC_STR("nameserver")) ||
	    lic_str_starts(key, LIC_STR("domain server")))
		return LIC_WHOIS_SERVER;
	return LIC_WHOIS_OTHER;
}

static const struct section_row headings[] = {
	{"registrar", LIC_WHOIS_IN_REGISTRAR},
	{"registrar information", LIC_WHOIS_IN_REGISTRAR},
	{"registrant", LIC_WHOIS_IN_REGISTRANT},
	{"holder", LIC_WHOIS_IN_REGISTRANT},
	{"owner", LIC_WHOIS_IN_REGISTRANT},
	{"titular", LIC_WHOIS_IN_REGISTRANT},
	{"domain holder", LIC_WHOIS_IN_REGISTRANT},
	{"organization using domain name", LIC_WHOIS_IN_REGISTRANT},
	{"registrant contact", LIC_WHOIS_IN_REGISTRANT},
	{"registrant contact information", LIC_WHOIS_IN_REGISTRANT},
	{"owner contact", LIC_WHOIS_IN_REGISTRANT},
	{"domain", LIC_WHOIS_IN_DOMAIN},
	{"domain name", LIC_WHOIS_IN_DOMAIN},
	{"domain information", LIC_WHOIS_IN_DOMAIN},
	{"contact", LIC_WHOIS_IN_CONTACT},
	{"tech", LIC_WHOIS_IN_CONTACT},
	{"tech c", LIC_WHOIS_IN_CONTACT},
	{"zone c", LIC_WHOIS_IN_CONTACT},
	{"admin c", LIC_WHOIS_IN_CONTACT},
	{"administrative", LIC_WHOIS_IN_CONTACT},
	{"technical", LIC_WHOIS_IN_CONTACT},
	{"onsite", LIC_WHOIS_IN_CONTACT},
	{"name server", LIC_WHOIS_IN_SERVERS},
	{"name servers", LIC_WHOIS_IN_SERVERS},
	{"nameserver", LIC_WHOIS_IN_SERVERS},
	{"nameservers", LIC_WHOIS_IN_SERVERS},
	{"domain nameservers", LIC_WHOIS_IN_SERVERS},
	{"nservers", LIC_WHOIS_IN_SERVERS},
	{"domain servers", LIC_WHOIS_IN_SERVERS},
	{"dns", LIC_WHOIS_IN_SERVERS},
	{"dns servers", LIC_WHOIS_IN_SERVERS},
	{"registration status", LIC_WHOIS_IN_STATUS},
	{"domain status", LIC_WHOIS_IN_STATUS},
	{"status", LIC_WHOIS_IN_STATUS},
};

/* Words of a longer heading, the first that fits. */
static const struct section_row heading_words[] = {
	{"nameserver", LIC_WHOIS_IN_SERVERS},
	{"name server", LIC_WHOIS_IN_SERVERS},
	{"domain server", LIC_WHOIS_IN_SERVERS},
	{"servidor", LIC_WHOIS_IN_SERVERS},
	{"dns server", LIC_WHOIS_IN_SERVERS},
	{"serveurs", LIC_WHOIS_IN_SERVERS},
	{"admin", LIC_WHOIS_IN_CONTACT},
	{"tech", LIC_WHOIS_IN_CONTACT},
	{"billing", LIC_WHOIS_IN_CONTACT},
	{"abuse", LIC_WHOIS_IN_CONTACT},
	{"contacto", LIC_WHOIS_IN_CONTACT},
	{"zone contact", LIC_WHOIS_IN_CONTACT},
	{"reseller", LIC_WHOIS_IN_CONTACT},
	{"registrant type", LIC_WHOIS_IN_NONE},
	{"registrant s addr", LIC_WHOIS_IN_CONTACT},
	{"registrant", LIC_WHOIS_IN_REGISTRANT},
	{"holder", LIC_WHOIS_IN_REGISTRANT},
	{"owner", LIC_WHOIS_IN_REGISTRANT},
	{"titular", LIC_WHOIS_IN_REGISTRANT},
	{"contact", LIC_WHOIS_IN_CONTACT},
	{"registrar", LIC_WHOIS_IN_REGISTRAR},
	{"domain name", LIC_WHOIS_IN_DOMAIN},
	{"dominio", LIC_WHOIS_IN_DOMAIN},
};

enum lic_whois_section lic_whois_heading(struct lic_str key, bool exact)
{
	for (size_t i = 0; i < LIC_ARRAY_SIZE(headings); i++)
		if (lic_str_eq(key, lic_str_from(headings[i].key)))
			return headings[i].section;
	if (lic_str_ends(key, LIC_STR(" contact")) || lic_str_ends(key, LIC_STR(" contacts")))
		exact = false;
	for (size_t i = 0; !exact && i < LIC_ARRAY_SIZE(heading_words); i++)
		if (lic_registration_holds(key, heading_words[i].key))
			return heading_words[i].section;
	if (exact)
		return LIC_WHOIS_IN_NONE;
	switch (lic_whois_field(key)) {
	case LIC_WHOIS_REGISTERED:
		return LIC_WHOIS_IN_REGISTERED;
	case LIC_WHOIS_CHANGED:
		return LIC_WHOIS_IN_CHANGED;
	case LIC_WHOIS_EXPIRES:
		return LIC_WHOIS_IN_EXPIRES;
	default:
		return LIC_WHOIS_IN_NONE;
	}
}

enum lic_whois_section lic_whois_block(struct lic_str key)
{
	static const struct section_row blocks[] = {
		{"registrar", LIC_WHOIS_IN_REGISTRAR}, {"contact", LIC_WHOIS_IN_CONTACT},
		{"nic hdl", LIC_WHOIS_IN_CONTACT},     {"nic hdl br", LIC_WHOIS_IN_CONTACT},
		{"nic handle", LIC_WHOIS_IN_CONTACT},  {"person", LIC_WHOIS_IN_CONTACT},
		{"personname", LIC_WHOIS_IN_CONTACT},  {"role", LIC_WHOIS_IN_CONTACT},
		{"irt", LIC_WHOIS_IN_CONTACT},         {"nsset", LIC_WHOIS_IN_CONTACT},
		{"keyset", LIC_WHOIS_IN_CONTACT},      {"contact id", LIC_WHOIS_IN_CONTACT},
		{"server name", LIC_WHOIS_IN_FOREIGN}, {"organisation", LIC_WHOIS_IN_CONTACT},
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(blocks); i++)
		if (lic_str_eq(key, lic_str_from(blocks[i].key)))
			return blocks[i].section;
	return LIC_WHOIS_IN_NONE;
}

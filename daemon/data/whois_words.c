#include "whois.h"

/* In lower case, '_' read as a space. */
static const char *const none[] = {
	"no match",
	"not found",
	"no data found",
	"no entries found",
	"no entry found",
	"nothing found",
	"no object found",
	"object not found",
	"no found",
	"no records found",
	"no record found",
	"no matching record",
	"no matching objects",
	"no such domain",
	"no information available about",
	"no information found",
	"no information was found",
	"no data was found",
	"does not exist",
	"doesn't exist",
	"do not have an entry",
	"not been registered",
	"not registered",
	"is available for",
	"is still available",
	"available for registration",
	"available for purchase",
	"this name is available",
	"domain is available",
	"domain available",
	"is free",
	"status: free",
	"status: available",
	"status: not registered",
	"domain unknown",
	"unknown domain",
	"object does not exist",
	"no existe",
	"nao existe",
	"n\xc3\xa3o existe",
	"no se encuentra registrado",
	"no se encontr",
	"no esta registrado",
	"dominio libre",
	"nao registrado",
	"aucun enregistrement",
	"n'existe pas",
	"kein eintrag",
	"nicht registriert",
	"nicht gefunden",
	"nessun risultato",
	"non registrato",
	"nincs talalat",
	"nije registr",
	"nem talalhato",
	"brak informacji",
	"returned 0 objects",
	"query returned 0",
	"did not match any",
	"no domain found",
	"no results",
	"not exist in",
	"no se ha encontrado",
	"domain status: no object",
	"220 available",
	"is not in use",
	"not in database",
	"was not found",
	"could not be found",
	"cannot be found",
	"not find match",
	"no domain records",
};

/* It says "not" of something else. */
static const char *const none_but[] = {
	"not available",
	"server not found",
	"not found in whois server",
	"contact not found",
	"registrant not found",
	"nameserver not found",
	"not available for",
	"is not authorit",
	"no whois server",
	"may not",
	"not registered for",
	"if no match",
	"handle not found",
	"premium",
	"reserved",
};

static const char *const refused[] = {
	"limit exceeded",
	"limit has been exceeded",
	"limit was exceeded",
	"limit reached",
	"rate reached",
	"exceeded the",
	"exceeded your",
	"exceeded allowed",
	"have exceeded",
	"has exceeded",
	"been exceeded",
	"queries exceeded",
	"requests exceeded",
	"quota exceeded",
	"too many",
	"access denied",
	"access is denied",
	"access restricted",
	"access to this service is denied",
	"permission denied",
	"try again later",
	"try again in",
	"try later",
	"slow down",
	"grace period",
	"connection refused",
	"temporarily unavailable",
	"temporarily blocked",
	"temporarily denied",
	"service unavailable",
	"currently unavailable",
	"not available at this time",
	"been blocked",
	"is blocked",
	"been blacklisted",
	"is blacklisted",
	"ip is banned",
	"been banned",
	"not authorized to",
	"unauthorized",
	"not authorised",
	"not permitted",
	"no permission",
	"request denied",
	"request is denied",
	"query denied",
	"queries per",
	"excessive querying",
	"query rate of",
	"throttl",
	"maximum query",
	"maximum number of",
	"not allowed to",
	"lookup quota",
	"ip address is not",
	"usage limit",
	"daily limit",
	"whois limit",
	"intervalo entre consultas",
	"interval is too short",
	"requests of this client",
	"over quota",
	"overload",
	"server is busy",
	"server busy",
	"internal error",
	"database error",
	"timeout",
	"unable to connect",
	"unable to process",
	"system is down",
	"under maintenance",
	"connection limit",
	"demasiadas",
	"excedido",
	"limite de",
	"not valid for this",
	"error:55",
	"rate limit exceeded",
};

/* Words of a rule about what would happen, and of terms of use. */
static const char *const conditional[] = {
	" may ",          " will ",        " if ",
	"if you",         " would ",       " should ",
	" agree",         "in order to",   " shall ",
	" must ",         "prohibited",    "abuse",
	"please note",    "circumstances", " could ",
	" intended ",     "for any ",      "reserves the right",
	" terms ",        "warrant",       "to ensure",
	"unless",         "purposes",      "not authorized to access or query our",
	"provided for",   "as-is",         "restrictions on",
	"which includes",
};

static bool holds_any(struct lic_str line, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (lic_registration_holds(line, words[i]))
			return true;
	return false;
}

#define HOLDS(line, words) holds_any(line, words, LIC_ARRAY_SIZE(words))

/* The line in lower case with single spaces, so that one spelling of a phrase does. */
static struct lic_str plain(struct lic_str line, char *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < line.len && n < size; i++) {
		char c = lic_lower(line.ptr[i]);
		if (c == '_' || c == '\t' || c == '\r' || c == '*')
			c = ' ';
		if (c == ' ' && n && out[n - 1] == ' ')
			continue;
		out[n++] = c;
	}
	return lic_str_trim(lic_str(out, n));
}

enum lic_answer lic_whois_words(struct lic_str text)
{
	char room[512];
	struct lic_str raw;
	enum lic_answer answer = LIC_ANSWER_UNCLEAR;

	for (unsigned n = 0; n < LIC_REGISTRATION_LINES_MAX; n++) {
		if (!lic_str_split(&text, '\n', &raw))
			break;
		struct lic_str line = plain(raw, room, sizeof(room));
		if (!line.len || HOLDS(line, conditional))
			continue;
		if (HOLDS(line, refused))
			return LIC_ANSWER_REFUSED;
		if ((HOLDS(line, none) && !HOLDS(line, none_but)) ||
		    lic_str_eq(line, LIC_STR("available")))
			answer = LIC_ANSWER_NONE;
	}
	return answer;
}

bool lic_whois_status_free(struct lic_str status)
{
	static const char *const free_words[] = {
		"available",     "free",      "not registered", "no object found", "unregistered",
		"220 available", "not found", "deleted",        "libre",
	};

	return lic_str_is_among(status, free_words, LIC_ARRAY_SIZE(free_words));
}

size_t lic_whois_query(char out[LIC_WHOIS_QUERY_MAX], struct lic_str server, struct lic_str domain)
{
	/* Servers whose bare answer is another: only the domain and no host of a like
	 * name, its dates and not its status alone, in English. */
	static const struct {
		const char *server, *before, *behind;
	} forms[] = {
		{"whois.verisign-grs.com", "=", ""},
		{"whois.denic.de", "-T dn,ace ", ""},
		{"whois.jprs.jp", "", "/e"},
		{"whois.punktum.dk", "--show-handles ", ""},
		{"whois.dk-hostmaster.dk", "--show-handles ", ""},
	};
	const char *before = "", *behind = "";

	for (size_t i = 0; i < LIC_ARRAY_SIZE(forms); i++) {
		if (lic_str_eq(server, lic_str_from(forms[i].server))) {
			before = forms[i].before;
			behind = forms[i].behind;
		}
	}
	int n = snprintf(out, LIC_WHOIS_QUERY_MAX, "%s%.*s%s\r\n", before, LIC_STR_ARG(domain),
			 behind);
	return n > 0 && n < LIC_WHOIS_QUERY_MAX ? (size_t)n : 0;
}

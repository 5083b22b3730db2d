#include "problem.h"

#include "json.h"

const struct lic_problem_kind lic_problem_kinds[LIC_PROBLEMS] = {
	[LIC_PROBLEM_NONE] = {200, "none", "No problem"},
	[LIC_PROBLEM_BAD_REQUEST] = {400, "bad-request", "The request is malformed"},
	[LIC_PROBLEM_BAD_JSON] = {400, "bad-json", "The body is not valid JSON"},
	[LIC_PROBLEM_BAD_PARAMETER] = {400, "bad-parameter", "A parameter is malformed"},
	[LIC_PROBLEM_BAD_URL] = {422, "bad-url", "The address cannot be checked"},
	[LIC_PROBLEM_BAD_COUNTRY] = {422, "bad-country", "The country is not known"},
	[LIC_PROBLEM_BAD_FIELD] = {422, "bad-field", "A member of the body cannot be used"},
	[LIC_PROBLEM_NO_TOKEN] = {401, "no-token", "A token is needed"},
	[LIC_PROBLEM_SIGN_IN] = {401, "sign-in", "Sign in first"},
	[LIC_PROBLEM_NOT_ALLOWED] = {403, "not-allowed", "You may not do this"},
	[LIC_PROBLEM_WEB_ORIGIN] = {403, "web-origin", "Web pages may not call Licit"},
	[LIC_PROBLEM_PAIRING_REFUSED] = {403, "pairing-refused", "The code was not accepted"},
	[LIC_PROBLEM_NOT_FOUND] = {404, "not-found", "There is nothing here"},
	[LIC_PROBLEM_BAD_METHOD] = {405, "bad-method", "This method is not offered here"},
	[LIC_PROBLEM_TOO_LARGE] = {413, "too-large", "The body is too large"},
	[LIC_PROBLEM_TARGET_TOO_LONG] = {414, "target-too-long", "The request line is too long"},
	[LIC_PROBLEM_BAD_TYPE] = {415, "bad-type", "The body is of the wrong type"},
	[LIC_PROBLEM_WRONG_HOST] = {421, "wrong-host", "Licit is not known by this name"},
	[LIC_PROBLEM_INTERNAL] = {500, "internal", "Licit failed to answer"},
	[LIC_PROBLEM_BUSY] = {503, "busy", "Licit cannot do this now"},
	[LIC_PROBLEM_STORAGE] = {507, "storage", "There is no room to store this"},
};

enum lic_problem lic_problem_from_err(int err)
{
	switch (err) {
	case LIC_EINVAL:
		return LIC_PROBLEM_BAD_COUNTRY;
	case LIC_ELIMIT:
	case LIC_ESYNTAX:
	case LIC_EUTF8:
	case LIC_ENAME:
	case LIC_ESCHEME:
	case LIC_EHOST:
		return LIC_PROBLEM_BAD_URL;
	case LIC_EDENIED:
		return LIC_PROBLEM_PAIRING_REFUSED;
	case LIC_EBUSY:
	case LIC_EREADONLY:
		return LIC_PROBLEM_BUSY;
	case LIC_ENOSPC:
		return LIC_PROBLEM_STORAGE;
	default:
		return LIC_PROBLEM_INTERNAL;
	}
}

enum lic_problem lic_problem_set(struct lic_diag *diag, enum lic_problem problem, const char *fmt,
				 ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(diag->text, sizeof(diag->text), fmt, args);
	va_end(args);
	return problem;
}

/* Lower layers speak in the middle of a line: make a sentence of it. */
static void write_sentence(struct lic_buf *out, struct lic_str text)
{
	char sentence[sizeof(((struct lic_diag *)NULL)->text) + 1];
	size_t len = text.len < sizeof(sentence) - 1 ? text.len : sizeof(sentence) - 1;

	memcpy(sentence, text.ptr, len);
	if (len && sentence[0] >= 'a' && sentence[0] <= 'z')
		sentence[0] = (char)(sentence[0] - 'a' + 'A');
	if (len && !strchr(".!?", sentence[len - 1]))
		sentence[len++] = '.';
	lic_json_str(out, lic_str(sentence, len));
}

void lic_problem_write(struct lic_buf *out, enum lic_problem problem, const char *detail)
{
	const struct lic_problem_kind *kind = &lic_problem_kinds[problem];

	lic_buf_printf(out, "{\"type\":\"/problems/%s\",", kind->slug);
	lic_json_field(out, "title", lic_str_from(kind->title));
	lic_buf_printf(out, ",\"status\":%u,\"detail\":", kind->status);
	write_sentence(out, lic_str_from(detail));
	LIC_BUF_LIT(out, "}\n");
}

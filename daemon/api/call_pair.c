#include "calls.h"
#include "json.h"
#include "log.h"

/* A code is 8 letters and a hyphen; room for blanks that came with a paste. */
#define CODE_MAX 64

/* Who came by native messaging is known already, and needs no code from a person. */
static int own_code(struct lic_request *request, char made[LIC_PAIR_CODE_SIZE],
		    struct lic_str *code)
{
	int err = LIC_OK;

	if (!code->ptr && request->vouched) {
		err = lic_pair_new(request->service->engine, made, &request->diag);
		*code = lic_str_from(made);
	}
	return err;
}

static enum lic_problem redeem(struct lic_request *request, const struct lic_json *root,
			       struct lic_reply *reply)
{
	char token[LIC_TOKEN_SIZE], id[LIC_TOKEN_ID_SIZE], made[LIC_PAIR_CODE_SIZE] = "";
	struct lic_str code;
	enum lic_problem problem =
		lic_call_member(request, root, "code", CODE_MAX, !request->vouched, &code);

	if (problem)
		return problem;
	int err = own_code(request, made, &code);
	if (!err)
		err = lic_pair_redeem(request->service->engine, lic_str_trim(code), token, id,
				      &request->diag);
	if (err == LIC_EDENIED)
		lic_log(LIC_LOG_WARN, "a pairing code was refused");
	if (err == LIC_EINVAL || err == LIC_ESYNTAX)
		return LIC_PROBLEM_PAIRING_REFUSED;
	if (err < 0)
		return lic_problem_from_err(err);
	lic_log(LIC_LOG_INFO, "paired: %s", id);
	lic_buf_addc(reply->body, '{');
	lic_json_field(reply->body, "token", lic_str_from(token));
	lic_buf_addc(reply->body, ',');
	lic_json_field(reply->body, "id", lic_str_from(id));
	LIC_BUF_LIT(reply->body, "}\n");
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_call_pair(struct lic_request *request, struct lic_reply *reply)
{
	struct lic_json *root;
	enum lic_problem problem = lic_call_json(request, &root);

	if (problem)
		return problem;
	problem = redeem(request, root, reply);
	lic_json_free(root);
	return problem;
}

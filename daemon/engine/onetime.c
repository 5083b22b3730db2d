#include "onetime.h"

#include "digest.h"

/* Without 0 and O, 1 and I, which look alike. */
static const char alphabet[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

static int draw(void *out, size_t len, struct lic_diag *diag)
{
	int err = lic_random(out, len);

	return err < 0 ? lic_diag_set(diag, err, "the system has no random numbers to give")
		       : LIC_OK;
}

int lic_onetime_code(char out[LIC_CODE_LETTERS], struct lic_diag *diag)
{
	unsigned char random[LIC_CODE_LETTERS];
	int err = draw(random, sizeof(random), diag);

	/* 32 letters: five bits each, no bias. */
	_Static_assert(sizeof(alphabet) - 1 == 32, "a power of two");
	for (size_t i = 0; !err && i < LIC_CODE_LETTERS; i++)
		out[i] = alphabet[random[i] & 31];
	return err;
}

int lic_onetime_letters(struct lic_str typed, char out[LIC_CODE_LETTERS])
{
	size_t n = 0;

	for (size_t i = 0; i < typed.len; i++) {
		char c = typed.ptr[i];
		if (c == '-' || c == ' ')
			continue;
		c = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
		if (n == LIC_CODE_LETTERS || c == '\0' || !strchr(alphabet, c))
			return LIC_EDENIED;
		out[n++] = c;
	}
	return n == LIC_CODE_LETTERS ? LIC_OK : LIC_EDENIED;
}

void lic_onetime_base64(const unsigned char in[32], char out[LIC_TOKEN_SIZE])
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	uint32_t bits = 0;
	unsigned held = 0;

	for (size_t i = 0; i < 32; i++) {
		bits = bits << 8 | in[i];
		for (held += 8; held >= 6; held -= 6)
			*out++ = digits[bits >> (held - 6) & 63];
	}
	if (held)
		*out++ = digits[bits << (6 - held) & 63];
	*out = '\0';
}

int lic_onetime_token(char out[LIC_TOKEN_SIZE], struct lic_diag *diag)
{
	unsigned char random[32];
	int err = draw(random, sizeof(random), diag);

	if (!err)
		lic_onetime_base64(random, out);
	return err;
}

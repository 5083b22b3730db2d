#include "num.h"

int lic_num_parse(struct lic_str s, uint64_t max, uint64_t *out)
{
	uint64_t n = 0;

	if (s.len == 0)
		return LIC_ESYNTAX;
	for (size_t i = 0; i < s.len; i++) {
		if (!lic_is_digit(s.ptr[i]))
			return LIC_ESYNTAX;
		uint64_t digit = (uint64_t)(s.ptr[i] - '0');
		if (n > (max - digit) / 10 || digit > max)
			return LIC_ELIMIT;
		n = n * 10 + digit;
	}
	*out = n;
	return LIC_OK;
}

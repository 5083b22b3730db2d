#include "border.h"

#include "num.h"
#include "rows.h"

static void describe_name(struct lic_str name, struct lic_buf *out)
{
	lic_buf_adds(out, lic_border_is_local_name(name) ? LIC_STR("local") : LIC_STR("asked for"));
}

static void describe_peer(const struct lic_border *border, struct lic_str asked,
			  struct lic_buf *out)
{
	size_t space = lic_str_find(asked, ' ');
	struct lic_address address;
	struct lic_peer to;
	char text[LIC_ADDRESS_SIZE];
	uint64_t port;

	assert_int_equal(lic_address_parse(lic_str(asked.ptr, space), &address), 0);
	assert_int_equal(lic_num_parse(lic_str(asked.ptr + space + 1, asked.len - space - 1),
				       UINT16_MAX, &port),
			 0);
	const char *why = lic_border_admit(border, &address, (uint16_t)port, &to);
	if (why) {
		lic_buf_adds(out, lic_str_from(why));
		return;
	}
	lic_address_write(&to.address, text);
	lic_buf_printf(out, "%s %u", text, to.port);
}

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_border border;

	if (lic_str_starts(input, LIC_STR("name "))) {
		describe_name(lic_str(input.ptr + 5, input.len - 5), out);
		return;
	}
	size_t bar = lic_str_find(input, '|');
	int err = lic_border_init(&border, lic_str_trim(lic_str(input.ptr, bar)), NULL);
	if (err < 0) {
		assert_int_equal(err, LIC_EINVAL);
		LIC_BUF_LIT(out, "!einval");
		return;
	}
	describe_peer(&border, lic_str_trim(lic_str(input.ptr + bar + 1, input.len - bar - 1)),
		      out);
}

int main(void)
{
	return rows_run("io/border.rows", describe) != 0;
}

#include "home.h"

#include "facts_page_rows.h"
#include "sections.h"

static void describe(struct lic_str input, struct lic_buf *out)
{
	static struct facts_page_rows rows;
	static struct lic_facts facts;
	struct lic_str line;

	rows = (struct facts_page_rows){.next_price = 0};
	while (lic_str_split(&input, '\n', &line)) {
		if (!lic_str_trim(line).len)
			continue;
		struct lic_str word = facts_page_rows_word(&line);
		assert_true(facts_page_rows_read(&rows, &facts, word, line));
	}
	const struct lic_str home = lic_home_of(&rows.page);
	lic_buf_adds(out, home.len ? home : LIC_STR("nowhere"));
	lic_buf_addc(out, '\n');
}

int main(void)
{
	return sections_run("data/home.rows", describe);
}

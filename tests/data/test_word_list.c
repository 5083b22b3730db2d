/* Splitting labels by a word list of its own: word_list.rows, and files that are none. */
#include "word_list.h"

#include "rows.h"

static const char list[] = "fit,strength,kind,word\n"
			   "any,3,medicine,viagra\n"
			   "edge,3,medicine,cialis\n"
			   "whole,3,medicine,soma\n"
			   "any,3,pharmacy,pharmacy\n"
			   "whole,2,pharmacy,rx\n"
			   "whole,1,sales,buy\n"
			   "whole,1,sales,24\n"
			   "whole,2,info,news\n"
			   "whole,1,plain,specialist\n"
			   "whole,1,plain,farm\n"
			   "whole,1,plain,to\n";

static struct lic_words words;

/* The words found, then how many letters no word covers. */
static void split(struct lic_str label, struct lic_buf *out)
{
	struct lic_word_found found[LIC_LABEL_MAX];
	size_t n = lic_words_find(&words, label, found);

	for (size_t i = 0; i < n; i++) {
		assert_true(found[i].shown.ptr >= label.ptr);
		lic_buf_adds(out, found[i].word->word);
		if (found[i].disguised)
			lic_buf_printf(out, "(%.*s)", LIC_STR_ARG(found[i].shown));
		lic_buf_addc(out, ' ');
	}
	lic_buf_printf(out, "+%u", (unsigned)lic_words_left(&words, label, LIC_WORDS_ALL));
}

static void parse(struct lic_str text, struct lic_buf *out)
{
	struct lic_words w;
	struct lic_diag diag = {""};
	int err = lic_words_parse(&w, text, &diag);

	if (err < 0) {
		lic_buf_printf(out, "%s", diag.text);
		return;
	}
	lic_buf_printf(out, "%u words", (unsigned)w.count);
	lic_words_release(&w);
	lic_words_release(&w);
}

int main(void)
{
	struct lic_diag diag = {""};

	if (lic_words_parse(&words, lic_str_from(list), &diag) < 0) {
		print_error("%s\n", diag.text);
		return 1;
	}
	int failed = rows_run("data/word_list.rows", split) +
		     rows_run("data/word_list_file.rows", parse);
	lic_words_release(&words);
	return failed;
}

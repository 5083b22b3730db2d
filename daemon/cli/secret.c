#include "secret.h"

#include "num.h"

#include <fcntl.h>
#include <termios.h>

/* The first line of what the descriptor gives, byte by byte: what is behind it is others'. */
static int read_line(struct lic_buf *out, int fd, const char *what, struct lic_diag *diag)
{
	bool ended = false;
	char c;

	while (!ended) {
		ssize_t n = read(fd, &c, 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return lic_diag_set(diag, lic_err_from_errno(errno),
					    "cannot read the passphrase from %s: %s", what,
					    strerror(errno));
		ended = n == 0 || c == '\n';
		if (!ended)
			lic_buf_addc(out, c);
	}
	if (lic_buf_error(out) < 0)
		return lic_diag_set(diag, LIC_ELIMIT, "a passphrase has %d bytes at most",
				    LIC_SECRET_MAX);
	if (out->len && out->ptr[out->len - 1] == '\r')
		out->len--;
	return LIC_OK;
}

static void tell(int fd, const char *text)
{
	ssize_t n = write(fd, text, strlen(text));

	(void)n;
}

static int ask(struct lic_buf *out, int tty, const char *prompt, struct lic_diag *diag)
{
	struct termios before, quiet;
	bool terminal = tcgetattr(tty, &before) == 0;

	/* Before the question: who is quick must not see what he types. */
	if (terminal) {
		quiet = before;
		quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK);
		quiet.c_lflag |= ICANON | ECHONL;
		tcsetattr(tty, TCSAFLUSH, &quiet);
	}
	tell(tty, prompt);
	int err = read_line(out, tty, "the terminal", diag);
	if (terminal)
		tcsetattr(tty, TCSAFLUSH, &before);
	return err;
}

static int ask_again(const struct lic_buf *first, int tty, struct lic_diag *diag)
{
	struct lic_buf again;

	lic_buf_init(&again, LIC_SECRET_MAX);
	int err = lic_buf_grow(&again, LIC_SECRET_MAX);
	if (!err)
		err = ask(&again, tty, "The same once more: ", diag);
	if (!err && !lic_str_eq(lic_buf_str(first), lic_buf_str(&again)))
		err = lic_diag_set(diag, LIC_EINVAL, "the two are not the same");
	lic_secret_release(&again);
	return err;
}

static int read_tty(struct lic_buf *out, const char *prompt, bool twice, struct lic_diag *diag)
{
	int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	int err;

	if (tty < 0)
		return lic_diag_set(diag, LIC_ENOENT,
				    "there is no terminal to ask for the passphrase on");
	err = ask(out, tty, prompt, diag);
	if (!err && twice)
		err = ask_again(out, tty, diag);
	close(tty);
	return err;
}

int lic_secret_read(struct lic_buf *out, const char *file, const char *fd, const char *prompt,
		    bool twice, struct lic_diag *diag)
{
	uint64_t number = 0;
	int err;

	lic_buf_init(out, LIC_SECRET_MAX);
	/* All of it at once, so that no copy stays behind where it grows. */
	if (lic_buf_grow(out, LIC_SECRET_MAX) < 0)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	if (fd) {
		if (lic_num_parse(lic_str_from(fd), 1024, &number) < 0)
			return lic_diag_set(diag, LIC_EINVAL, "\"%s\" is no number of a descriptor",
					    fd);
		return read_line(out, (int)number, "the descriptor", diag);
	}
	if (!file)
		return read_tty(out, prompt, twice, diag);
	int in = open(file, O_RDONLY | O_CLOEXEC);
	if (in < 0)
		return lic_diag_set(diag, lic_err_from_errno(errno), "cannot open %s: %s", file,
				    strerror(errno));
	err = read_line(out, in, file, diag);
	close(in);
	return err;
}

void lic_secret_release(struct lic_buf *secret)
{
	if (secret->ptr)
		explicit_bzero(secret->ptr, secret->cap);
	lic_buf_release(secret);
}

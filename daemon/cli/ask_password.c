#include "ask_password.h"

#include <termios.h>

#include "limits.h"

void lic_password_forget(struct lic_buf *password)
{
	if (password->ptr)
		explicit_bzero(password->ptr, password->cap);
	lic_buf_release(password);
}

/* One line without its end. */
static int read_line(struct lic_buf *out, struct lic_diag *diag)
{
	char c;
	ssize_t n;

	while ((n = read(STDIN_FILENO, &c, 1)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return lic_diag_set(diag, LIC_EIO, "the password cannot be read: %s",
					    strerror(errno));
		if (c == '\n')
			break;
		lic_buf_addc(out, c);
	}
	if (lic_buf_error(out))
		return lic_diag_set(diag, LIC_ELIMIT, "a password has at most %d bytes",
				    LIC_PASSWORD_MOST);
	return LIC_OK;
}

static int ask_once(const char *prompt, struct lic_buf *out, struct lic_diag *diag)
{
	struct termios shown, hidden;

	if (tcgetattr(STDIN_FILENO, &shown) != 0)
		return read_line(out, diag);
	hidden = shown;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	fprintf(stderr, "%s: ", prompt);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
	int err = read_line(out, diag);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
	fputc('\n', stderr);
	return err;
}

int lic_password_ask(const char *prompt, bool again, struct lic_buf *out, struct lic_diag *diag)
{
	struct lic_buf second;

	lic_buf_init(out, LIC_PASSWORD_MOST);
	int err = ask_once(prompt, out, diag);
	if (err < 0 || !again || !isatty(STDIN_FILENO))
		return err;
	lic_buf_init(&second, LIC_PASSWORD_MOST);
	err = ask_once("Once more", &second, diag);
	if (!err && !lic_str_eq(lic_buf_str(out), lic_buf_str(&second)))
		err = lic_diag_set(diag, LIC_EINVAL, "the two passwords are not the same");
	lic_password_forget(&second);
	return err;
}

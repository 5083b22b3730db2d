"""Somebody at the console, as a browser would be: a cookie, and the forms of the pages."""

import html.parser
import re
import urllib.parse

PASSWORD = "correct horse battery staple"


class Page(html.parser.HTMLParser):
    """What a browser would make of a page: its elements and its forms."""

    VOID = {"meta", "link", "input", "br", "img", "hr"}

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.text, self.forms, self.open = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.elements.append((tag, attrs))
        self.text.append(" ")
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "form":
            self.forms.append({"action": attrs.get("action"), "fields": {}})
        elif tag == "input" and self.forms and "name" in attrs:
            self.forms[-1]["fields"][attrs["name"]] = attrs.get("value") or ""

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        self.text.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]

    def form(self, action):
        for form in self.forms:
            if form["action"] == action:
                return form
        raise AssertionError(f"the page has no form for {action}")

    def words(self):
        return " ".join("".join(self.text).split())


def expect(got, wanted, what):
    assert got == wanted, f"{what}: {got!r}, not {wanted!r}"


def check_inert(what, answer):
    """Of what a stranger wrote the page has no element, no attribute and no script."""
    page = Page(answer.text)
    for tag, attrs in page.elements:
        assert tag != "xss-probe", f"{what}: <{tag}>"
        assert not [name for name in attrs if name.startswith("on")], f"{what}: {attrs}"
        assert not (attrs.get("href") or "").lower().startswith("javascript:"), f"{what}: {attrs}"
    expect(page.open, [], f"{what}: not closed")


class Person:
    def __init__(self, daemon, name=None):
        self.daemon, self.name, self.cookie = daemon, name, None

    @property
    def origin(self):
        return f"http://{self.daemon.address}:{self.daemon.port}"

    def headers(self, more):
        sent = {"Origin": self.origin, "Content-Type": "application/x-www-form-urlencoded"}
        if self.cookie:
            sent["Cookie"] = f"other=1; licit-console={self.cookie}"
        sent.update(more or {})
        return {name: value for name, value in sent.items() if value is not None}

    def note(self, answer):
        for field in answer.headers.get_all("Set-Cookie") or []:
            found = re.match(r"licit-console=([^;]*)", field)
            self.cookie = found[1] or None
        return answer

    def get(self, path, headers=None):
        headers = {"Origin": None, "Content-Type": None, **(headers or {})}
        return self.note(self.daemon.call("GET", path, token=None, headers=self.headers(headers)))

    def post(self, path, fields=None, headers=None, body=None):
        if body is None:
            body = urllib.parse.urlencode(fields or {}, doseq=True)
        return self.note(self.daemon.call("POST", path, body=body, token=None, headers=self.headers(headers)))

    def page(self, path, status=200):
        answer = self.get(path)
        assert answer.status == status, f"{path}: {answer.status}: {answer.text[:300]}"
        return Page(answer.text)

    def form_word(self):
        """What every form of this session sends along."""
        return self.page("/console/password").form("/console/sign-out")["fields"]["form"]

    def send(self, path, status=303, **fields):
        """A form of this session."""
        answer = self.post(path, {"form": self.form_word(), **fields})
        assert answer.status == status, f"{path}: {answer.status}: {Page(answer.text).words()[:500]}"
        return answer

    def upload(self, path, name, text, **fields):
        mark = "licit-boundary"
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
                 for key, value in {"form": self.form_word(), **fields}.items()]
        parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
                     f"Content-Type: text/csv\r\n\r\n{text}\r\n--{mark}--\r\n")
        return self.post(path, body="".join(parts),
                         headers={"Content-Type": f"multipart/form-data; boundary={mark}"})

    def sign_in(self, password=PASSWORD, name=None):
        return self.post("/console/sign-in", {"name": name or self.name, "password": password})

    def sign_in_by_code(self):
        code = self.daemon.licit("pair", "--console", self.name).strip()
        return self.post("/console/sign-in", {"code": code})

    def is_in(self):
        return self.get("/console/").status == 200


def add_user(daemon, name, role, password=None):
    words = ["users", "add", name, "--role", role]
    if password is None:
        daemon.licit(*words, "--no-password")
    else:
        daemon.licit(*words, typed=password + "\n")


def somebody(daemon, name, role):
    """A user of that role, signed in."""
    add_user(daemon, name, role)
    person = Person(daemon, name)
    answer = person.sign_in_by_code()
    assert answer.status == 303, answer.text
    return person

"""The world of look.cases: what the name server says, what the sites answer."""

import json

import certificates
from sites import drip, endless_body, endless_head, endless_hints, page, raw, redirect, squeezed

HOME = "198.51.100.1"   # http and https
BARE = "198.51.100.2"   # http alone
MUTE = "198.51.100.3"   # says nothing on its secure port
PLAIN = "198.51.100.4"  # speaks http on its secure port, not https

TRICKS = {"silent.test": "silent", "servfail.test": "servfail", "refused.test": "refused",
          "wrong-id.test": "wrong-id", "garbage.test": "garbage", "truncate.test": "truncate",
          "giant.test": "giant"}


# Shops with a seal of the register of this world, and where it leads.
SEALED = {
    "sealed": "https://register.test/entry/1",
    "sealed-moved": "https://register.test/entry/2",
    "sealed-plain": "http://register.test/entry/1",
    "sealed-news": "https://register.test/news/1",
    "stolen": "https://register.test/entry/3",
    "silent-entry": "https://register.test/entry/4",
    "dead-entry": "https://register.test/entry/404",
    "slow-entry": "https://register.test/entry/5",
    "away-entry": "https://register.test/entry/6",
    "refused-entry": "https://register.test/entry/7",
    "forged-entry": "https://register-forged.test/entry/1",
    "inside-entry": "https://register-inside.test/entry/1",
    "closed-entry": "https://register-closed.test/entry/1",
    "drip-entry": "https://register.test/entry/8",
    "picture-entry": "https://register.test/entry/9",
    "circle-entry": "https://register.test/entry/10",
    "warned-entry": "https://register.test/entry/12",
    "busy-entry": "https://register.test/entry/13",
    # Of one house, with one entry.
    "house-a": "https://register.test/entry/20",
    "house-b": "https://register.test/entry/20",
    "house-c": "https://register.test/entry/20",
    # Each with its own.
    "turn-a": "https://register.test/entry/21",
    "turn-b": "https://register.test/entry/24",
    "turn-c": "https://register.test/entry/23",
}

SEAL = {
    "id": "test-register", "name": "Test logo", "issuer": "the test authority", "kind": "licence",
    "files": ["test-seal"], "texts": [], "images": [],
    "links": [{"hosts": ["register.test", "register-forged.test", "register-inside.test",
                         "register-closed.test"],
               "entries": ["/entry/{digits}"]}],
}


OFFER = "<title>Shop</title><p>Viagra 100 mg 9.99 EUR <button>Add to cart</button></p>"


def seal(link):
    return f'<p><a href="{link}"><img src=/test-seal.png></a></p>'


def sealed(link):
    return page(OFFER + seal(link))


def entry(site):
    return page(f"<h1>Honest Chemist Ltd</h1><p>Website: {site}</p><footer>www.gov.uk</footer>")


def register(stop):
    """The register's pages: entries by number, and news that are none."""

    def slow(request):
        stop.wait()

    return {
        ("register.test", "/entry/1"): entry("www.sealed.test, sealed-plain.test"),
        ("register.test", "/entry/2"): redirect("/entry/22", 301),
        ("register.test", "/entry/22"): entry("sealed-moved.test"),
        ("register.test", "/entry/3"): entry("www.honest-pharmacy.co.uk"),
        ("register.test", "/entry/4"): entry("none"),
        ("register.test", "/entry/5"): slow,
        ("register.test", "/entry/6"): redirect("http://away-entry.test/entry/1"),
        ("register.test", "/entry/7"): page("no robots", status=403),
        ("register.test", "/entry/8"): drip(stop),
        ("register.test", "/entry/9"): page("(drawn)", kind="image/png"),
        ("register.test", "/entry/10"): redirect("/entry/11"),
        ("register.test", "/entry/11"): redirect("/entry/10"),
        ("register.test", "/entry/12"): redirect("/news/2"),
        ("register.test", "/entry/13"): page("later", (("Retry-After", "60"),), status=503),
        ("register.test", "/entry/20"): entry("house-a.test, house-b.test, house-c.test"),
        ("register.test", "/entry/21"): entry("turn-a.test"),
        ("register.test", "/entry/23"): entry("turn-c.test"),
        ("register.test", "/entry/24"): entry("turn-b.test"),
        ("register.test", "/news/1"): entry("sealed-news.test"),
        ("register.test", "/news/2"): entry("warned-entry.test"),
        ("register-forged.test", "/entry/1"): entry("forged-entry.test"),
    }


def zone(turned):
    """rebind.test is public until `turned` is set, and inside from then on."""
    records = {}
    for name in ("shop", "www.shop", "to-metadata", "to-mapped", "to-decimal", "to-hex", "to-localhost",
                 "to-name-inside", "to-rebind", "to-file", "circle", "long", "chain", "drip", "bomb", "head",
                 "hints", "endless", "search", "cloak", "broken", "relative", "truncate", "other",
                 "binary", "to-port", "backslash", "gone", "shy", "moved", "refresh", "refresh-header",
                 "script", "slow-refresh", "script-circle", "script-to-file", "script-long", "script-to-inside",
                 "script-to-nowhere", "script-search", "script-cloak", "image-refresh", "script-deep", "bakery",
                 "cheap-viagra", "search-viagra", "search-pills", *SEALED,
                 "many-entries", "decoy-entry"):
        records[f"{name}.test", "A"] = [HOME]
    for name in certificates.SHOPS:
        records[name, "A"] = [HOME]
    records["register-inside.test", "A"] = ["10.0.0.1"]
    records["register-closed.test", "A"] = [BARE]
    records["bare.test", "A"] = [BARE]
    records["mute.test", "A"] = [MUTE]
    records["plain.test", "A"] = [PLAIN]
    records["buy-kamagra.test", "A"] = [BARE]
    records["shop.test", "NS"] = ["ns2.shop.test", "ns1.shop.test"]
    records["shop.test", "MX"] = ["10 mx.shop.test"]
    records["shop.test", "TXT"] = ["v=spf1 mx -all", "hello"]
    records["www.shop.test", "A"] = None
    records["www.shop.test", "CNAME"] = ["shop.test"]
    records["loop-a.test", "CNAME"] = ["loop-b.test"]
    records["loop-b.test", "CNAME"] = ["loop-a.test"]
    records["inside.test", "A"] = ["10.0.0.1"]
    records["inside6.test", "AAAA"] = ["::ffff:127.0.0.1"]
    records["half-inside.test", "A"] = [HOME, "127.0.0.1"]
    records["half-inside6.test", "A"] = [HOME]
    records["half-inside6.test", "AAAA"] = ["fe80::1"]
    records["metadata.test", "A"] = ["169.254.169.254"]
    records["rebind.test", "A"] = lambda: ["127.0.0.1"] if turned.is_set() else [HOME]
    records["no-address.test", "MX"] = ["0 ."]
    records["giant.test", "A"] = [HOME]
    return records


def by_visitor(plain, search, crawler):
    def answer(request):
        if "Googlebot" in request.headers.get("User-Agent", ""):
            crawler(request)
        elif "google" in request.headers.get("Referer", ""):
            search(request)
        else:
            plain(request)

    return answer


def turn(turned, to):
    """A visit that turns the name round and is sent on: the next question has another answer."""

    def answer(request):
        turned.set()
        redirect(to)(request)

    return answer


def plain(stop, turned, forbidden):
    """What answers on http. On the port `forbidden` of 127.0.0.1 stands who must not be asked."""
    shop = page("<title>Shop</title>good day", (("Server", "nginx"),))
    sites = {
        ("shop.test", "/"): shop,
        ("www.shop.test", "/"): shop,
        ("other.test", "/"): page("other"),
        ("bare.test", "/"): page("bare"),
        ("buy-kamagra.test", "/"): page("bare"),
        ("giant.test", "/"): page("giant"),
        ("truncate.test", "/"): page("truncate"),
        ("to-metadata.test", "/"): redirect("http://169.254.169.254/latest/meta-data/"),
        ("to-mapped.test", "/"): redirect("http://[::ffff:127.0.0.1]/"),
        ("to-decimal.test", "/"): redirect("http://2130706433/"),
        ("to-hex.test", "/"): redirect("//0x7f.1/x"),
        ("to-localhost.test", "/"): redirect("http://localhost./"),
        ("to-name-inside.test", "/"): redirect("http://inside.test/"),
        ("to-rebind.test", "/"): redirect(f"http://rebind.test:{forbidden}/"),
        # Only the visitor whose way is compared turns it: the others may be on theirs.
        ("rebind.test", "/"): by_visitor(turn(turned, "/inside"), shop, shop),
        ("to-file.test", "/"): redirect("file:///etc/passwd"),
        ("to-port.test", "/"): redirect("http://198.51.100.1:22/"),
        ("backslash.test", "/"): redirect("\\\\other.test/"),
        ("circle.test", "/"): redirect("/a", 301),
        ("circle.test", "/a"): redirect("/", 301),
        ("relative.test", "/"): redirect("b/../c?d#e", 307),
        ("relative.test", "/c?d"): page("here"),
        ("drip.test", "/"): drip(stop),
        ("bomb.test", "/"): squeezed(900000),
        ("head.test", "/"): endless_head,
        ("hints.test", "/"): endless_hints,
        ("endless.test", "/"): endless_body,
        ("broken.test", "/"): raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
        ("binary.test", "/"): page(b"\x00" * 1000, kind="image/png"),
        ("search.test", "/"): by_visitor(shop, redirect("http://other.test/"), shop),
        ("gone.test", "/"): by_visitor(page("gone", status=404), page("gone", status=404), shop),
        ("shy.test", "/"): by_visitor(shop, shop, page("no robots", status=403)),
        ("moved.test", "/"): redirect("http://other.test/", 301),
        ("cloak.test", "/"): by_visitor(redirect("http://other.test/"), redirect("http://other.test/"), shop),
    }
    pills = "<p>Buy cheap Viagra, Cialis, Xanax and Tramadol online without prescription!</p>"
    bread = "<p>" + "We bake bread and cakes every day, and deliver them to your door. " * 10 + "</p>"
    offer = "<p>Viagra 100 mg <b>$2.50</b> <button>Add to cart</button></p>"
    led = page("<script>location = 'http://other.test/'</script>")
    sites.update({
        # Somebody has broken into it: pages for who searches, for robots, and a shop in a corner.
        ("bakery.test", "/"): page(bread),
        ("bakery.test", "/search"): by_visitor(page(bread), page(pills + bread), page(bread)),
        ("bakery.test", "/robots"): by_visitor(page(bread), page(bread), page(bread + pills)),
        ("bakery.test", "/shop"): page(offer),
        ("cheap-viagra.test", "/"): page(offer),
        ("cheap-viagra.test", "/one"): page(offer),
        ("search-viagra.test", "/"): by_visitor(
            page(bread), page("<script>location='http://cheap-viagra.test/'</script>"), page(bread)),
        ("search-pills.test", "/"): by_visitor(page(bread), redirect("http://other.test/pills"), page(bread)),
        ("other.test", "/pills"): page(pills),
        ("refresh.test", "/"): page("<meta http-equiv=refresh content='0; url=http://other.test/'>"),
        ("refresh-header.test", "/"): page("wait", (("Refresh", "3;url=/next"),)),
        ("refresh-header.test", "/next"): page("next"),
        ("slow-refresh.test", "/"): page("<meta http-equiv=refresh content='60; url=/next'>read me"),
        ("script.test", "/"): led,
        # An error page is a page too.
        ("script-deep.test", "/"): page("<script>location.replace('/a')</script>", status=404),
        ("script-deep.test", "/a"): redirect("/b"),
        ("script-deep.test", "/b"): page("<meta http-equiv=refresh content='0;/c'>"),
        ("script-deep.test", "/c"): page("<title>deep</title>"),
        ("script-circle.test", "/"): page("<script>location.href = '/#top'</script><title>here</title>"),
        ("script-to-file.test", "/"): page("<script>location = 'file:///etc/passwd'</script><title>here</title>"),
        ("script-to-inside.test", "/"): page("<script>location = 'http://inside.test/'</script><title>left</title>"),
        ("script-to-nowhere.test", "/"): page("<script>location = 'http://nowhere.test/'</script>"),
        ("script-search.test", "/"): by_visitor(shop, led, shop),
        ("script-cloak.test", "/"): by_visitor(led, led, shop),
        ("image-refresh.test", "/"): page("<meta http-equiv=refresh content='0;/a'>", kind="text/plain"),
    })
    for name, link in SEALED.items():
        sites[f"{name}.test", "/"] = sealed(link)
    entries = [f"https://register.test/entry/{n}" for n in range(1000, 1100)]
    sites["many-entries.test", "/"] = page("".join(map(seal, entries)) + OFFER)
    sites["decoy-entry.test", "/"] = page(
        f"<!-- <a href={entries[0]}> -->" + seal("https://register.test/entry/1") + OFFER)
    sites.update(register(stop))
    for n in range(40):
        sites["script-long.test", "/" if n == 0 else f"/{n}"] = page(f"<script>location = '/{n + 1}'</script>")
        sites["long.test", "/" if n == 0 else f"/{n}"] = redirect(f"/{n + 1}")
    for n in range(3):
        sites["chain.test", "/" if n == 0 else f"/{n}"] = redirect(f"/{n + 1}")
    sites["chain.test", "/3"] = page("the end")
    return sites


def registration(name, registered, **more):
    return page(json.dumps({
        "objectClassName": "domain", "ldhName": name, "status": ["active"],
        "events": [{"eventAction": "registration", "eventDate": f"{registered}T00:00:00Z"},
                   {"eventAction": "expiration", "eventDate": "2027-05-28T00:00:00Z"}],
        "entities": [{"roles": ["registrar"], "vcardArray": ["vcard", [
            ["version", {}, "text", "4.0"], ["fn", {}, "text", "Names, Inc."]]]}],
        **more}), kind="application/rdap+json")


def registry():
    """rdap.test speaks for .test, rdap-forged.test for .example, as BOOTSTRAP says."""
    moved = redirect("https://rdap.test/elsewhere/domain/other.test", 301)
    return {
        ("rdap.test", "/domain/company.test"): registration("company.test", "2010-05-28"),
        ("rdap.test", "/domain/expired.test"): registration("expired.test", "2026-11-10"),
        ("rdap.test", "/domain/other.test"): moved,
        ("rdap.test", "/elsewhere/domain/other.test"): registration("other.test", "2011-01-02"),
        ("rdap.test", "/domain/self-signed.test"): page("{}", (("Retry-After", "60"),), 429),
        ("rdap-forged.test", "*"): registration("shop.example", "1999-01-01"),
    }


BOOTSTRAP = {"version": "1.0", "services": [[["test"], ["https://rdap.test/"]],
                                            [["example"], ["https://rdap-forged.test/"]]]}


def secure(stop):
    shop = page("good day")
    return {
        **register(stop),
        ("shop.test", "/"): page("secure"),
        ("www.shop.test", "/"): redirect("https://shop.test/", 301),
        ("to-metadata.test", "/"): redirect("http://169.254.169.254/latest/meta-data/"),
        **{(name, "/"): shop for name in certificates.SHOPS
           if not name.startswith(("rdap", "register"))},
        **registry(),
    }

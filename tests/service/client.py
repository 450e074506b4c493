"""A browser without eyes: keeps cookies, follows redirects, fills forms in."""

import html.parser
import http.client
import json
import urllib.parse


class Forms(html.parser.HTMLParser):
    """The forms of a page, each {action, method, fields}, and its links and text."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.links, self._form, self._select, self._words = [], [], None, None, []
        self.feed(text)

    @property
    def text(self):
        return " ".join(" ".join(self._words).split())

    def handle_data(self, data):
        self._words.append(data)

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == "form":
            self._form = {"action": a.get("action", ""), "method": a.get("method", "get").lower(), "fields": {}}
            self.forms.append(self._form)
        elif tag == "a" and a.get("href"):
            self.links.append(a["href"])
        elif self._form is not None:
            self._field(tag, a)

    def _field(self, tag, a):
        if tag == "select":
            self._select = a.get("name")
        elif tag == "option" and self._select and ("selected" in a or self._select not in self._form["fields"]):
            self._form["fields"][self._select] = a.get("value", "")
        elif tag == "textarea" and a.get("name"):
            self._form["fields"][a["name"]] = ""
        elif tag == "input" and a.get("name"):
            ticked = a.get("type") not in ("checkbox", "radio") or "checked" in a
            if ticked and a.get("type") != "submit":
                self._form["fields"][a["name"]] = a.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None


class Page:
    def __init__(self, status, headers, body, path):
        self.status, self.headers, self.body, self.path = status, headers, body, path

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def parsed(self):
        return Forms(self.text)

    @property
    def json(self):
        return json.loads(self.body)


class Client:
    """One person at one browser. Raises OSError when the server is away."""

    def __init__(self, port, token=None, address=None):
        """`address` is a loopback address of its own."""
        self.port, self.token, self.cookies, self._connection = port, token, {}, None
        self._source = (address, 0) if address else None

    def request(self, method, path, body=None, headers=None, follow=True):
        headers = {"Host": f"127.0.0.1:{self.port}", **(headers or {})}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if method == "POST" and "Origin" not in headers and not self.token:
            headers["Origin"] = f"http://127.0.0.1:{self.port}"
        page = self._exchange(method, path, body, headers)
        if follow and page.status in (301, 302, 303, 307):
            return self.request("GET", page.headers["location"])
        return page

    def _exchange(self, method, path, body, headers):
        for attempt in (0, 1):
            fresh = self._connection is None
            self._connection = self._connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=self._source)
            try:
                self._connection.request(method, path, body, headers)
                answer = self._connection.getresponse()
                content = answer.read()
                break
            except (OSError, http.client.HTTPException) as error:
                self.close()
                # A kept connection may have been closed while we looked away; nothing was sent then.
                if fresh or attempt or isinstance(error, TimeoutError) or method != "GET":
                    raise OSError(str(error)) from error
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return Page(answer.status, {k.lower(): v for k, v in answer.getheaders()}, content, path)

    def close(self):
        if self._connection:
            self._connection.close()
            self._connection = None

    def get(self, path, **headers):
        return self.request("GET", path, headers=headers)

    def post(self, path, fields, follow=True):
        return self.request("POST", path, urllib.parse.urlencode(fields, doseq=True),
                            {"Content-Type": "application/x-www-form-urlencoded"}, follow)

    def send_json(self, method, path, value, **headers):
        return self.request(method, path, json.dumps(value), {"Content-Type": "application/json", **headers})

    def submit(self, page, fields, form=None, follow=True):
        """Fills in the first form of `page` that has all the named fields (or the one given) and sends it."""
        forms = page.parsed.forms
        form = form or next(f for f in forms if f["method"] == "post" and all(name in f["fields"] for name in fields))
        action = urllib.parse.urljoin(page.path, form["action"] or page.path)
        return self.post(action, {**form["fields"], **fields}, follow)

"""/metrics, as a Prometheus on another machine asks for it through the school's proxy."""

import pathlib
import secrets
import tempfile
import unittest

from client import Client
from school import School


class Figures(unittest.TestCase):
    def test_are_for_who_has_the_token_of_the_configuration(self):
        token = secrets.token_urlsafe(24)
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "metrics-token"
            file.write_text(token + "\n")
            file.chmod(0o400)
            with School(settings=("http.proxies = 127.0.0.1", f"http.metrics_token = {file}"), students=30) as school:
                def asked(**headers):
                    return Client(school.port).request("GET", "/metrics", headers={"X-Forwarded-For": "10.1.1.1", **headers})
                self.assertEqual(asked().status, 403)
                self.assertEqual(asked(Authorization="Bearer " + token[:-1]).status, 403)
                told = asked(Authorization="Bearer " + token)
                self.assertEqual(told.status, 200)
                self.assertIn("lodge_connections_open", told.text)


if __name__ == "__main__":
    unittest.main()

"""The programs that the bench measures beside Licit, and how they are started.

All on loopback, on ports that the kernel picks, and all gone at the end.
"""

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time

START_SECONDS = 20
SBIN = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))


def program(name):
    found = shutil.which(name, path=SBIN)
    if found is None:
        sys.exit(f"{name} is not installed: ./dev bench installs it")
    return found


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class SquidGuard:
    """The list as its domain database, and the command that answers from it."""

    CONF = """dbhome {folder}
logdir {folder}
dest bench {{
	domainlist domains
}}
acl {{
	default {{
		pass !bench all
		redirect http://127.0.0.1/blocked
	}}
}}
"""

    def __init__(self, folder, list_file):
        folder = os.path.join(folder, "squidguard")
        conf = os.path.join(folder, "squidguard.conf")
        self.command = [program("squidGuard"), "-c", conf]
        if os.path.exists(os.path.join(folder, "domains.db")):
            return
        os.makedirs(folder, exist_ok=True)
        shutil.copyfile(list_file, os.path.join(folder, "domains"))
        with open(conf, "w", encoding="ascii") as file:
            file.write(self.CONF.format(folder=folder))
        subprocess.run(
            [*self.command, "-C", "all"], check=True, stdin=subprocess.DEVNULL, capture_output=True
        )


class Server:
    """A server on self.port; `with` starts and ends it."""

    port = 0
    child = None
    headers = {}

    def command(self):
        raise NotImplementedError

    def __enter__(self):
        self.port = free_port()
        self.child = subprocess.Popen(
            self.command(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=self.env()
        )
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.child.poll() is not None or time.monotonic() > deadline:
                self.__exit__()
                sys.exit(f"{self.child.args[0]} did not start")
            time.sleep(0.05)
        return self

    def __exit__(self, *_):
        self.child.terminate()
        self.child.wait(START_SECONDS)

    def env(self):
        return None

    def answers(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def load(self, path, seconds):
        """Requests a second that wrk gets answered, all of them well."""
        words = [program("wrk"), "-t2", "-c32", f"-d{seconds}s"]
        for name, value in self.headers.items():
            words += ["-H", f"{name}: {value}"]
        words.append(f"http://127.0.0.1:{self.port}{path}")
        output = subprocess.run(words, check=True, capture_output=True, text=True).stdout
        if "Non-2xx" in output or "Socket errors" in output:
            sys.exit(output)
        return float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))


class Licitd(Server):
    def __init__(self, daemon, licit, size):
        self.daemon = os.path.abspath(daemon)
        self.licit = licit
        self.size = size

    def command(self):
        data = self.licit.data(self.size)
        return [self.daemon, "--listen", f"127.0.0.1:{self.port}", "--data-dir", data, "-q"]

    def env(self):
        return self.licit.env

    def __enter__(self):
        super().__enter__()
        code = re.search(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b", self.licit.run(self.size, "pair")).group(0)
        body, _ = self.ask("POST", "/v1/pair", json.dumps({"code": code}))
        self.headers = {"Authorization": "Bearer " + json.loads(body)["token"]}
        return self

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        headers = {**self.headers, "Content-Type": "application/json"}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        if response.status != 200:
            sys.exit(f"{method} {path}: {response.status} {answer.decode()}")
        return answer, response.getheaders()

    def get(self, path):
        return self.ask("GET", path)


class Nginx(Server):
    """Says the same bytes to everything, with the same headers."""

    CONF = """daemon off;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
	access_log off;
	keepalive_requests 1000000000;
	client_body_temp_path {folder}/body;
	proxy_temp_path {folder}/proxy;
	fastcgi_temp_path {folder}/fastcgi;
	uwsgi_temp_path {folder}/uwsgi;
	scgi_temp_path {folder}/scgi;
	server {{
		listen 127.0.0.1:{port};
		default_type application/json;
		{headers}
		location / {{ return 200 '{body}'; }}
	}}
}}
"""
    OWN_HEADERS = {"date", "server", "connection", "keep-alive", "content-type", "content-length"}

    def __init__(self, folder, body, headers):
        self.folder = os.path.join(folder, "nginx")
        self.size = len(body)
        self.copied = [h for h in headers if h[0].lower() not in self.OWN_HEADERS]

    def command(self):
        os.makedirs(self.folder, exist_ok=True)
        conf = os.path.join(self.folder, "nginx.conf")
        with open(conf, "w", encoding="utf-8") as file:
            file.write(
                self.CONF.format(
                    workers=os.cpu_count(),
                    folder=self.folder,
                    port=self.port,
                    headers="\n\t\t".join(f'add_header {n} "{v}";' for n, v in self.copied),
                    body="x" * self.size,
                )
            )
        return [program("nginx"), "-p", self.folder, "-e", f"{self.folder}/error.log", "-c", conf]

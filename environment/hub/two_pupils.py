"""Tries the class for real: two users of this machine log in at once, each runs lessons in an own copy.

Root starts it on a machine that docs/classroom.md has set up, beside a hub on 127.0.0.1:8000; passwords
come as "NAME:PASSWORD" lines on standard input, lessons as arguments. Prints one JSON object a pupil.
    /opt/jupyterhub/bin/python environment/hub/two_pupils.py 00 05 < passwords
"""

from __future__ import annotations

import asyncio
import json
import pwd
import re
import sys
import time
import uuid
from pathlib import Path
from typing import Optional

import requests
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

HUB = "http://127.0.0.1:8000"
STORE = 'deconvlab.record.RunFiles.write(%s, Path.of("../runs/lesson-00"));'


class Pupil:
    """One user, seen from a browser: the login form, then the pages of the own server."""

    def __init__(self, name: str, password: str):
        self.name, self.session = name, requests.Session()
        self.session.get(f"{HUB}/hub/login").raise_for_status()
        form = {"username": name, "password": password, "_xsrf": self.session.cookies["_xsrf"]}
        self.session.post(f"{HUB}/hub/login", data=form, allow_redirects=False).raise_for_status()
        self.session.get(f"{HUB}/hub/home").raise_for_status()
        xsrf = {"_xsrf": self.session.cookies.get("_xsrf", path="/hub/")}
        users = f"{HUB}/hub/api/users/{name}"
        made = self.session.post(f"{users}/tokens", params=xsrf, json={"note": "lessons"})
        made.raise_for_status()
        self.headers = {"Authorization": f"token {made.json()['token']}"}
        self.hub, self.base = users, f"{HUB}/user/{name}"

    def start(self) -> float:
        """Seconds until the server answers."""
        begun = time.monotonic()
        requests.post(f"{self.hub}/server", headers=self.headers).raise_for_status()
        while not requests.get(f"{self.base}/api/status", headers=self.headers).ok:
            if time.monotonic() - begun > 240:
                raise TimeoutError(f"the server of {self.name} does not answer")
            time.sleep(0.5)
        return time.monotonic() - begun

    def lesson(self, number: str) -> tuple[str, list[str]]:
        """The path of a lesson on the own server, and its code cells."""
        listed = self.ask("get", "contents/notebooks")["content"]
        path = next(each["path"] for each in listed if each["name"].startswith(number))
        cells = self.ask("get", f"contents/{path}")["content"]["cells"]
        return path, [cell["source"] for cell in cells if cell["cell_type"] == "code"]

    def ask(self, verb: str, what: str, **more) -> dict:
        answer = requests.request(verb, f"{self.base}/api/{what}", headers=self.headers, **more)
        answer.raise_for_status()
        return answer.json() if answer.content else {}

    async def run(self, number: str) -> dict:
        path, cells = await asyncio.to_thread(self.lesson, number)
        kernel = {"name": "java"}
        asked = {"path": path, "type": "notebook", "name": path, "kernel": kernel}
        session = await asyncio.to_thread(self.ask, "post", "sessions", json=asked)
        address = f"{self.base}/api/kernels/{session['kernel']['id']}/channels"
        asked = HTTPRequest(
            address.replace("http", "ws", 1), headers=self.headers, connect_timeout=240, request_timeout=240
        )
        socket = await websocket_connect(asked, max_message_size=1 << 28)
        begun, errors = time.monotonic(), []
        last = [name for name in re.findall(r"RunRecord (\w+) =", "\n".join(cells))][:1]
        for source in cells + [STORE % name for name in last]:
            error = await execute(socket, source)
            if error:
                errors.append(error)
        used = memory(self.name)
        socket.close()
        await asyncio.to_thread(self.ask, "delete", f"sessions/{session['id']}")
        seconds = round(time.monotonic() - begun, 1)
        done = {"lesson": number, "cells": len(cells), "errors": errors, "seconds": seconds, **used}
        print(self.name, json.dumps(done), file=sys.stderr, flush=True)
        return done


async def execute(socket, source: str) -> Optional[str]:
    """Runs one cell to its end; what went wrong, if something did."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "version": "5.3"}
    header |= {"username": "", "session": uuid.uuid4().hex, "date": "2000-01-01T00:00:00Z"}
    content = {"code": source, "silent": False, "store_history": True, "stop_on_error": True}
    content |= {"user_expressions": {}, "allow_stdin": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    await socket.write_message(json.dumps({**message, "channel": "shell", "buffers": []}))
    error = None
    while True:
        got = json.loads(await asyncio.wait_for(socket.read_message(), 900))
        if got["parent_header"].get("msg_id") != header["msg_id"]:
            continue
        kind, said = got["msg_type"], got["content"]
        if kind == "error":
            error = f"{said['ename']}: {said['evalue']}"[:300]
        if kind == "stream" and said["name"] == "stderr":
            error = said["text"][:300]
        if kind == "status" and said["execution_state"] == "idle":
            return error


def memory(user: str) -> dict[str, int]:
    """Of the user's Java kernels: MiB at the peak (resident), MiB of writable data, threads."""
    uid, found = pwd.getpwnam(user).pw_uid, {"peak_mib": 0, "data_mib": 0, "threads": 0}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if process.stat().st_uid != uid or (process / "comm").read_text().strip() != "java":
                continue
            status = (process / "status").read_text()
        except OSError:
            continue  # It has ended.
        for name, field, unit in (
            ("peak_mib", "VmHWM", 1024),
            ("data_mib", "VmData", 1024),
            ("threads", "Threads", 1),
        ):
            value = int(re.search(rf"^{field}:\s+(\d+)", status, re.M).group(1)) // unit
            found[name] = max(found[name], value)
    return found


async def day(pupil: Pupil, lessons: list[str]) -> dict:
    told = {"pupil": pupil.name, "server_s": round(await asyncio.to_thread(pupil.start), 1)}
    told["lessons"] = [await pupil.run(number) for number in lessons]
    requests.delete(f"{pupil.hub}/server", headers=pupil.headers).raise_for_status()
    return told


async def main(lessons: list[str]) -> int:
    pupils = [Pupil(*line.strip().split(":", 1)) for line in sys.stdin if line.strip()]
    days = await asyncio.gather(*(day(pupil, lessons) for pupil in pupils))
    for each in days:
        print(json.dumps(each))
    return int(any(lesson["errors"] for each in days for lesson in each["lessons"]))


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:] or ["00", "05"])))

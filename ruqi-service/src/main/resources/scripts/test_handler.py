#!/usr/bin/env python3
"""Calls a handler of any service with arguments by position.

    python3 test_handler.py                            lists the handlers and their parameters
    python3 test_handler.py /ruqi/job_history_clear    calls one
    python3 test_handler.py /ruqi/job_add_by_line "1d python test_handler.py /ruqi/job_history_clear"

"none" in any case leaves an argument out. The reply is printed; the exit code is 0 when its stat is OK. Services are reached through the
gateway at BUTTERFLY_URL (http://127.0.0.1:8585 by default); BUTTERFLY_TOKEN is sent as the bearer token when it is set.
"""
import json
import os
import sys
import urllib.error
import urllib.request

BASE = os.environ.get("BUTTERFLY_URL", "http://127.0.0.1:8585").rstrip("/")
SERVICES = ("ruqi", "baichuan", "xingqiao")


def post(path, params):
    headers = {"Content-Type": "application/json"}
    if os.environ.get("BUTTERFLY_TOKEN"):
        headers["Authorization"] = "Bearer " + os.environ["BUTTERFLY_TOKEN"]
    request = urllib.request.Request(BASE + path, json.dumps(params).encode("utf-8"), headers)
    try:
        with urllib.request.urlopen(request, timeout=600) as reply:
            return json.loads(reply.read().decode("utf-8"))
    except urllib.error.HTTPError as error:
        return {"stat": "ERR", "message": "%s answered HTTP %d %s" % (path, error.code, error.headers.get("x-reason", ""))}
    except (urllib.error.URLError, ValueError, OSError) as error:
        return {"stat": "ERR", "message": "%s%s: %s" % (BASE, path, error)}


def handlers():
    found, reply = {}, {}
    for service in SERVICES:
        reply = post("/%s/handlers" % service, {})
        found.update(reply.get("data", {}))
    if not found:
        sys.exit("no service answers: %s" % reply.get("message"))
    return found


def main(arguments):
    known = handlers()
    if not arguments:
        for path, names in sorted(known.items()):
            print(path, " ".join(names))
        return 0
    path, values = arguments[0], arguments[1:]
    if path not in known:
        sys.exit("there is no handler %s; without arguments all are listed" % path)
    names = [name.rstrip("*") for name in known[path]]
    if len(values) > len(names):
        sys.exit("%s takes at most %d arguments: %s" % (path, len(names), " ".join(known[path])))
    reply = post(path, {name: value for name, value in zip(names, values) if value.lower() != "none"})
    print(json.dumps(reply, ensure_ascii=False))
    return 0 if reply.get("stat") == "OK" else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

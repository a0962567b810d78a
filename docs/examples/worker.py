#!/usr/bin/env python3
"""A worker in Python, with the standard library alone: worker.py [http://127.0.0.1:8585 [/handler]]

It claims one message at a time, executes it, and sends the outcome with its next claim. A thread renews the lease
meanwhile.
SIGTERM and Ctrl-C let the running message end first. What it does it prints.
"""
import json
import os
import signal
import socket
import sys
import threading
import urllib.request

BAICHUAN = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8585"
NAME = "%s:0:%d" % (socket.gethostname()[:40], os.getpid())
stopping = threading.Event()


def say(text, *values):
    print(text % values, flush=True)


def hello(params):
    """A handler: takes the message's params, returns the whole reply. It may run twice for one message."""
    return {"stat": "OK", "data": {"hello": params.get("name", "world")}}


HANDLERS = {sys.argv[2] if len(sys.argv) > 2 else "/example/hello": hello}


def call(verb, **body):
    request = urllib.request.Request(BAICHUAN + "/baichuan/" + verb, json.dumps(dict(body, worker=NAME)).encode())
    with urllib.request.urlopen(request, timeout=60) as response:
        reply = json.load(response)
    if reply["stat"] != "OK":
        raise OSError(reply.get("message", reply["stat"]))
    return reply.get("data")


def execute(message):
    done = threading.Event()
    lease = {"task_id": message["task_id"], "lease": message["lease"]}

    def renew():
        while not done.wait(message["lease_seconds"] / 3):
            try:
                call("worker_heartbeat", leases=[lease])
            except OSError as error:  # the next one may get through; if none does, another worker gets the message
                say("the lease of %s could not be renewed: %s", lease["task_id"], error)

    say("%s for %s: %s", message["task_id"], message["handler"], json.dumps(message["params"], ensure_ascii=False))
    threading.Thread(target=renew, daemon=True).start()
    try:
        result = HANDLERS[message["handler"]](message["params"])
    except Exception as error:
        result = {"stat": "ERR_SERVER_EXCEPTION", "message": str(error)}
    finally:
        done.set()
    say("%s is done: %s", message["task_id"], json.dumps(result, ensure_ascii=False))
    return dict(lease, result=result)


def stop(*_):
    stopping.set()
    threading.Thread(target=farewell, args=(True,)).start()  # ends the claim that waits


def farewell(draining):
    try:
        call("worker_leave", draining=draining)
    except OSError:
        pass


def main():
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    say("%s waits for messages to %s at %s", NAME, ", ".join(HANDLERS), BAICHUAN)
    outcomes, pause = [], 0.2
    while not stopping.is_set() or outcomes:
        try:
            if stopping.is_set():
                call("worker_finish", results=outcomes)
                break
            # a claim with outcomes is answered at once
            claimed = call("worker_claim", handlers=list(HANDLERS), limit=1, wait=30, results=outcomes)
        except OSError as error:  # BaiChuan is away: the outcomes stay here
            say("%s cannot be asked: %s; next try in %s s", BAICHUAN, error, pause)
            stopping.wait(pause)
            pause = min(pause * 2, 5)
            continue
        pause = 0.2
        if stopping.is_set():  # what came too late is given back
            outcomes = [
                {"task_id": late["task_id"], "lease": late["lease"], "release": 0} for late in claimed["messages"]
            ]
        else:
            outcomes = [execute(message) for message in claimed["messages"]]
    farewell(False)
    say("stopped")


main()

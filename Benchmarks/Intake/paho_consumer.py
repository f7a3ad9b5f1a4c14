"""The benchmark's peer: a consumer as one writes it in an afternoon. paho-mqtt with QoS 1, json, line protocol in batches over HTTP.

It acknowledges on receipt (paho does) and keeps nothing on disk: what it holds when it dies, or when the store is away, is lost.
It validates nothing and judges no rules. After each batch it says on one line how many messages came and were stored, when, and for every
20th message the seconds from its own time to the store's answer.
"""
import http.client
import json
import sys
import time

import paho.mqtt.client as mqtt

PORT, USER, PASSWORD, INFLUX_PORT, DATABASE = sys.argv[1:6]
BATCH = 5000
BATCH_SECONDS = 0.1
SAMPLE = 20

lines = []
times = []
opened = 0.0
received = 0
stored = 0
store = http.client.HTTPConnection("127.0.0.1", int(INFLUX_PORT))


def post(path, body):
    store.request("POST", path, body)
    answer = store.getresponse()
    text = answer.read()
    if answer.status >= 300:
        sys.exit(f"InfluxDB answers {answer.status}: {text!r}")


def flush():
    global stored
    post(f"/write?db={DATABASE}&precision=ms", "\n".join(lines).encode())
    now = time.time()
    stored += len(lines)
    late = [round(now - ts / 1000, 3) for ts in times[::SAMPLE]]
    print(json.dumps({"received": received, "stored": stored, "at": int(now * 1000), "late": late}), flush=True)
    lines.clear()
    times.clear()


def on_message(client, userdata, message):
    global received, opened
    if not lines:
        opened = time.monotonic()
    received += 1
    record = json.loads(message.payload)
    device = message.topic.split("/")[3]
    fields = ",".join(f"{quantity}={reading['v']}" for quantity, reading in record["m"].items())
    lines.append(f"air,device={device} {fields} {record['ts']}")
    times.append(record["ts"])
    if len(lines) >= BATCH:
        flush()


def on_connect(client, userdata, flags, code):
    if code != 0:
        sys.exit(f"the broker answers {code}")
    client.subscribe("cityops/v1/+/+/readings", qos=1)


def on_subscribe(client, userdata, mid, granted):
    print(json.dumps({"received": 0, "stored": 0, "at": 0, "late": []}), flush=True)


post(f"/query?q=CREATE+DATABASE+{DATABASE}", b"")
client = mqtt.Client(client_id="paho-consumer", clean_session=True)
client.username_pw_set(USER, PASSWORD)
client.on_connect = on_connect
client.on_subscribe = on_subscribe
client.on_message = on_message
client.connect("127.0.0.1", int(PORT))
while True:
    client.loop(timeout=0.02)
    if lines and time.monotonic() - opened >= BATCH_SECONDS:
        flush()

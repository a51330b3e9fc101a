"""Talks the image proxy protocol with a program, and prints what was answered as JSON lines.

usage: proxy_client.py IMAGE MISSING-IMAGE -- PROGRAM ARGUMENTS...   (--sockfd is added)
"""
import array, hashlib, json, os, socket, subprocess, sys

split = sys.argv.index("--")
image, missing = sys.argv[1:split]
ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
command = sys.argv[split + 1:] + ["--sockfd", str(theirs.fileno())]
child = subprocess.Popen(command, pass_fds=[theirs.fileno()])
theirs.close()


def call(method, *arguments):
    ours.send(json.dumps({"method": method, "args": list(arguments)}).encode())
    room = socket.CMSG_SPACE(2 * array.array("i").itemsize)
    packet, ancillary, flags, _ = ours.recvmsg(32 * 1024, room)
    descriptors = array.array("i")
    for level, kind, data in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            descriptors.frombytes(data[:len(data) - len(data) % descriptors.itemsize])
    return json.loads(packet), list(descriptors)


def told(method, reply, content=None, **more):
    newer = "newer: " if method == "GetLayerInfoPiped" else ""
    line = {"method": newer + method, "success": reply["success"], "value": reply["value"]}
    line["pipe"] = reply["pipeid"] != 0
    line["failed"] = reply["error"] != ""
    if content is not None:
        line["bytes"] = len(content)
        line["sha256"] = hashlib.sha256(content).hexdigest()
        if method in ("GetManifest", "GetFullConfig", "GetConfig", "GetLayerInfoPiped"):
            line["json"] = json.loads(content)
            del line["bytes"], line["sha256"]
    line.update(more)
    print(json.dumps(line, sort_keys=True), flush=True)


def piped(method, *arguments, read=None):
    """Reads the pipe to its end, which FinishPipe brings, or so many bytes."""
    reply, descriptors = call(method, *arguments)
    if not reply["success"]:
        told(method, reply)
        return None
    with os.fdopen(descriptors[0], "rb") as pipe:
        if read is None:
            # What is small fits into the pipe: the end may be asked for before it is read.
            finished, _ = call("FinishPipe", reply["pipeid"])
            content = pipe.read()
        else:
            content = pipe.read(read)
            finished, _ = call("FinishPipe", reply["pipeid"])
    told(method, reply, content, finished=finished["success"])
    return reply, content


reply, _ = call("GetManifest", 1)
told("GetManifest before Initialize", reply)
reply, _ = call("Initialize")
version = [int(part) for part in reply["value"].split(".")]
reply["value"] = ".".join(map(str, version[:2]))
told("Initialize", reply)
told("Initialize again", call("Initialize")[0])
told("OpenImage of nothing", call("OpenImage", missing)[0])
told("newer: OpenImageOptional of nothing", call("OpenImageOptional", missing)[0])
told("OpenImage of nonsense", call("OpenImage", "nonsense")[0])
reply, _ = call("OpenImage", image)
told("OpenImage", reply)
opened = reply["value"]
_, manifest = piped("GetManifest", opened)
layers = json.loads(manifest)["layers"]
piped("GetFullConfig", opened)
piped("GetConfig", opened)
for layer in layers:
    piped("GetBlob", opened, layer["digest"], layer["size"], read=layer["size"])
first = layers[0]
piped("GetBlob", opened, "sha256:" + "0" * 64, 7, read=7)
told("GetBlob with two arguments", call("GetBlob", opened, first["digest"])[0])
told("GetBlob of another image", call("GetBlob", 77, first["digest"], 1)[0])
told("FinishPipe of nothing", call("FinishPipe", 99)[0])
told("unknown", call("Unknown")[0])
if version >= [0, 2, 8]:
    reply, _ = call("GetLayerInfo", opened)
    told("newer: GetLayerInfo", reply)
    piped("GetLayerInfoPiped", opened)
    reply, descriptors = call("GetRawBlob", opened, first["digest"])
    with os.fdopen(descriptors[0], "rb") as data, os.fdopen(descriptors[1], "rb") as error:
        told("newer: GetRawBlob", reply, data.read(), problem=error.read().decode())
told("CloseImage", call("CloseImage", opened)[0])
told("CloseImage again", call("CloseImage", opened)[0])
ours.send(json.dumps({"method": "Shutdown", "args": []}).encode())
print(json.dumps({"exit": child.wait(timeout=60)}))

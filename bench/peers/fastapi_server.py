"""The same chat held in memory, the way FastAPI's documentation of WebSockets teaches it: a connection manager that
awaits `send_text` for one connection after the other."""

import asyncio
import json
import os
import socket
import sys
import threading
from datetime import datetime, timezone

import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect

CHAT_ID = "everybody-everybody-1"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class ConnectionManager:
    def __init__(self):
        self.active_connections = []

    async def connect(self, websocket: WebSocket):
        await websocket.accept()
        self.active_connections.append(websocket)

    def disconnect(self, websocket: WebSocket):
        if websocket in self.active_connections:
            self.active_connections.remove(websocket)

    async def broadcast(self, message: str):
        for connection in self.active_connections:
            await connection.send_text(message)


app = FastAPI()
manager = ConnectionManager()
last_seq = 0


def base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits


def make_message(sent: dict) -> dict:
    global last_seq
    last_seq += 1
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {
        "id": f"{CHAT_ID}.{base36(last_seq)}",
        "chatId": CHAT_ID,
        "seq": last_seq,
        "rev": last_seq,
        "kind": "text",
        "senderId": "sender-sender-sender",
        "clientId": sent["clientId"],
        "content": sent["content"],
        "createdAt": now,
        "editedAt": None,
        "deletedAt": None,
        "reactions": [],
        "event": None,
    }


@app.websocket("/ws/{user_id}")
async def chat(websocket: WebSocket, user_id: str):
    await manager.connect(websocket)
    try:
        while True:
            sent = json.loads(await websocket.receive_text())
            frame = {"type": "message", "message": make_message(sent)}
            await manager.broadcast(json.dumps(frame, separators=(",", ":")))
    except WebSocketDisconnect:
        manager.disconnect(websocket)


@app.on_event("startup")
async def announce():
    loop = asyncio.get_running_loop()
    print(f"loop {type(loop).__module__}", flush=True)


def end_with_the_benchmark():
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=end_with_the_benchmark, daemon=True).start()
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="warning", ws="websockets", ws_per_message_deflate=False, backlog=4096)
    server = uvicorn.Server(config)
    print(f"listening {listener.getsockname()[1]}", flush=True)
    server.run(sockets=[listener])

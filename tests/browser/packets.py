#!/usr/bin/env python3
"""Prints what leaves by a network interface, a packet a line, in hexadecimal: packets.py INTERFACE"""

import socket
import sys

ALL = 0x0003
OUTGOING = 4

with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL)) as wire:
    wire.bind((sys.argv[1], 0))
    print("listening", flush=True)
    while True:
        data, (_, _, kind, _, _) = wire.recvfrom(65536)
        if kind == OUTGOING:
            print(data.hex(), flush=True)

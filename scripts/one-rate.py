#!/usr/bin/python3
"""Makes a pseudo-terminal that passes bytes to and from another one only while it is set to 115200 baud.

Pseudo-terminals take any rate and heed none. Usage: one-rate.py DEVICE LINK
"""
import os
import pty
import select
import sys
import termios
import tty

module = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
tty.setraw(module)
master, port = pty.openpty()
tty.setraw(port)
os.symlink(os.ttyname(port), sys.argv[2])
while True:
    for source in select.select([module, master], [], [])[0]:
        data = os.read(source, 4096)
        if termios.tcgetattr(port)[5] == termios.B115200:
            os.write(master if source == module else module, data)

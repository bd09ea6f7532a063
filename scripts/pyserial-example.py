#!/usr/bin/python3
"""Runs an example of pyserial 3.5 on a pseudo-terminal, which has no modem lines. Usage: pyserial-example.py EXAMPLE [ARGUMENT…]"""
import runpy
import sys

import serial

for line in "cts", "dsr", "ri", "cd":
    setattr(serial.Serial, line, property(lambda port: False))
serial.Serial._update_dtr_state = serial.Serial._update_rts_state = lambda port: None
del sys.argv[0]
runpy.run_path("/usr/share/doc/python3-serial/examples/" + sys.argv[0], run_name="__main__")

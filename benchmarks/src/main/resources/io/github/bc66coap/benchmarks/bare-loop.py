"""The bare loop on pyserial. Arguments: device, exchanges to warm up, exchanges to measure."""
import resource
import sys
import time

import serial


def ask(port, command, end):
    port.write(command)
    port.read_until(end)


def exchange(port, number):
    ask(port, b"AT+QCOAPDATASTATUS?\r\n", b"OK\r\n")
    ask(port, b'AT+QCOAPHEAD=5,%d,8,"1A2B3C4D5E6F7081"\r\n' % (number & 0xFFFF), b"OK\r\n")
    ask(port, b'AT+QCOAPOPTION=2,11,"readings",12,"0"\r\n', b"OK\r\n")
    ask(port, b'AT+QCOAPSEND=0,2,"192.0.2.1",5683,9,"313233313233343536"\r\n', b"123123456\r\n")


def main():
    port = serial.Serial(sys.argv[1], 115200)
    # nothing is compiled meanwhile, so fewer will do
    for number in range(int(sys.argv[2]) // 10):
        exchange(port, number)
    count = int(sys.argv[3]) // 5
    before = resource.getrusage(resource.RUSAGE_SELF)
    start = time.perf_counter()
    for number in range(count):
        exchange(port, number)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(count / seconds, cpu * 1e6 / count, 0, (after.ru_nvcsw - before.ru_nvcsw) / count, 0, flush=True)


main()

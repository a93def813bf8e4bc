import koffi from 'koffi';
import {systemError} from '../packet/system-error.js';

/** What the kernel knows of its own clock. */
export interface ClockState {
  readonly isSynchronized: boolean;
  /** Milliseconds. */
  readonly maximumError: number;
}

/** struct timex of <linux/timex.h> on machines of 64 bits: its size, and where its members are. */
const timex = {size: 208, maximumError: 24, status: 40} as const;
/** STA_UNSYNC. */
const unsynchronized = 0x40;

/** adjtimex(2) with no mode: it asks, and changes nothing. @throws Error with `code` */
export function readClock(): ClockState {
  const adjtimex = koffi.load('libc.so.6').func('int adjtimex(void *buffer)');
  const buffer = Buffer.alloc(timex.size);
  if (adjtimex(buffer) < 0) throw systemError('adjtimex', koffi.errno());
  return {
    isSynchronized: (buffer.readInt32LE(timex.status) & unsynchronized) === 0,
    maximumError: Number(buffer.readBigInt64LE(timex.maximumError)) / 1000, // from microseconds
  };
}

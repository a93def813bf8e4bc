import {type Size, serversOfEach} from './places.js';

/** The network of the lab's tables, on a dummy interface of each namespace. */
export const labAddress = '10.20.0.1/16';

/** The i-th virtual service. */
const virtualAddress = (i: number): string => `10.20.${2 + (i >> 8)}.${i & 255}`;
const port = 5000;

/** Rules for the table of this size, in ipvsadm's words. */
export function labRules(size: Size): string {
  let text = '';
  for (let i = 0; i < size; i++) {
    const service = `${virtualAddress(i)}:${port}`;
    text += `-A -u ${service} -s rr\n`;
    for (let j = 1; j <= serversOfEach; j++)
      text += `-a -u ${service} -r 10.20.${100 + (i % 100)}.${j}:${port} -g -w ${j}\n`;
  }
  return text;
}

/**
 * Services with traffic, among the first that the screen shows: a tenth of its cells changes at each tick of the
 * kernel's estimator, which is every 2 s.
 */
const busy = Array.from({length: 14}, (_, i) => virtualAddress(i * 3 + 1));

/** The words of udp-traffic.pl. */
export const trafficWords: readonly string[] = [String(port), ...busy];

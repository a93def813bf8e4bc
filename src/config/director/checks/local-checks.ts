import {longestWait} from '../../pools/longest-wait.js';
import {command, formatSpan, path, plainName, truth, whole} from '../kinds.js';
import {optional, required, usually} from '../shape.js';
import {checkRow} from './check-row.js';
import {said} from './text-kinds.js';
import {usualTimeout} from './schedule-keys.js';

export const commandRow = checkRow({
  name: 'command',
  connects: false,
  main: 'run',
  keys: {
    run: required(command, 'the program and its words; 0 is up'),
    user: optional(plainName, 'keepalived_script, else nobody', 'who runs it: `user`, or `user group`'),
    dynamic: usually(truth, false, 'false', 'an exit status from 2 to 255 is up, with that weight less 2'),
  },
  probe: ({run, user, dynamic}, _, timeout) => ({
    type: 'command',
    command: run,
    user,
    timeout: Math.min(timeout, longestWait),
    isDynamic: dynamic,
  }),
  write: probe =>
    probe.type === 'command'
      ? {
          run: probe.command,
          ...said('user', probe.user),
          ...said('dynamic', probe.isDynamic, false),
          ...(probe.timeout === usualTimeout ? {} : {timeout: formatSpan(probe.timeout)}),
        }
      : undefined,
});

export const fileRow = checkRow({
  name: 'file',
  connects: false,
  main: 'file',
  keys: {
    file: required(path, 'a file with a number in it'),
    weight: usually(
      whole(-2_147_483_647, 2_147_483_647),
      1,
      '1',
      'what the number is multiplied with, to be added to the weight; 0: it is up where the file says 0',
    ),
    reversed: usually(truth, false, 'false', 'it is taken away instead'),
  },
  probe: ({file, weight, reversed}) => ({type: 'file', path: file, weight, isReversed: reversed}),
  write: probe =>
    probe.type === 'file'
      ? {file: probe.path, ...said('weight', probe.weight, 1), ...said('reversed', probe.isReversed, false)}
      : undefined,
});

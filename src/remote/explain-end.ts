import {escapeControls} from '../ipvs/outside-text.js';
import type {ShellEnd} from './remote-world.js';

/** Why a connection ended, and what to do. */
export interface EndWords {
  readonly words: string;
  /** It will not mend by itself. */
  readonly isLasting: boolean;
}

/**
 * What ssh(1), sudo(8), the shell and an older lvsctl say when they cannot, and what to do about it: HOST and LINE are
 * put in. The first that is found counts.
 */
const knownEnds: readonly (readonly [found: RegExp, words: string, isLasting?: 'lasting'])[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    'its host key is another than the one known here: if that was meant, ssh-keygen -R HOST, then ssh HOST once and compare the fingerprint; else somebody stands between',
    'lasting',
  ],
  [
    /Host key verification failed/,
    'its host key is not known here: ssh HOST once by hand, as the same user, and compare the fingerprint',
    'lasting',
  ],
  [
    /Permission denied|Too many authentication failures|No supported authentication methods/,
    'ssh could not log in without asking (LINE): give your key to it with ssh-copy-id HOST, or start ssh-agent',
    'lasting',
  ],
  [
    /Could not resolve hostname/,
    'its name cannot be resolved: name its address under directors: in /etc/lvsctl/config.yaml, or Host HOST in ~/.ssh/config',
    'lasting',
  ],
  [/Connection refused/, 'nobody takes up ssh there (connection refused): is it starting, or sshd on another port?'],
  [/timed out|Timeout, server .* not responding/i, 'the way to it is cut, or it is off (LINE)'],
  [/No route to host|Network is unreachable|Host is down/, 'there is no way to it (LINE)'],
  [/Connection (reset|closed) |kex_exchange_identification|Broken pipe/, 'the connection broke (LINE)'],
  [/Bad configuration option|Bad owner or permissions/, 'ssh does not take its configuration (LINE)', 'lasting'],
  [
    /sudo: (a password is required|.*a terminal is required)|sudo: sorry|is not in the sudoers file|not allowed to (execute|run sudo)/,
    'sudo does not let this user run lvsctl rpc there without a password: docs/remote.md has the line for sudoers, or log in as root (LINE)',
    'lasting',
  ],
  [
    /sudo: not found|sudo: command not found|command not found: sudo/,
    'this user is not root there, and there is no sudo: log in as root',
    'lasting',
  ],
  [
    /lvsctl: (command )?not found|command not found: lvsctl|lvsctl: No such file|unknown command: lvsctl/i,
    'there is no lvsctl in PATH there: install it on HOST (docs/remote.md)',
    'lasting',
  ],
  [/there is no command 'rpc'/, 'its lvsctl is too old and knows no rpc: install this version there', 'lasting'],
];

/** @param errors the end of what came on standard error @param stray what came on standard output and was no protocol */
export function explainEnd(
  host: string,
  {status, signal, failure}: ShellEnd,
  errors: string,
  stray?: string,
): EndWords {
  if (failure !== undefined) return {words: `it cannot be reached: ${escapeControls(failure)}`, isLasting: true};
  const line = lastLine(errors);
  const known = knownEnds.find(([found]) => found.test(errors));
  if (known) {
    const words = known[1].replaceAll(/HOST|LINE/g, word => (word === 'HOST' ? host : line));
    return {words: escapeControls(words), isLasting: known[2] !== undefined};
  }
  if (stray !== undefined && stray !== '') return {words: explainStray(stray), isLasting: true};
  const how = status === undefined ? `ended by ${signal ?? 'nobody knows what'}` : `ended with status ${status}`;
  const said = line === '' ? '' : `: ${line}`;
  if (status === 127)
    return {
      words: escapeControls(`lvsctl is not there, or does not start${said}: install it on ${host}`),
      isLasting: true,
    };
  const who = status === 255 ? 'ssh' : 'lvsctl rpc there';
  return {words: escapeControls(`${who} ${how}${said}`), isLasting: false};
}

/** Something that was no protocol. */
export function explainStray(text: string): string {
  const shown = escapeControls(text.trim().split('\n')[0]?.slice(0, 60) ?? '');
  return `it printed '${shown}' where lvsctl rpc should answer: what its shell reads at each login (.bashrc) must print nothing where there is no terminal`;
}

function lastLine(text: string): string {
  return (text.trim().split('\n').at(-1) ?? '').trim().slice(0, 200);
}

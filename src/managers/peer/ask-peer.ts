import {formatAddress, isSameAddress} from '../../net/address.js';
import type {Witness} from '../../vrrp/findings/knowledge.js';
import type {WantedInstance} from '../../vrrp/findings/wanted-instance.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {SourceView} from '../../vrrp/truth/router-truth.js';
import type {Machine} from '../machine.js';
import {type PeerAnswer, readAnswer} from './read-answer.js';

/** What a peer said, or why it said nothing. */
export interface PeerWord {
  readonly host: string;
  readonly at: Milliseconds;
  readonly answer: PeerAnswer | undefined;
  readonly source: SourceView;
}

/** It listens for an advertisement interval, after ssh has connected. */
const patience = 15_000;

/** What is run there; sudo must not ask. */
const remoteCommand = 'if [ "$(id -u)" = 0 ]; then exec lvsctl vrrp -o json; else exec sudo -n lvsctl vrrp -o json; fi';

/**
 * Asks another host's lvsctl, over ssh, and changes nothing there. Never asks for a password.
 * @param host as ssh(1) takes it: HOST, USER@HOST, ssh://USER@HOST:PORT
 * @param shell the program and words that stand for ssh(1), such as `ssh -F FILE`
 */
export async function askPeer(
  machine: Machine,
  host: string,
  clock: () => Milliseconds,
  shell: readonly string[] = ['ssh'],
): Promise<PeerWord> {
  const failed = (words: string): PeerWord => ({
    host,
    at: clock(),
    answer: undefined,
    source: {kind: 'peer', name: host, state: 'failed', words},
  });
  if (host.startsWith('-')) return failed('a host name does not begin with -');
  const [program = 'ssh', ...words] = shell;
  try {
    const {status, stdout, stderr} = await machine.run(
      program,
      [...words, '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=3', '--', host, remoteCommand],
      {timeout: patience},
    );
    if (status !== 0 && status !== 1) return failed(`lvsctl vrrp there ${endWords(status, stderr)}`);
    const answer = readAnswer(stdout);
    const count = answer.instances.length;
    const said = `says it is ${answer.host}, with ${count} virtual ${count === 1 ? 'router' : 'routers'}`;
    return {host, at: clock(), answer, source: {kind: 'peer', name: host, state: 'good', words: said}};
  } catch (error) {
    return failed(`its answer cannot be used: ${(error as Error).message}`);
  }
}

function endWords(status: number | undefined, stderr: string): string {
  const last = stderr.trim().split('\n').at(-1) ?? '';
  const how = status === undefined ? 'did not answer in time' : `ended with status ${status}`;
  return last === '' ? how : `${how}: ${last.slice(0, 200)}`;
}

/**
 * What it says of the virtual routers that we share. A number means another router on another segment, so it counts only
 * where the peer has an address that we hear, or know from our configuration, or where its instance has our instance's name.
 */
export function witnessesOf({answer, at}: PeerWord, wanted: readonly WantedInstance[]): readonly Witness[] {
  if (!answer) return [];
  return answer.instances.flatMap(({name, family, virtualRouter, state}) => {
    const isShared = wanted.some(
      own =>
        own.family === family &&
        own.virtualRouter === virtualRouter &&
        (own.name === name ||
          own.unicastPeers?.some(peer => answer.addresses.some(address => isSameAddress(address, peer)))),
    );
    return isShared ? [{host: answer.host, addresses: answer.addresses, family, virtualRouter, state, at}] : [];
  });
}

export interface StandbyWords {
  readonly isBackup: boolean;
  readonly isHealthy: boolean;
  readonly priority: number | undefined;
  readonly words: string;
}

/** Whether it says of itself that it would take over: a backup, and nothing wrong with it. */
export function standbyWords(word: PeerWord, own: WantedInstance): StandbyWords | undefined {
  const {answer} = word;
  const theirs = answer?.instances.find(
    ({family, virtualRouter}) => family === own.family && virtualRouter === own.virtualRouter,
  );
  if (!answer || !theirs) return undefined;
  const faults = answer.findings.filter(
    ({instance, code}) => instance === theirs.name && code !== 'clear-authentication',
  );
  const isBackup = theirs.state === 'backup' && !theirs.isStale;
  const isHealthy = isBackup && faults.length === 0;
  const wrong = faults.length === 0 ? '' : `, but ${faults.map(({code}) => code).join(', ')}`;
  const at = answer.addresses[0] ? ` at ${formatAddress(answer.addresses[0])}` : '';
  const {priority} = theirs;
  return {
    isBackup,
    isHealthy,
    priority,
    words: `${answer.host}${at} says it is ${theirs.state} (${theirs.confidence})${wrong}`,
  };
}

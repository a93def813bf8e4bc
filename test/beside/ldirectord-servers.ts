import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {rmSync, writeFileSync} from 'node:fs';
import {placeOf} from './ldirectord-backends.js';
import type {Backend, Manner} from './ldirectord-case.js';
import {maintenanceFolder} from './ldirectord-conf.js';
import {vsftpdConf} from './ldirectord-daemons.js';
import {type Opened, relay, relayDatagrams} from './ldirectord-relay.js';
import type {Behaviour} from './servers-behaviour.js';
import {reply, talk} from './servers-hostile.js';
import {networkDifference} from './servers-network.js';

export interface Wanted {
  readonly id: string;
  readonly address: string;
  readonly port: number;
  readonly isUdp: boolean;
  readonly backend: Backend;
  readonly manner: Manner;
}

/** Real servers, all in the network namespace of this process: what they are, in front of the daemons. */
export class LdirectordServers {
  #before = new Map<string, Wanted>();
  readonly #open = new Map<string, Opened>();

  /** Makes each server what it is to be; others stay as they are. */
  async become(wanted: readonly Wanted[]): Promise<void> {
    const changed = wanted.filter(one => this.#before.get(one.id)?.manner !== one.manner);
    for (const one of changed) await this.#close(one.id);
    await networkDifference(
      changed.map(({id, address, manner}) => {
        const before = this.#before.get(id);
        return {address, behaviour: networkOf(manner), before: before && networkOf(before.manner)};
      }),
    );
    for (const one of changed) {
      const opened = await open(one);
      if (opened) this.#open.set(one.id, opened);
      this.#before.set(one.id, one);
    }
  }

  async end(): Promise<void> {
    for (const id of this.#open.keys()) await this.#close(id);
  }

  async #close(id: string): Promise<void> {
    await this.#open.get(id)?.close();
    this.#open.delete(id);
  }
}

function networkOf(manner: Manner): Behaviour {
  return manner === 'dropped' ? 'dropped' : 'there';
}

async function open(wanted: Wanted): Promise<Opened | undefined> {
  const {address, port, isUdp, manner} = wanted;
  switch (manner) {
    case 'refused':
    case 'dropped':
      return undefined;
    case 'reset':
    case 'closes':
    case 'silent':
    case 'garbage':
      if (isUdp) return reply(address, port, manner === 'garbage' ? 'other reply' : 'mute');
      return talk(address, port, manner);
    case 'exit 1':
    case 'hangs':
      return filed(`/run/beside/external.${address}`, manner);
    case 'in maintenance':
    case 'in maintenance, by port':
    case 'in maintenance, by name':
    case 'in maintenance, by short name': {
      const file = filed(`${maintenanceFolder}/${maintenanceName(wanted)}`, 'new disks');
      const server = await answering({...wanted, manner: 'well'});
      return {close: async () => void (await Promise.all([file.close(), server?.close()]))};
    }
    default:
      return answering(wanted);
  }
}

async function answering({address, port, isUdp, backend, manner}: Wanted): Promise<Opened | undefined> {
  if (backend === 'external') return undefined;
  if (backend === 'ftp') return fileServer(address, manner);
  const place = placeOf(backend, manner);
  if (isUdp) return relayDatagrams({address, port}, place);
  return relay({address, port}, place, manner === 'alternates');
}

/** vsftpd opens further connections of its own: it stands at the address itself. */
function fileServer(address: string, manner: Manner): Opened {
  const file = `/run/beside/vsftpd.${address}`;
  writeFileSync(file, vsftpdConf(address, manner));
  return running('vsftpd', [file]);
}

function running(program: string, words: readonly string[]): Opened {
  const child: ChildProcess = spawn(program, words, {stdio: ['ignore', 'inherit', 'inherit']});
  return {
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

function filed(path: string, text: string): Opened {
  writeFileSync(path, `${text}\n`);
  return {close: async () => rmSync(path, {force: true})};
}

/** _check_real_for_maintenance() of ldirectord. */
function maintenanceName({address, port, manner}: Wanted): string {
  switch (manner) {
    case 'in maintenance, by port':
      return `${address}:${port}`;
    case 'in maintenance, by name':
      return nameOf(address);
    case 'in maintenance, by short name':
      return nameOf(address).split('.')[0] as string;
    default:
      return address;
  }
}

/** As /etc/hosts of the directors has it. */
export function nameOf(address: string): string {
  return `real-${address.replaceAll('.', '-')}.example.org`;
}

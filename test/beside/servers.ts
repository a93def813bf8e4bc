import {type ChildProcess, execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {promisify} from 'node:util';
import type {Behaviour, DatagramBehaviour, NamesBehaviour, TalkBehaviour, WebBehaviour} from './servers-behaviour.js';
import {type ChangingServer, reply, talk} from './servers-hostile.js';
import {eximConf, namesWords} from './servers-daemons.js';
import {nginxConf} from './servers-nginx.js';
import {networkDifference} from './servers-network.js';

export interface Wanted {
  readonly id: string;
  readonly address: string;
  readonly port: number;
  readonly behaviour: Behaviour;
}

const run = promisify(execFile);
const folder = '/run/beside';

/** Real servers, all in the network namespace of this process. */
export class Servers {
  #before = new Map<string, Wanted>();
  readonly #hostile = new Map<string, ChangingServer>();
  readonly #programs = new Map<string, ChildProcess>();

  /** Makes each server what it is to be; others stay as they are. Done when that is so but for nginx, which reloads. */
  async become(wanted: readonly Wanted[]): Promise<void> {
    const changed = wanted.filter(one => this.#before.get(one.id)?.behaviour !== one.behaviour);
    if (changed.length === 0) return;
    const all = (kind: string) => wanted.filter(({behaviour}) => kindOf(behaviour) === kind);
    const hadNginx = this.#programs.get('nginx');
    const moved = changed.filter(({id, behaviour}) => !this.#hostile.get(id)?.become(behaviour));
    for (const {id} of moved) await this.#stop(id);
    if (changed.some(({id, behaviour}) => isExim(behaviour) || isExim(this.#before.get(id)?.behaviour)))
      await this.#exim(all('exim').map(({address}) => address));
    await networkDifference(changed.map(one => ({...one, before: this.#before.get(one.id)?.behaviour})));
    const sites = all('web').map(one => ({...one, behaviour: one.behaviour as WebBehaviour}));
    writeFileSync(`${folder}/nginx.conf`, nginxConf(sites, folder));
    if (hadNginx) hadNginx.kill('SIGHUP');
    else this.#run('nginx', ['nginx', '-c', `${folder}/nginx.conf`]);
    for (const one of moved) await this.#start(one);
    for (const one of wanted) this.#before.set(one.id, one);
  }

  async end(): Promise<void> {
    for (const id of [...this.#hostile.keys(), ...this.#programs.keys()]) await this.#stop(id);
  }

  async #start({id, address, port, behaviour}: Wanted): Promise<void> {
    switch (kindOf(behaviour)) {
      case 'talk':
        this.#hostile.set(id, await talk(address, port, behaviour as TalkBehaviour));
        return;
      case 'datagrams':
        this.#hostile.set(id, await reply(address, port, behaviour as DatagramBehaviour));
        return;
      case 'names':
        this.#run(id, ['dnsmasq', ...namesWords(address, behaviour as NamesBehaviour)]);
        return;
      case 'file':
        if (behaviour === 'no file') rmSync(`${folder}/${id}`, {force: true});
        else writeFileSync(`${folder}/${id}`, `${behaviour.replace('number ', '')}\n`);
        return;
      default: // the network's, nginx's, Exim's
    }
  }

  async #exim(addresses: readonly string[]): Promise<void> {
    await this.#stop('exim');
    if (addresses.length === 0) return;
    mkdirSync(`${folder}/exim`, {recursive: true, mode: 0o777});
    await run('chmod', ['777', `${folder}/exim`]);
    writeFileSync(`${folder}/exim.conf`, eximConf(addresses, `${folder}/exim`));
    this.#run('exim', ['exim4', '-C', `${folder}/exim.conf`, '-bdf']);
  }

  #run(id: string, [program = '', ...words]: readonly string[]): void {
    this.#programs.set(id, spawn(program, words, {stdio: ['ignore', 'inherit', 'inherit']}));
  }

  async #stop(id: string): Promise<void> {
    await this.#hostile.get(id)?.close();
    this.#hostile.delete(id);
    const program = this.#programs.get(id);
    this.#programs.delete(id);
    if (!program || program.exitCode !== null || program.signalCode !== null) return;
    program.kill('SIGKILL');
    await once(program, 'exit');
  }
}

function isExim(behaviour: Behaviour | undefined): boolean {
  return behaviour === 'exim';
}

type Kind = 'network' | 'web' | 'talk' | 'datagrams' | 'exim' | 'names' | 'file';

const kinds: readonly (readonly [RegExp, Kind])[] = [
  [/^(dropped|nobody|unreachable|refused|there)$/, 'network'],
  [/^(tls .*|page|503|404|301|201|other page|second 404|no such host)$/, 'web'],
  [/^(echo|other reply|long reply|short reply|mute|not the id|a query)$/, 'datagrams'],
  [/^exim$/, 'exim'],
  [/^names/, 'names'],
  [/^(exit|killed|hangs|number|no file)/, 'file'],
];

function kindOf(behaviour: Behaviour): Kind {
  return kinds.find(([pattern]) => pattern.test(behaviour))?.[1] ?? 'talk';
}

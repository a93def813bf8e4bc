import {tunneling} from '../../../ipvs/forwarding.js';
import type {Word} from '../text/words.js';
import {readTrackFile} from '../vrrp/read-track-file.js';
import type {TrackFile} from '../vrrp/vrrp-configuration.js';
import {type Context, refuseCrash, required} from '../walk/context.js';
import {readUnsigned} from '../walk/numbers.js';
import {takeNumber} from '../walk/read-value.js';
import {type Entry, flagOf, nameOf, type Section} from '../walk/section.js';
import type {BlockReader} from '../walk/walk.js';
import type {TlsFiles, VirtualServerGroup, VirtualServerSubject} from './lvs-configuration.js';
import {readChecks} from './read-check.js';
import {readEndpoint} from './read-endpoint.js';
import {readForwarding} from './read-forwarding.js';
import {readGroup} from './read-group.js';
import {readServerEntry} from './read-server-entry.js';
import {readTls} from './read-tls.js';
import type {RealServerDraft, VirtualServerDraft} from './server-draft.js';

/** What the health checker makes of the blocks it reads, as they come. */
export class LvsReader implements BlockReader {
  readonly servers: VirtualServerDraft[] = [];
  readonly groups = new Map<string, VirtualServerGroup>();
  tls: TlsFiles | undefined;
  readonly #files = new Map<string, TrackFile>();
  readonly #bfds = new Set<string>();
  #hasTls = false;
  /** The checks read so far, of all servers. */
  #checks = 0;

  constructor(private readonly context: Context) {}

  open(section: Section, within: readonly Section[]): 'read' | 'skip' {
    const {words} = section;
    const keyword = section.row.keyword;
    if (keyword === 'virtual_server') return this.#openServer(section);
    if (keyword === 'real_server') return this.#openRealServer(section);
    if (within.length > 0) return 'read';
    if (keyword === 'SSL') {
      if (this.#hasTls)
        this.context.report('duplicate', words[0] as Word, 'a second SSL block', 'keepalived takes the later');
      this.#hasTls = true;
      return 'read';
    }
    if (keyword === 'bfd_instance' && !words[1])
      refuseCrash(this.context, words[0] as Word, 'bfd_instance without a name');
    const name = required(this.context, words, 1);
    if (keyword !== 'bfd_instance' || !this.#bfds.has(name.text)) return 'read';
    this.context.report('duplicate', name, `a second bfd_instance "${name.text}"`);
    return 'skip';
  }

  #openServer(section: Section): 'read' | 'skip' {
    const subject = this.#readSubject(section.words);
    if (!subject) return 'skip';
    this.servers.push({
      section,
      subject,
      family: subject.type === 'address' ? subject.address.family : undefined,
      scheduler: '',
      flags: 0,
      method: undefined,
      netmask: undefined,
      persistenceTimeout: undefined,
      sorryServer: undefined,
      realServers: [],
    });
    return 'read';
  }

  /** `ADDRESS [PORT]`, `fwmark N` or `group NAME` (alloc_vs() of check_data.c). */
  #readSubject(words: readonly Word[]): VirtualServerSubject | undefined {
    const first = required(this.context, words, 1);
    const second = words[2];
    if (first.text === 'group')
      return {type: 'group', name: (second ?? refuseCrash(this.context, first, 'a group without a name')).text};
    if (first.text === 'fwmark') {
      const word = second ?? refuseCrash(this.context, first, 'a firewall mark without a number');
      const read = readUnsigned(word.text, 0, 4_294_967_295, true);
      const fwmark = takeNumber(this.context, read, word, 'keepalived leaves the virtual server out');
      return fwmark === undefined ? undefined : {type: 'fwmark', fwmark};
    }
    const endpoint = readEndpoint(this.context, first, second, 'keepalived leaves the virtual server out');
    return endpoint && {type: 'address', ...endpoint};
  }

  #openRealServer(section: Section): 'read' | 'skip' {
    const server = this.servers.at(-1) as VirtualServerDraft;
    const word = required(this.context, section.words, 1);
    const endpoint = readEndpoint(this.context, word, section.words[2], 'keepalived leaves the real server out');
    if (!endpoint) return 'skip';
    server.realServers.push({section, endpoint, method: server.method, checks: []});
    return 'read';
  }

  entry(entry: Entry, within: readonly Section[]): 'read' {
    if (entry.type !== 'setting' || entry.value === undefined) return 'read';
    const [root] = within;
    const server = this.servers.at(-1);
    if (!server || server.section !== root) return 'read';
    if (within.length === 1) readServerEntry(this.context, server, entry);
    else if (within.length === 2 && entry.row.keyword === 'lvs_method') {
      const real = server.realServers.at(-1) as RealServerDraft;
      real.method = readForwarding(this.context, entry.words, real.method);
    }
    return 'read';
  }

  close(section: Section, within: readonly Section[]): void {
    const name = nameOf(section);
    const server = this.servers.at(-1);
    if (within.length === 2 && server && server.section === within[0]) return this.#closeCheck(section, server);
    if (server && section.row.keyword === 'real_server') this.#closeRealServer(section, server);
    if (within.length > 0) return;
    if (server && section.row.keyword === 'virtual_server') this.#closeServer(section, server);
    else if (section.row.keyword === 'SSL') this.tls = readTls(this.context, section);
    else if (section.row.keyword === 'bfd_instance') {
      if (flagOf(section, 'checker') || !flagOf(section, 'vrrp')) this.#bfds.add(name);
    } else {
      const file = readTrackFile(this.context, section);
      if (file) this.#files.set(name, file);
    }
  }

  #closeCheck(section: Section, server: VirtualServerDraft): void {
    const real = server.realServers.at(-1) as RealServerDraft;
    const place = {server: real.endpoint, realServer: real.section, virtualServer: server.section};
    const isFirst = this.#checks === 0;
    const checks = readChecks(this.context, section, place, {files: this.#files, bfds: this.#bfds, isFirst});
    this.#checks += checks.length;
    real.checks.push(...checks);
  }

  /** Only tunnels cross families (rs_end_handler()). */
  #closeRealServer(section: Section, server: VirtualServerDraft): void {
    const real = server.realServers.at(-1);
    if (!real || !section.isComplete || real.method?.forwarding === tunneling) return;
    server.family ??= real.endpoint.address.family;
    if (server.family === real.endpoint.address.family) return;
    this.context.report(
      'inconsistent',
      section.end,
      'the real server is of the other family',
      'keepalived leaves it out',
    );
    server.realServers.pop();
  }

  #closeServer(section: Section, server: VirtualServerDraft): void {
    const sorry = server.sorryServer;
    if (!sorry || !section.isComplete || sorry.method?.forwarding === tunneling) return;
    server.family ??= sorry.address.family;
    if (server.family === sorry.address.family) return;
    this.context.report(
      'inconsistent',
      section.end,
      'the sorry server is of the other family',
      'keepalived leaves it out',
    );
    server.sorryServer = undefined;
  }

  root(entry: Entry): void {
    if (entry.type !== 'list') return;
    const group = readGroup(this.context, entry);
    if (group) this.groups.set(group.name, group);
  }
}

import type {Context, Surroundings} from './context.js';
import {GlobalReader, type WrittenGlobals} from './global-reader.js';
import {HostReader} from './host-reader.js';
import {type Item, type Line, placeIn, splitItems} from './lines.js';
import type {Report} from './problem.js';
import {type ReportAt, reportAt} from './setting-reader.js';
import {VirtualReader, type WrittenService} from './virtual-reader.js';

/** Of a line: some of ldirectord's patterns try each place of it with each length. */
const mostCharacters = 4096;

/** One reading of a configuration, in the order in which ldirectord reads it. */
export class ConfigurationReader {
  readonly #services = new Map<string, WrittenService>();
  readonly #globals: GlobalReader;
  readonly #say: ReportAt;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly report: Report,
  ) {
    this.#say = reportAt(surroundings.file, report);
    this.#globals = new GlobalReader(this.#context(this.#say));
  }

  get globals(): WrittenGlobals {
    return this.#globals.written;
  }

  get services(): WrittenService[] {
    return [...this.#services.values()];
  }

  read(text: string): void {
    for (const item of splitItems(text))
      if (item.type === 'virtual') this.#readVirtual(item);
      else if (item.type === 'stray') this.#readStrays(item.lines, item.behind);
      else if (this.#isReadable(item.line)) this.#globals.readLine(item.line);
  }

  #readVirtual({line, body, end, isLast}: Extract<Item, {type: 'virtual'}>): void {
    if (!this.#isReadable(line)) return;
    const reader = new VirtualReader(line, this.#context(this.#say));
    for (const one of body) if (this.#isReadable(one)) reader.readLine(one);
    const service = reader.finish();
    if (!service) return;
    const place = placeIn(this.surroundings.file, line);
    const before = this.#services.get(service.id);
    if (before) {
      const message = `${service.id} is the virtual service of line ${before.line.number} again`;
      this.report('duplicate-virtual', place, message, {namedLine: end});
      return;
    }
    this.#services.set(service.id, service);
    // NB: read_config() still has this line at hand then, and reads it once more
    const effect = 'ldirectord reads it twice, takes it for a duplicate and does not start';
    if (isLast)
      this.report('duplicate-virtual', place, 'a virtual service may not be the last line of the file', {effect});
  }

  /** Lines that were meant for a block: that they stand outside is one problem, what is wrong in them besides others. */
  #readStrays(lines: readonly Line[], behind: Line | undefined): void {
    const [first] = lines;
    if (!first) return;
    if (!behind) {
      for (const line of lines)
        this.#say('outside-block', line, 0, 'outside of virtual services lines begin without blanks');
      return;
    }
    const how = 'by a blank line, or one behind fewer than four blanks';
    this.#say('outside-block', first, 0, `the virtual service of line ${behind.number} has ended: ${how}`);
    const isTheirs = new Set(lines);
    const say: ReportAt = (code, line, ...rest) => {
      if (isTheirs.has(line)) this.#say(code, line, ...rest);
    };
    const reader = new VirtualReader(behind, this.#context(say));
    for (const line of lines) if (this.#isReadable(line)) reader.readLine(line);
    reader.finish();
  }

  #isReadable(line: Line): boolean {
    if (line.raw.length <= mostCharacters) return true;
    this.#say('long-line', line, 0, `the line has more than ${mostCharacters.toLocaleString('en')} characters`);
    return false;
  }

  #context(report: ReportAt): Context {
    return {...this.surroundings, report, hosts: new HostReader(this.surroundings.names, report)};
  }
}

import {BfdReader} from './bfd-reader.js';
import {type Node, TreeBuilder} from './block-tree.js';
import {completeGlobals} from './globals/global-definitions.js';
import {GlobalReader} from './globals/global-reader.js';
import type {Process} from './grammar/grammar.js';
import {completeLvs} from './lvs/complete-lvs.js';
import {LvsReader} from './lvs/lvs-reader.js';
import {type ProblemCode, Refused, type Report} from './problem.js';
import type {KeepalivedConfig, ReadOptions} from './read-config.js';
import {Definitions, standardDefinitions} from './text/definitions.js';
import {folderOf} from './text/include.js';
import {LineReader, type Lines} from './text/line-reader.js';
import {type SourceLine, Sources} from './text/sources.js';
import {completeVrrp} from './vrrp/complete-vrrp.js';
import {VrrpReader} from './vrrp/vrrp-reader.js';
import {type Context, newContext} from './walk/context.js';
import {checkScripts, commandsOf} from './walk/script-security.js';
import {type BlockReader, Walk} from './walk/walk.js';

const defaultMostLines = 2_000_000;

/** keepalived leaves with 6 before the other processes read anything. */
const stopsAfterParent: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['missing-include', 'endless-include']);

/** One reading of a configuration: each process in turn, as `keepalived -t` has them read it. */
export class Reading {
  readonly #tree = new TreeBuilder();
  /** What the parent kept for the others. */
  readonly #lines: SourceLine[] = [];
  readonly #context: Context;
  #goesOn = true;

  constructor(
    private readonly options: ReadOptions,
    report: Report,
  ) {
    this.#context = newContext((code, ...rest) => {
      if (stopsAfterParent.has(code)) this.#goesOn = false;
      report(code, ...rest);
    }, options.host ?? {});
  }

  get tree(): readonly Node[] {
    return this.#tree.tree;
  }

  /** In the order in which they were read. */
  get files(): string[] {
    return [...new Set(this.#lines.map(({file}) => file))];
  }

  run(): KeepalivedConfig {
    const sources = new Sources(this.options, this.#context.report);
    const {section} = this.#readGlobals(sources);
    const globals = completeGlobals(section);
    const lvs = new LvsReader(this.#context);
    if (this.#goesOn) this.#walk('checker', this.#replayed(), lvs);
    const lvsConfiguration = completeLvs(this.#contextNow, lvs, globals, section);
    const vrrp = new VrrpReader(this.#context, globals);
    if (this.#goesOn) this.#walk('vrrp', this.#replayed(), vrrp);
    const vrrpConfiguration = completeVrrp(this.#contextNow, vrrp, globals, section);
    const bfd = new BfdReader(this.#context);
    if (this.#goesOn) this.#walk('bfd', this.#replayed(), bfd);
    return {globals, lvs: lvsConfiguration, vrrp: vrrpConfiguration, bfd: [...bfd.sessions.values()]};
  }

  #readGlobals(sources: Sources): GlobalReader {
    const {report} = this.#context;
    const globals = new GlobalReader(this.#context, demands => {
      sources.generalDemands = demands;
    });
    const {path} = this.options;
    if (!sources.start(path)) {
      const place = {file: path, line: 1, column: 1};
      report('note', place, 'the file cannot be read', 'keepalived does not start; keepalived -t says nothing');
      this.#goesOn = false;
      return globals;
    }
    this.#walk('parent', sources, globals);
    if (this.#goesOn) checkScripts(this.#context, commandsOf(globals.section, /^(startup|shutdown)_script$/));
    return globals;
  }

  /** What is said of a configuration that keepalived has given up already, nobody needs to hear. */
  get #contextNow(): Context {
    return this.#goesOn ? this.#context : {...this.#context, report: () => undefined};
  }

  #replayed(): Sources {
    const sources = new Sources(this.options, this.#context.report);
    sources.replay(this.#lines);
    return sources;
  }

  #walk(process: Process, sources: Sources, reader: BlockReader): void {
    const {options} = this;
    const configId = options.configId ?? (options.hostname ?? '').split('.')[0] ?? '';
    const isParent = process === 'parent';
    const lines: LineReader = new LineReader({
      sources,
      definitions: new Definitions(standardDefinitions(configId, () => folderOf(lines.file) || '.')),
      configId,
      report: this.#context.report,
      mostLines: options.mostLines ?? defaultMostLines,
      ...(isParent ? {onSource: (line: SourceLine) => void this.#lines.push(line)} : {}),
    });
    try {
      new Walk(process, isParent ? this.#intoTree(lines) : lines, reader, this.#context).run();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#goesOn = false;
    }
  }

  #intoTree(lines: LineReader): Lines {
    const tree = this.#tree;
    return {
      next() {
        const line = lines.next();
        if (line) tree.add(line);
        return line;
      },
      get depth() {
        return lines.depth;
      },
    };
  }
}

import type {CheckRun, ChecksReport} from '../../director/protocol/checks-report.js';
import type {CheckFile, CheckHistory, CheckSource, DisableWish} from '../../managers/check-source.js';
import type {CommandContext} from '../command.js';

/** Somebody who checks and whose checks are run here on request, as their files have them. */
export class LocallyRunChecks implements CheckSource {
  readonly name: string;
  readonly reading: CheckSource['reading'];
  readonly files: readonly CheckFile[];
  readonly cannot: CheckSource['cannot'];

  constructor(
    private readonly source: CheckSource,
    private readonly context: Pick<CommandContext, 'openProbes' | 'resolver'>,
  ) {
    const {disable} = source.cannot;
    this.name = source.name;
    this.reading = source.reading;
    this.files = source.files;
    this.cannot = source.files.length === 0 ? source.cannot : disable === undefined ? {} : {disable};
  }

  get last(): ChecksReport | undefined {
    return this.source.last;
  }

  read(): Promise<ChecksReport> {
    return this.source.read();
  }

  history(server: string | undefined): Promise<CheckHistory> {
    return this.source.history(server);
  }

  async run(server: string, pool: string | undefined): Promise<readonly CheckRun[]> {
    const {source, context} = this;
    if (source.run && source.cannot.run === undefined) return source.run(server, pool);
    const {runLocally} = await import('./run-locally.js'); // every kind of check is loaded with it
    return (await runLocally(this.files, server, pool, context)).runs;
  }

  async disable(wish: DisableWish): Promise<void> {
    if (!this.source.disable) throw new Error(this.cannot.disable ?? 'nobody here can do that');
    return this.source.disable(wish);
  }

  async enable(server: string, pool: string | undefined): Promise<void> {
    if (!this.source.enable) throw new Error(this.cannot.disable ?? 'nobody here can do that');
    return this.source.enable(server, pool);
  }

  watch(onChange: () => void): () => void {
    return this.source.watch?.(onChange) ?? (() => {});
  }

  close(): void {
    this.source.close();
  }
}

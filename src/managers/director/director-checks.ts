import {join} from 'node:path';
import type {CheckRun, ChecksReport} from '../../director/protocol/checks-report.js';
import {DirectorClient} from '../../director/protocol/director-client.js';
import type {MethodName, MethodTypes} from '../../director/protocol/methods.js';
import {socketKinds} from '../../director/protocol/socket-kinds.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {CheckHistory, CheckSource, DisableWish} from '../check-source.js';
import type {RouterWorld} from '../router-world.js';
import {callDirector} from './director-control.js';

type DirectorChecksWorld = Pick<RouterWorld, 'after' | 'runFolder'>;

/** How long it may take: programs that are checks have their own time. */
const patience = {find: 3000, read: 12_000, run: 70_000, change: 10_000} as const satisfies Record<
  string,
  Milliseconds
>;
/** Before it is tried again to be told, when the director has ended. */
const pause: Milliseconds = 3000;

/** The checks of our own director, through its sockets: state.sock to read, control.sock to run and to switch off. */
export class DirectorChecks implements CheckSource {
  readonly name = 'director';
  readonly reading = 'told';
  readonly files = [];
  readonly cannot = {};

  private constructor(private readonly world: DirectorChecksWorld) {}

  /** Undefined where no director runs, or it has no virtual services. Rejects with NoAnswer where it is there and does not answer, or may not be asked. */
  static async find(world: DirectorChecksWorld): Promise<DirectorChecks | undefined> {
    try {
      const {checks} = await read(world, 'state', {}, patience.find);
      return checks && new DirectorChecks(world);
    } catch (error) {
      const {reason} = error as {reason?: string};
      if (reason === 'not-running') return undefined;
      throw error;
    }
  }

  read(): Promise<ChecksReport> {
    return read(this.world, 'checks', {}, patience.read);
  }

  async history(server: string | undefined): Promise<CheckHistory> {
    const params = server === undefined ? {} : {server};
    return {entries: await read(this.world, 'checks-history', params, patience.read), notes: []};
  }

  run(server: string, pool: string | undefined): Promise<readonly CheckRun[]> {
    return callDirector(this.world, 'checks-run', {server, ...optional({pool})}, patience.run);
  }

  async disable({server, pool, owner, reason}: DisableWish): Promise<void> {
    const params = {server, ...optional({pool, owner, reason})};
    await callDirector(this.world, 'checks-disable', params, patience.change);
  }

  async enable(server: string, pool: string | undefined): Promise<void> {
    await callDirector(this.world, 'checks-enable', {server, ...optional({pool})}, patience.change);
  }

  watch(onChange: () => void): () => void {
    let client: DirectorClient | undefined;
    let isOver = false;
    let cancel = () => {};
    const follow = async (): Promise<void> => {
      try {
        client = await connect(this.world);
        if (isOver) return client.close();
        client.onClose = again;
        await client.subscribe(({type}) => (type === 'checks' || type === 'snapshot') && onChange(), {
          timeout: patience.find,
        });
      } catch {
        client?.close();
        again();
      }
    };
    const again = () => {
      if (isOver) return;
      onChange(); // whoever reads it then is told why it does not answer
      cancel = this.world.after(pause, () => void follow());
    };
    void follow();
    return () => {
      isOver = true;
      cancel();
      client?.close();
    };
  }

  close(): void {}
}

function connect(world: DirectorChecksWorld): Promise<DirectorClient> {
  return DirectorClient.connect(join(world.runFolder, socketKinds.state.file), world);
}

/** One call of a method that reads. */
async function read<M extends MethodName>(
  world: DirectorChecksWorld,
  method: M,
  params: MethodTypes[M]['params'],
  timeout: Milliseconds,
): Promise<MethodTypes[M]['result']> {
  const client = await connect(world);
  try {
    return await client.call(method, params, {timeout});
  } finally {
    client.close();
  }
}

/** Parameters that are not given are not sent. */
function optional<T extends Readonly<Record<string, string | undefined>>>(given: T): {[K in keyof T]?: string} {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string;
  };
}

import {formatAddress} from '../../src/net/address.js';
import type {Resolver} from '../../src/net/resolver.js';
import type {IpvsadmContext} from '../../src/commands/ipvsadm/context.js';
import {runIpvsadm} from '../../src/commands/ipvsadm/run.js';
import {runRestoreScript, runSaveScript} from '../../src/commands/ipvsadm/scripts.js';
import type {Dialect} from '../../src/ipvsadm/dialect.js';
import {plainChanger} from '../../src/maintenance/journal/changer.js';
import {recordedNames} from '../ipvsadm/recorded-names.js';
import {ModelIpvs} from './model-ipvs.js';

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Names as the recorded runs resolved them, a turn of the loop later. */
export const recordedResolver: Resolver = {
  addressOf: async host => recordedNames.addressOf(host),
  nameOf: async address => {
    const name = recordedNames.host(address);
    return name === formatAddress(address) ? null : name;
  },
  portOf: (service, protocol) => recordedNames.portOf(service, protocol),
  serviceOf: (port, protocol) => {
    const name = recordedNames.port(port, protocol);
    return name === String(port) ? null : name;
  },
};

export interface Surroundings {
  readonly ipvs?: ModelIpvs;
  readonly dialect?: Dialect;
  readonly stdin?: string | Iterable<Uint8Array>;
  readonly context?: Partial<IpvsadmContext>;
}

/** Runs one of ipvsadm's programs as a command line names it. */
export async function run(
  argv: readonly string[],
  {ipvs = new ModelIpvs(), dialect = 'ipvsadm', stdin = '', context: own}: Surroundings = {},
): Promise<Outcome> {
  const [program = 'ipvsadm', ...words] = argv;
  let stdout = '';
  let stderr = '';
  const context: IpvsadmContext = {
    program,
    dialect,
    words,
    connect: async () => ({ipvs, information: await ipvs.information()}),
    openChanger: async () => plainChanger,
    loadModule: async () => false,
    isRoot: true,
    resolver: recordedResolver,
    stdin: typeof stdin === 'string' ? [Buffer.from(stdin)] : stdin,
    stdout: {
      write: text => {
        stdout += text;
      },
    },
    stderr: {
      write: text => {
        stderr += text;
      },
    },
    version: 'lvsctl 1.2.3',
    furtherHelp: async () => 'further help\n',
    mark: '',
    ...own,
  };
  const start =
    program === 'ipvsadm-save' ? runSaveScript : program === 'ipvsadm-restore' ? runRestoreScript : runIpvsadm;
  const code = await start(context);
  return {stdout, stderr, code};
}

import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {quote} from '../lab/guest-init.js';
import {repositoryFolder, runInLab} from '../lab/lab.js';
import type {Job, Outcome} from './case.js';
import {readOutcomes} from './compare.js';
import {bindNameFiles, hosts, nameServiceSwitch} from './hosts.js';

/** A batch in the guest: with the machine's ipvsadm, or with the checkout's lvsctl in its place. */
export interface GuestBatch extends Pick<Job, 'cases' | 'mode'> {
  name: string;
  program: 'real' | 'lvsctl';
  /** Before `load_modules`, for what happens without the module; the kernel can load it only for 'autoload'. */
  module?: 'absent' | 'autoload';
}

/** Runs all batches in one boot, those that need ip_vs to be absent first; resolves to the outcomes by batch name and case id. */
export async function runBatches(
  batches: readonly GuestBatch[],
  seconds: number,
): Promise<Map<string, Map<string, Outcome>>> {
  const early = (['absent', 'autoload'] as const).flatMap(state => batches.filter(({module}) => module === state));
  const late = batches.filter(({module}) => module === undefined);
  const script = [environment, ...early.map(runBatch), 'load_modules', network, ...late.map(runBatch)].join('\n');
  const jobs = batches.map(batch => [`${batch.name}.json`, JSON.stringify(jobOf(batch, seconds))]);
  const files = {hosts, 'nsswitch.conf': nameServiceSwitch, ...Object.fromEntries(jobs)};
  const {output, code, results} = await runInLab({script, seconds, files, modules: false, memory: '512M'});
  const done = Object.entries(results).map(([name, text]) => `${name}: ${readOutcomes(text).size}`);
  if (code !== 0) throw new Error(`the batches ended with ${code}, after ${done.join(', ') || 'none'}:\n${output}`);
  return new Map(batches.map(({name}) => [name, readOutcomes(results[`${name}.jsonl`] ?? '')]));
}

function jobOf({name, program, mode, cases, module}: GuestBatch, seconds: number): Job {
  return {
    results: `results/${name}.jsonl`,
    mode: program === 'real' ? 'spawned' : mode,
    main: join(repositoryFolder(), 'build/src/main.js'),
    ...(module === undefined ? {operator: '/run/lab/sbin/ipvsadm'} : {}),
    secondsEach: 20,
    seconds,
    cases: cases.map(({id, setup, reset, table, argv, stdin, uid, env, after}) => ({
      id,
      setup,
      reset,
      argv,
      ...(table === undefined ? {} : {table}),
      ...(stdin === undefined ? {} : {stdin}),
      ...(uid === undefined ? {} : {uid}),
      ...(env === undefined ? {} : {env}),
      ...(after === undefined ? {} : {after}),
    })),
  };
}

function runBatch({name, program, module}: GuestBatch): string {
  const node = `${quote(process.execPath)} ${quote(join(dirname(fileURLToPath(import.meta.url)), 'batch.js'))} "$LAB/${name}.json"`;
  return `${module === 'autoload' ? 'modprobe -d /run/mods -r ip_vs 2>/dev/null; echo /run/modprobe > /proc/sys/kernel/modprobe' : ''}
${program === 'real' ? node : `unshare -m sh -c '. "$0"; exec "$@"' /run/lab/disguise ${node}`} || exit 1`;
}

/** Private copies of what the runs read or write under /etc, on tmpfs; lvsctl under ipvsadm's names. */
const environment = `set -e
mkdir -p /run/lab/sbin /run/lab/disguised
mount --bind /usr/sbin /run/lab/sbin
${bindNameFiles('$LAB')}
cp /etc/default/ipvsadm /run/lab/default
cp /etc/ipvsadm.rules /run/lab/rules
mount --bind /run/lab/default /etc/default/ipvsadm
mount --bind /run/lab/rules /etc/ipvsadm.rules
ln -s /run/lab/sbin/* /run/lab/disguised/
for name in ipvsadm ipvsadm-save ipvsadm-restore; do ln -sfn ${quote(join(repositoryFolder(), 'bin/lvsctl'))} /run/lab/disguised/$name; done
echo 'mount --bind /run/lab/disguised /usr/sbin' > /run/lab/disguise
`;

/** The interface of the recorded daemons; no ip_vs_ftp, as in the recorded runs. */
const network = `
modprobe -d /run/mods -r ip_vs_ftp
ip link add dm0 type dummy; ip addr add 10.99.0.1/24 dev dm0; ip link set dm0 up
`;

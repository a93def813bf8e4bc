import type {IpvsadmContext} from './commands/ipvsadm/context.js';
import {runIpvsadm} from './commands/ipvsadm/run.js';
import {runRestoreScript, runSaveScript} from './commands/ipvsadm/scripts.js';
import type {Invocation} from './invocation.js';
import {openIpvs} from './kernel/ipvs/open.js';
import type {Kernel} from './kernel/kernel.js';
import {linuxResolver} from './kernel/names/linux-resolver.js';
import {type Changer, plainChanger} from './maintenance/journal/changer.js';
import type {Journal} from './maintenance/journal/open-journal.js';
import {mayMachineFileSay} from './settings/machine-file.js';

/** The version this was built as; replaced by the build. */
declare const LVSCTL_VERSION: string | undefined;
const version = typeof LVSCTL_VERSION === 'string' ? LVSCTL_VERSION : '0.0.0-development';

const isRoot = (): boolean => process.getuid?.() === 0;

/** Where a named command begins: the first word is no option. */
const isNamed = (word: string | undefined): boolean => word !== undefined && /^[a-z]/.test(word);

/** Runs one command line. Resolves to the exit status. */
export async function runProgram(invocation: Invocation): Promise<number> {
  const role = invocation.name.slice(invocation.name.lastIndexOf('/') + 1);
  const isIpvsadm = role.startsWith('ipvsadm');
  const problem = isIpvsadm ? strayEmbeddedKernel(invocation) : undefined;
  if (problem !== undefined) {
    invocation.stderr.write(problem);
    return 2;
  }
  if (!isIpvsadm && isNamed(invocation.argv[0])) {
    const {runNamedCommand} = await import('./named-commands.js');
    return runNamedCommand(invocation, {
      connect: () => connect(invocation),
      reconnect: async () => openIpvs(await openKernel(invocation), {mayLoad: false}),
      openDemo,
      openJournal: () => openJournal(invocation),
      loadModule,
      run: runProgram,
      resolver: linuxResolver(),
      isRoot: isRoot(),
      mark: embeddedMark(invocation),
      version,
    });
  }
  const context = ipvsadmContext(invocation, isIpvsadm);
  if (role === 'ipvsadm-save') return runSaveScript(context);
  return role === 'ipvsadm-restore' ? runRestoreScript(context) : runIpvsadm(context);
}

function ipvsadmContext(invocation: Invocation, isIpvsadm: boolean): IpvsadmContext {
  return {
    program: invocation.name,
    dialect: isIpvsadm ? 'ipvsadm' : 'lvsctl',
    words: invocation.argv,
    connect: () => connect(invocation),
    openChanger: async (): Promise<Changer> =>
      (isIpvsadm ? undefined : await openJournal(invocation))?.changer ?? plainChanger,
    ...(!isIpvsadm && {refusal: () => policyRefusal(invocation)}),
    loadModule,
    isRoot: isRoot(),
    resolver: linuxResolver(),
    stdin: invocation.stdin,
    stdout: invocation.stdout,
    stderr: invocation.stderr,
    version: `lvsctl ${version} (the command line of ipvsadm 1.31)`,
    ...(!isIpvsadm && {
      hint: async failure => (await import('./commands/help/hint-for-words.js')).hintForWords(invocation.argv, failure),
    }),
    ...(!isIpvsadm && {
      advise: async (refused, change) =>
        (await import('./commands/help/hint-for-refusal.js')).hintForRefusal(refused, change),
    }),
    furtherHelp: async () => (await import('./named-commands.js')).commandSummary(),
    mark: isIpvsadm ? '' : embeddedMark(invocation),
  };
}

/** Policies are of the machine's own file alone: where there is none, nothing of them is loaded. */
async function policyRefusal({environment}: Invocation): Promise<string | undefined> {
  return mayMachineFileSay() ? (await import('./open-settings.js')).openRefusal(environment) : undefined;
}

async function connect(invocation: Invocation) {
  return openIpvs(await openKernel(invocation));
}

async function openKernel({environment}: Invocation): Promise<Kernel> {
  const choice = environment.LVSCTL_KERNEL;
  if (choice === undefined || choice === '') return (await import('./kernel/linux-kernel.js')).linuxKernel;
  const {openEmbeddedKernel} = await import('./kernel/embedded/open-embedded-kernel.js');
  const kernel = openEmbeddedKernel(choice, {environment, clock: Date.now});
  if (!kernel) throw noKernel(choice);
  return kernel;
}

function noKernel(choice: string): Error {
  return new Error(
    `LVSCTL_KERNEL=${choice} names no kernel: unset it for this machine's, or say embedded or embedded:FILE`,
  );
}

/** Undefined for a table that ends with the process. */
async function openJournal({name, argv, environment, stderr}: Invocation): Promise<Journal | undefined> {
  const choice = environment.LVSCTL_KERNEL;
  let embeddedFile: string | undefined;
  if (choice) {
    const file = /^embedded(?::(.*))?$/s.exec(choice);
    if (!file && !choice.startsWith('embedded-bench:')) throw noKernel(choice);
    if (!file) return undefined;
    embeddedFile = file[1] || (await import('./kernel/embedded/open-embedded-kernel.js')).defaultStateFile(environment);
  }
  const {openJournal: open} = await import('./maintenance/journal/open-journal.js');
  return open({
    environment,
    embeddedFile,
    words: ['lvsctl', ...argv],
    clock: Date.now,
    say: text => void stderr.write(`${name}: ${text}\n`),
    pause: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
  });
}

async function openDemo() {
  const {createDemoKernel} = await import('./kernel/embedded/demo.js');
  return openIpvs(createDemoKernel({clock: Date.now}));
}

/** modprobe(8) with our standard error, as ipvsadm runs it. */
async function loadModule(): Promise<boolean> {
  const {spawnSync} = await import('node:child_process');
  return spawnSync('/sbin/modprobe', ['--', 'ip_vs'], {stdio: ['inherit', 'inherit', 'inherit']}).status === 0;
}

/** A stray variable must not make a director look healthy: under ipvsadm's names root has to mean it. */
function strayEmbeddedKernel({name, environment}: Invocation): string | undefined {
  if (!environment.LVSCTL_KERNEL || environment.LVSCTL_KERNEL_FORCE === '1' || !isRoot()) return undefined;
  return `${name}: LVSCTL_KERNEL=${environment.LVSCTL_KERNEL} asks for the embedded kernel, not this machine's. Unset it, or set LVSCTL_KERNEL_FORCE=1 if that is meant.\n`;
}

function embeddedMark({environment}: Invocation): string {
  const choice = environment.LVSCTL_KERNEL;
  return choice ? `EMBEDDED KERNEL (LVSCTL_KERNEL=${choice}): this is not the table of this machine\n` : '';
}

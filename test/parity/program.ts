import {spawn} from 'node:child_process';
import {constants} from 'node:os';
import {pathToFileURL} from 'node:url';
import type {Result} from './case.js';

export interface Call {
  argv: readonly string[];
  stdin?: string;
  uid?: number;
  env: Readonly<Record<string, string | undefined>>;
  seconds: number;
}

/** Runs a command line and says what came of it. */
export type Program = (call: Call) => Promise<Result>;

/** As a process: the program is what the PATH of `env` finds. */
export const spawned: Program = ({argv, stdin = '', uid, env, seconds}) =>
  new Promise((resolve, reject) => {
    const [file = '', ...words] = argv;
    const child = spawn(file, words, {
      stdio: 'pipe',
      env,
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
      ...(uid === undefined ? {} : {uid, gid: uid}),
    });
    const output = {stdout: '', stderr: ''};
    child.stdout.setEncoding('utf8').on('data', text => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', text => (output.stderr += text));
    child.stdin.on('error', () => {}).end(stdin); // a program that reads nothing may be gone already
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve({...output, code: signal === null ? (code ?? 0) : -constants.signals[signal]}),
    );
  });

interface Invocation {
  name: string;
  argv: string[];
  environment: Record<string, string | undefined>;
  stdin: AsyncIterable<Uint8Array>;
  stdout: {write(text: string): boolean};
  stderr: {write(text: string): boolean};
}

/** As a call of the compiled module's runProgram, which costs no start of Node. */
export async function inProcess(main: string): Promise<Program> {
  const {runProgram} = (await import(pathToFileURL(main).href)) as {
    runProgram(invocation: Invocation): Promise<number>;
  };
  return async ({argv: [name = '', ...argv], stdin = '', env, seconds}) => {
    const output = {stdout: '', stderr: ''};
    const into = (stream: keyof typeof output) => ({
      write(text: string) {
        output[stream] += text;
        return true;
      },
    });
    try {
      const call = {
        name,
        argv,
        environment: {...env},
        stdin: bytesOf(stdin),
        stdout: into('stdout'),
        stderr: into('stderr'),
      };
      return {...output, code: await within(seconds, runProgram(call)), ...output};
    } catch (error) {
      const words = error instanceof Error ? error.stack : String(error);
      return {...output, stderr: `${output.stderr}runProgram threw ${words}\n`, code: 70};
    }
  };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  if (text !== '') yield Buffer.from(text);
}

function within(seconds: number, work: Promise<number>): Promise<number> {
  let bound: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    bound = setTimeout(() => reject(new Error(`it did not end in ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(bound));
}

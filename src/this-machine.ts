import {watch} from 'node:fs';
import {Receiver} from './kernel/packet/receiver.js';
import {fileFacts} from './kernel/process/file-facts.js';
import {ProcessHandles} from './kernel/process/process-handle.js';
import {environmentOf, ProcessTable} from './kernel/process/process-table.js';
import {readFifo} from './kernel/process/read-fifo.js';
import {runProgram} from './kernel/process/run-program.js';
import type {Machine} from './managers/machine.js';

/**
 * This Linux, with the network namespace it is called in.
 * @param receiver of the process: the thread that receives packets awaits the ends of processes too
 */
export function openThisMachine(receiver: Receiver = new Receiver()): Machine {
  const table = new ProcessTable(Date.now());
  const handles = new ProcessHandles(receiver, pid => table.find(pid));
  return {
    processes: () => table.list(),
    process: pid => table.find(pid),
    environmentOf,
    onExit: (process, call) => handles.onExit(process, call),
    signal: (process, signal) => handles.signal(process, signal),
    run: (program, words, {timeout}) => runProgram(program, words, {timeout, environment: process.env}),
    facts: fileFacts,
    readFifo,
    onFolderChange: watchFolder,
  };
}

/** A folder that is not there, or goes away, changes no more: whoever watches it looks from time to time besides. */
function watchFolder(folder: string, call: (name: string | undefined) => void): () => void {
  try {
    const watcher = watch(folder, (_event, name) => call(name ?? undefined));
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => {};
  }
}

import {type Operation, Refusal} from '../../ipvs/refusal.js';
import {KernelError} from '../netlink/kernel-error.js';
import {commandAttributes, modernAttributes} from './attributes.js';

/** 64-bit counters where the kernel has them (from Linux 4.1), else the old ones. */
export function readWithStatistics(...reply: [Buffer, number, number]) {
  const modern = modernAttributes.read(...reply);
  const {stats64} = modern.service ?? modern.destination ?? {};
  return stats64 ? modern : commandAttributes.read(...reply);
}

/** What the kernel answers with an error number is a refusal of the operation. */
export async function asRefusal<T>(operation: Operation, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof KernelError ? new Refusal(operation, error.errno) : error;
  }
}

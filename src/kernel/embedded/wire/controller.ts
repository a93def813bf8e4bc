import {align} from '../../netlink/attribute-set.js';
import {nulString} from '../../netlink/codec.js';
import {attributeSet, optional} from '../../netlink/attribute-set.js';
import {u16} from '../../netlink/codec.js';
import {controller, familyAnswer, familyQuestion} from '../../netlink/generic.js';
import {family} from '../../ipvs/attributes.js';
import {Failure} from '../commands/outcome.js';
import type {Fill} from './fill.js';
import {operationFlags, operations} from './operations.js';
import {isViolation, parseLeniently} from './policy.js';

/** The number the family got when it registered; the controller tells it. */
export const familyId = 0x1c;
/** IPVS_CMD_ATTR_MAX. */
const maximumAttribute = 6;
/** CTRL_ATTR_OPS, CTRL_ATTR_OP_ID, CTRL_ATTR_OP_FLAGS of <linux/genetlink.h>. */
const number = {operations: 6, operationId: 1, operationFlags: 2} as const;

/** CTRL_ATTR_* that ask for a family; the kernel takes either. */
const question = attributeSet({
  name: optional(familyQuestion.rows.name.number, nulString(15)),
  id: optional(familyAnswer.rows.id.number, u16),
});

/** ctrl_getfamily(): the kernel knows one family here. */
export function answerFamily(buffer: Buffer, start: number, end: number): Fill | Failure {
  const spans = parseLeniently(question, buffer, start, end);
  if (isViolation(spans)) return new Failure(spans.code, spans);
  const {name, id} = spans;
  if (!name && !id) return new Failure('EINVAL');
  const isById = !id || question.rows.id.codec.read(buffer, id.start, id.end) === familyId;
  const isByName = !name || question.rows.name.codec.read(buffer, name.start, name.end) === family.name;
  return isById && isByName ? fillFamily : new Failure('ENOENT');
}

/** The version of the controller's own messages. */
export const controllerVersion = controller.version + 1;

/** ctrl_fill_info(). */
function fillFamily(buffer: Buffer, offset: number): number {
  const values = {name: family.name, id: familyId, version: family.version, headerSize: 0, maximumAttribute};
  familyAnswer.write(values, buffer, offset);
  const start = offset + familyAnswer.lengthOf(values);
  let at = start + 4;
  for (const [i, operation] of operations.entries()) {
    header(buffer, at, 20, i + 1);
    header(buffer, at + 4, 8, number.operationId);
    buffer.writeUInt32LE(operation.command, at + 8);
    header(buffer, at + 12, 8, number.operationFlags);
    buffer.writeUInt32LE(operationFlags(operation), at + 16);
    at += 20;
  }
  header(buffer, start, at - start, number.operations);
  return align(at);
}

function header(buffer: Buffer, offset: number, length: number, type: number): void {
  buffer.writeUInt16LE(length, offset);
  buffer.writeUInt16LE(type, offset + 2);
}

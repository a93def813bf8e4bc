import {attributeSet, optional, required} from './attribute-set.js';
import {nulString, u16, u32} from './codec.js';

/** nlctrl, the family that resolves families: GENL_ID_CTRL, CTRL_CMD_GETFAMILY of <linux/genetlink.h>. */
export const controller = {family: 0x10, version: 1, getFamily: 3, newFamily: 1} as const;

/** CTRL_ATTR_* of a question. */
export const familyQuestion = attributeSet({name: required(2, nulString(15))});

/** CTRL_ATTR_* of an answer; operations and groups are not read. */
export const familyAnswer = attributeSet({
  name: required(2, nulString(15)),
  id: required(1, u16),
  version: optional(3, u32),
  headerSize: optional(4, u32),
  maximumAttribute: optional(5, u32),
});

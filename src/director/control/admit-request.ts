import {errorCodes, type MethodName, type MethodTypes, methods} from '../protocol/methods.js';
import {readParameters} from '../protocol/parameters.js';
import {ProtocolError} from '../protocol/protocol-error.js';
import type {Request} from '../protocol/request.js';
import {type SocketKind, socketKinds} from '../protocol/socket-kinds.js';

/** Its parameters, if it may be asked for here. @throws ProtocolError */
export function admitRequest({method, params}: Request, kind: SocketKind): MethodTypes[MethodName]['params'] {
  const {file, mayChange} = socketKinds[kind];
  if (!methods[method].reads && !mayChange) {
    const words = `${method} changes something, and ${file} only tells: ${socketKinds.control.file} does it, for root`;
    throw new ProtocolError(errorCodes.notPermitted, words);
  }
  return readParameters(method, params);
}

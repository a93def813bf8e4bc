import type {Host} from '../../config/keepalived/walk/context.js';
import {findAccount, hasGroup} from './accounts.js';
import {findCommand} from './find-command.js';

/** What keepalived.conf is checked against: who could run its programs here. @param interfaces undefined where they cannot be read */
export function scriptHost(interfaces: readonly string[] | undefined): Host {
  return {
    ...(interfaces && {interfaces}),
    hasUser: name => typeof findAccount(name) !== 'string',
    hasGroup,
    findCommand,
  };
}

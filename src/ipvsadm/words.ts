import {type ErrnoCode, errnoCode, errnoText} from '../ipvs/errno.js';
import {isRefusal, type Operation} from '../ipvs/refusal.js';

/** ipvsadm's words for an error number, whatever was asked. */
const general: Readonly<Partial<Record<ErrnoCode, string>>> = {
  EPERM: 'Permission denied (you must be root)',
  EINVAL: 'Invalid operation.  Possibly wrong module version, address not unicast, ...',
  ENOPROTOOPT: 'Protocol not available',
  ENOMEM: 'Memory allocation problem',
  EOPNOTSUPP: 'Operation not supported with IPv6',
  EAFNOSUPPORT: 'Operation not supported with specified address family',
  EMSGSIZE: 'Module is wrong version',
};

/** The words that depend on what was asked. NB: -C never has any of its own (ipvsadm tags it with the operation before). */
const specific: Readonly<Partial<Record<Operation, Readonly<Partial<Record<ErrnoCode, string>>>>>> = {
  'add-service': {EEXIST: 'Service already exists', ENOENT: 'Scheduler or persistence engine not found'},
  'edit-service': {ESRCH: 'No such service', ENOENT: 'Scheduler or persistence engine not found'},
  'delete-service': {ESRCH: 'No such service'},
  zero: {ESRCH: 'No such service'},
  list: {ESRCH: 'No such service'},
  'add-server': {ESRCH: 'Service not defined', EEXIST: 'Destination already exists'},
  'edit-server': {ESRCH: 'Service not defined', ENOENT: 'No such destination'},
  'delete-server': {ESRCH: 'Service not defined', ENOENT: 'No such destination'},
  'start-daemon': {EEXIST: 'Daemon has already run'},
  'stop-daemon': {ESRCH: 'No daemon is running'},
};

/** What ipvsadm says of a failed request: by operation and errno, else as strerror(3). */
export function refusalWords(error: Error): string {
  if (!isRefusal(error)) return error.message;
  const code = errnoCode(error.errno) as ErrnoCode;
  return specific[error.operation]?.[code] ?? general[code] ?? errnoText(error.errno);
}

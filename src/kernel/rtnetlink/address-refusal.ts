import {getSystemErrorMessage, getSystemErrorName} from 'node:util';
import {formatAddress} from '../../net/address.js';
import type {AddressChange, AddressFailure, AddressFailureReason} from '../../vrrp/ports.js';

interface RefusalRow {
  readonly change?: AddressChange['type'];
  readonly errno: number;
  readonly reason: AddressFailureReason;
  readonly words: string;
}

/** What the kernel's numbers mean here (<asm-generic/errno.h>). */
const refusals: readonly RefusalRow[] = [
  {errno: 17, reason: 'exists', words: 'the interface has it already'}, // EEXIST
  {errno: 99, change: 'delete-address', reason: 'absent', words: 'the interface does not have it'}, // EADDRNOTAVAIL
  {errno: 19, reason: 'no-interface', words: 'there is no such interface'}, // ENODEV
  {errno: 1, reason: 'not-permitted', words: 'changing addresses needs CAP_NET_ADMIN'}, // EPERM
  {errno: 13, reason: 'refused', words: 'IPv6 is disabled on the interface'}, // EACCES
  {errno: 95, reason: 'refused', words: 'the kernel has no such family of addresses'}, // EOPNOTSUPP
  {errno: 105, change: 'add-address', reason: 'refused', words: 'the interface takes no address: its MTU is too small'}, // ENOBUFS
];

/** A change of addresses that was not made, or of which that is not known. */
export class AddressRefusal extends Error implements AddressFailure {
  override readonly name = 'AddressRefusal';

  constructor(
    readonly reason: AddressFailureReason,
    {type, address: {address, prefixLength}}: AddressChange,
    words: string,
  ) {
    super(`${type} ${formatAddress(address)}/${prefixLength}: ${words}`);
  }
}

/** @param errno positive */
export function refusalOf(change: AddressChange, errno: number): AddressRefusal {
  const row = refusals.find(
    known => known.errno === errno && (known.change === undefined || known.change === change.type),
  );
  const words = row?.words ?? `${getSystemErrorMessage(-errno)} (${getSystemErrorName(-errno)})`;
  return new AddressRefusal(row?.reason ?? 'refused', change, words);
}

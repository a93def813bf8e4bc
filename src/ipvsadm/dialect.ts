/**
 * Which program is being answered as. `ipvsadm` is ipvsadm 1.31 to the byte; `lvsctl` has the same grammar with
 * the corrections of docs/compatibility.md.
 */
export type Dialect = 'ipvsadm' | 'lvsctl';

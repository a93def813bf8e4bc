import {ipv4, ipv6} from '../../net/address.js';

/** Where advertisements go unless told otherwise: 224.0.0.18 (RFC 9568 §5.1.1.2), ff02::12 (§5.1.2.2). */
export const advertisementGroups = {ipv4: ipv4(0xe0000012), ipv6: ipv6(0xff020000, 0, 0, 0x12)} as const;

/** Where newer reports of memberships go: 224.0.0.22 (RFC 3376 §4.2.14), ff02::16 (RFC 3810 §5.2.14). Older ones go to the group itself. */
export const reportGroups = {ipv4: ipv4(0xe0000016), ipv6: ipv6(0xff020000, 0, 0, 0x16)} as const;

/** IANA's number of the protocol (RFC 9568 §5.1.1.4). */
export const vrrpProtocol = 112;

import type {Diagnosis} from '../../diagnosis.js';
import type {DoctorRow} from '../../doctor-row.js';
import {foundOr, good, risk, unknown, wrong} from '../../outcomes.js';
import {sysctlRemedy, vsSysctl} from '../../sysctl-facts.js';

/** Whether a defence against floods is on for ever. */
export const permanentDefence: DoctorRow = {
  code: 'permanent-defence',
  group: 'kernel',
  title: 'defences against floods',
  explanation:
    'drop_entry, drop_packet and secure_tcp defend the memory of the director. 0 is off, 1 lets the kernel switch them on (2) while memory is short, 3 is on for ever: drop_packet = 3 drops one in am_droprate of the packets that begin connections, drop_entry = 3 ends idle and half-open connections each second, secure_tcp = 3 shortens timeouts. 3 belongs to an attack, not to the day after. Documentation/networking/ipvs-sysctl.rst.',
  diagnose(facts) {
    const modes = defences.map(one => ({...one, mode: vsSysctl(facts, one.sysctl)}));
    if (modes.every(({mode}) => mode === undefined))
      return [unknown(facts.ipvs.known ? 'the sysctls of IPVS cannot be read' : facts.ipvs.words)];
    const found = modes.flatMap(({sysctl, say, why, mode}): Diagnosis[] => {
      if (mode !== 3) return [];
      const name = `net.ipv4.vs.${sysctl}`;
      return [
        say({
          subject: name,
          is: '3: always on',
          shouldBe: '0, or 1: on while memory is short',
          why,
          advice: `sysctl -w ${name}=1`,
          remedy: sysctlRemedy(name, 1, 'the kernel still switches it on by itself when memory is short'),
        }),
      ];
    });
    return foundOr(found, good('off, or on while memory is short'));
  },
};

const defences = [
  {
    sysctl: 'drop_entry',
    say: risk,
    why: 'Each second a part of the table is searched, and connections that are idle or half open are ended: long polls and sessions break.',
  },
  {
    sysctl: 'drop_packet',
    say: wrong,
    why: 'One packet in am_droprate that would begin a connection is dropped, whatever there is of memory: clients wait for their retry.',
  },
  {
    sysctl: 'secure_tcp',
    say: risk,
    why: 'Connections in opening and closing states have shorter timeouts: slow clients lose theirs.',
  },
] as const;

import {isScalar} from 'yaml';
import type {Setting} from './setting.js';
import {keysBelow} from './setting-keys.js';
import type {Policies} from './settings.js';
import type {SettingsText, Spot} from './settings-text.js';

type ReadPolicy = (spot: Spot, text: SettingsText) => Partial<Policies> | undefined;

const policies: Readonly<Record<string, ReadPolicy>> = {
  'least-servers': readLeastServers,
  'require-reason': (spot, text) => {
    const requireReason = text.truth(spot, true);
    return requireReason === undefined ? undefined : {requireReason};
  },
  'may-change': (spot, text) => {
    const mayChange = readPeople(spot, text);
    return mayChange && {mayChange};
  },
  'may-force': (spot, text) => {
    const mayForce = readPeople(spot, text);
    return mayForce && {mayForce};
  },
};

/** NB: whatever is wrong here leaves open what was meant to be forbidden. */
export function readPolicies(spot: Spot, text: SettingsText): readonly Setting[] {
  const all = keysBelow('policies');
  return text.known(text.entries(spot, `a map of ${all.join(', ')}`, true), all, true).flatMap(({name, at, value}) => {
    const policy = policies[name]?.(value, text);
    return policy ? [{type: 'policy', path: `policies.${name}`, at: text.place(at), policy} as const] : [];
  });
}

function readLeastServers({node, offset}: Spot, text: SettingsText): Partial<Policies> | undefined {
  const value = isScalar(node) ? node.value : undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535)
    return {leastServers: value};
  text.report(offset, 'a number of servers must stand here, 1 to 65535', true);
  return undefined;
}

function isUser(text: string): boolean {
  return /^[^\s%,:\p{C}][^\s,:\p{C}]*$/u.test(text);
}

/** Groups of directories (LDAP, Active Directory) may have blanks in their names. */
function isGroup(text: string): boolean {
  return /^%[^\s%,:\p{C}]([^,:\p{C}]*[^\s,:\p{C}])?$/u.test(text);
}

/** An empty list is nobody. */
function readPeople(spot: Spot, text: SettingsText): readonly string[] | undefined {
  const words = text.words(spot, "users and '%groups'", true);
  const wrong = words?.find(({text: one}) => !isUser(one) && !isGroup(one));
  if (wrong) text.report(wrong.at, `${wrong.text} is no user and no '%group'`, true);
  return wrong ? undefined : words?.map(word => word.text);
}

import {stringify} from 'yaml';

/** YAML 1.2; a bigint is an integer with all its digits. */
export function formatYaml(value: unknown): string {
  return stringify(value);
}
